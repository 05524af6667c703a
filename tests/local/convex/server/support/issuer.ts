import { createServer } from "node:http";
import { once } from "node:events";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { onTestFinished } from "vitest";

export interface Issuer {
  url: string;
  /** How often the OIDC key set was fetched. */
  readonly keyFetches: number;
  token(options?: {
    subject?: string;
    issuer?: string;
    audience?: string;
    lifeSeconds?: number;
    claims?: Record<string, unknown>;
  }): Promise<string>;
  customToken(claims: Record<string, unknown>): Promise<string>;
}

/** An OpenID provider with RS256 keys, and an ES256 key set for custom tokens. */
export async function startIssuer(): Promise<Issuer> {
  const rsa = await generateKeyPair("RS256", { extractable: true });
  const ec = await generateKeyPair("ES256", { extractable: true });
  const publicKeys = {
    rsa: { ...(await exportJWK(rsa.publicKey)), kid: "rsa", alg: "RS256" },
    ec: { ...(await exportJWK(ec.publicKey)), kid: "ec", alg: "ES256" },
  };
  let url = "";
  let keyFetches = 0;
  const server = createServer((request, response) => {
    const answers: Record<string, () => unknown> = {
      "/.well-known/openid-configuration": () => ({
        issuer: url,
        jwks_uri: `${url}/jwks.json`,
      }),
      "/jwks.json": () => {
        keyFetches += 1;
        return { keys: [publicKeys.rsa] };
      },
      "/custom/jwks.json": () => ({ keys: [publicKeys.ec] }),
    };
    const answer = answers[request.url ?? ""];
    response.writeHead(answer === undefined ? 404 : 200, {
      "Content-Type": "application/json",
    });
    response.end(JSON.stringify(answer?.() ?? {}));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  const now = (): number => Math.floor(Date.now() / 1_000);
  return {
    url,
    get keyFetches() {
      return keyFetches;
    },
    token: ({
      subject = "ann",
      issuer = url,
      audience = "convex",
      lifeSeconds = 3_600,
      claims = {},
    } = {}) =>
      new SignJWT({ email: "ann@example.org", ...claims })
        .setProtectedHeader({ alg: "RS256", kid: "rsa", typ: "JWT" })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt(now())
        .setExpirationTime(now() + lifeSeconds)
        .sign(rsa.privateKey),
    customToken: (claims) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: "ES256", kid: "ec", typ: "JWT" })
        .setIssuer(`${url}/custom`)
        .setAudience("custom-app")
        .setSubject("carl")
        .setIssuedAt(now())
        .setExpirationTime(now() + 3_600)
        .sign(ec.privateKey),
  };
}
