import { createServer } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** An OpenID provider that signs whatever the test says, at a given address. */
export interface Issuer {
  tokenFor(subject: string): Promise<string>;
  close(): Promise<void>;
}

const KEY_ID = "e2e";

export async function startIssuer(url: string): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const key = { ...(await exportJWK(publicKey)), kid: KEY_ID, alg: "RS256" };
  const documents: Record<string, unknown> = {
    "/.well-known/openid-configuration": {
      issuer: url,
      jwks_uri: `${url}/jwks`,
    },
    "/jwks": { keys: [key] },
    "/.well-known/jwks.json": { keys: [key] },
  };
  const server = createServer((request, response) => {
    const found = documents[request.url ?? ""];
    response.writeHead(found === undefined ? 404 : 200, {
      "content-type": "application/json",
    });
    response.end(JSON.stringify(found ?? {}));
  });
  await new Promise<void>((resolve) => {
    server.listen(Number(new URL(url).port), "127.0.0.1", resolve);
  });
  return {
    tokenFor: (subject) =>
      new SignJWT({})
        .setProtectedHeader({ alg: "RS256", kid: KEY_ID, typ: "JWT" })
        .setIssuer(url)
        .setSubject(subject)
        .setAudience("convex")
        .setIssuedAt()
        .setExpirationTime("1h")
        .sign(privateKey),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
