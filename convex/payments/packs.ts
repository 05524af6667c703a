import { v } from "convex/values";
import { paymentsEnv } from "../env";
import { tenantQuery } from "../functions";

/** What can be bought; none while payments are off. */
export const list = tenantQuery({
  permission: "read",
  args: {},
  returns: v.array(
    v.object({
      productId: v.string(),
      credits: v.number(),
      amount: v.number(),
      currency: v.string(),
    }),
  ),
  handler: () => {
    const env = paymentsEnv();
    return env.state === "on" ? env.packs : [];
  },
});
