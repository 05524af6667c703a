import type { JWK } from "jose";
import type { Clock } from "../shared/clock";
import { createSaver, readStateFile, type Saver } from "../shared/store";
import { signingKeyFrom, type SigningKey } from "./keys";
import {
  savedStateSchema,
  type Client,
  type SavedState,
  type Session,
  type User,
} from "./model";

export interface Accounts {
  readonly key: SigningKey;
  readonly users: Map<string, User>;
  readonly clients: Map<string, Client>;
  readonly sessions: Map<string, Session>;
  readonly saver: Saver;
}

function byId<T extends { id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** The accounts of a state file, or none; throws when the file cannot be read. */
export async function openAccounts(
  file: string | null,
  clock: Clock,
): Promise<Accounts> {
  const saved =
    file === null
      ? null
      : readStateFile(file, (value) => savedStateSchema.parse(value));
  const key = await signingKeyFrom(
    (saved?.signingKey as JWK | undefined) ?? null,
  );
  const users = byId(saved?.users ?? []);
  const clients = byId(saved?.clients ?? []);
  const sessions = byId(saved?.sessions ?? []);
  const snapshot = (): SavedState => ({
    format: "clerk-stand-in/1",
    signingKey: { ...key.privateJwk },
    users: [...users.values()],
    clients: [...clients.values()],
    sessions: [...sessions.values()],
  });
  const saver = createSaver({ file, clock, snapshot });
  if (saved === null) saver.now();
  return { key, users, clients, sessions, saver };
}
