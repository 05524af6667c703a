import { SECURITY_HEADERS } from "../../lib/http/security-headers";
import { asking, line, type Line, type Place, request } from "./check";

const EVIL = "https://evil.example";

/** What the running app answers somebody who is not signed in. */
export async function appLines(place: Place): Promise<Line[]> {
  const { app } = place;
  return Promise.all([
    headersLine(place),
    policyLine(place),
    statusLine(place, "a page sends strangers to sign in", "/inbox", [307]),
    statusLine(place, "the operator's pages do too", "/operator", [307]),
    statusLine(place, "a JSON route refuses strangers", "/api/none", [401]),
    statusLine(
      place,
      "an export refuses strangers",
      "/api/contacts/export",
      [401],
    ),
    statusLine(
      place,
      "a write from another site is refused",
      "/api/monitoring",
      [403],
      { method: "POST", headers: { origin: EVIL } },
    ),
    asking("another site may not read answers", async () => {
      const headers = { origin: EVIL };
      const answer = await request(place, `${app}/api/health`, { headers });
      const grant = answer.headers.get("access-control-allow-origin");
      return line("another site may not read answers", grant === null);
    }),
    statusLine(
      place,
      "the app and its services are healthy",
      "/api/health",
      [200],
    ),
    securityTxtLine(place),
    cookieLine(place),
  ]);
}

function headersLine(place: Place): Promise<Line> {
  const title = "every security header is sent";
  return asking(title, async () => {
    const { headers } = await request(place, `${place.app}/`);
    const wrong = Object.entries(SECURITY_HEADERS)
      .filter(([name, value]) => headers.get(name) !== value)
      .map(([name]) => name);
    if (headers.has("x-powered-by")) wrong.push("X-Powered-By");
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

function statusLine(
  place: Place,
  title: string,
  address: string,
  wanted: readonly number[],
  init: RequestInit = {},
): Promise<Line> {
  return asking(title, async () => {
    const { status } = await request(place, `${place.app}${address}`, init);
    return line(title, wanted.includes(status), String(status));
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
    const { headers } = await request(place, `${place.app}/`);
    const loose = headers
      .getSetCookie()
      .filter((cookie) => !/httponly/i.test(cookie) || !/secure/i.test(cookie));
    return line(title, loose.length === 0, `${String(loose.length)} cookies`);
  });
}
