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

const row = {
  tenantId: "t1",
  name: '=cmd("x")',
  dailyBudgetMicros: 5_000_000,
  day: "2026-06-01",
  runs: 3,
  failures: 1,
  promptTokens: 120,
  answerTokens: 40,
  costMicros: 88,
};

beforeEach(() => {
  for (const mock of Object.values(caller)) mock.mockReset();
  caller.isSignedIn.mockResolvedValue(true);
  caller.mutateTraced.mockResolvedValue(null);
  caller.fetchAs.mockResolvedValue({ page: [row], isDone: true });
});

async function download(query = "?from=2026-06-01&to=2026-06-30") {
  const { GET } = await import("../../app/api/operator/usage/route");
  return GET(new Request(`http://localhost/api/operator/usage${query}`));
}

describe("J4 the spend on models as CSV", () => {
  test("is formula-safe and written down before the first line leaves", async () => {
    const answer = await download();
    expect(caller.mutateTraced).toHaveBeenCalledOnce();
    const [header, line] = (await answer.text()).split("\r\n");
    expect(header).toContain("day,tenant,name,runs,failures");
    expect(line).toBe('2026-06-01,t1,"\'=cmd(""x"")",3,1,120,40,88,5000000');
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("goes on to the last page", async () => {
    caller.fetchAs
      .mockResolvedValueOnce({
        page: [row],
        isDone: false,
        continueCursor: "2",
      })
      .mockResolvedValueOnce({ page: [row], isDone: true });
    const text = await (await download()).text();
    expect(text.trimEnd().split("\r\n")).toHaveLength(3);
    expect(caller.fetchAs.mock.calls[1]?.[1]).toMatchObject({
      paginationOpts: { cursor: "2" },
    });
  });

  test("A2 is refused without a session, and to everybody but operators", async () => {
    caller.isSignedIn.mockResolvedValue(false);
    expect((await download()).status).toBe(401);
    caller.isSignedIn.mockResolvedValue(true);
    caller.mutateTraced.mockRejectedValue(appError("FORBIDDEN", "no"));
    expect((await download()).status).toBe(403);
    expect(caller.fetchAs).not.toHaveBeenCalled();
  });

  test.each([
    "",
    "?from=2026-06-01",
    "?from=x&to=y",
    "?from=2026-02-31&to=2026-03-01",
  ])("refuses the days %j", async (query) => {
    const answer = await download(query);
    expect([400, 422]).toContain(answer.status);
    expect(caller.mutateTraced).not.toHaveBeenCalled();
  });
});
