// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { KeyReader } from "@/components/shortcuts/keys";
import { listShortcuts } from "@/components/shortcuts/registry";
import { ShortcutListener } from "@/components/shortcuts/shortcut-listener";
import { setSingleKeys } from "@/components/shortcuts/single-keys";
import { useShortcut } from "@/components/shortcuts/use-shortcut";

afterEach(cleanup);
beforeEach(() => setSingleKeys(true));

interface CommandProps {
  keys: string;
  run: () => void;
  enabled?: boolean;
}

function Command({ keys, run, enabled = true }: CommandProps) {
  useShortcut(keys, "Do it", run, { enabled });
  return null;
}

function page(keys: string, enabled = true) {
  const run = vi.fn();
  const view = render(
    <>
      <ShortcutListener />
      <Command keys={keys} run={run} enabled={enabled} />
      <input aria-label="Text" />
      <div role="dialog">
        <button type="button">In a dialog</button>
      </div>
    </>,
  );
  return { run, view };
}

describe("a shortcut", () => {
  test("runs on its key, and no longer when its page is gone", () => {
    const { run, view } = page("j");
    fireEvent.keyDown(document.body, { key: "j" });
    expect(run).toHaveBeenCalledTimes(1);
    view.unmount();
    fireEvent.keyDown(document.body, { key: "j" });
    expect(run).toHaveBeenCalledTimes(1);
    expect(listShortcuts()).toEqual([]);
  });

  test("rests while someone types and while a dialog is open", () => {
    const { run } = page("j");
    fireEvent.keyDown(screen.getByLabelText("Text"), { key: "j" });
    fireEvent.keyDown(screen.getByText("In a dialog"), { key: "j" });
    fireEvent.keyDown(document.body, { key: "j", isComposing: true });
    expect(run).not.toHaveBeenCalled();
  });

  test("with the command key works while typing, and plain keys do not set it off", () => {
    const { run } = page("mod+k");
    fireEvent.keyDown(screen.getByLabelText("Text"), {
      key: "k",
      ctrlKey: true,
    });
    fireEvent.keyDown(document.body, { key: "k", metaKey: true });
    fireEvent.keyDown(document.body, { key: "k" });
    expect(run).toHaveBeenCalledTimes(2);
  });

  test("of one key can be turned off", () => {
    const { run } = page("j");
    setSingleKeys(false);
    fireEvent.keyDown(document.body, { key: "j" });
    expect(run).not.toHaveBeenCalled();
  });

  test("that is not enabled is neither heard nor listed", () => {
    const { run } = page("j", false);
    fireEvent.keyDown(document.body, { key: "j" });
    expect(run).not.toHaveBeenCalled();
    expect(listShortcuts()).toEqual([]);
  });

  test("that appeared last wins", () => {
    const first = vi.fn();
    const last = vi.fn();
    render(
      <>
        <ShortcutListener />
        <Command keys="e" run={first} />
        <Command keys="e" run={last} />
      </>,
    );
    fireEvent.keyDown(document.body, { key: "e" });
    expect(first).not.toHaveBeenCalled();
    expect(last).toHaveBeenCalledTimes(1);
  });
});

describe("a sequence of keys", () => {
  test("is complete only when its keys follow each other quickly", () => {
    const reader = new KeyReader();
    const plain = (key: string) => ({ key, mod: false });
    expect(reader.read(plain("g"), 0)).toEqual(["g"]);
    expect(reader.read(plain("i"), 300)).toEqual(["g i", "i"]);
    reader.read(plain("g"), 1_000);
    expect(reader.read(plain("i"), 2_500)).toEqual(["i"]);
  });

  test("is broken by a key with the command key", () => {
    const reader = new KeyReader();
    reader.read({ key: "g", mod: false }, 0);
    expect(reader.read({ key: "k", mod: true }, 100)).toEqual(["mod+k"]);
    expect(reader.read({ key: "i", mod: false }, 200)).toEqual(["i"]);
  });
});
