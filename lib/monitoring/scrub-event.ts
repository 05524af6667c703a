import { redactText } from "../logging/redact";

type Fields = Record<string, unknown>;

const MAX_TEXT_CHARS = 500;
const CONTEXTS = ["trace", "runtime", "os", "browser", "device", "app"];
const TOP_LEVEL = [
  "event_id",
  "timestamp",
  "start_timestamp",
  "type",
  "platform",
  "level",
  "environment",
  "release",
  "dist",
  "sdk",
  "debug_meta",
  "transaction_info",
  "measurements",
];
const FRAME = [
  "filename",
  "abs_path",
  "function",
  "module",
  "lineno",
  "colno",
  "in_app",
  "debug_id",
];
const SPAN = [
  "span_id",
  "parent_span_id",
  "trace_id",
  "op",
  "origin",
  "status",
  "start_timestamp",
  "timestamp",
  "is_segment",
];
const TAGS = ["requestId", "service", "route", "runtime", "handled"];

/**
 * Rebuilds a Sentry event from the fields that may leave this machine: what
 * failed and where, never who wrote what. Texts are redacted and cut, queries
 * removed, and of a user only the id stays. An unknown field is dropped.
 */
export function scrubEvent<T extends object>(event: T): T {
  const input = fields(event);
  const kept = {
    ...pick(input, TOP_LEVEL),
    ...mapped(input, "message", cleanText),
    ...mapped(input, "transaction", cleanUrl),
    ...mapped(input, "exception", cleanExceptions),
    ...mapped(input, "request", cleanRequest),
    ...mapped(input, "user", (user) => pick(fields(user), ["id"])),
    ...mapped(input, "tags", (tags) => cleanTexts(pick(fields(tags), TAGS))),
    ...mapped(input, "contexts", cleanContexts),
    ...mapped(input, "breadcrumbs", (list) => items(list).map(cleanBreadcrumb)),
    ...mapped(input, "spans", (list) => items(list).map(cleanSpan)),
  };
  // An event minus optional fields is an event; only Sentry knows the type.
  return kept as T;
}

/** Keeps a breadcrumb's shape without its texts; console ones are dropped. */
export function scrubBreadcrumb<T extends object>(breadcrumb: T): T | null {
  if (fields(breadcrumb)["category"] === "console") return null;
  return cleanBreadcrumb(fields(breadcrumb)) as T;
}

function cleanExceptions(exception: unknown): Fields {
  return {
    values: items(fields(exception)["values"]).map((value) => ({
      ...pick(value, ["type"]),
      ...mapped(value, "value", cleanText),
      ...mapped(value, "mechanism", (m) =>
        pick(fields(m), ["type", "handled"]),
      ),
      ...mapped(value, "stacktrace", cleanStack),
    })),
  };
}

function cleanStack(stack: unknown): Fields {
  return {
    frames: items(fields(stack)["frames"]).map((frame) => ({
      ...pick(frame, FRAME),
      ...mapped(frame, "filename", cleanFile),
      ...mapped(frame, "abs_path", cleanFile),
    })),
  };
}

function cleanRequest(request: unknown): Fields {
  const input = fields(request);
  return { ...pick(input, ["method"]), ...mapped(input, "url", cleanUrl) };
}

function cleanContexts(contexts: unknown): Fields {
  const kept = pick(fields(contexts), CONTEXTS);
  const trace = fields(kept["trace"]);
  return Object.keys(trace).length === 0
    ? kept
    : { ...kept, trace: pick(trace, SPAN) };
}

function cleanBreadcrumb(breadcrumb: Fields): Fields {
  const data = fields(breadcrumb["data"]);
  return {
    ...pick(breadcrumb, ["type", "category", "level", "timestamp"]),
    data: {
      ...pick(data, ["method", "status_code"]),
      ...mapped(data, "url", cleanUrl),
    },
  };
}

function cleanSpan(span: Fields): Fields {
  return {
    ...pick(span, SPAN),
    ...mapped(span, "description", cleanUrl),
    data: pick(fields(span["data"]), [
      "sentry.op",
      "sentry.origin",
      "http.request.method",
      "http.response.status_code",
    ]),
  };
}

function cleanText(text: unknown): string {
  return redactText(String(text)).slice(0, MAX_TEXT_CHARS);
}

function cleanUrl(url: unknown): string {
  return cleanText(String(url).replace(/[?#].*$/, ""));
}

/** A script's name is the build's, however random it looks; a page's address is somebody's. */
function cleanFile(file: unknown): string {
  const name = String(file).replace(/[?#].*$/, "");
  const isScript = /\/(?:_next|\.next|node_modules)\/.*\.[cm]?js$/.test(name);
  return isScript ? name.slice(0, MAX_TEXT_CHARS) : cleanText(name);
}

function cleanTexts(input: Fields): Fields {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, cleanText(value)]),
  );
}

function pick(input: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(
    names.filter((name) => input[name] !== undefined).map((n) => [n, input[n]]),
  );
}

function mapped(
  input: Fields,
  name: string,
  clean: (value: unknown) => unknown,
): Fields {
  const value = input[name];
  return value === undefined || value === null ? {} : { [name]: clean(value) };
}

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function items(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}
