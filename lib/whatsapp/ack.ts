/** WAHA's acknowledgement levels, -1 to 4, in words. */
export type AckLevel =
  "error" | "pending" | "server" | "device" | "read" | "played";

const BY_NUMBER: ReadonlyMap<unknown, AckLevel> = new Map<unknown, AckLevel>([
  [-1, "error"],
  [0, "pending"],
  [1, "server"],
  [2, "device"],
  [3, "read"],
  [4, "played"],
]);

const BY_NAME: ReadonlyMap<unknown, AckLevel> = new Map<unknown, AckLevel>([
  ["ERROR", "error"],
  ["PENDING", "pending"],
  ["SERVER", "server"],
  ["DEVICE", "device"],
  ["READ", "read"],
  ["PLAYED", "played"],
]);

/** The level of an `ack` number, else of an `ackName`; null when unknown. */
export function parseAckLevel(ack: unknown, ackName: unknown): AckLevel | null {
  return BY_NUMBER.get(ack) ?? BY_NAME.get(ackName) ?? null;
}
