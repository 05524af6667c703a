import type { FunctionReturnType } from "convex/server";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { errorCode } from "../../lib/error-code";
import { messageEvent, type CustomerMessage } from "./deliveries";
import type { Person } from "./people";
import { type Backend, type Business, drain, post } from "./product";

type Rows = FunctionReturnType<typeof api.conversations.inbox.list>["page"];
type Filter = NonNullable<
  (typeof api.conversations.inbox.list)["_args"]["filter"]
>;

/** A customer writes and everything that follows has happened. */
export async function write(
  t: Backend,
  business: Business,
  message: CustomerMessage = {},
): Promise<void> {
  const response = await post(t, business, messageEvent(business, message));
  if (response.status !== 200) throw new Error(String(response.status));
  await drain(t);
}

/** The inbox of a person under a filter. */
export async function inboxOf(
  person: Person,
  filter: Filter = "all",
  labelId: Id<"labels"> | null = null,
): Promise<Rows> {
  const { page } = await person.query(api.conversations.inbox.list, {
    filter,
    labelId,
    paginationOpts: { numItems: 50, cursor: null },
  });
  return page;
}

/** The thread of a conversation, newest first. */
export async function threadOf(
  person: Person,
  conversationId: Id<"conversations">,
) {
  const { page } = await person.query(api.conversations.thread.list, {
    conversationId,
    paginationOpts: { numItems: 50, cursor: null },
  });
  return page;
}

/** The contract code a call is refused with, or "ok". */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "ok",
    (error: unknown) => errorCode(error) ?? `unexpected: ${String(error)}`,
  );
}

/** What an error says beside its code. */
export async function detailsOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => {
      const { data } = error as { data: unknown };
      const parsed = (typeof data === "string" ? JSON.parse(data) : data) as {
        details?: unknown;
      };
      return parsed.details ?? null;
    },
  );
}
