import type { Clock } from "../shared/clock";
import type { ClerkFaults } from "./faults";
import { digest, newId, newSecret } from "./ids";
import type { Mailbox } from "./mail";
import type { Client, Session, User } from "./model";
import type { Accounts } from "./store";
import type { TokenContext } from "./tokens";

/** One Clerk instance: its accounts, keys, mails and faults. */
export interface Clerk {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly mailbox: Mailbox;
  readonly faults: ClerkFaults;
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly cookieSuffix: string;
  readonly tokens: TokenContext;
}

const SESSION_MS = 7 * 24 * 60 * 60_000;

/** The session if it still lets its owner in. */
export function activeSession(
  clerk: Clerk,
  sessionId: string | null,
): Session | null {
  const session = clerk.accounts.sessions.get(sessionId ?? "");
  if (session === undefined || session.status !== "active") return null;
  return session.expireAt > clerk.clock.now() ? session : null;
}

/** The active sessions of one browser. */
export function sessionsOfClient(clerk: Clerk, client: Client): Session[] {
  return [...clerk.accounts.sessions.values()].filter(
    ({ id, clientId }) =>
      clientId === client.id && activeSession(clerk, id) !== null,
  );
}

/** The active sessions of one person. */
export function sessionsOfUser(clerk: Clerk, userId: string): Session[] {
  return [...clerk.accounts.sessions.values()].filter(
    (session) =>
      session.userId === userId && activeSession(clerk, session.id) !== null,
  );
}

/** A new browser and the secret its cookie carries. */
export function createClient(clerk: Clerk): { client: Client; secret: string } {
  const now = clerk.clock.now();
  const secret = newSecret();
  const client: Client = {
    id: newId("client"),
    secretHash: digest(secret),
    signIn: null,
    signUp: null,
    lastActiveSessionId: null,
    createdAt: now,
    updatedAt: now,
  };
  clerk.accounts.clients.set(client.id, client);
  return { client, secret };
}

export interface Device {
  browser: string;
  device: string;
  address: string;
}

/** Lets a person in on a browser; another person there is signed out. */
export function openSession(
  clerk: Clerk,
  client: Client,
  user: User,
  device: Device,
): Session {
  const now = clerk.clock.now();
  for (const session of sessionsOfClient(clerk, client)) {
    closeSession(clerk, session, "removed");
  }
  const session: Session = {
    id: newId("sess"),
    clientId: client.id,
    userId: user.id,
    status: "active",
    ...device,
    lastActiveAt: now,
    expireAt: now + SESSION_MS,
    createdAt: now,
    updatedAt: now,
  };
  clerk.accounts.sessions.set(session.id, session);
  client.lastActiveSessionId = session.id;
  client.updatedAt = now;
  user.lastSignInAt = now;
  return session;
}

/** Ends a session; a session that is over stays as it is. */
export function closeSession(
  clerk: Clerk,
  session: Session,
  status: "ended" | "removed" | "revoked",
): void {
  if (session.status !== "active") return;
  const now = clerk.clock.now();
  session.status = status;
  session.updatedAt = now;
  const client = clerk.accounts.clients.get(session.clientId);
  if (client?.lastActiveSessionId === session.id) {
    client.lastActiveSessionId = null;
    client.updatedAt = now;
  }
}

export function userByEmail(clerk: Clerk, email: string): User | null {
  const wanted = email.trim().toLowerCase();
  for (const user of clerk.accounts.users.values()) {
    if (user.email === wanted) return user;
  }
  return null;
}

export type NewUser = Pick<
  User,
  "email" | "passwordHash" | "firstName" | "lastName" | "unsafeMetadata"
> &
  Partial<Pick<User, "publicMetadata" | "privateMetadata">>;

export function createUser(clerk: Clerk, fields: NewUser): User {
  const now = clerk.clock.now();
  const user: User = {
    publicMetadata: {},
    privateMetadata: {},
    ...fields,
    id: newId("user"),
    emailId: newId("idn"),
    lastSignInAt: null,
    createdAt: now,
    updatedAt: now,
  };
  clerk.accounts.users.set(user.id, user);
  return user;
}
