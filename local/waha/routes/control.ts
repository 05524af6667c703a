import { z } from "zod";

import { sendEmpty, sendJson, type Exchange } from "../../shared/http";
import type { Router } from "../../shared/router";
import {
  sendFaultSchema,
  webhookFaultsSchema,
  type WebhookFaults,
} from "../faults";
import { viewDelivery } from "../delivery-log";
import type { Gateway } from "../gateway";
import { sendFromBusiness } from "../messenger";
import { param, parseOr400, readJson } from "../request";
import { newCounters, type Session } from "../session";
import { addConversationRoutes } from "./control-chats";

const pairSchema = z.object({
  phone: z.string().nullish(),
  name: z.string().nullish(),
});

const takeoverSchema = z.object({
  to: z.string().min(1),
  text: z.string().min(1),
});

const acksSchema = z.object({
  serverMs: z.number().min(0).nullable(),
  deviceMs: z.number().min(0).nullable(),
  readMs: z.number().min(0).nullable(),
});

const restrictSchema = z.object({ seconds: z.number().positive() });

function controlView(session: Session, faults: WebhookFaults) {
  return {
    name: session.name,
    status: session.status,
    me: session.me,
    /** Changes with every QR code; null while none is shown. */
    qrAt:
      session.qr === null ? null : (session.statuses.at(-1)?.timestamp ?? 0),
    webhooks: (session.config?.webhooks ?? []).map(({ url, events }) => ({
      url,
      events,
    })),
    counters: session.counters,
    faults,
  };
}

function addSessionControls(router: Router, gateway: Gateway): void {
  const sessionOf = (exchange: Exchange): Session =>
    gateway.requireSession(param(exchange, "session"));
  router.on("GET", "/control/sessions", ({ response }) => {
    const sessions = [...gateway.sessions.values()].map((session) =>
      controlView(session, gateway.faults.webhooks(session.name)),
    );
    sendJson(response, 200, { sessions });
  });
  router.on("GET", "/control/sessions/:session/deliveries", (exchange) => {
    const { deliveries } = sessionOf(exchange);
    const payloadId = exchange.query.get("id");
    const shown = deliveries.filter(
      (each) => payloadId === null || each.payloadId === payloadId,
    );
    sendJson(exchange.response, 200, { deliveries: shown.map(viewDelivery) });
  });
  router.on("POST", "/control/sessions/:session/scan", async (exchange) => {
    const input = parseOr400(pairSchema, await readJson(exchange));
    const session = sessionOf(exchange);
    gateway.lifecycle.pair(session, input.phone ?? null, input.name ?? null);
    gateway.saver.now();
    sendJson(exchange.response, 200, { me: session.me });
  });
  router.on("POST", "/control/sessions/:session/unpair", (exchange) => {
    gateway.lifecycle.unpair(sessionOf(exchange));
    gateway.saver.now();
    sendEmpty(exchange.response, 204);
  });
  router.on("POST", "/control/sessions/:session/drop", (exchange) => {
    gateway.lifecycle.drop(sessionOf(exchange));
    sendEmpty(exchange.response, 204);
  });
  router.on("POST", "/control/sessions/:session/restrict", async (exchange) => {
    const { seconds } = parseOr400(restrictSchema, await readJson(exchange));
    gateway.lifecycle.restrict(sessionOf(exchange), seconds);
    sendEmpty(exchange.response, 204);
  });
  router.on("POST", "/control/sessions/:session/takeover", async (exchange) => {
    const input = parseOr400(takeoverSchema, await readJson(exchange));
    const session = sessionOf(exchange);
    const message = sendFromBusiness(gateway, session, {
      chatId: input.to,
      body: input.text,
      source: "app",
      bareId: null,
      replyToId: null,
      media: null,
      acks: "all",
    });
    sendJson(exchange.response, 200, { bareId: message.bareId });
  });
}

function addFaultControls(router: Router, gateway: Gateway): void {
  router.on("GET", "/control/faults", ({ response }) => {
    sendJson(response, 200, gateway.faults.list());
  });
  router.on("POST", "/control/faults/sends", async (exchange) => {
    const fault = parseOr400(sendFaultSchema, await readJson(exchange));
    sendJson(exchange.response, 200, gateway.faults.addSend(fault));
    gateway.feed.changed(fault.session ?? "", null);
  });
  router.on("PUT", "/control/faults/webhooks", async (exchange) => {
    const faults = parseOr400(webhookFaultsSchema, await readJson(exchange));
    gateway.faults.setWebhooks(faults);
    sendJson(exchange.response, 200, faults);
    gateway.feed.changed(faults.session ?? "", null);
  });
  router.on("DELETE", "/control/faults", ({ response, query }) => {
    gateway.faults.clear(query.get("session"));
    sendEmpty(response, 204);
    gateway.feed.changed(query.get("session") ?? "", null);
  });
}

/** The stand-in's own API for scripts and the phone page; callers from elsewhere never reach it. */
export function addControlRoutes(router: Router, gateway: Gateway): void {
  addSessionControls(router, gateway);
  addFaultControls(router, gateway);
  addConversationRoutes(router, gateway);
  router.on("GET", "/control/counters", ({ response, query }) => {
    const name = query.get("session");
    const counted = [...gateway.sessions.values()]
      .filter((session) => name === null || session.name === name)
      .map((session) => [session.name, session.counters] as const);
    sendJson(response, 200, Object.fromEntries(counted));
  });
  router.on("DELETE", "/control/counters", ({ response }) => {
    for (const session of gateway.sessions.values()) {
      Object.assign(session.counters, newCounters());
    }
    sendEmpty(response, 204);
  });
  router.on("GET", "/control/acks", ({ response }) => {
    sendJson(response, 200, gateway.acks);
  });
  router.on("PUT", "/control/acks", async (exchange) => {
    Object.assign(
      gateway.acks,
      parseOr400(acksSchema, await readJson(exchange)),
    );
    sendJson(exchange.response, 200, gateway.acks);
  });
  router.on("GET", "/control/events", ({ response }) => {
    gateway.feed.subscribe(response);
  });
}
