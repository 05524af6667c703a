import { vi } from "vitest";

export type Sent = {
  session: string;
  chatId: string;
  text: string;
  id: string;
  apiKey: string | null;
};

type GatewayAnswer = (sent: Sent) => Response | Promise<Response>;
type ModelAnswer = (body: string) => Response | Promise<Response>;

/** The two vendors, faked at `fetch`: what they were asked, and what they answer next. */
export type Vendors = {
  sends: Sent[];
  prompts: string[];
  otherCalls: string[];
  onSend: GatewayAnswer;
  onPrompt: ModelAnswer;
  onLookup: () => Response;
};

export function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { "content-type": "application/json" },
  });
}

export function modelAnswer(text: string): Response {
  return json({
    candidates: [
      { content: { role: "model", parts: [{ text }] }, finishReason: "STOP" },
    ],
    usageMetadata: { promptTokenCount: 100, candidatesTokenCount: 20 },
  });
}

export function fakeVendors(): Vendors {
  const vendors: Vendors = {
    sends: [],
    prompts: [],
    otherCalls: [],
    onSend: (sent) => json({ id: `true_${sent.chatId}_${sent.id}` }, 201),
    onPrompt: () => modelAnswer("We are open until six."),
    onLookup: () => json([]),
  };
  vi.stubGlobal("fetch", (input: string | URL | Request, init?: RequestInit) =>
    route(vendors, new Request(input, init)),
  );
  return vendors;
}

async function route(vendors: Vendors, request: Request): Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname.includes(":generateContent")) {
    const body = await request.text();
    vendors.prompts.push(body);
    return vendors.onPrompt(body);
  }
  if (url.pathname === "/api/sendText") {
    const body = (await request.json()) as Omit<Sent, "apiKey">;
    const sent = { ...body, apiKey: request.headers.get("x-api-key") };
    vendors.sends.push(sent);
    return vendors.onSend(sent);
  }
  vendors.otherCalls.push(`${request.method} ${url.pathname}`);
  if (url.pathname.includes("/messages")) return vendors.onLookup();
  return json({ result: true }, 201);
}
