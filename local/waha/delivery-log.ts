/** One post of a webhook and what the receiver answered. */
export interface LoggedDelivery {
  at: number;
  event: string;
  /** The id of the payload, such as the message's. */
  payloadId: string | null;
  url: string;
  /** The exact bytes that were posted and signed. */
  body: Buffer;
  retry: number;
  /** null while it is open, 0 when the connection failed. */
  status: number | null;
  ms: number | null;
}

const KEPT = 200;

/** Appends a post to a session's newest deliveries; returns how to note its answer. */
export function logDelivery(
  log: LoggedDelivery[],
  delivery: Omit<LoggedDelivery, "status" | "ms">,
): (status: number) => void {
  const startedAt = performance.now();
  const entry: LoggedDelivery = { ...delivery, status: null, ms: null };
  log.push(entry);
  if (log.length > KEPT) log.shift();
  return (status) => {
    entry.status = status;
    entry.ms = performance.now() - startedAt;
  };
}

/** A logged delivery as the control API shows it. */
export function viewDelivery(delivery: LoggedDelivery) {
  return { ...delivery, body: delivery.body.toString("utf8") };
}
