import { v } from "convex/values";
import { appError } from "../../lib/errors";
import { recordAudit } from "../audit/model";
import { book, openWallet } from "../credits/model";
import { signupEnv } from "../env";
import { personMutation } from "../functions";
import { addMember, createTenant, requireIdentity } from "./model";
import { setActiveTenant } from "./memberModel";
import { claimSignupGrant, requireRoomToFound } from "./signupModel";

/** Founds a business with the caller as its owner; answers the credits it starts with. */
export const create = personMutation({
  args: { name: v.string(), timeZone: v.optional(v.string()) },
  returns: v.object({ credits: v.number() }),
  handler: async (ctx, { name, timeZone }) => {
    const person = await requireIdentity(ctx);
    const { subject, email } = person;
    if (email === null) {
      throw appError("FORBIDDEN", "Verify your e-mail address first.", {
        reason: "no_verified_email",
      });
    }
    await requireRoomToFound(ctx, subject, name);
    const settings = timeZone === undefined ? {} : { timeZone };
    const tenantId = await createTenant(ctx, name, settings);
    await openWallet(ctx, tenantId);
    await addMember(ctx, {
      tenantId,
      subject,
      email,
      name: person.name,
      role: "owner",
    });
    await setActiveTenant(ctx, subject, tenantId);
    const actor = `user:${subject}` as const;
    const { credits } = signupEnv();
    const isGranted =
      credits > 0 && (await claimSignupGrant(ctx, person, tenantId, credits));
    if (isGranted) {
      await book(
        ctx,
        tenantId,
        { kind: "grant", credits },
        {
          actor: "system:sign-up",
          reason: "first credits",
          reference: null,
          idempotencyKey: "grant:first",
        },
      );
    }
    await recordAudit(ctx, {
      tenantId,
      actor,
      action: "tenant.created",
      target: tenantId,
    });
    return { credits: isGranted ? credits : 0 };
  },
});
