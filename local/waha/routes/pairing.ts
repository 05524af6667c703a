import { sendBytes, sendJson, type Exchange } from "../../shared/http";
import { asString } from "../../shared/json";
import type { Router } from "../../shared/router";
import { badRequest, unprocessable } from "../errors";
import type { Gateway } from "../gateway";
import { qrPng } from "../qr/png";
import { param, readJson } from "../request";

const CODE_LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ123456789";

/** The pairing code for a number; the same number gets the same code while the QR code lives. */
export function pairingCode(qr: string, phone: string): string {
  let hash = 7;
  for (const letter of `${qr}${phone}`) {
    hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 2 ** 40;
  }
  let code = "";
  for (let index = 0; index < 8; index += 1) {
    code += CODE_LETTERS.charAt(hash % CODE_LETTERS.length);
    hash = Math.floor(hash / CODE_LETTERS.length);
  }
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

async function shownQr(gateway: Gateway, exchange: Exchange): Promise<string> {
  const session = await gateway.requireStatus(param(exchange, "session"), [
    "SCAN_QR_CODE",
  ]);
  if (session.qr === null) throw unprocessable("QR code is not ready yet");
  return session.qr;
}

export function addPairingRoutes(router: Router, gateway: Gateway): void {
  router.on("GET", "/api/:session/auth/qr", async (exchange) => {
    const value = await shownQr(gateway, exchange);
    const { response, query, request } = exchange;
    const noStore = { "Cache-Control": "no-store" };
    if (query.get("format") === "raw") {
      sendJson(response, 200, { value }, noStore);
      return;
    }
    const png = qrPng(value);
    if (request.headers.accept?.includes("application/json") === true) {
      const data = png.toString("base64");
      sendJson(response, 200, { mimetype: "image/png", data }, noStore);
      return;
    }
    sendBytes(response, 200, "image/png", png, noStore);
  });
  router.on("POST", "/api/:session/auth/request-code", async (exchange) => {
    const body = await readJson(exchange);
    const phone = (asString(body["phoneNumber"]) ?? "").replace(/\D/g, "");
    if (phone === "") throw badRequest(["phoneNumber must be a string"]);
    const value = await shownQr(gateway, exchange);
    sendJson(exchange.response, 201, { code: pairingCode(value, phone) });
  });
}
