import { z } from "zod";

import {
  sendEmpty,
  sendJson,
  type Exchange,
  type RequestHandler,
} from "../../shared/http";
import type { Router } from "../../shared/router";
import { notFound, unprocessable } from "../errors";
import type { Gateway } from "../gateway";
import { ulid } from "../ids";
import { sessionConfigSchema } from "../model";
import { param, parseOr400, readJson } from "../request";
import {
  createSession,
  isRunning,
  sessionInfo,
  type Session,
} from "../session";

const createSchema = z.object({
  name: z
    .string()
    .max(54, "must be shorter than or equal to 54 characters")
    .regex(
      /^[a-zA-Z0-9_-]*$/,
      "can only contain alphanumeric characters, hyphens, and underscores",
    )
    .optional(),
  start: z.boolean().default(true),
  config: sessionConfigSchema.nullish(),
});

const updateSchema = z.object({ config: sessionConfigSchema.nullish() });

async function create(gateway: Gateway, exchange: Exchange): Promise<void> {
  const input = parseOr400(createSchema, await readJson(exchange));
  const name =
    input.name ?? `session_${ulid(gateway.clock.now()).toLowerCase()}`;
  if (gateway.sessions.has(name)) {
    throw unprocessable(
      `Session '${name}' already exists. Use PUT to update it.`,
    );
  }
  const session = createSession({
    name,
    config: input.config ?? null,
    me: null,
    book: null,
  });
  gateway.sessions.set(name, session);
  gateway.saver.now();
  if (input.start) gateway.lifecycle.start(session);
  sendJson(exchange.response, 201, sessionInfo(session));
}

async function update(gateway: Gateway, exchange: Exchange): Promise<void> {
  const input = parseOr400(updateSchema, await readJson(exchange));
  const session = gateway.requireSession(param(exchange, "session"));
  session.config = input.config ?? null;
  gateway.saver.now();
  if (isRunning(session)) gateway.lifecycle.restart(session);
  sendJson(exchange.response, 200, sessionInfo(session));
}

function remove(gateway: Gateway, exchange: Exchange): void {
  const session = gateway.sessions.get(param(exchange, "session"));
  if (session !== undefined) {
    gateway.lifecycle.stop(session);
    gateway.sessions.delete(session.name);
    gateway.saver.now();
    gateway.feed.changed(session.name, null);
  }
  sendEmpty(exchange.response, 200);
}

function addActions(router: Router, gateway: Gateway): void {
  const action =
    (run: (session: Session) => void): RequestHandler =>
    (exchange) => {
      const session = gateway.requireSession(param(exchange, "session"));
      run(session);
      gateway.saver.now();
      sendJson(exchange.response, 201, sessionInfo(session));
    };
  const { lifecycle } = gateway;
  router.on(
    "POST",
    "/api/sessions/:session/start",
    action((session) => lifecycle.start(session)),
  );
  router.on(
    "POST",
    "/api/sessions/:session/stop",
    action((session) => lifecycle.stop(session)),
  );
  router.on(
    "POST",
    "/api/sessions/:session/restart",
    action((session) => lifecycle.restart(session)),
  );
  router.on(
    "POST",
    "/api/sessions/:session/logout",
    action((session) => lifecycle.logout(session)),
  );
}

export function addSessionRoutes(router: Router, gateway: Gateway): void {
  router.on("GET", "/api/sessions", (exchange) => {
    const all = exchange.query.get("all") === "true";
    const listed = [...gateway.sessions.values()].filter(
      (session) => all || session.status !== "STOPPED",
    );
    sendJson(exchange.response, 200, listed.map(sessionInfo));
  });
  router.on("POST", "/api/sessions", (exchange) => create(gateway, exchange));
  router.on("GET", "/api/sessions/:session", (exchange) => {
    const session = gateway.requireSession(param(exchange, "session"));
    sendJson(exchange.response, 200, sessionInfo(session));
  });
  router.on("PUT", "/api/sessions/:session", (exchange) =>
    update(gateway, exchange),
  );
  router.on("DELETE", "/api/sessions/:session", (exchange) => {
    remove(gateway, exchange);
  });
  router.on("GET", "/api/sessions/:session/me", (exchange) => {
    const session = gateway.requireSession(param(exchange, "session"));
    if (session.status === "STOPPED") throw notFound("Session not found");
    if (session.me === null) sendEmpty(exchange.response, 200);
    else sendJson(exchange.response, 200, session.me);
  });
  addActions(router, gateway);
}
