import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  chainOf,
  genesisHash,
  hashEvent,
  type SealedEvent,
} from "../../lib/audit/chain";
import { parseTrail, verifyTrail } from "../../lib/audit/trail";
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

const TENANT = "k57axc7h81s4m9d2n6p0q3r5t8v1w4x7";

const LINE = {
  id: "event",
  at: Date.parse("2026-05-04T10:00:00Z"),
  actor: "user:ann",
  actorName: "=HYPERLINK(1)",
  action: "credits.top_up",
  target: "-10",
  reason: "@SUM(A1)",
  requestId: "request",
  ipHash: null,
  sequence: 3,
};

beforeEach(() => {
  for (const mock of Object.values(caller)) mock.mockReset();
  caller.isSignedIn.mockResolvedValue(true);
  caller.mutateTraced.mockResolvedValue(null);
  caller.fetchAs.mockResolvedValue({ page: [LINE], isDone: true });
});

const ROUTES = {
  own: () => import("../../app/api/audit/export/route"),
  platform: () => import("../../app/api/audit/export/platform/route"),
};

type Place = keyof typeof ROUTES;

async function download(place: Place, query = ""): Promise<Response> {
  const { GET } = await ROUTES[place]();
  return GET(new Request(`http://localhost/api/audit/export${query}`));
}

const PLACES: Place[] = ["own", "platform"];

async function makeChain(length: number, tenantId: string | null) {
  const events: SealedEvent[] = [];
  const chain = chainOf(tenantId);
  let previousHash = genesisHash(chain);
  for (let sequence = 1; sequence <= length; sequence += 1) {
    const row = {
      ...{ sequence, id: `event${sequence}`, at: sequence, tenantId },
      ...{ actor: "user:ann", action: "test.event", target: null },
      ...{ reason: 'said "no"', requestId: null, ipHash: null, previousHash },
    };
    const hash = await hashEvent(chain, row);
    events.push({ ...row, hash });
    previousHash = hash;
  }
  return { events, head: { sequence: length, hash: previousHash } };
}

describe.each(PLACES)("I2 the %s trail as CSV", (place) => {
  test("is formula-safe, and written down before the first line leaves", async () => {
    const answer = await download(place);
    expect(caller.mutateTraced).toHaveBeenCalledOnce();
    const [header, row] = (await answer.text()).split("\r\n");
    expect(header).toContain("time,action,actor,actor_name");
    expect(row).toBe(
      "2026-05-04T10:00:00.000Z,credits.top_up,user:ann,'=HYPERLINK(1),,,'-10,'@SUM(A1),request,,event,3",
    );
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("is not made for whom the record refuses, nor signed out", async () => {
    caller.mutateTraced.mockRejectedValue(appError("FORBIDDEN", "No."));
    expect((await download(place)).status).toBe(403);
    caller.isSignedIn.mockResolvedValue(false);
    expect((await download(place)).status).toBe(401);
    expect(caller.fetchAs).not.toHaveBeenCalled();
  });

  test("hands on the filter, and refuses what is none", async () => {
    const query = "?actor=user%3Aann&action=credits.top_up&from=5&to=9";
    await (await download(place, query)).text();
    expect(caller.fetchAs.mock.calls[0]?.[1]).toMatchObject({
      ...{ actor: "user:ann", action: "credits.top_up", from: 5, to: 9 },
    });
    for (const wrong of ["?actor=ann", "?action=%3D1", "?from=x", "?to=-1"]) {
      expect((await download(place, wrong)).status).toBe(400);
    }
  });
});

describe("I2 a chain as JSON", () => {
  test.each([
    ["own", TENANT, "?format=json", 0],
    ["own", TENANT, "?format=json", 5],
    ["platform", null, "?format=json", 5],
    ["platform", TENANT, `?format=json&tenantId=${TENANT}`, 5],
  ] as const)(
    "%s of %s %s verifies offline",
    async (place, tenantId, query, length) => {
      const { events, head } = await makeChain(length, tenantId);
      caller.fetchAs.mockImplementation((_query: unknown, args: object) => {
        if (!("paginationOpts" in args)) {
          return Promise.resolve({ ...head, active: { tenantId: TENANT } });
        }
        const { cursor } = args.paginationOpts as { cursor: string | null };
        const half = Math.ceil(events.length / 2);
        return Promise.resolve(
          cursor === null
            ? {
                page: events.slice(0, half),
                isDone: false,
                continueCursor: "2",
              }
            : { page: events.slice(half), isDone: true, continueCursor: "" },
        );
      });
      const answer = await download(place, query);
      const text = await answer.text();
      const file = JSON.parse(text) as { head: object };
      const trail = parseTrail({
        ...file,
        head: { sequence: head.sequence, hash: head.hash },
      });
      expect(trail.events).toEqual(events);
      expect(await verifyTrail(trail)).toMatchObject({ ok: true });
      expect(caller.mutateTraced).toHaveBeenCalledOnce();
    },
  );

  test("of an id that is none is refused", async () => {
    const answer = await download("platform", "?format=json&tenantId=%27%27");
    expect(answer.status).toBe(400);
  });
});

describe("I7 the month as CSV", () => {
  test("holds numbers, and is refused with the code of the refusal", async () => {
    const { GET } = await import("../../app/api/audit/export/report/route");
    const get = (query: string) =>
      GET(new Request(`http://localhost/api/audit/export/report${query}`));
    caller.fetchAs.mockResolvedValue({
      figures: { signIns: 4 },
      refusedDeliveries: 27,
      alerts: { raised: 1, acknowledged: 0, medianMs: null, longestMs: null },
      actions: [{ action: "session.started", count: 4 }],
    });
    const lines = (await (await get("?month=2026-11")).text()).split("\r\n");
    expect(lines).toContain("2026-11,deliveries,refused,27");
    expect(lines).toContain("2026-11,figure,signIns,4");
    expect(lines).toContain("2026-11,event,session.started,4");
    expect(lines).toContain("2026-11,alerts,median_ms_to_acknowledge,");
    expect((await get("?month=2026-13")).status).toBe(400);
    caller.fetchAs.mockRejectedValue(appError("FORBIDDEN", "No."));
    expect((await get("?month=2026-11")).status).toBe(403);
    caller.isSignedIn.mockResolvedValue(false);
    expect((await get("?month=2026-11")).status).toBe(401);
  });
});
