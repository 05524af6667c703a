import { onTestFinished } from "vitest";
import { z } from "zod";

import { startSentry } from "../../../../../local/sentry/server";

const event = z.looseObject({
  level: z.string(),
  platform: z.string(),
  environment: z.string(),
  server_name: z.string(),
  tags: z.record(z.string(), z.string()),
  user: z.object({ id: z.string() }).optional(),
  exception: z.object({
    values: z.tuple([
      z.object({
        type: z.string(),
        value: z.string(),
        stacktrace: z
          .object({ frames: z.array(z.looseObject({ filename: z.string() })) })
          .optional(),
      }),
    ]),
  }),
});

export type Report = z.infer<typeof event>;

const answer = z.object({
  envelopes: z.array(
    z.object({
      items: z.array(z.object({ type: z.string(), json: z.unknown() })),
    }),
  ),
});

/** The Sentry stand-in and what functions reported to it. */
export async function startReceiver(): Promise<{
  dsn: string;
  /** Oldest first. */
  reports(): Promise<Report[]>;
  /** Everything that came, as text. */
  text(): Promise<string>;
}> {
  const server = await startSentry({ port: 0 });
  onTestFinished(() => server.close());
  const look = async (): Promise<string> =>
    (await fetch(`${server.url}/control/envelopes`)).text();
  return {
    dsn: `http://publickey@127.0.0.1:${server.port}/1`,
    text: look,
    async reports() {
      const { envelopes } = answer.parse(JSON.parse(await look()));
      return envelopes
        .toReversed()
        .flatMap(({ items }) => items)
        .map((item) => event.parse(item.json));
    },
  };
}

/** `func_type func: message`, in one order. */
export function inShort(reports: readonly Report[]): string[] {
  return reports
    .map(({ tags, exception: { values } }) => {
      const [first = ""] = values[0].value.split("\n");
      return `${tags["func_type"]} ${tags["func"]}: ${first}`;
    })
    .sort();
}
