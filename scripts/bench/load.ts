import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";

export type Target = {
  /** Where a turn is posted, with the session its body names. */
  addresses: { url: URL; key: string; session: string }[];
};

export type Posted = {
  /** When each turn was due to leave, by its number (epoch ms with fractions). */
  dueAt: Map<number, number>;
  /** From due to answered, in ms; late departures count. */
  ackMs: number[];
  failures: number;
};

export const CUSTOMERS = 5_000;

const now = () => performance.timeOrigin + performance.now();
const agent = new Agent({ keepAlive: true, maxSockets: 256 });

let nextTurn = 0;

/** A WAHA webhook body; `turn` is found again in the answer. */
function bodyOf(turn: number, session: string): string {
  const customer = 27_830_000_000 + (turn % CUSTOMERS);
  const id = `3EB0BENCH${String(turn).padStart(11, "0")}`;
  return JSON.stringify({
    id: `evt_bench${String(turn).padStart(21, "0")}`,
    timestamp: Date.now(),
    event: "message.any",
    session,
    me: { id: "27820000001@c.us", pushName: "Bench" },
    payload: {
      id: `false_${String(customer)}@c.us_${id}`,
      timestamp: Math.floor(Date.now() / 1000),
      from: `${String(customer)}@c.us`,
      fromMe: false,
      source: "app",
      body: `When do you open on Sundays? turn ${String(turn)}z`,
      hasMedia: false,
      media: null,
      ack: 2,
      ackName: "DEVICE",
      replyTo: null,
      _data: { pushName: "Customer" },
    },
    engine: "NOWEB",
    environment: { version: "2026.7.1", engine: "NOWEB", tier: "CORE" },
  });
}

function post(url: URL, key: string, body: string): Promise<number> {
  const signature = createHmac("sha512", key).update(body).digest("hex");
  return new Promise((resolve) => {
    const outgoing = request(
      url,
      {
        method: "POST",
        agent,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "x-webhook-hmac": signature,
          "x-webhook-hmac-algorithm": "sha512",
        },
      },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
      },
    );
    outgoing.on("error", () => resolve(0));
    outgoing.end(body);
  });
}

/** Posts at a fixed rate, whether or not answers come: waiting counts against the receiver. */
export async function postAtRate(
  target: Target,
  perSecond: number,
  seconds: number,
): Promise<Posted> {
  const posted: Posted = { dueAt: new Map(), ackMs: [], failures: 0 };
  const startedAt = now();
  const total = Math.round(perSecond * seconds);
  const inFlight: Promise<void>[] = [];
  for (let index = 0; index < total; index += 1) {
    const dueAt = startedAt + (index * 1000) / perSecond;
    const wait = dueAt - now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    inFlight.push(postTurn(target, dueAt, posted));
  }
  await Promise.all(inFlight);
  return posted;
}

async function postTurn(
  { addresses }: Target,
  dueAt: number,
  posted: Posted,
): Promise<void> {
  const turn = nextTurn;
  nextTurn += 1;
  const address = addresses[turn % addresses.length];
  if (address === undefined) throw new Error("No address to post to.");
  posted.dueAt.set(turn, dueAt);
  const status = await post(
    address.url,
    address.key,
    bodyOf(turn, address.session),
  );
  if (status === 200) posted.ackMs.push(now() - dueAt);
  else posted.failures += 1;
}
