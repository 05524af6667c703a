import { afterEach, expect, test, vi } from "vitest";
import { operator } from "../../../local/cli/commands/operator";
import { Failure } from "../../../local/cli/failure";

const lines: string[] = [];

afterEach(() => {
  lines.length = 0;
});

/** Answers the one call of the command as Convex does. */
function convexAnswers(value: unknown): { bodies: unknown[] } {
  const bodies: unknown[] = [];
  vi.stubEnv("NEXT_PUBLIC_CONVEX_URL", "http://127.0.0.1:3210");
  vi.stubEnv("CONVEX_ADMIN_KEY", "admin-key-of-a-test");
  vi.spyOn(console, "log").mockImplementation((line: string) => {
    lines.push(line);
  });
  vi.stubGlobal("fetch", (_url: string, init: { body: string }) => {
    bodies.push(JSON.parse(init.body));
    return Promise.resolve(Response.json({ status: "success", value }));
  });
  return { bodies };
}

test("J6 names the address and says what comes of it", async () => {
  const { bodies } = convexAnswers("named");
  expect(await operator(["ada@example.com"])).toBe(0);
  expect(bodies).toMatchObject([
    { path: "operators/bootstrap:name", args: [{ email: "ada@example.com" }] },
  ]);
  expect(lines[0]).toContain("becomes the first operator");
});

test.each([
  ["named_before", "nothing has changed"],
  ["has_operator", "there is an operator already"],
])("J6 a second run is no failure and says so: %s", async (value, sentence) => {
  convexAnswers(value);
  expect(await operator(["ada@example.com"])).toBe(0);
  expect(lines[0]).toContain(sentence);
});

test("J6 takes exactly one address", async () => {
  await expect(operator([])).rejects.toThrow(Failure);
  await expect(operator(["a@example.com", "b@example.com"])).rejects.toThrow(
    Failure,
  );
});
