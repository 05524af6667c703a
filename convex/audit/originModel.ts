/* The web server's word on where a call came from counts only under the shared key. */
import { type Infer, v } from "convex/values";
import { isGenuineVia } from "../../lib/audit/via";
import { auditEnv } from "../env";
import { type Origin } from "./model";

/** An argument of functions that the web server calls for a person. */
export const via = v.optional(
  v.object({
    requestId: v.string(),
    address: v.union(v.string(), v.null()),
    at: v.number(),
    signature: v.string(),
  }),
);

/** Where the call came from; null when nobody vouches for it. */
export async function originOf(
  said: Infer<typeof via>,
): Promise<Origin | null> {
  if (said === undefined) return null;
  const { hashSecret } = auditEnv();
  return (await isGenuineVia(hashSecret, said, Date.now())) ? said : null;
}
