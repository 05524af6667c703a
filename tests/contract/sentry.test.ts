import * as Sentry from "@sentry/nextjs";
import { afterEach, describe, expect, test } from "vitest";

import { startSentry } from "../../local/sentry/server";

interface Target {
  name: string;
  open(): Promise<{ dsn: string; url: string | null; close(): Promise<void> }>;
}

const targets: Target[] = [
  {
    name: "the stand-in",
    async open() {
      const server = await startSentry({ port: 0 });
      return {
        dsn: `http://publickey@127.0.0.1:${server.port}/1`,
        url: server.url,
        close: server.close,
      };
    },
  },
];

const vendorDsn = process.env["CONTRACT_SENTRY_DSN"];
if (vendorDsn !== undefined) {
  targets.push({
    name: "the vendor",
    open: async () => ({
      dsn: vendorDsn,
      url: null,
      close: async () => undefined,
    }),
  });
}

function initialise(dsn: string, responses: number[]): void {
  Sentry.init({
    dsn,
    defaultIntegrations: false,
    beforeSend: (event) => {
      delete event.server_name;
      return event;
    },
  });
  Sentry.getClient()?.on("afterSendEvent", (_, response) => {
    responses.push(response.statusCode ?? 0);
  });
}

afterEach(async () => {
  await Sentry.close(2_000);
});

describe.each(targets)("Sentry of $name through its SDK", ({ open }) => {
  test("an error is accepted, and its envelope arrives whole", async () => {
    const target = await open();
    const responses: number[] = [];
    initialise(target.dsn, responses);
    const error = new RangeError("contract: a planned failure");
    const eventId = Sentry.captureException(error, { tags: { area: "test" } });
    expect(await Sentry.flush(10_000)).toBe(true);
    expect(responses).toEqual([200]);
    if (target.url !== null) {
      const answer = await fetch(`${target.url}/control/envelopes`);
      const { envelopes } = await answer.json();
      expect(envelopes).toMatchObject([
        {
          project: "1",
          header: { event_id: eventId },
          items: [
            {
              type: "event",
              json: {
                event_id: eventId,
                tags: { area: "test" },
                exception: {
                  values: [
                    {
                      type: "RangeError",
                      value: "contract: a planned failure",
                    },
                  ],
                },
              },
            },
          ],
        },
      ]);
    }
    await target.close();
  });
});
