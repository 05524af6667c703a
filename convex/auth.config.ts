import type { AuthConfig } from "convex/server";

// Convex evaluates this file by itself, where no typed environment exists.
// eslint-disable-next-line @convex-dev/no-process-env
const issuer = process.env.CLERK_JWT_ISSUER_DOMAIN;
if (issuer === undefined || issuer === "") {
  throw new Error("CLERK_JWT_ISSUER_DOMAIN is not set.");
}

export default {
  providers: [{ domain: issuer, applicationID: "convex" }],
} satisfies AuthConfig;
