import { readBody, sendBytes, sendEmpty, sendJson } from "../../shared/http";
import type { Router } from "../../shared/router";
import type { Clerk } from "../clerk";
import { clerkFaultSchema } from "../faults";
import { renderPage } from "../page";

const MAX_CONTROL_BYTES = 16 * 1024;
const PAGE_HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
};

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
}

/** The stand-in's own page and API: mailed codes, accounts and faults. */
export function addControlRoutes(router: Router, clerk: Clerk): void {
  const { accounts, faults, mailbox } = clerk;
  router.on("GET", "/", ({ response }) => {
    const html = renderPage(mailbox.list(), [...accounts.users.values()]);
    sendBytes(response, 200, "text/html; charset=utf-8", html, PAGE_HEADERS);
  });
  router.on("GET", "/control/mail", ({ response, query }) => {
    const to = query.get("to");
    const mails = mailbox
      .list()
      .filter((mail) => to === null || mail.to === to);
    sendJson(response, 200, { mails });
  });
  router.on("GET", "/control/faults", ({ response }) => {
    sendJson(response, 200, { faults: faults.list() });
  });
  router.on("POST", "/control/faults", async ({ request, response }) => {
    const body = parse(await readBody(request, MAX_CONTROL_BYTES));
    const fault = clerkFaultSchema.safeParse(body);
    if (fault.success) sendJson(response, 200, faults.add(fault.data));
    else sendJson(response, 400, { message: fault.error.issues });
  });
  router.on("DELETE", "/control/faults", ({ response }) => {
    faults.clear();
    sendEmpty(response, 204);
  });
}
