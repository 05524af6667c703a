import { exportSPKI, generateKeyPair, SignJWT, type JWTPayload } from "jose";

/** Signs Clerk's tokens with a key of its own; `pem` is what verifies them. */
export interface TokenMaker {
  pem: string;
  session(
    claims?: JWTPayload,
    header?: Record<string, unknown>,
  ): Promise<string>;
}

export const APP_ORIGIN = "https://app.example.org";

const SESSION_CATEGORY = "cl_B7d4PD111AAA";

export async function makeTokens(): Promise<TokenMaker> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  return {
    pem: await exportSPKI(publicKey),
    session(claims = {}, header = {}) {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({
        iss: "http://127.0.0.1:4010",
        azp: APP_ORIGIN,
        sub: "user_of_a_test",
        sid: "sess_of_a_test",
        sts: "active",
        v: 2,
        fva: [0, -1],
        iat: now,
        nbf: now - 10,
        exp: now + 60,
        ...claims,
      })
        .setProtectedHeader({
          alg: "RS256",
          cat: SESSION_CATEGORY,
          kid: "ins_test",
          typ: "JWT",
          ...header,
        })
        .sign(privateKey);
    },
  };
}

/** The same token with the header `alg: none` and no signature. */
export function unsigned(token: string): string {
  const [, payload = ""] = token.split(".");
  const header = { alg: "none", cat: SESSION_CATEGORY, typ: "JWT" };
  const encoded = Buffer.from(JSON.stringify(header)).toString("base64url");
  return `${encoded}.${payload}.`;
}
