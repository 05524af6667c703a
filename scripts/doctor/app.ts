import { SECURITY_HEADERS } from "../../lib/http/security-headers";
import { member, parseJson } from "../../lib/json";
import { asking, line, type Line, type Place, request } from "./check";
import { transportLine } from "./transport";

/** A public address at which nothing is. */
const NOTHING = "/.well-known/nothing-is-here";
const STRANGERS_PAGES = ["/", "/sign-in", "/inbox"];
const STACK_FRAME = /\bat (?:async )?\S+ \(\S+:\d+:\d+\)/;
/** A service behind it was late; asked once more. */
const UNAVAILABLE = 503;
const SECOND_TRY_MS = 1_000;
const EVIL = "https://evil.example";

/** What the running app answers somebody who is not signed in. */
export async function appLines(place: Place): Promise<Line[]> {
  const strangers = (title: string, path: string, wanted: number) => () =>
    statusLine(place, title, path, wanted);
  const questions: (() => Promise<Line>)[] = [
    () => headersLine(place),
    () => policyLine(place),
    () => nonceLine(place),
    () => transportLine(place),
    () => notFoundLine(place),
    () => contractLine(place),
    strangers("a page sends strangers to sign in", "/inbox", 307),
    strangers("the operator's pages do too", "/operator", 307),
    strangers("a JSON route refuses strangers", "/api/none", 401),
    strangers("an export refuses strangers", "/api/contacts/export", 401),
    () => foreignLine(place),
    () => readingLine(place),
    () => healthLine(place),
    () => securityTxtLine(place),
    () => cookieLine(place),
  ];
  const lines: Line[] = [];
  // One after the other: a cold server under all of them at once is late at Redis.
  for (const ask of questions) lines.push(await ask());
  return lines;
}

function foreignLine(place: Place): Promise<Line> {
  const title = "a write from another site is refused";
  const init = { method: "POST", headers: { origin: EVIL } };
  return statusLine(place, title, "/api/monitoring", 403, init);
}

function readingLine(place: Place): Promise<Line> {
  const title = "another site may not read answers";
  return asking(title, async () => {
    const headers = { origin: EVIL };
    const url = `${place.app}/api/health`;
    const answer = await request(place, url, { headers });
    return line(title, !answer.headers.has("access-control-allow-origin"));
  });
}

function wrongHeaders({ headers }: Response): string[] {
  const wrong = Object.entries(SECURITY_HEADERS)
    .filter(([name, value]) => headers.get(name) !== value)
    .map(([name]) => name);
  return headers.has("x-powered-by") ? [...wrong, "X-Powered-By"] : wrong;
}

function headersLine(place: Place): Promise<Line> {
  const title = "every security header is sent";
  return asking(title, async () => {
    const answer = await request(place, `${place.app}/`);
    const wrong = wrongHeaders(answer);
    return line(title, wrong.length === 0, wrong.join(", "));
  });
}

function policyLine(place: Place): Promise<Line> {
  const title = "the page policy allows no inline or evaluated code";
  return asking(title, async () => {
    const { headers } = await request(place, `${place.app}/`);
    const policy = headers.get("content-security-policy") ?? "";
    const isStrict =
      /script-src 'self' 'nonce-[^']+' 'strict-dynamic'(;|$)/.test(policy) &&
      !policy.includes("unsafe-") &&
      policy.includes("frame-ancestors 'none'");
    return line(
      title,
      isStrict,
      isStrict ? "" : "a development server, or no policy",
    );
  });
}

function nonceOf({ headers }: Response): string {
  const policy = headers.get("content-security-policy") ?? "";
  return /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
}

function nonceLine(place: Place): Promise<Line> {
  const title = "every answer has a nonce of its own, and its scripts carry it";
  return asking(title, async () => {
    const [first, second] = await Promise.all([
      request(place, `${place.app}/`),
      request(place, `${place.app}/`),
    ]);
    const nonce = nonceOf(first);
    if (nonce === "") return line(title, false, "no nonce");
    if (nonce === nonceOf(second)) return line(title, false, "the same twice");
    const scripts = (await first.text()).match(/<script\b[^>]*>/g) ?? [];
    const bare = scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`));
    return line(
      title,
      scripts.length > 0 && bare.length === 0,
      `${String(scripts.length)} scripts, ${String(bare.length)} without it`,
    );
  });
}

function notFoundLine(place: Place): Promise<Line> {
  const title = "what is not there is a 404 with every header and nothing else";
  return asking(title, async () => {
    const answer = await request(place, `${place.app}${NOTHING}`);
    const wrong = wrongHeaders(answer);
    const text = await answer.text();
    if (answer.status !== 404) return line(title, false, String(answer.status));
    if (STACK_FRAME.test(text)) return line(title, false, "shows the inside");
    return line(title, wrong.length === 0, wrong.join(", "));
  });
}

function contractLine(place: Place): Promise<Line> {
  const title = "a refusal follows the error contract";
  return asking(title, async () => {
    const answer = await request(place, `${place.app}/api/none`);
    const error = member(parseJson(await answer.text()), "error");
    const requestId = answer.headers.get("x-request-id") ?? "";
    const faults = [
      member(error, "code") === "UNAUTHENTICATED" ? "" : "code",
      requestId !== "" && member(error, "requestId") === requestId
        ? ""
        : "request id",
      answer.headers.get("cache-control") === "no-store" ? "" : "caching",
    ].filter((fault) => fault !== "");
    return line(title, faults.length === 0, faults.join(", "));
  });
}

function healthLine(place: Place): Promise<Line> {
  const title = "the app and its services are healthy, and it says no more";
  return asking(title, async () => {
    const answer = await request(place, `${place.app}/api/health`);
    const text = await answer.text();
    return line(
      title,
      answer.status === 200 && text === '{"status":"ok"}',
      answer.status === 200 ? text.slice(0, 80) : String(answer.status),
    );
  });
}

function statusLine(
  place: Place,
  title: string,
  address: string,
  wanted: number,
  init: RequestInit = {},
): Promise<Line> {
  return asking(title, async () => {
    const url = `${place.app}${address}`;
    let { status } = await request(place, url, init);
    if (status === UNAVAILABLE) {
      await new Promise((resolve) => setTimeout(resolve, SECOND_TRY_MS));
      ({ status } = await request(place, url, init));
    }
    return line(title, status === wanted, String(status));
  });
}

function securityTxtLine(place: Place): Promise<Line> {
  const title = "security.txt names a contact and has not expired";
  return asking(title, async () => {
    const url = `${place.app}/.well-known/security.txt`;
    const text = await (await request(place, url)).text();
    const expires = /^Expires: (\S+)$/m.exec(text)?.[1] ?? "";
    return line(
      title,
      /^Contact: \S+$/m.test(text) && Date.parse(expires) > Date.now(),
    );
  });
}

function cookieLine(place: Place): Promise<Line> {
  const title = "a stranger is given no cookie that scripts or plain http see";
  return asking(title, async () => {
    const answers = await Promise.all(
      STRANGERS_PAGES.map((path) => request(place, `${place.app}${path}`)),
    );
    const loose = answers
      .flatMap(({ headers }) => headers.getSetCookie())
      .filter((cookie) => !isGuarded(cookie))
      .map((cookie) => cookie.split("=")[0] ?? "");
    return line(title, loose.length === 0, [...new Set(loose)].join(", "));
  });
}

function isGuarded(cookie: string): boolean {
  const attributes = cookie.split(";").map((each) => each.trim().toLowerCase());
  return (
    attributes.includes("httponly") &&
    attributes.includes("secure") &&
    attributes.some((each) => /^samesite=(lax|strict)$/.test(each))
  );
}
