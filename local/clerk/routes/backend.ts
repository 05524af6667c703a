import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { readBody, type Exchange } from "../../shared/http";
import { isRecord, type JsonRecord } from "../../shared/json";
import type { Router } from "../../shared/router";
import {
  activeSession,
  closeSession,
  createUser,
  sessionsOfUser,
  userByEmail,
  type Clerk,
} from "../clerk";
import { clerkError, notFound, requireEmail, requirePassword } from "../errors";
import { digest } from "../ids";
import { mergeMetadata } from "../json-field";
import type { Session, User } from "../model";
import { hashPassword } from "../passwords";
import { backendUserJson, deviceJson, tokenJson } from "../resources";
import { answering, sendClerkJson } from "../send";
import { convexToken } from "../tokens";

const MAX_BODY_BYTES = 64 * 1024;
const metadata = z.record(z.string(), z.unknown());

const userPatch = z.object({
  first_name: z.string().max(256).nullish(),
  last_name: z.string().max(256).nullish(),
  password: z.string().optional(),
  public_metadata: metadata.optional(),
  private_metadata: metadata.optional(),
  unsafe_metadata: metadata.optional(),
});

const newUser = userPatch.extend({
  email_address: z.array(z.string()).length(1),
});

type Answer = (clerk: Clerk, exchange: Exchange) => Promise<unknown>;

function isAuthorised(clerk: Clerk, { request }: Exchange): boolean {
  const sent = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  return (
    sent !== undefined &&
    timingSafeEqual(
      Buffer.from(digest(sent)),
      Buffer.from(digest(clerk.secretKey)),
    )
  );
}

function requireSecretKey(clerk: Clerk, exchange: Exchange): void {
  if (isAuthorised(clerk, exchange)) return;
  throw clerkError(401, "secret_key_invalid", "The Secret Key is invalid.");
}

async function readJson<T>(exchange: Exchange, schema: z.ZodType<T>) {
  const bytes = await readBody(exchange.request, MAX_BODY_BYTES);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8") || "{}");
  } catch {
    throw clerkError(400, "request_body_invalid", "The body is no JSON.");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join(".");
  throw clerkError(
    422,
    "form_param_value_invalid",
    `${field} is invalid.`,
    field,
  );
}

function requireUser(clerk: Clerk, { params }: Exchange): User {
  const user = clerk.accounts.users.get(params["id"] ?? "");
  if (user === undefined) throw notFound("user");
  return user;
}

function requireSessionRow(clerk: Clerk, { params }: Exchange): Session {
  const session = clerk.accounts.sessions.get(params["id"] ?? "");
  if (session === undefined) throw notFound("session");
  return session;
}

async function apply(
  clerk: Clerk,
  user: User,
  patch: z.infer<typeof userPatch>,
): Promise<void> {
  if (patch.first_name !== undefined) user.firstName = patch.first_name;
  if (patch.last_name !== undefined) user.lastName = patch.last_name;
  if (patch.password !== undefined) {
    requirePassword(patch.password, "password");
    user.passwordHash = await hashPassword(patch.password);
  }
  user.publicMetadata = patch.public_metadata ?? user.publicMetadata;
  user.privateMetadata = patch.private_metadata ?? user.privateMetadata;
  user.unsafeMetadata = patch.unsafe_metadata ?? user.unsafeMetadata;
  user.updatedAt = clerk.clock.now();
}

const create: Answer = async (clerk, exchange) => {
  const input = await readJson(exchange, newUser);
  const email = requireEmail(input.email_address[0] ?? null, "email_address");
  if (userByEmail(clerk, email) !== null) {
    throw clerkError(
      422,
      "form_identifier_exists",
      "That email address is taken. Please try another.",
      "email_address",
    );
  }
  if (input.password !== undefined) requirePassword(input.password, "password");
  const user = createUser(clerk, {
    email,
    passwordHash: null,
    firstName: null,
    lastName: null,
    unsafeMetadata: {},
  });
  await apply(clerk, user, input);
  return backendUserJson(user);
};

function listed(clerk: Clerk, { query }: Exchange): User[] {
  const emails = [
    ...query.getAll("email_address"),
    ...query.getAll("email_address[]"),
  ];
  const ids = [...query.getAll("user_id"), ...query.getAll("user_id[]")];
  return [...clerk.accounts.users.values()].filter(
    ({ email, id }) =>
      (emails.length === 0 || emails.includes(email)) &&
      (ids.length === 0 || ids.includes(id)),
  );
}

const list: Answer = async (clerk, exchange) => {
  const limit = Number(exchange.query.get("limit") ?? 10);
  const offset = Number(exchange.query.get("offset") ?? 0);
  return listed(clerk, exchange)
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(offset, offset + Math.min(Math.max(limit, 1), 500))
    .map(backendUserJson);
};

const update: Answer = async (clerk, exchange) => {
  const user = requireUser(clerk, exchange);
  await apply(clerk, user, await readJson(exchange, userPatch));
  return backendUserJson(user);
};

const updateMetadata: Answer = async (clerk, exchange) => {
  const user = requireUser(clerk, exchange);
  const patch = await readJson(exchange, userPatch);
  const merged = (now: JsonRecord, change: unknown): JsonRecord =>
    isRecord(change) ? mergeMetadata(now, change) : now;
  user.publicMetadata = merged(user.publicMetadata, patch.public_metadata);
  user.privateMetadata = merged(user.privateMetadata, patch.private_metadata);
  user.unsafeMetadata = merged(user.unsafeMetadata, patch.unsafe_metadata);
  user.updatedAt = clerk.clock.now();
  return backendUserJson(user);
};

const remove: Answer = async (clerk, exchange) => {
  const user = requireUser(clerk, exchange);
  for (const session of sessionsOfUser(clerk, user.id)) {
    closeSession(clerk, session, "revoked");
  }
  clerk.accounts.users.delete(user.id);
  return { object: "user", id: user.id, deleted: true };
};

function sessionView(session: Session): unknown {
  return {
    ...deviceJson(session),
    user_id: session.userId,
    client_id: session.clientId,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  };
}

const sessionToken: Answer = async (clerk, exchange) => {
  const session = activeSession(clerk, requireSessionRow(clerk, exchange).id);
  const user = clerk.accounts.users.get(session?.userId ?? "");
  if (user === undefined || exchange.params["template"] !== "convex") {
    throw notFound("session or JWT template");
  }
  return tokenJson(await convexToken(clerk.tokens, user, null));
};

const revoke: Answer = async (clerk, exchange) => {
  const session = requireSessionRow(clerk, exchange);
  closeSession(clerk, session, "revoked");
  return sessionView(session);
};

const sessions: Answer = async (clerk, { query }) =>
  sessionsOfUser(clerk, query.get("user_id") ?? "").map(sessionView);

/** The Backend API: what the app's server and the seed call with the secret key. */
export function addBackendRoutes(router: Router, clerk: Clerk): void {
  const on = (method: string, path: string, answer: Answer): void => {
    router.on(method, path, async (exchange) => {
      await answering(exchange, async () => {
        requireSecretKey(clerk, exchange);
        const body = await answer(clerk, exchange);
        if (method !== "GET") clerk.accounts.saver.now();
        sendClerkJson(exchange.response, 200, body);
      });
    });
  };
  on("GET", "/v1/jwks", async () => ({ keys: [clerk.accounts.key.publicJwk] }));
  on("GET", "/v1/users", list);
  on("GET", "/v1/users/count", async (_, exchange) => ({
    object: "total_count",
    total_count: listed(clerk, exchange).length,
  }));
  on("POST", "/v1/users", create);
  on("GET", "/v1/users/:id", async (_, exchange) =>
    backendUserJson(requireUser(clerk, exchange)),
  );
  on("PATCH", "/v1/users/:id", update);
  on("PATCH", "/v1/users/:id/metadata", updateMetadata);
  on("DELETE", "/v1/users/:id", remove);
  on("GET", "/v1/sessions", sessions);
  on("GET", "/v1/sessions/:id", async (_, exchange) =>
    sessionView(requireSessionRow(clerk, exchange)),
  );
  on("POST", "/v1/sessions/:id/revoke", revoke);
  on("POST", "/v1/sessions/:id/tokens/:template", sessionToken);
}
