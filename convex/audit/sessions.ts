import { v } from "convex/values";
import { appError } from "../../lib/errors";
import { personMutation } from "../functions";
import { originOf, via } from "./originModel";
import { noteSession } from "./sessionModel";

const SESSION_ID = /^[A-Za-z0-9_-]{1,100}$/;

/** Says that the caller works in a session; the first time of each is written down. */
export const begin = personMutation({
  args: { sessionId: v.string(), via },
  returns: v.null(),
  handler: async (ctx, args) => {
    if (!SESSION_ID.test(args.sessionId)) {
      throw appError("VALIDATION_FAILED", "This is no session's id.");
    }
    await noteSession(
      ctx,
      ctx.subject,
      args.sessionId,
      await originOf(args.via),
    );
    return null;
  },
});
