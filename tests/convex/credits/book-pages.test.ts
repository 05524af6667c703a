import { beforeEach, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { verifyBooks } from "../../../lib/credits/books";
import {
  assembleBooks,
  type BooksPage,
  type BooksRows,
} from "../../../lib/credits/books-assembly";
import { errorCode } from "../../../lib/error-code";
import { messageEvent } from "../../support/deliveries";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
} from "../../support/product";
import { fakeVendors } from "../../support/vendors";

let t: Backend;
let business: Business;
let owner: Person;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  fakeVendors();
  business = await createBusiness(t);
  owner = await signIn(t, business.tenantId, "owner");
  return () => vi.useRealTimers();
});

const { bookPages } = api.credits;

const tailOf = (
  caller: Person,
  ids: { hold?: string; message?: string } = {},
) =>
  caller.query(bookPages.tail, {
    since: 0,
    reservationIds: (ids.hold === undefined
      ? []
      : [ids.hold]) as Id<"reservations">[],
    messageIds: (ids.message === undefined
      ? []
      : [ids.message]) as Id<"messages">[],
  });

test("N1 the pages of a business that goes on working add up to books that verify", async () => {
  await post(t, business, messageEvent(business));
  await drain(t);
  const books = await assembleBooks(business.tenantId, {
    async readPage<Part extends keyof BooksRows>(
      part: Part,
      cursor: string | null,
    ) {
      // A message arrives between any two readings, its answer later still.
      await post(t, business, messageEvent(business));
      const { result } = await owner.query(bookPages.read, {
        part,
        paginationOpts: { numItems: 2, cursor },
      });
      return result as unknown as BooksPage<BooksRows[Part]>;
    },
    async readTail(moving) {
      await drain(t);
      return owner.query(bookPages.tail, {
        since: moving.since,
        reservationIds: moving.reservationIds as Id<"reservations">[],
        messageIds: moving.messageIds as Id<"messages">[],
      });
    },
  });
  if (books === null) throw new Error("The books never came to rest.");
  expect((await verifyBooks(books)).problems).toEqual([]);
  expect(books.messages.length).toBeGreaterThan(1);
  expect(books.wallet.reserved).toBe(0);
});

test("A4 another business's holds and messages do not exist, by their ids either", async () => {
  const theirs = await createBusiness(t, { name: "Theirs" });
  await post(t, theirs, messageEvent(theirs));
  await drain(t);
  const ids = await t.run(async (ctx) => ({
    hold: (await ctx.db.query("reservations").first())?._id ?? "",
    message: (await ctx.db.query("messages").order("desc").first())?._id ?? "",
  }));
  const mine = await tailOf(owner, ids);
  expect([mine.reservations, mine.messages]).toEqual([[], []]);
  const their = await signIn(t, theirs.tenantId, "owner");
  const own = await tailOf(their, ids);
  expect([own.reservations.length, own.messages.length]).toEqual([1, 1]);
});

test("A9 an operator reads a business's books only while it is open to them, and leaves a trace", async () => {
  const operator = await signIn(t, null, "operator");
  const { tenantId } = business;
  const first = {
    part: "entries",
    paginationOpts: { numItems: 5, cursor: null },
  } as const;
  const rest = { since: 0, reservationIds: [], messageIds: [] };
  const attempts = () =>
    Promise.all(
      [
        operator.query(bookPages.readFor, { tenantId, ...first }),
        operator.query(bookPages.tailFor, { tenantId, ...rest }),
        operator.mutation(bookPages.recordFor, { tenantId }),
      ].map((work) => work.then(() => "ok", errorCode)),
    );
  expect(await attempts()).toEqual(["FORBIDDEN", "FORBIDDEN", "FORBIDDEN"]);
  await operator.mutation(api.operators.access.open, {
    tenantId,
    reason: "asked for help",
  });
  expect(await attempts()).toEqual(["ok", "ok", "ok"]);
  const events = await t.run((ctx) => ctx.db.query("auditEvents").collect());
  expect(
    events.filter(({ action }) => action === "credits.books_exported"),
  ).toHaveLength(1);
});

test.each([-1, 1.5, NaN])("refuses to begin at entry %s", async (since) => {
  const answer: unknown = await owner
    .query(bookPages.tail, { since, reservationIds: [], messageIds: [] })
    .catch(errorCode);
  expect(answer).toBe("VALIDATION_FAILED");
});

test("refuses to read more than a thousand rows again at once", async () => {
  await post(t, business, messageEvent(business));
  const message = await t.run((ctx) => ctx.db.query("messages").first());
  if (message === null) throw new Error("No message.");
  const ask = (length: number) =>
    owner
      .query(bookPages.tail, {
        since: 0,
        reservationIds: [],
        messageIds: Array.from({ length }, () => message._id),
      })
      .then(() => "ok", errorCode);
  expect(await ask(1_000)).toBe("ok");
  expect(await ask(1_001)).toBe("VALIDATION_FAILED");
});
