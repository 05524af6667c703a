import { expect, test, vi } from "vitest";
import { redactConsole } from "../../lib/server/console";
import { log } from "../../lib/server/log";

test("G10 what Next prints past the logger is redacted, and our own lines stay as they are", () => {
  const printed: unknown[][] = [];
  const target = { ...console };
  target.error = (...values: unknown[]) => {
    printed.push(values);
  };
  redactConsole(target);
  vi.spyOn(console, "error").mockImplementation((line: string) => {
    target.error(line);
  });

  target.error("⨯", new Error("no chat with +27 82 123 4567"));
  log("error", "request failed", { createdAt: 1_795_000_000_000 });

  const [next, ours] = printed;
  expect(String(next?.join(" "))).toContain("no chat with [redacted]");
  expect(JSON.parse(String(ours?.[0]))).toMatchObject({
    event: "request failed",
    createdAt: 1_795_000_000_000,
  });
});
