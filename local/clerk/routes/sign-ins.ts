import type { Router } from "../../shared/router";
import { answerCode, sendCode } from "../challenges";
import {
  closeSession,
  openSession,
  sessionsOfClient,
  sessionsOfUser,
  userByEmail,
  type Clerk,
} from "../clerk";
import { clerkError, notFound, requirePassword } from "../errors";
import { ensureClient, fapiRoute, withClient, type Call } from "../fapi";
import { newId } from "../ids";
import type { Client, SignIn, User } from "../model";
import { hashPassword, isPassword } from "../passwords";
import { signInJson } from "../resources";

type Attempt = { client: Client; signIn: SignIn; user: User };

const MAIL_STRATEGIES = ["email_code", "reset_password_email_code"] as const;

function requireAttempt(clerk: Clerk, call: Call): Attempt {
  const client = call.client;
  const signIn = client?.signIn ?? null;
  const user = clerk.accounts.users.get(signIn?.userId ?? "");
  const wanted = call.exchange.params["id"];
  if (client === null || signIn === null || user === undefined) {
    throw notFound("sign-in");
  }
  if (signIn.id !== wanted) throw notFound("sign-in");
  return { client, signIn, user };
}

function answer(clerk: Clerk, call: Call, { signIn, user }: Attempt) {
  return withClient(clerk, call, signInJson(signIn, user));
}

function complete(clerk: Clerk, call: Call, attempt: Attempt): void {
  const { client, signIn, user } = attempt;
  signIn.status = "complete";
  signIn.sessionId = openSession(clerk, client, user, call.device).id;
}

async function tryPassword(
  clerk: Clerk,
  call: Call,
  attempt: Attempt,
): Promise<void> {
  const password = call.fields.get("password") ?? "";
  if (!(await isPassword(password, attempt.user.passwordHash))) {
    throw clerkError(
      422,
      "form_password_incorrect",
      "Password is incorrect. Try again, or use another method.",
      "password",
    );
  }
  complete(clerk, call, attempt);
}

function mailStrategy(call: Call): (typeof MAIL_STRATEGIES)[number] {
  const wanted = call.fields.get("strategy");
  const strategy = MAIL_STRATEGIES.find((each) => each === wanted);
  if (strategy !== undefined) return strategy;
  throw clerkError(
    422,
    "form_param_value_invalid",
    "This strategy is not enabled.",
    "strategy",
  );
}

function prepare(clerk: Clerk, call: Call, { signIn, user }: Attempt): void {
  const strategy = mailStrategy(call);
  const purpose = strategy === "email_code" ? "sign in" : "reset the password";
  signIn.challenge = sendCode(clerk, user.email, strategy, purpose);
}

async function create(clerk: Clerk, call: Call): Promise<unknown> {
  const client = ensureClient(clerk, call);
  if (sessionsOfClient(clerk, client).length > 0) {
    throw clerkError(400, "session_exists", "You're already signed in.");
  }
  const identifier = call.fields.get("identifier")?.trim() ?? "";
  const user = userByEmail(clerk, identifier);
  if (user === null) {
    throw clerkError(
      422,
      "form_identifier_not_found",
      "Couldn't find your account.",
      "identifier",
    );
  }
  const signIn: SignIn = {
    id: newId("sia"),
    userId: user.id,
    identifier,
    status: "needs_first_factor",
    challenge: null,
    sessionId: null,
  };
  client.signIn = signIn;
  const attempt = { client, signIn, user };
  if (call.fields.has("password")) await tryPassword(clerk, call, attempt);
  else if (MAIL_STRATEGIES.some((s) => s === call.fields.get("strategy"))) {
    prepare(clerk, call, attempt);
  }
  return answer(clerk, call, attempt);
}

async function attemptFactor(clerk: Clerk, call: Call): Promise<unknown> {
  const attempt = requireAttempt(clerk, call);
  const { signIn } = attempt;
  if (signIn.status !== "needs_first_factor") {
    throw clerkError(400, "sign_in_not_pending", "This sign-in is over.");
  }
  if (call.fields.get("strategy") === "password") {
    await tryPassword(clerk, call, attempt);
    return answer(clerk, call, attempt);
  }
  const strategy = mailStrategy(call);
  answerCode(clerk, signIn.challenge, strategy, call.fields.get("code") ?? "");
  if (strategy === "email_code") complete(clerk, call, attempt);
  else signIn.status = "needs_new_password";
  return answer(clerk, call, attempt);
}

async function resetPassword(clerk: Clerk, call: Call): Promise<unknown> {
  const attempt = requireAttempt(clerk, call);
  const { signIn, user } = attempt;
  if (signIn.status !== "needs_new_password") {
    throw clerkError(400, "verification_missing", "Verify the code first.");
  }
  const password = requirePassword(
    call.fields.get("password") ?? "",
    "password",
  );
  user.passwordHash = await hashPassword(password);
  user.updatedAt = clerk.clock.now();
  if (call.fields.get("sign_out_of_other_sessions") !== "false") {
    for (const session of sessionsOfUser(clerk, user.id)) {
      closeSession(clerk, session, "revoked");
    }
  }
  complete(clerk, call, attempt);
  return answer(clerk, call, attempt);
}

/** Signing in: password, e-mail code, and a forgotten password. */
export function addSignInRoutes(router: Router, clerk: Clerk): void {
  const one = "/v1/client/sign_ins/:id";
  const route = (run: (call: Call) => Promise<unknown>) =>
    fapiRoute(clerk, run);
  router.on(
    "POST",
    "/v1/client/sign_ins",
    route((call) => create(clerk, call)),
  );
  router.on(
    "GET",
    one,
    route((call) => answer(clerk, call, requireAttempt(clerk, call))),
  );
  router.on(
    "POST",
    `${one}/prepare_first_factor`,
    route(async (call) => {
      const attempt = requireAttempt(clerk, call);
      prepare(clerk, call, attempt);
      return answer(clerk, call, attempt);
    }),
  );
  router.on(
    "POST",
    `${one}/attempt_first_factor`,
    route((call) => attemptFactor(clerk, call)),
  );
  router.on(
    "POST",
    `${one}/reset_password`,
    route((call) => resetPassword(clerk, call)),
  );
}
