import { beforeEach, describe, expect, test, vi } from "vitest";
import { parseBooksExport, verifyBooks } from "../../lib/credits/books";
import { appError } from "../../lib/errors";
import { sampleBooks, TENANT } from "../support/books";

const caller = vi.hoisted(() => ({
  fetchAs: vi.fn(),
  isSignedIn: vi.fn(),
  mutateTraced: vi.fn(),
}));

vi.mock("../../lib/server/convex", () => caller);
vi.mock("../../lib/server/route-refusals", () => ({
  reportRouteRefusal: vi.fn(),
}));

type Args = {
  tenantId?: string;
  part?: "entries" | "reservations" | "messages";
  since?: number;
};

beforeEach(async () => {
  for (const mock of Object.values(caller)) mock.mockReset();
  caller.isSignedIn.mockResolvedValue(true);
  caller.mutateTraced.mockResolvedValue({ id: TENANT, name: "Demo" });
  const books = await sampleBooks();
  caller.fetchAs.mockImplementation((_query: unknown, args: Args) =>
    Promise.resolve(
      args.part === undefined
        ? {
            wallet: books.wallet,
            isWhole: true,
            entries: books.entries.slice(args.since),
            reservations: [],
            messages: [],
          }
        : {
            part: args.part,
            result: {
              page: books[args.part],
              isDone: true,
              continueCursor: "",
            },
          },
    ),
  );
});

async function download(query = ""): Promise<Response> {
  const { GET } = await import("../../app/api/credits/books/route");
  return GET(new Request(`http://localhost/api/credits/books${query}`));
}

describe("N1 the books as a file", () => {
  test("are what the offline verifier takes, and are written down first", async () => {
    const answer = await download();
    expect(answer.headers.get("content-disposition")).toBe(
      `attachment; filename="books-${TENANT}.json"`,
    );
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const books = parseBooksExport(await answer.json());
    expect(await verifyBooks(books)).toMatchObject({ ok: true, problems: [] });
    expect(caller.mutateTraced).toHaveBeenCalledOnce();
    expect(caller.mutateTraced.mock.calls[0]?.[1]).toEqual({});
  });

  test("of a business are read with its id by an operator, all of them", async () => {
    const tenant = "j57abcdefghijkmnpqrstvwxyz012345";
    expect((await download(`?tenant=${tenant}`)).status).toBe(200);
    const args = [
      ...caller.mutateTraced.mock.calls,
      ...caller.fetchAs.mock.calls,
    ].map(([, given]) => (given as Args).tenantId);
    expect(args).toHaveLength(5);
    expect(new Set(args)).toEqual(new Set([tenant]));
  });

  test("of something that is no business are refused before anything is asked", async () => {
    expect((await download("?tenant=x'")).status).toBe(400);
    expect(caller.mutateTraced).not.toHaveBeenCalled();
  });

  test("A2 are refused without a session", async () => {
    caller.isSignedIn.mockResolvedValue(false);
    expect((await download()).status).toBe(401);
    expect(caller.fetchAs).not.toHaveBeenCalled();
  });

  test("are refused as the backend refuses them", async () => {
    caller.mutateTraced.mockRejectedValue(appError("FORBIDDEN", "No."));
    expect((await download()).status).toBe(403);
    expect(caller.fetchAs).not.toHaveBeenCalled();
  });
});
