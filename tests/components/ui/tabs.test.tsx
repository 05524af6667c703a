// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";

afterEach(cleanup);

function show() {
  render(
    <Tabs defaultValue="a">
      <TabsList aria-label="Parts">
        <TabsTrigger value="a">First</TabsTrigger>
        <TabsTrigger value="b">Second</TabsTrigger>
        <TabsTrigger value="c">Third</TabsTrigger>
      </TabsList>
      <TabsContent value="a">one</TabsContent>
      <TabsContent value="b">two</TabsContent>
      <TabsContent value="c">three</TabsContent>
    </Tabs>,
  );
}

const tab = (name: string) => screen.getByRole("tab", { name });

test("shows one panel, named by its tab", () => {
  show();
  const panel = screen.getByRole("tabpanel", { name: "First" });
  expect(panel.textContent).toBe("one");
  expect(screen.queryByText("two")).toBeNull();
});

test("arrow keys move round, Home and End jump, and only one tab is a stop", () => {
  show();
  tab("First").focus();
  fireEvent.keyDown(tab("First"), { key: "ArrowLeft" });
  expect(document.activeElement).toBe(tab("Third"));
  expect(screen.getByRole("tabpanel").textContent).toBe("three");
  fireEvent.keyDown(tab("Third"), { key: "ArrowRight" });
  expect(tab("First").getAttribute("aria-selected")).toBe("true");
  fireEvent.keyDown(tab("First"), { key: "End" });
  expect(tab("Third").tabIndex).toBe(0);
  expect(tab("First").tabIndex).toBe(-1);
});
