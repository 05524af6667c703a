// @vitest-environment jsdom
import { NextIntlClientProvider } from "next-intl";
import { renderToString } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { ThreadLog } from "@/app/(dashboard)/inbox/thread/thread-log";
import { type LogEntry } from "@/app/(dashboard)/inbox/thread/use-thread";
import { type ThreadEntry } from "@/app/(dashboard)/inbox/views";
import inbox from "@/lib/i18n/en/inbox.json";

const NOON = Date.UTC(2026, 4, 4, 12);

function messageEntry(index: number): LogEntry {
  const message: ThreadEntry = {
    id: `m${String(index)}` as ThreadEntry["id"],
    direction: "inbound",
    author: { kind: "customer" },
    text: `Message ${String(index)}.`,
    messageType: "text",
    status: "received",
    reason: null,
    purpose: null,
    sentAt: NOON + index * 60_000,
    media: null,
    credits: 0,
    refunded: false,
    hasTrace: false,
    canRetry: false,
    retryOf: null,
    retriedBy: null,
    idempotencyKey: null,
  };
  return {
    kind: "message",
    key: message.id,
    message,
    joinsPrevious: false,
    joinsNext: false,
  };
}

function firstHtml(entries: LogEntry[]): string {
  return renderToString(
    <NextIntlClientProvider
      locale="en"
      timeZone="Africa/Johannesburg"
      now={new Date(NOON)}
      messages={{ inbox }}
    >
      <ThreadLog
        entries={entries}
        hasOlder
        isLoadingOlder={false}
        onNearTop={() => undefined}
        onAtEnd={() => undefined}
        newCount={0}
        onLeaveFound={() => undefined}
        canReply
        foundMessageId={null}
        whyMessageId={null}
        onExplain={() => undefined}
      />
    </NextIntlClientProvider>,
  );
}

describe("the first HTML of a thread", () => {
  test("shows the newest messages, without a script and without an inline style", () => {
    const html = firstHtml(
      Array.from({ length: 60 }, (_, index) => messageEntry(index)),
    );
    expect(html).toContain('role="log"');
    expect(html).toContain("Message 59.");
    expect(html).toContain("Message 30.");
    expect(html).not.toContain("Message 3.");
    // The content security policy refuses style attributes.
    expect(html).not.toContain("style=");
  });

  test("names a day as the reader's time zone has it", () => {
    const late = Date.UTC(2026, 0, 31, 23, 30);
    const html = firstHtml([{ kind: "day", key: "d", at: late }]);
    expect(html).toContain("February 1");
  });
});
