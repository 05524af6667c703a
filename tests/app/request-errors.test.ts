import { expect, test, vi } from "vitest";
import { onRequestError } from "../../instrumentation";

const sentry = vi.hoisted(() => ({
  captureRequestError: vi.fn(),
  setTag: vi.fn(),
}));

vi.mock("@sentry/nextjs", () => ({
  captureRequestError: sentry.captureRequestError,
  withScope: (work: (scope: object) => void) => {
    work({ setTag: sentry.setTag });
  },
}));

test("I5 a failed request is logged and reported under its id, without what its address says", async () => {
  const lines: string[] = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => {
    lines.push(line);
  });
  const token = "0fJx3kPz-Q7rTnV_aLmC9dWsYuHbGeXo2i5K4qR8tMw";
  await onRequestError(
    new Error("no chat with +27 82 555 0177"),
    {
      path: `/invitations/${token}?mail=ann%40shop.example`,
      method: "GET",
      headers: { "x-request-id": "550e8400-e29b-41d4-a716-446655440000" },
    },
    {
      routerKind: "App Router",
      routePath: "/invitations/[token]",
      routeType: "render",
      revalidateReason: undefined,
    },
  );
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      at: expect.any(String) as string,
      level: "error",
      event: "request failed",
      requestId: "550e8400-e29b-41d4-a716-446655440000",
      path: "/invitations/[redacted]",
      route: "/invitations/[token]",
      reason: "no chat with [redacted]",
    },
  ]);
  expect(sentry.setTag).toHaveBeenCalledWith(
    "requestId",
    "550e8400-e29b-41d4-a716-446655440000",
  );
  expect(sentry.captureRequestError).toHaveBeenCalledOnce();
});
