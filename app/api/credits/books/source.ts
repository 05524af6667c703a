import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import type {
  BooksPage,
  BooksRows,
  BooksSource,
} from "@/lib/credits/books-assembly";
import { fetchAs } from "@/lib/server/convex";

const PAGE = 500;

type Part = keyof BooksRows;
type PageArgs = {
  part: Part;
  paginationOpts: { numItems: number; cursor: string | null };
};
type AnyPage = Awaited<ReturnType<typeof readOwn>>;

const readOwn = (args: PageArgs) => fetchAs(api.credits.bookPages.read, args);

/** Pages and tail as one of the two readers gives them. */
function sourceOf(
  read: (args: PageArgs) => Promise<AnyPage>,
  readTail: BooksSource["readTail"],
): BooksSource {
  return {
    async readPage<Wanted extends Part>(part: Wanted, cursor: string | null) {
      const answer = await read({
        part,
        paginationOpts: { numItems: PAGE, cursor },
      });
      // The answer is of the part that was asked for.
      return answer.result as unknown as BooksPage<BooksRows[Wanted]>;
    },
    readTail,
  };
}

interface MovingIds {
  reservationIds: Id<"reservations">[];
  messageIds: Id<"messages">[];
}

/** The ids came from pages of the same source. */
function idsOf(moving: Parameters<BooksSource["readTail"]>[0]): MovingIds {
  return {
    reservationIds: moving.reservationIds as Id<"reservations">[],
    messageIds: moving.messageIds as Id<"messages">[],
  };
}

/** The books of the caller's business. */
export const tenantSource: BooksSource = sourceOf(readOwn, (moving) =>
  fetchAs(api.credits.bookPages.tail, {
    since: moving.since,
    ...idsOf(moving),
  }),
);

/** The books of a business an operator has opened. */
export function operatorSource(tenantId: Id<"tenants">): BooksSource {
  return sourceOf(
    (args) => fetchAs(api.credits.bookPages.readFor, { tenantId, ...args }),
    (moving) =>
      fetchAs(api.credits.bookPages.tailFor, {
        tenantId,
        since: moving.since,
        ...idsOf(moving),
      }),
  );
}
