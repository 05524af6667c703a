import { v } from "convex/values";
import { personMutation } from "../functions";
import { setActiveTenant } from "./memberModel";

/** Chooses which of the caller's businesses their calls work in. */
export const activate = personMutation({
  args: { tenantId: v.id("tenants") },
  returns: v.null(),
  handler: async (ctx, { tenantId }) => {
    await setActiveTenant(ctx, ctx.subject, tenantId);
    return null;
  },
});
