import type { Clock } from "../shared/clock";
import { logDelivery, type LoggedDelivery } from "./delivery-log";
import type { Faults } from "./faults";
import { ulid } from "./ids";
import type { EventName, WebhookConfig } from "./model";
import type { Session } from "./session";
import { VERSION } from "./version";
import type { DeliveryReport, WebhookSender } from "./webhook-sender";

/** Events inside this window change places under the reorder fault. */
const REORDER_WINDOW_MS = 400;

/** Far enough apart that the network keeps the new order. */
const REORDER_GAP_MS = 20;

/** `*` leaves these out. */
const NOT_WILD: ReadonlySet<EventName> = new Set([
  "state.change",
  "engine.event",
]);

export interface Events {
  emit(session: Session, event: EventName, payload: unknown): void;
}

function isSubscribed(hook: WebhookConfig, event: EventName): boolean {
  return (
    hook.events.includes(event) ||
    (hook.events.includes("*") && !NOT_WILD.has(event))
  );
}

function isIgnored(session: Session, event: EventName, payload: unknown) {
  if (event === "session.status") return false;
  const from = (payload as { from?: string }).from ?? "";
  const ignore = session.config?.ignore;
  return (
    (ignore?.status === true && from === "status@broadcast") ||
    (ignore?.groups === true && from.endsWith("@g.us")) ||
    (ignore?.channels === true && from.endsWith("@newsletter")) ||
    (ignore?.broadcast === true && from.endsWith("@broadcast"))
  );
}

function payloadIdOf(payload: unknown): string | null {
  const { id } = payload as { id?: unknown };
  return typeof id === "string" ? id : null;
}

function reportTo(
  session: Session,
  now: () => number,
  delivery: Pick<LoggedDelivery, "event" | "payloadId" | "url" | "body">,
): DeliveryReport {
  const { counters, deliveries } = session;
  return {
    posted(retry) {
      counters.webhooksPosted += 1;
      return logDelivery(deliveries, { ...delivery, retry, at: now() });
    },
    accepted: () => (counters.webhooksAccepted += 1),
    retried: () => (counters.webhooksRetried += 1),
    lost: () => (counters.webhooksLost += 1),
  };
}

/** Turns what happens on the phones into webhook posts, through the webhook faults. */
export function createEvents(options: {
  clock: Clock;
  sender: WebhookSender;
  faults: Faults;
  globalHook: WebhookConfig | null;
}): Events {
  const { clock, sender, faults, globalHook } = options;
  let held: (() => void)[] = [];

  const reversed = (action: () => void): void => {
    held.push(action);
    if (held.length > 1) return;
    clock.after(REORDER_WINDOW_MS, () => {
      const batch = held.reverse();
      held = [];
      batch.forEach((each, index) => {
        clock.after(index * REORDER_GAP_MS, each);
      });
    });
  };

  const post = (
    session: Session,
    hooks: WebhookConfig[],
    event: EventName,
    payload: unknown,
    copies: number,
  ): void => {
    const timestamp = clock.now();
    const body = Buffer.from(
      JSON.stringify({
        id: `evt_${ulid(timestamp).toLowerCase()}`,
        timestamp,
        event,
        session: session.name,
        metadata: session.config?.metadata ?? {},
        me: session.me,
        payload,
        engine: VERSION.engine,
        environment: VERSION,
      }),
    );
    const payloadId = payloadIdOf(payload);
    for (const hook of hooks) {
      const report = reportTo(session, () => clock.now(), {
        event,
        payloadId,
        url: hook.url,
        body,
      });
      for (let copy = 0; copy < copies; copy += 1) {
        sender.deliver({ hook, body, timestamp }, report);
      }
    }
  };

  return {
    emit(session, event, payload) {
      const configured = session.config?.webhooks ?? [];
      const hooks = (
        globalHook === null ? configured : [globalHook, ...configured]
      ).filter((hook) => isSubscribed(hook, event));
      if (hooks.length === 0 || isIgnored(session, event, payload)) return;
      const active = faults.webhooks(session.name);
      if (active.silent) return;
      const extra = event.startsWith("message") ? active.duplicate : 0;
      const reposts = active.duplicateKind === "repost" ? extra : 0;
      const redeliveries = extra - reposts;
      const send = (): void => {
        for (let count = 0; count <= redeliveries; count += 1) {
          post(session, hooks, event, payload, reposts + 1);
        }
      };
      const late = (): void => {
        if (active.delayMs > 0) clock.after(active.delayMs, send);
        else send();
      };
      if (active.reorder) reversed(late);
      else late();
    },
  };
}
