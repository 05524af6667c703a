import { describe, expect, test } from "vitest";
import { SECURITY_HEADERS } from "../../../lib/http/security-headers";
import { appLines } from "../../../scripts/doctor/app";
import {
  failing,
  healthy,
  healthyApp,
  place,
  policyWith,
} from "../../support/doctor";

/** A healthy app of which one answer is changed. */
function changed(
  path: string,
  change: (answer: Response, text: string) => Response,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const answer = healthy(request);
    const { hostname, pathname, protocol } = new URL(request.url);
    const isMeant = hostname === "app.example" && pathname === path;
    if (!isMeant || protocol !== "https:") return answer;
    return change(answer, await answer.clone().text());
  };
}

function withHeaders(
  { status }: Response,
  headers: Headers,
  text: string,
): Response {
  return new Response(text, { status, headers });
}

function without(name: string) {
  return (answer: Response, text: string) => {
    const headers = new Headers(answer.headers);
    headers.delete(name);
    return withHeaders(answer, headers, text);
  };
}

function having(name: string, value: string) {
  return (answer: Response, text: string) => {
    const headers = new Headers(answer.headers);
    headers.set(name, value);
    return withHeaders(answer, headers, text);
  };
}

function saying(change: (text: string) => string) {
  return (answer: Response, text: string) =>
    withHeaders(answer, answer.headers, change(text));
}

function answering(status: number) {
  return (answer: Response, text: string) =>
    new Response(text, { status, headers: answer.headers });
}

const HEADERS = "every security header is sent";
const NONCE = "every answer has a nonce of its own, and its scripts carry it";
const NOT_FOUND =
  "what is not there is a 404 with every header and nothing else";
const CONTRACT = "a refusal follows the error contract";
const COOKIES = "a stranger is given no cookie that scripts or plain http see";
const HEALTH = "the app and its services are healthy, and it says no more";
const TXT = "security.txt names a contact and has not expired";
const TLS = "the app is reached over https alone, and browsers remember it";
const GONE = "/.well-known/nothing-is-here";

test.each([
  ...Object.keys(SECURITY_HEADERS)
    .filter((name) => name !== "Strict-Transport-Security")
    .map((name) => [HEADERS, "/", without(name)] as const),
  [HEADERS, "/", having("x-powered-by", "Next.js")],
  [NONCE, "/", having("content-security-policy", policyWith("same"))],
  [NONCE, "/", saying((text) => `${text}<script>2</script>`)],
  [NONCE, "/", saying(() => "no script at all")],
  ["a page sends strangers to sign in", "/inbox", answering(200)],
  ["the operator's pages do too", "/operator", answering(200)],
  [NOT_FOUND, GONE, answering(200)],
  [NOT_FOUND, GONE, without("x-content-type-options")],
  [NOT_FOUND, GONE, saying(() => "at look (/srv/app/page.js:1:2)")],
  [CONTRACT, "/api/none", saying(() => "Unauthorized")],
  [CONTRACT, "/api/none", saying((text) => text.replace("AUTHENTIC", "X"))],
  [CONTRACT, "/api/none", having("x-request-id", "another")],
  [CONTRACT, "/api/none", without("cache-control")],
  ["an export refuses strangers", "/api/contacts/export", answering(200)],
  [HEALTH, "/api/health", answering(503)],
  [HEALTH, "/api/health", saying(() => '{"status":"degraded"}')],
  [HEALTH, "/api/health", saying(() => '{"status":"ok","version":"1"}')],
  [TXT, "/.well-known/security.txt", saying(() => "Expires: 2099-01-01")],
  [
    TXT,
    "/.well-known/security.txt",
    saying((text) => text.replace("2099", "2019")),
  ],
  [COOKIES, "/", having("set-cookie", "a=1; Secure; SameSite=Lax")],
  [COOKIES, "/sign-in", having("set-cookie", "a=1; HttpOnly; SameSite=Lax")],
  [COOKIES, "/inbox", having("set-cookie", "a=1; HttpOnly; Secure")],
] as const)("K7 misses the control: %s (%s)", async (name, path, change) => {
  expect(failing(await appLines(place(changed(path, change))))).toEqual([name]);
});

test("a JSON route that answers strangers is missed, whatever it answers", async () => {
  const lines = await appLines(place(changed("/api/none", answering(200))));
  expect(failing(lines)).toEqual(["a JSON route refuses strangers"]);
});

test("a write from another site that is taken is missed", async () => {
  const lines = await appLines(
    place(changed("/api/monitoring", answering(200))),
  );
  expect(failing(lines)).toEqual(["a write from another site is refused"]);
});

test("a cookie that nobody else sees is allowed", async () => {
  const cookie = "a=1; HttpOnly; Secure; SameSite=Lax; Path=/";
  const lines = await appLines(
    place(changed("/", having("set-cookie", cookie))),
  );
  expect(failing(lines)).toEqual([]);
});

test("an evaluating policy and a grant to read are missed", async () => {
  const lax = policyWith("x").replace("'self'", "'self' 'unsafe-eval'");
  const lines = await appLines(
    place(changed("/", having("content-security-policy", lax))),
  );
  expect(failing(lines)).toContain(
    "the page policy allows no inline or evaluated code",
  );
  const open = await appLines(
    place(changed("/api/health", having("access-control-allow-origin", "*"))),
  );
  expect(failing(open)).toEqual(["another site may not read answers"]);
});

test("an export that is late once is asked again, one that stays away fails", async () => {
  const path = "/api/contacts/export";
  let late = 1;
  const once = changed(path, (answer, text) => {
    late -= 1;
    return late < 0 ? answer : new Response(text, { status: 503 });
  });
  expect(failing(await appLines(place(once)))).toEqual([]);
  const away = place(changed(path, answering(503)));
  expect(failing(await appLines(away))).toEqual([
    "an export refuses strangers",
  ]);
});

describe("how the app is reached", () => {
  test.each([
    ["without HSTS", without("strict-transport-security")],
    ["for a day", having("strict-transport-security", "max-age=86400")],
  ])("%s fails", async (_what, change) => {
    const lines = await appLines(place(changed("/", change)));
    expect(failing(lines)).toEqual([HEADERS, TLS]);
  });

  test.each([
    ["answers plain http", () => new Response("hello")],
    [
      "leads plain http to another host",
      () =>
        new Response(null, {
          status: 301,
          headers: { location: "https://evil.example/" },
        }),
    ],
    [
      "leads plain http to plain http",
      () =>
        new Response(null, {
          status: 301,
          headers: { location: "/elsewhere" },
        }),
    ],
  ])("an app that %s fails", async (_what, open) => {
    const lines = await appLines(
      place((request) =>
        request.url.startsWith("http:") ? open() : healthy(request),
      ),
    );
    expect(failing(lines)).toEqual([TLS]);
  });

  test("one that gives plain http no answer passes", async () => {
    const lines = await appLines(
      place((request) => {
        if (request.url.startsWith("http:")) throw new Error("refused");
        return healthy(request);
      }),
    );
    expect(failing(lines)).toEqual([]);
  });

  test("plain http to another machine fails, to this one nothing is known", async () => {
    const answer = (request: Request) =>
      healthyApp(new Request(request.url.replace(/^http:/, "https:"), request));
    const far = { ...place(answer), app: "http://10.0.0.5:3000" };
    expect(failing(await appLines(far))).toEqual([TLS]);
    const here = { ...place(answer), app: "http://127.0.0.1:3000" };
    const lines = await appLines(here);
    expect(failing(lines)).toEqual([]);
    expect(lines.find(({ name }) => name === TLS)?.ok).toBeNull();
  });
});
