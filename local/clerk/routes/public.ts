import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { sendBytes, sendJson, type Exchange } from "../../shared/http";
import type { Router } from "../../shared/router";
import type { Clerk } from "../clerk";
import { notFound } from "../errors";

const requireFrom = createRequire(import.meta.url);
const FILE = /^[\w.-]+\.js$/;
const PACKAGE = /^(clerk-js|ui)@[\w.-]+$/;

/** The browser bundles come from the installed packages, whatever version is asked for. */
async function sendBundle({ params, response }: Exchange): Promise<void> {
  const name = PACKAGE.exec(params["package"] ?? "")?.[1];
  const file = params["file"] ?? "";
  if (name === undefined || !FILE.test(file)) throw notFound("file");
  const dist = dirname(requireFrom.resolve(`@clerk/${name}`));
  const bytes = await readFile(join(dist, file)).catch(() => null);
  if (bytes === null) throw notFound("file");
  const type = "text/javascript; charset=utf-8";
  const caching = { "Cache-Control": "public, max-age=3600" };
  sendBytes(response, 200, type, bytes, caching);
}

/** What needs no key: the scripts, and how to verify tokens. */
export function addPublicRoutes(router: Router, clerk: Clerk): void {
  router.on("GET", "/npm/@clerk/:package/dist/:file", sendBundle);
  router.on("GET", "/.well-known/jwks.json", ({ response }) => {
    sendJson(response, 200, { keys: [clerk.accounts.key.publicJwk] });
  });
  router.on("GET", "/.well-known/openid-configuration", ({ response }) => {
    const { issuer } = clerk.tokens;
    sendJson(response, 200, {
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      authorization_endpoint: `${issuer}/oauth/authorize`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    });
  });
}
