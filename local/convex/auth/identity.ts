import type { JSONValue } from "convex/values";
import type { JWTPayload } from "jose";

import type { Identity } from "../types";

/** The standard claims under the names `UserIdentity` of `convex/server` gives them. */
const STANDARD_CLAIMS: Readonly<Record<string, string>> = {
  name: "name",
  given_name: "givenName",
  family_name: "familyName",
  nickname: "nickname",
  preferred_username: "preferredUsername",
  profile: "profileUrl",
  picture: "pictureUrl",
  email: "email",
  email_verified: "emailVerified",
  gender: "gender",
  birthdate: "birthday",
  zoneinfo: "timezone",
  locale: "language",
  phone_number: "phoneNumber",
  phone_number_verified: "phoneNumberVerified",
  address: "address",
  updated_at: "updatedAt",
};

/** Claims about the token, not about the person. */
const TOKEN_CLAIMS = new Set(["iss", "sub", "aud", "exp", "iat", "nbf", "jti"]);
const OWN_FIELDS = new Set(["tokenIdentifier", "issuer", "subject"]);

function flatten(
  prefix: string,
  value: JSONValue,
  into: Record<string, JSONValue>,
): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    into[prefix] = value;
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (inner !== undefined) flatten(`${prefix}.${key}`, inner, into);
  }
}

function claimValue(name: string, value: unknown): JSONValue {
  if (name === "updated_at" && typeof value === "number") return String(value);
  return value as JSONValue;
}

/** With `nested`, objects become dotted fields such as `properties.id` (custom JWT). */
export function toIdentity(
  claims: JWTPayload,
  issuer: string,
  subject: string,
  nested: "keep" | "flatten",
): Identity {
  const fields: Record<string, JSONValue> = {};
  for (const [claim, raw] of Object.entries(claims)) {
    if (TOKEN_CLAIMS.has(claim) || raw === undefined || raw === null) continue;
    const name = STANDARD_CLAIMS[claim] ?? claim;
    if (OWN_FIELDS.has(name)) continue;
    const value = claimValue(claim, raw);
    if (nested === "flatten") flatten(name, value, fields);
    else fields[name] = value;
  }
  return {
    ...fields,
    tokenIdentifier: `${issuer}|${subject}`,
    issuer,
    subject,
  };
}
