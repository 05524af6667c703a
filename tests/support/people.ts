import { internal } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import type { Role } from "../../lib/tenants/roles";
import type { Backend } from "./product";

let serial = 0;

export type Person = ReturnType<Backend["withIdentity"]>;

/** A signed-in person: a member with a role, or an operator. */
export async function signIn(
  t: Backend,
  tenantId: Id<"tenants"> | null,
  role: Role | "operator",
): Promise<Person> {
  serial += 1;
  const subject = `user_${String(serial)}`;
  const issuer = "http://127.0.0.1:4010";
  const tokenIdentifier = `${issuer}|${subject}`;
  const email = `${subject}@example.com`;
  if (role === "operator") {
    await t.mutation(internal.operators.sending.grant, {
      subject: tokenIdentifier,
      email,
    });
  } else if (tenantId !== null) {
    await t.mutation(internal.tenants.provision.join, {
      tenantId,
      subject: tokenIdentifier,
      email,
      role,
    });
  }
  return t.withIdentity({ issuer, subject, tokenIdentifier });
}
