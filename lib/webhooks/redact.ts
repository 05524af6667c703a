const MAX_DEPTH = 12;
const MAX_MEMBERS = 60;

/** Members that say what came and never who wrote what. */
const OPEN_MEMBERS: ReadonlySet<string> = new Set([
  "event",
  "engine",
  "ack",
  "ackName",
  "fromMe",
  "hasMedia",
  "source",
  "status",
  "tier",
  "timestamp",
  "version",
  "mimetype",
]);

/**
 * A body's form without its contents: names of members stay, every text and
 * number becomes its kind and length, except where the member cannot hold
 * personal data. Never throws; what is no JSON is only measured.
 */
export function redactBody(body: string): string {
  try {
    const value: unknown = JSON.parse(body);
    return JSON.stringify(redact(value, "", 0), null, 2);
  } catch {
    return `‹${String(body.length)} characters that are no JSON›`;
  }
}

function redact(value: unknown, name: string, depth: number): unknown {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "object") {
    if (depth >= MAX_DEPTH) return "‹more›";
    return Array.isArray(value)
      ? redactList(value, name, depth)
      : redactMembers(value, depth);
  }
  return redactLeaf(value, name);
}

function redactLeaf(value: unknown, name: string): unknown {
  const text = String(value);
  const isOpen = OPEN_MEMBERS.has(name) && /^[\w ./:;=+-]{1,40}$/.test(text);
  const looksPersonal = /\d{5,}/.test(text) && name !== "timestamp";
  if (isOpen && !looksPersonal) return value;
  return typeof value === "number"
    ? `‹number, ${String(text.length)} digits›`
    : `‹${String(text.length)} characters›`;
}

function redactList(list: unknown[], name: string, depth: number): unknown[] {
  const shown = list
    .slice(0, MAX_MEMBERS)
    .map((item) => redact(item, name, depth + 1));
  return list.length > MAX_MEMBERS ? [...shown, "‹more›"] : shown;
}

function redactMembers(value: object, depth: number): Record<string, unknown> {
  const members = Object.entries(value).slice(0, MAX_MEMBERS);
  return Object.fromEntries(
    members.map(([name, item]) => [
      nameOf(name),
      redact(item, name, depth + 1),
    ]),
  );
}

// A name may be data too: an object keyed by phone numbers.
function nameOf(name: string): string {
  return /^[A-Za-z_][\w.]{0,40}$/.test(name) && !/\d{5,}/.test(name)
    ? name
    : `‹${String(name.length)} characters›`;
}
