import type { JSONValue } from "convex/values";

import { asArray, asRecord, asString } from "../../shared/json";

export type AuthProvider =
  | { kind: "oidc"; domain: string; applicationId: string }
  | {
      kind: "customJwt";
      issuer: string;
      jwks: string;
      algorithm: "RS256" | "ES256";
      applicationId: string | null;
    };

/** `domain` may come without a scheme, which means https. */
function withScheme(domain: string): string {
  const address = /^https?:\/\//.test(domain) ? domain : `https://${domain}`;
  return address.replace(/\/+$/, "");
}

function required(value: unknown, field: string): string {
  const text = asString(value);
  if (text === null || text === "") {
    throw new Error(`convex/auth.config: a provider lacks "${field}".`);
  }
  return text;
}

function parseCustomJwt(entry: Record<string, unknown>): AuthProvider {
  const algorithm = entry["algorithm"];
  if (algorithm !== "RS256" && algorithm !== "ES256") {
    throw new Error(
      'convex/auth.config: "algorithm" of a customJwt provider must be RS256 or ES256.',
    );
  }
  return {
    kind: "customJwt",
    issuer: required(entry["issuer"], "issuer"),
    jwks: required(entry["jwks"], "jwks"),
    algorithm,
    applicationId: asString(entry["applicationID"]),
  };
}

/** Throws a sentence that names the field which is missing or wrong. */
export function parseProviders(config: JSONValue): AuthProvider[] {
  return asArray(asRecord(config)["providers"]).map((value) => {
    const entry = asRecord(value);
    if (entry["type"] === "customJwt") return parseCustomJwt(entry);
    return {
      kind: "oidc",
      domain: withScheme(required(entry["domain"], "domain")),
      applicationId: required(entry["applicationID"], "applicationID"),
    };
  });
}
