import { z } from "zod";
import type { Role } from "../../../lib/tenants/roles";
import { addressOf, isReplaced } from "../../addresses";
import type { AdminApi } from "../admin-api";
import { listTenants, type Tenant } from "../administration";
import type { Identity } from "../../convex/types";
import { requireVariable, type Env } from "../environment";
import { Failure } from "../failure";
import { DEMO_NAME } from "./harbour-street";

/** The password of every seeded person; they exist on this machine only. */
export const SEED_PASSWORD = "try-my-aibud";
export const SECOND_NAME = "Cedar Cycle Works";

type SeedRole = Role | "operator";

type Person = {
  email: string;
  firstName: string;
  lastName: string;
  role: SeedRole;
  /** The business by its name; null for the operator of the service. */
  business: string | null;
};

const PEOPLE: readonly Person[] = [
  {
    email: "operator@my-aibud.example",
    firstName: "Olivia",
    lastName: "Operator",
    role: "operator",
    business: null,
  },
  {
    email: "owner@harbourstreetbakery.example",
    firstName: "Nomsa",
    lastName: "Dlamini",
    role: "owner",
    business: DEMO_NAME,
  },
  {
    email: "agent@harbourstreetbakery.example",
    firstName: "Pieter",
    lastName: "Botha",
    role: "agent",
    business: DEMO_NAME,
  },
  {
    email: "viewer@harbourstreetbakery.example",
    firstName: "Aisha",
    lastName: "Khan",
    role: "viewer",
    business: DEMO_NAME,
  },
  {
    email: "owner@cedarcycles.example",
    firstName: "Hannah",
    lastName: "Cedar",
    role: "owner",
    business: SECOND_NAME,
  },
];

/** A seeded person as `info` shows them. */
export type SeedUser = {
  email: string;
  password: string;
  role: SeedRole;
  tenantId: string | null;
};

const userSchema = z.object({ id: z.string() });
const TIMEOUT_MS = 15_000;

async function callClerk(env: Env, path: string, body?: unknown) {
  const url = `${addressOf("clerk", env)}${path}`;
  const response = await fetch(url, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Bearer ${requireVariable(env, "CLERK_SECRET_KEY")}`,
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.ok) return (await response.json()) as unknown;
  throw new Failure(`Clerk answered ${response.status} to ${path}.`);
}

/** The account's id, created at the first call. */
export async function ensureAccount(
  env: Env,
  person: Pick<Person, "email" | "firstName" | "lastName">,
): Promise<string> {
  const query = new URLSearchParams({ email_address: person.email });
  const found = z
    .array(userSchema)
    .parse(await callClerk(env, `/v1/users?${query.toString()}`));
  const [existing] = found;
  if (existing !== undefined) return existing.id;
  const created = await callClerk(env, "/v1/users", {
    email_address: [person.email],
    password: SEED_PASSWORD,
    first_name: person.firstName,
    last_name: person.lastName,
  });
  return userSchema.parse(created).id;
}

/** Gives an account its role: in a tenant, or as an operator of the service. */
export async function letIn(
  api: AdminApi,
  person: Omit<Person, "business">,
  subject: string,
  tenantId: string | null,
): Promise<void> {
  const { email, role, firstName, lastName } = person;
  if (role === "operator") {
    const path = "operators/sending:grant";
    await api.run("mutation", path, { subject, email }, z.boolean());
  } else if (tenantId !== null) {
    const known = { tenantId, subject };
    const path = "tenants/directory:hasMember";
    if (await api.run("query", path, known, z.boolean())) return;
    const member = {
      tenantId,
      subject,
      email,
      name: `${firstName} ${lastName}`,
      role,
    };
    await api.run("mutation", "tenants/provision:join", member, z.string());
  }
}

function tenantOf(tenants: readonly Tenant[], person: Person): string | null {
  return tenants.find(({ name }) => name === person.business)?.id ?? null;
}

/** Whom one can sign in as; nobody where Clerk is another server. */
export function seedUsers(env: Env, tenants: readonly Tenant[]): SeedUser[] {
  if (isReplaced("clerk", env)) return [];
  return PEOPLE.map((person) => ({
    email: person.email,
    password: SEED_PASSWORD,
    role: person.role,
    tenantId: tenantOf(tenants, person),
  }));
}

/** A seeded person as their token names them. */
export async function identityOf(
  env: Env,
  role: "owner" | "agent" | "operator",
): Promise<Identity> {
  const person = PEOPLE.find((each) => each.role === role);
  if (person === undefined) throw new Failure(`Nobody is seeded as ${role}.`);
  const issuer = addressOf("clerk", env);
  const subject = await ensureAccount(env, person);
  return {
    issuer,
    subject,
    tokenIdentifier: `${issuer}|${subject}`,
    email: person.email,
    name: `${person.firstName} ${person.lastName}`,
  };
}

/** Makes the seeded people and lets them in; does nothing where Clerk is another server. */
export async function ensurePeople(
  api: AdminApi,
  env: Env,
): Promise<SeedUser[]> {
  if (isReplaced("clerk", env)) return [];
  const tenants = await listTenants(api);
  const issuer = addressOf("clerk", env);
  for (const person of PEOPLE) {
    const subject = `${issuer}|${await ensureAccount(env, person)}`;
    await letIn(api, person, subject, tenantOf(tenants, person));
  }
  return seedUsers(env, tenants);
}
