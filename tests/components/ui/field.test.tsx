// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

afterEach(cleanup);

test("ties label, hint and error to the control", () => {
  render(
    <Field label="Name" hint="As customers know it." error="Too short.">
      <Input />
    </Field>,
  );
  const input = screen.getByLabelText("Name");
  expect(input.getAttribute("aria-invalid")).toBe("true");
  const ids = input.getAttribute("aria-describedby")?.split(" ") ?? [];
  const texts = ids.map((id) => document.getElementById(id)?.textContent);
  expect(texts).toEqual(["As customers know it.", "Too short."]);
});

test("without an error the control is not marked", () => {
  render(
    <Field label="Name">
      <Input />
    </Field>,
  );
  const input = screen.getByLabelText("Name");
  expect(input.hasAttribute("aria-invalid")).toBe(false);
  expect(input.hasAttribute("aria-describedby")).toBe(false);
});

test("a checkbox can be neither on nor off", () => {
  render(<Checkbox aria-label="All" checked="indeterminate" readOnly />);
  const box = screen.getByLabelText<HTMLInputElement>("All");
  expect(box.indeterminate).toBe(true);
  expect(box.checked).toBe(false);
});
