import type { Router } from "../../shared/router";
import { answerCode, sendCode } from "../challenges";
import {
  createUser,
  openSession,
  sessionsOfClient,
  userByEmail,
  type Clerk,
  type NewUser,
} from "../clerk";
import { clerkError, notFound, requireEmail, requirePassword } from "../errors";
import { ensureClient, fapiRoute, withClient, type Call } from "../fapi";
import { newId } from "../ids";
import { jsonRecord } from "../json-field";
import type { Client, SignUp } from "../model";
import { hashPassword } from "../passwords";
import { missingFields, signUpJson } from "../resources";

type Attempt = { client: Client; signUp: SignUp };

function requireAttempt(call: Call): Attempt {
  const { client } = call;
  const signUp = client?.signUp ?? null;
  if (client === null || signUp?.id !== call.exchange.params["id"]) {
    throw notFound("sign-up");
  }
  if (signUp === null) throw notFound("sign-up");
  return { client, signUp };
}

function answer(clerk: Clerk, call: Call, { signUp }: Attempt) {
  return withClient(clerk, call, signUpJson(signUp));
}

function requireUnused(clerk: Clerk, email: string): void {
  if (userByEmail(clerk, email) === null) return;
  throw clerkError(
    422,
    "form_identifier_exists",
    "That email address is taken. Please try another.",
    "email_address",
  );
}

/** Takes over what the form sent; an empty field clears nothing. */
async function fill(clerk: Clerk, call: Call, signUp: SignUp): Promise<void> {
  const { fields } = call;
  const address = fields.get("email_address");
  if (address !== undefined) {
    const email = requireEmail(address, "email_address");
    requireUnused(clerk, email);
    if (email !== signUp.email) signUp.challenge = null;
    signUp.email = email;
  }
  const password = fields.get("password");
  if (password !== undefined) {
    signUp.passwordHash = await hashPassword(
      requirePassword(password, "password"),
    );
  }
  signUp.firstName = fields.get("first_name") ?? signUp.firstName;
  signUp.lastName = fields.get("last_name") ?? signUp.lastName;
  const metadata = jsonRecord(fields.get("unsafe_metadata"));
  if (metadata !== null) signUp.unsafeMetadata = metadata;
}

function emptySignUp(): SignUp {
  return {
    id: newId("sua"),
    email: null,
    passwordHash: null,
    firstName: null,
    lastName: null,
    unsafeMetadata: {},
    challenge: null,
    userId: null,
    sessionId: null,
  };
}

async function create(clerk: Clerk, call: Call): Promise<unknown> {
  const client = ensureClient(clerk, call);
  if (sessionsOfClient(clerk, client).length > 0) {
    throw clerkError(400, "session_exists", "You're already signed in.");
  }
  const signUp = emptySignUp();
  await fill(clerk, call, signUp);
  client.signUp = signUp;
  return answer(clerk, call, { client, signUp });
}

async function update(clerk: Clerk, call: Call): Promise<unknown> {
  const attempt = requireAttempt(call);
  await fill(clerk, call, attempt.signUp);
  return answer(clerk, call, attempt);
}

function prepare(clerk: Clerk, call: Call): Promise<unknown> {
  const attempt = requireAttempt(call);
  const { email } = attempt.signUp;
  if (email === null || call.fields.get("strategy") !== "email_code") {
    throw clerkError(
      422,
      "form_param_value_invalid",
      "This strategy is not enabled.",
      "strategy",
    );
  }
  attempt.signUp.challenge = sendCode(clerk, email, "email_code", "sign up");
  return answer(clerk, call, attempt);
}

function fieldsOf(signUp: SignUp, email: string): NewUser {
  const { passwordHash, firstName, lastName, unsafeMetadata } = signUp;
  return { email, passwordHash, firstName, lastName, unsafeMetadata };
}

function verify(clerk: Clerk, call: Call): Promise<unknown> {
  const attempt = requireAttempt(call);
  const { client, signUp } = attempt;
  const code = call.fields.get("code") ?? "";
  answerCode(clerk, signUp.challenge, "email_code", code);
  if (signUp.email !== null && missingFields(signUp).length === 0) {
    requireUnused(clerk, signUp.email);
    const user = createUser(clerk, fieldsOf(signUp, signUp.email));
    signUp.userId = user.id;
    signUp.sessionId = openSession(clerk, client, user, call.device).id;
  }
  return answer(clerk, call, attempt);
}

/** Signing up: address, password, name, and the code that proves the address. */
export function addSignUpRoutes(router: Router, clerk: Clerk): void {
  const one = "/v1/client/sign_ups/:id";
  const route = (run: (call: Call) => Promise<unknown>) =>
    fapiRoute(clerk, run);
  router.on(
    "POST",
    "/v1/client/sign_ups",
    route((call) => create(clerk, call)),
  );
  router.on(
    "GET",
    one,
    route((call) => answer(clerk, call, requireAttempt(call))),
  );
  router.on(
    "PATCH",
    one,
    route((call) => update(clerk, call)),
  );
  router.on(
    "POST",
    `${one}/prepare_verification`,
    route(async (call) => prepare(clerk, call)),
  );
  router.on(
    "POST",
    `${one}/attempt_verification`,
    route(async (call) => verify(clerk, call)),
  );
}
