import { expect, test } from "vitest";
import { redactPrinted } from "../../../lib/logging/console-line";

test("a text loses what is somebody's", () => {
  expect(redactPrinted(["GET", "/inbox?phone=+27 82 123 4567"])).toEqual([
    "GET",
    "/inbox?phone=[redacted]",
  ]);
});

test("an error keeps its name and its place, and nothing it quotes", () => {
  const error = new TypeError(
    'bad.\n\nObject: {text: "my knee"}\nValidator: v',
  );
  const [line = ""] = redactPrinted([error]);
  expect(line).toMatch(/^TypeError: bad\./);
  expect(line).toContain("console-line.test.ts");
  expect(line).not.toContain("knee");
});

test("an object is printed as it may be logged", () => {
  const [line] = redactPrinted([
    { body: "my knee", cookie: "__session=a", status: 500, digest: "42" },
  ]);
  expect(line).toBe(
    '{"body":"[redacted]","cookie":"[redacted]","status":500,"digest":"42"}',
  );
});

test.each([[undefined], [null], [7], [true]])("%s does not break", (value) => {
  expect(redactPrinted([value])).toEqual([String(value)]);
});
