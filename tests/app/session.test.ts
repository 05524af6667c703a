import { NextRequest, type NextFetchEvent } from "next/server";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
  vi,
} from "vitest";
import { middleware } from "../../middleware";
import { appEnvironment } from "../support/app-environment";
import {
  APP_ORIGIN,
  makeTokens,
  unsigned,
  type TokenMaker,
} from "../support/session-tokens";

const fetchSpy = vi.fn<typeof fetch>();

let tokens: TokenMaker;
let before: NodeJS.ProcessEnv;

beforeAll(async () => {
  tokens = await makeTokens();
  before = { ...process.env };
  Object.assign(process.env, appEnvironment("http://127.0.0.1:1"), {
    CLERK_JWT_KEY: tokens.pem,
    APP_ORIGINS: APP_ORIGIN,
  });
});

afterAll(() => {
  process.env = before;
});

beforeEach(() => {
  fetchSpy.mockReset().mockRejectedValue(new Error("no network"));
  vi.stubGlobal("fetch", fetchSpy);
});

const seconds = () => Math.floor(Date.now() / 1000);

function open(token: string | null, uat: number, path = "/inbox") {
  const cookie =
    token === null ? "" : `__session=${token}; __client_uat=${uat}`;
  const request = new NextRequest(`${APP_ORIGIN}${path}`, {
    headers: { cookie, accept: "text/html", "sec-fetch-dest": "document" },
  });
  return middleware(request, {} as NextFetchEvent);
}

interface Outcome {
  status: number;
  to: string;
  reason: string | null;
}

async function outcomeOf(token: string | null, uat: number): Promise<Outcome> {
  const answer = await open(token, uat);
  const location = answer.headers.get("location");
  return {
    status: answer.status,
    to: location === null ? "" : new URL(location).pathname,
    reason: answer.headers.get("x-clerk-auth-reason"),
  };
}

const TO_SIGN_IN = { status: 307, to: "/sign-in" };
const TO_HANDSHAKE = { status: 307, to: "/__clerk/v1/client/handshake" };

describe("a page for the signed-in", () => {
  test("opens with a valid session and hands its token on", async () => {
    const token = await tokens.session();
    const answer = await open(token, seconds() - 60);
    expect(answer.status).toBe(200);
    const handed = answer.headers.get("x-middleware-override-headers") ?? "";
    expect(handed.split(",")).toContain("x-clerk-auth-token");
    expect(answer.headers.get("x-middleware-request-x-clerk-auth-status")).toBe(
      "signed-in",
    );
    // Next would proxy a rewrite to an origin it does not take for its own.
    expect(answer.headers.get("x-middleware-rewrite")).toBeNull();
  });

  test("sends the signed out to sign in, and remembers the way back", async () => {
    const answer = await open(null, 0, "/inbox?filter=mine");
    const to = new URL(answer.headers.get("location") ?? "");
    expect([answer.status, to.pathname]).toEqual([307, "/sign-in"]);
    expect(to.searchParams.get("redirect_url")).toBe("/inbox?filter=mine");
    expect(to.origin).toBe(APP_ORIGIN);
  });

  test("refuses a session that another key signed", async () => {
    const forger = await makeTokens();
    expect(
      await outcomeOf(await forger.session(), seconds() - 60),
    ).toMatchObject({ ...TO_SIGN_IN, reason: "token-invalid-signature" });
  });

  test("refuses a session that nobody signed", async () => {
    const token = unsigned(await tokens.session());
    expect(await outcomeOf(token, seconds() - 60)).toMatchObject({
      ...TO_SIGN_IN,
      reason: "token-invalid-algorithm",
    });
  });

  test("refuses a session made for another app", async () => {
    const token = await tokens.session({ azp: "https://other.example" });
    expect(await outcomeOf(token, seconds() - 60)).toMatchObject({
      ...TO_SIGN_IN,
      reason: "token-invalid-authorized-parties",
    });
  });

  test("refuses a token of Convex where a session is wanted", async () => {
    const token = await tokens.session(
      { aud: "convex" },
      { cat: "cl_B7d4PD222AAA" },
    );
    expect(await outcomeOf(token, seconds() - 60)).toMatchObject({
      ...TO_SIGN_IN,
      reason: "token-type-mismatch",
    });
  });

  test("asks Clerk about an expired session", async () => {
    const token = await tokens.session({
      iat: seconds() - 120,
      exp: seconds() - 60,
    });
    const outcome = await outcomeOf(token, seconds() - 600);
    expect(outcome).toMatchObject(TO_HANDSHAKE);
    expect(outcome.reason).toContain("session-token-expired");
  });

  test("asks Clerk about a session older than the last sign-in or sign-out", async () => {
    const token = await tokens.session({ iat: seconds() - 30 });
    expect(await outcomeOf(token, seconds())).toMatchObject({
      ...TO_HANDSHAKE,
      reason: "session-token-iat-before-client-uat",
    });
  });
});

test("the stand-in page of Clerk is asked at the visitor's own host", async () => {
  const token = await tokens.session({ iat: seconds() - 30 });
  const request = new NextRequest("http://localhost:3000/inbox", {
    headers: {
      cookie: `__session=${token}; __client_uat=${seconds()}`,
      "sec-fetch-dest": "document",
      host: "127.0.0.1:3000",
      "x-forwarded-host": "127.0.0.1:3000",
      "x-forwarded-proto": "http",
    },
  });
  const answer = await middleware(request, {} as NextFetchEvent);
  expect(answer.headers.get("location")).toMatch(
    /^http:\/\/127\.0\.0\.1:3000\/__clerk\/v1\/client\/handshake\?/,
  );
});

test("no session is checked over the network", async () => {
  for (const token of [await tokens.session(), null]) {
    await open(token, seconds() - 60);
  }
  expect(fetchSpy).not.toHaveBeenCalled();
});
