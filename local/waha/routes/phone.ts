import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { buildSync } from "esbuild";

import { sendBytes, type Exchange } from "../../shared/http";
import type { Router } from "../../shared/router";
import { notFound } from "../errors";
import type { Gateway } from "../gateway";
import { renderPhone } from "../phone/page";
import { qrPng } from "../qr/png";
import { param } from "../request";

const HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
};

function pathTo(file: string): string {
  return fileURLToPath(new URL(`../phone/${file}`, import.meta.url));
}

function bundleClient(): string {
  const { outputFiles } = buildSync({
    entryPoints: [pathTo("client/main.ts")],
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** The simulated phone in the browser. */
export function addPhoneRoutes(router: Router, gateway: Gateway): void {
  let client: string | null = null;
  router.on("GET", "/", ({ response }) => {
    response.writeHead(302, { Location: "/phone", "Content-Length": 0 });
    response.end();
  });
  router.on("GET", "/phone", ({ response }) => {
    sendBytes(
      response,
      200,
      "text/html; charset=utf-8",
      renderPhone(),
      HEADERS,
    );
  });
  router.on("GET", "/phone/client.js", ({ response }) => {
    client ??= bundleClient();
    sendBytes(response, 200, "text/javascript; charset=utf-8", client, HEADERS);
  });
  router.on("GET", "/phone/style.css", ({ response }) => {
    const css = readFileSync(pathTo("style.css"));
    sendBytes(response, 200, "text/css; charset=utf-8", css, HEADERS);
  });
  router.on(
    "GET",
    "/control/sessions/:session/qr.png",
    (exchange: Exchange) => {
      const session = gateway.requireSession(param(exchange, "session"));
      if (session.qr === null) throw notFound("There is no QR code to scan.");
      const png = qrPng(session.qr);
      sendBytes(exchange.response, 200, "image/png", png, HEADERS);
    },
  );
}
