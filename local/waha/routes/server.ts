import { sendBytes, sendJson } from "../../shared/http";
import type { Router } from "../../shared/router";
import { notFound } from "../errors";
import type { Gateway } from "../gateway";
import { param } from "../request";
import { VERSION } from "../version";

export function addServerRoutes(router: Router, gateway: Gateway): void {
  const startedAt = gateway.clock.now();
  router.on("GET", "/ping", ({ response }) => {
    sendJson(response, 200, { message: "pong" });
  });
  router.on("GET", "/health", ({ response }) => {
    const up = { sessions: { status: "up" }, mediaFiles: { status: "up" } };
    sendJson(response, 200, {
      status: "ok",
      info: up,
      error: {},
      details: up,
    });
  });
  for (const path of ["/api/server/version", "/api/version"]) {
    router.on("GET", path, ({ response }) => {
      sendJson(response, 200, VERSION);
    });
  }
  router.on("GET", "/api/server/status", ({ response }) => {
    sendJson(response, 200, {
      startTimestamp: startedAt,
      uptime: gateway.clock.now() - startedAt,
      worker: { id: null },
    });
  });
  router.on("GET", "/api/files/:session/:file", (exchange) => {
    const path = `${param(exchange, "session")}/${param(exchange, "file")}`;
    const file = gateway.files.get(path);
    if (file === null) throw notFound("File not found");
    sendBytes(exchange.response, 200, file.mimetype, file.bytes, {
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "default-src 'none'; sandbox",
    });
  });
}
