import { z } from "zod";
import type { Printed } from "./leaks";

const POLL_MS = 400;
const OF_FUNCTIONS = '"func_type"';

const envelope = z.looseObject({
  header: z.record(z.string(), z.unknown()),
  items: z.array(
    z.looseObject({ type: z.string(), json: z.unknown(), text: z.string() }),
  ),
});

const answer = z.object({ envelopes: z.array(envelope) });

type Envelope = z.infer<typeof envelope>;

/** Everything the Sentry stand-in receives from now on; it keeps only the last ones itself. */
export interface Envelopes {
  /** Looks once more; whole envelopes as text, headers included. */
  all(): Promise<Printed[]>;
  /** Error events whose text holds the words, each as text. */
  events(words: string): Promise<string[]>;
  /** Error events of the web server, and those of the functions. */
  ofNext(): Promise<string[]>;
  ofFunctions(): Promise<string[]>;
  /** How many items of a type came. */
  count(type: string): number;
  stop(): void;
}

export function collectEnvelopes(sentryUrl: string): Envelopes {
  const seen = new Map<string, Envelope>();
  let failure: unknown = null;
  const look = async (): Promise<void> => {
    const response = await fetch(`${sentryUrl}/control/envelopes`);
    const { envelopes } = answer.parse(await response.json());
    for (const each of envelopes) seen.set(JSON.stringify(each), each);
  };
  const timer = setInterval(() => {
    look().catch((error: unknown) => {
      failure ??= error;
    });
  }, POLL_MS);
  const items = () => [...seen.values()].flatMap((each) => each.items);
  const events = async (words: string): Promise<string[]> => {
    await look();
    return items()
      .filter(({ type, text }) => type === "event" && text.includes(words))
      .map(({ text }) => text);
  };
  return {
    async all() {
      if (failure !== null) {
        throw new Error("A look at the reports failed.", { cause: failure });
      }
      await look();
      return [...seen.keys()].map((text) => ({ source: "Sentry", text }));
    },
    events,
    ofNext: async () =>
      (await events('"platform":"node"')).filter(
        (text) => !text.includes(OF_FUNCTIONS),
      ),
    ofFunctions: () => events(OF_FUNCTIONS),
    count: (type) => items().filter((item) => item.type === type).length,
    stop: () => {
      clearInterval(timer);
    },
  };
}
