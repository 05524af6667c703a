import type { ServerResponse } from "node:http";

/** Changes inside this window reach a page as one message. */
const COALESCE_MS = 60;

export interface Feed {
  /** Tells open pages and waiting scripts that a chat (null: the session) changed. */
  changed(session: string, chat: string | null): void;
  subscribe(response: ServerResponse): void;
  /** Resolves at the next change of the session or after the timeout. */
  nextChange(session: string, timeoutMs: number): Promise<void>;
  close(): void;
}

/** Server-sent events for the phone page, and wake-ups for long polls. */
export function createFeed(): Feed {
  const pages = new Set<ServerResponse>();
  const sleepers = new Map<string, Set<() => void>>();
  let changes = new Map<string, { session: string; chat: string | null }>();
  let timer: NodeJS.Timeout | null = null;

  const flush = (): void => {
    timer = null;
    const batch = [...changes.values()];
    changes = new Map();
    const text = `data: ${JSON.stringify(batch)}\n\n`;
    pages.forEach((page) => page.write(text));
  };

  return {
    changed(session, chat) {
      const awake = sleepers.get(session);
      if (awake !== undefined) {
        sleepers.delete(session);
        awake.forEach((wake) => {
          wake();
        });
      }
      if (pages.size === 0) return;
      changes.set(`${session} ${chat ?? ""}`, { session, chat });
      timer ??= setTimeout(flush, COALESCE_MS);
    },
    subscribe(response) {
      response.writeHead(200, {
        "Content-Type": "text/event-stream",
        "Cache-Control": "no-store",
      });
      response.write("retry: 1000\n\n");
      pages.add(response);
      response.on("close", () => pages.delete(response));
    },
    nextChange(session, timeoutMs) {
      return new Promise((resolve) => {
        const waiting = sleepers.get(session) ?? new Set();
        sleepers.set(session, waiting);
        const finish = (): void => {
          clearTimeout(limit);
          waiting.delete(finish);
          resolve();
        };
        const limit = setTimeout(finish, timeoutMs);
        waiting.add(finish);
      });
    },
    close() {
      if (timer !== null) clearTimeout(timer);
      sleepers.forEach((waiting) => {
        waiting.forEach((wake) => {
          wake();
        });
      });
      pages.forEach((page) => page.end());
    },
  };
}
