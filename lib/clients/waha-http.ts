import { parseJson } from "../json";
import { requireSafeBaseUrl } from "./base-url";
import { exchange, type Exchange, type Fetch } from "./http";

export interface WahaOptions {
  baseUrl: string;
  apiKey: string;
  fetch: Fetch;
  timeoutMs: number;
  allowInsecure?: boolean;
}

export type WahaAnswer = Exchange & { json?: unknown };

export interface WahaHttp {
  get(path: string, accept?: string): Promise<WahaAnswer>;
  post(path: string, body: unknown): Promise<WahaAnswer>;
  delete(path: string): Promise<WahaAnswer>;
}

const MAX_ANSWER_BYTES = 4 * 1_024 * 1_024;

/** Requests to one WAHA server, each with the key. Throws on an empty key. */
export function createWahaHttp(options: WahaOptions): WahaHttp {
  if (options.apiKey.trim().length === 0) {
    throw new Error("The WAHA API key is empty.");
  }
  const baseUrl = requireSafeBaseUrl(options.baseUrl, {
    allowPrivateHttp: options.allowInsecure ?? false,
  });
  const limits = {
    fetch: options.fetch,
    timeoutMs: options.timeoutMs,
    maxBytes: MAX_ANSWER_BYTES,
  };
  const send = async (
    method: "GET" | "POST" | "DELETE",
    path: string,
    extra: { accept?: string; body?: unknown },
  ): Promise<WahaAnswer> => {
    const headers: Record<string, string> = {
      Accept: extra.accept ?? "application/json",
      "X-Api-Key": options.apiKey,
    };
    const request = { method, url: `${baseUrl}${path}`, headers };
    if (extra.body === undefined) {
      return withJson(await exchange(request, limits));
    }
    headers["Content-Type"] = "application/json";
    const body = JSON.stringify(extra.body);
    return withJson(await exchange({ ...request, body }, limits));
  };
  return {
    get: (path, accept) =>
      send("GET", path, accept === undefined ? {} : { accept }),
    post: (path, body) => send("POST", path, { body }),
    delete: (path) => send("DELETE", path, {}),
  };
}

function withJson(answer: Exchange): WahaAnswer {
  if (answer.kind !== "response" || answer.text === null) return answer;
  return { ...answer, json: parseJson(answer.text) };
}
