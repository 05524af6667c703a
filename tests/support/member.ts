import { ConvexHttpClient } from "convex/browser";
import type { FunctionReturnType } from "convex/server";
import { z } from "zod";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import type { Issuer } from "./issuer";
import type { LocalCloud } from "./local-cloud";

type Conversation = FunctionReturnType<
  typeof api.conversations.inbox.list
>["page"][number];
type Message = FunctionReturnType<
  typeof api.conversations.thread.list
>["page"][number];

/** What a signed-in member of a tenant sees, through the public functions. */
export interface Member {
  inbox(): Promise<Conversation[]>;
  /** Oldest first. */
  thread(conversationId: Id<"conversations">): Promise<Message[]>;
}

const FIRST_PAGE = { numItems: 100, cursor: null };

export async function joinTenant(
  cloud: LocalCloud,
  issuer: Issuer,
  tenantId: string,
): Promise<Member> {
  const subject = `owner-of-${tenantId}`;
  const issuerUrl = cloud.env["CLERK_JWT_ISSUER_DOMAIN"] ?? "";
  await cloud.api.run(
    "mutation",
    "tenants/provision:join",
    {
      tenantId,
      subject: `${issuerUrl}|${subject}`,
      email: "owner@example.test",
      role: "owner",
    },
    z.string(),
  );
  const client = new ConvexHttpClient(cloud.addresses.convex);
  client.setAuth(await issuer.tokenFor(subject));
  return {
    async inbox() {
      const { page } = await client.query(api.conversations.inbox.list, {
        paginationOpts: FIRST_PAGE,
      });
      return page;
    },
    async thread(conversationId) {
      const { page } = await client.query(api.conversations.thread.list, {
        conversationId,
        paginationOpts: FIRST_PAGE,
      });
      return page.reverse();
    },
  };
}
