/** The books as pages, and a tail that brings all of them to one moment; lib/credits/books-assembly puts them together. */
import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { appError } from "../../lib/errors";
import type { Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { originOf, via } from "../audit/originModel";
import {
  operatorMutation,
  operatorQuery,
  tenantMutation,
  tenantQuery,
} from "../functions";
import { requireAccess } from "../operators/model";
import { pageOf } from "../pages";
import { requireTenant } from "../tenants/model";
import {
  entryRow,
  messageRow,
  readEntries,
  readMessages,
  readReservations,
  reservationRow,
} from "./exportModel";
import { bookTail, MAX_MOVING, readTail } from "./tailModel";

const tenantId = v.id("tenants");

const part = v.union(
  v.literal("entries"),
  v.literal("reservations"),
  v.literal("messages"),
);

const pageArgs = { part, paginationOpts: paginationOptsValidator };

const anyPage = v.union(
  v.object({ part: v.literal("entries"), result: pageOf(entryRow) }),
  v.object({ part: v.literal("reservations"), result: pageOf(reservationRow) }),
  v.object({ part: v.literal("messages"), result: pageOf(messageRow) }),
);

const tailArgs = {
  /** How many entries are read already. */
  since: v.number(),
  /** What was not settled when it was read. */
  reservationIds: v.array(v.id("reservations")),
  messageIds: v.array(v.id("messages")),
};

type PageArgs = {
  part: "entries" | "reservations" | "messages";
  paginationOpts: { numItems: number; cursor: string | null };
};

async function readPage(
  ctx: QueryCtx,
  owner: Id<"tenants">,
  { part: wanted, paginationOpts }: PageArgs,
) {
  switch (wanted) {
    case "entries":
      return {
        part: wanted,
        result: await readEntries(ctx, owner, paginationOpts),
      };
    case "reservations":
      return {
        part: wanted,
        result: await readReservations(ctx, owner, paginationOpts),
      };
    case "messages":
      return {
        part: wanted,
        result: await readMessages(ctx, owner, paginationOpts),
      };
  }
}

type TailArgs = {
  since: number;
  reservationIds: Id<"reservations">[];
  messageIds: Id<"messages">[];
};

function requireTailArgs({ since, reservationIds, messageIds }: TailArgs) {
  if (!Number.isSafeInteger(since) || since < 0) {
    throw appError("VALIDATION_FAILED", "A position is a whole number.");
  }
  if (Math.max(reservationIds.length, messageIds.length) > MAX_MOVING) {
    throw appError("VALIDATION_FAILED", "Too much is moving at once.");
  }
}

/** A page of one part of the business's books, oldest first. */
export const read = tenantQuery({
  permission: "export",
  args: pageArgs,
  returns: anyPage,
  handler: (ctx, args) => readPage(ctx, ctx.tenant._id, args),
});

/** What came or changed since the pages were read, all as of this moment. */
export const tail = tenantQuery({
  permission: "export",
  args: tailArgs,
  returns: bookTail,
  handler: (ctx, args) => {
    requireTailArgs(args);
    return readTail(ctx, ctx.tenant._id, args);
  },
});

/** Writes down that the caller takes the books out as a file; answers whose they are. */
export const record = tenantMutation({
  permission: "export",
  args: { via },
  returns: v.object({ id: tenantId, name: v.string() }),
  handler: async (ctx, args) => {
    const { _id, name } = ctx.tenant;
    await recordAudit(
      ctx,
      {
        tenantId: _id,
        actor: ctx.actor,
        action: "credits.books_exported",
      },
      await originOf(args.via),
    );
    return { id: _id, name };
  },
});

/** As `read`, for an operator with open access. */
export const readFor = operatorQuery({
  args: { tenantId, ...pageArgs },
  returns: anyPage,
  handler: async (ctx, args) => {
    await requireAccess(ctx, ctx.subject, args.tenantId);
    return readPage(ctx, args.tenantId, args);
  },
});

/** As `tail`, for an operator with open access. */
export const tailFor = operatorQuery({
  args: { tenantId, ...tailArgs },
  returns: bookTail,
  handler: async (ctx, args) => {
    requireTailArgs(args);
    await requireAccess(ctx, ctx.subject, args.tenantId);
    return readTail(ctx, args.tenantId, args);
  },
});

/** As `record`, for an operator with open access. */
export const recordFor = operatorMutation({
  args: { tenantId, via },
  returns: v.object({ id: tenantId, name: v.string() }),
  handler: async (ctx, args) => {
    await requireAccess(ctx, ctx.subject, args.tenantId);
    const { _id, name } = await requireTenant(ctx, args.tenantId);
    await recordAudit(
      ctx,
      {
        tenantId: _id,
        actor: ctx.actor,
        action: "credits.books_exported",
      },
      await originOf(args.via),
    );
    return { id: _id, name };
  },
});
