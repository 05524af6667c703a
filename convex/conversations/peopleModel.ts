/* How members appear to each other: by name, and whether it is the caller. */
import { type Infer, v } from "convex/values";
import { parseAuthor } from "../../lib/inbox/author";
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { findMembership } from "../tenants/memberModel";
import { getMembership } from "../tenants/model";

export const person = v.object({
  /** Null for somebody who left. */
  memberId: v.union(v.id("memberships"), v.null()),
  name: v.string(),
  isMe: v.boolean(),
});

export type Person = Infer<typeof person>;

export const author = v.union(
  v.object({
    kind: v.union(
      v.literal("customer"),
      v.literal("ai"),
      v.literal("phone"),
      v.literal("api"),
    ),
  }),
  v.object({ kind: v.literal("system"), purpose: v.string() }),
  v.object({ kind: v.literal("member"), person }),
);

export type Author = Infer<typeof author>;

export type People = {
  byId: (memberId: Id<"memberships">) => Promise<Person>;
  bySubject: (subject: string) => Promise<Person>;
  byAuthor: (author: string) => Promise<Author>;
};

/** The people a caller meets in one query; each is read once. */
export function peopleOf(ctx: QueryCtx, caller: Doc<"memberships">): People {
  const known = new Map<string, Promise<Person>>();
  const remember = (key: string, read: () => Promise<Person>) => {
    const met = known.get(key) ?? read();
    known.set(key, met);
    return met;
  };
  const show = (found: Doc<"memberships"> | null): Person =>
    found?.tenantId === caller.tenantId
      ? {
          memberId: found._id,
          name: found.name ?? found.email,
          isMe: found._id === caller._id,
        }
      : { memberId: null, name: "", isMe: false };
  const bySubject = (subject: string) =>
    remember(subject, async () =>
      show(await getMembership(ctx, caller.tenantId, subject)),
    );
  return {
    byId: (memberId) =>
      remember(memberId, async () => show(await findMembership(ctx, memberId))),
    bySubject,
    byAuthor: async (stored) => {
      const parsed = parseAuthor(stored);
      if (parsed.kind !== "member") return parsed;
      return { kind: "member", person: await bySubject(parsed.subject) };
    },
  };
}
