import { v } from "convex/values";
import { appError } from "../../lib/errors";
import { operatorEnv } from "../env";
import { recordAudit } from "../audit/model";
import { originOf, via } from "../audit/originModel";
import { internalMutation, personMutation } from "../functions";
import { requireIdentity } from "../tenants/model";
import { getOffer, hasOperator, offer } from "./bootstrapModel";
import { grantOperator } from "./model";

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const MAX_EMAIL_CHARS = 254;

/**
 * Makes the caller the first operator when their verified address is the one
 * the environment or the command line named. Once there is an operator it
 * changes nothing. Answers whether this call did it.
 */
export const claim = personMutation({
  args: { via },
  returns: v.boolean(),
  handler: async (ctx, args) => {
    if (await hasOperator(ctx)) return false;
    const { subject, email } = await requireIdentity(ctx);
    if (email === null) return false;
    const isNamed =
      operatorEnv().firstEmail === email ||
      (await getOffer(ctx, email)) !== null;
    if (!isNamed) return false;
    await grantOperator(ctx, subject, email);
    await recordAudit(
      ctx,
      {
        tenantId: null,
        actor: `user:${subject}`,
        action: "role.operator",
        target: subject,
        reason: "first operator",
      },
      await originOf(args.via),
    );
    return true;
  },
});

/** Names who may become the first operator; for administrators of the deployment. */
export const name = internalMutation({
  args: { email: v.string() },
  returns: v.union(
    v.literal("named"),
    v.literal("named_before"),
    v.literal("has_operator"),
  ),
  handler: async (ctx, args) => {
    const email = args.email.trim().toLowerCase();
    if (email.length > MAX_EMAIL_CHARS || !EMAIL.test(email)) {
      throw appError("VALIDATION_FAILED", "This is not an e-mail address.");
    }
    if (await hasOperator(ctx)) return "has_operator";
    if (!(await offer(ctx, email))) return "named_before";
    await recordAudit(ctx, {
      tenantId: null,
      actor: "system:provision",
      action: "operator.first_named",
    });
    return "named";
  },
});
