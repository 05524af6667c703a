import { beforeEach, describe, expect, test, vi } from "vitest";
import { appError } from "../../lib/errors";

const caller = vi.hoisted(() => ({
  fetchAs: vi.fn(),
  isSignedIn: vi.fn(),
  mutateTraced: vi.fn(),
}));

vi.mock("../../lib/server/convex", () => caller);
vi.mock("../../lib/server/route-refusals", () => ({
  reportRouteRefusal: vi.fn(),
}));

const line = {
  sequence: 7,
  kind: "top_up",
  credits: 250,
  balanceAfter: 300,
  reservedAfter: 2,
  actor: { kind: "operator", name: null, part: null },
  reason: '=HYPERLINK("http://evil.example")',
  undoes: null,
  conversation: null,
  messageId: null,
  previousHash: "a1",
  hash: "b2",
  createdAt: Date.parse("2026-05-04T10:00:00Z"),
};

beforeEach(() => {
  for (const mock of Object.values(caller)) mock.mockReset();
  caller.isSignedIn.mockResolvedValue(true);
  caller.mutateTraced.mockResolvedValue(null);
  caller.fetchAs.mockResolvedValue({ page: [line], isDone: true });
});

async function download(query = ""): Promise<Response> {
  const { GET } = await import("../../app/api/credits/export/route");
  return GET(new Request(`http://localhost/api/credits/export${query}`));
}

describe("E6 the statement as CSV", () => {
  test("is formula-safe and written down before the first line leaves", async () => {
    const answer = await download();
    expect(caller.mutateTraced).toHaveBeenCalledOnce();
    const [header, row] = (await answer.text()).split("\r\n");
    expect(header).toContain("entry,time,kind,credits,balance_change");
    expect(row).toBe(
      '7,2026-05-04T10:00:00.000Z,top_up,250,250,300,2,operator,,"\'=HYPERLINK(""http://evil.example"")",,,,a1,b2',
    );
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("goes on to the last page", async () => {
    caller.fetchAs
      .mockResolvedValueOnce({
        page: [line],
        isDone: false,
        continueCursor: "2",
      })
      .mockResolvedValueOnce({ page: [line], isDone: true });
    const text = await (await download("?kind=top_up&from=5")).text();
    expect(text.trimEnd().split("\r\n")).toHaveLength(3);
    expect(
      caller.fetchAs.mock.calls.map(([, args]) => args as unknown),
    ).toEqual([
      {
        kind: "top_up",
        from: 5,
        paginationOpts: { numItems: 200, cursor: null },
      },
      {
        kind: "top_up",
        from: 5,
        paginationOpts: { numItems: 200, cursor: "2" },
      },
    ]);
  });

  test("A2 is refused without a session", async () => {
    caller.isSignedIn.mockResolvedValue(false);
    const answer = await download();
    expect(answer.status).toBe(401);
    expect(caller.fetchAs).not.toHaveBeenCalled();
  });

  test("is refused to a role that may not export", async () => {
    caller.mutateTraced.mockRejectedValue(appError("FORBIDDEN", "No."));
    const answer = await download();
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { code: "FORBIDDEN" } });
    expect(caller.fetchAs).not.toHaveBeenCalled();
  });

  test.each(["?kind=everything", "?actor=me", "?from=yesterday", "?to=-1"])(
    "refuses %s and records nothing",
    async (query) => {
      expect((await download(query)).status).toBe(400);
      expect(caller.mutateTraced).not.toHaveBeenCalled();
    },
  );
});
