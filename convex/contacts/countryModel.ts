/*
 * A business's own numbers say in which country a number without a country code is read.
 */
import { type CountryCode, countryOf } from "../../lib/contacts/search";
import { parseChatId } from "../../lib/whatsapp/chat-id";
import type { Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { listInstances } from "../instances/model";

/** The country of the tenant's first linked number, or null before there is one. */
export async function getHomeCountry(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<CountryCode | null> {
  const instances = await listInstances(ctx, tenantId);
  const phones = instances.flatMap(({ accountId }) =>
    accountId === null ? [] : [parseChatId(accountId).phone ?? ""],
  );
  return countryOf(phones);
}
