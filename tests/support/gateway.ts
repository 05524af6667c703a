import { vi } from "vitest";
import { json, modelAnswer } from "./vendors";

export type GatewayCall = {
  method: string;
  path: string;
  body: unknown;
  apiKey: string | null;
};

/** The WAHA server, faked at `fetch`: what it was asked, and what it answers. */
export type Gateway = {
  calls: GatewayCall[];
  answer: (call: GatewayCall) => Response | Promise<Response>;
};

function defaultAnswer({ path, body }: GatewayCall): Response {
  const { name = "aibud", id = "ID" } = (body ?? {}) as {
    name?: string;
    id?: string;
  };
  return path === "/api/sendText"
    ? json({ id }, 201)
    : json({ name, status: "STARTING" }, 201);
}

/** Every call that is not the model's goes to the gateway. */
export function fakeGateway(): Gateway {
  const gateway: Gateway = { calls: [], answer: defaultAnswer };
  vi.stubGlobal(
    "fetch",
    async (input: string | URL | Request, init?: RequestInit) => {
      const request = new Request(input, init);
      const path = new URL(request.url).pathname;
      if (path.includes(":generateContent")) return modelAnswer("Until six.");
      const text = await request.text();
      const call: GatewayCall = {
        method: request.method,
        path,
        body: text === "" ? null : (JSON.parse(text) as unknown),
        apiKey: request.headers.get("x-api-key"),
      };
      gateway.calls.push(call);
      return gateway.answer(call);
    },
  );
  return gateway;
}
