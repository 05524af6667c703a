import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";

/*
 * The two vendors for the bench, in a process of their own: Gemini after a set
 * delay, WAHA at once. Every send is marked with the instant it arrived.
 */

type Mark = [turn: number, arrivedAt: number];

let delayMs = 0;
let marks: Mark[] = [];
let calls = { model: 0, sends: 0 };

const now = () => performance.timeOrigin + performance.now();

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function json(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

const lastTurn = (text: string): number => {
  const found = [...text.matchAll(/turn (\d+)z/g)].at(-1);
  return found?.[1] === undefined ? -1 : Number(found[1]);
};

function answerModel(body: string, response: ServerResponse): void {
  calls.model += 1;
  const text = `We answer turn ${String(lastTurn(body))}z with pleasure.`;
  const reply = () =>
    json(response, 200, {
      candidates: [
        { content: { role: "model", parts: [{ text }] }, finishReason: "STOP" },
      ],
      usageMetadata: { promptTokenCount: 300, candidatesTokenCount: 12 },
    });
  if (delayMs === 0) reply();
  else setTimeout(reply, delayMs);
}

function acceptSend(body: string, response: ServerResponse): void {
  calls.sends += 1;
  marks.push([lastTurn(body), now()]);
  const { chatId, id } = JSON.parse(body) as { chatId: string; id: string };
  json(response, 201, { id: `true_${chatId}_${id}` });
}

function control(url: URL, response: ServerResponse): void {
  if (url.pathname === "/control/delay") {
    delayMs = Number(url.searchParams.get("ms") ?? "0");
    json(response, 200, { delayMs });
    return;
  }
  const taken = { marks, calls };
  marks = [];
  calls = { model: 0, sends: 0 };
  json(response, 200, taken);
}

const server = createServer((request, response) => {
  void (async () => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const body = await bodyOf(request);
    if (url.pathname.startsWith("/control/")) control(url, response);
    else if (url.pathname.includes(":generateContent")) {
      answerModel(body, response);
    } else if (url.pathname === "/api/sendText") acceptSend(body, response);
    else json(response, 201, { result: true });
  })();
});

server.keepAliveTimeout = 60_000;
server.listen(
  Number(process.env.BENCH_VENDORS_PORT ?? "0"),
  "127.0.0.1",
  () => {
    const address = server.address();
    if (address === null || typeof address === "string") process.exit(1);
    console.log(JSON.stringify({ port: address.port }));
  },
);
