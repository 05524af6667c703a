import { isRecord } from "../shared/json";
import type { ReceivedEnvelope } from "./server";

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const STYLE = `
:root { color-scheme: light dark; --line: #d9dce1; --quiet: #5b6270; }
@media (prefers-color-scheme: dark) { :root { --line: #353a43; --quiet: #a3abb8; } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem; }
h1 { font-size: 1.25rem; } p { color: var(--quiet); }
details { border-top: 1px solid var(--line); padding: .6rem 0; }
summary { cursor: pointer; } time { color: var(--quiet); margin-inline-end: .6rem; }
pre { overflow-x: auto; font-size: 13px; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

function titleOf(item: { type: string; json: unknown }): string {
  const json = isRecord(item.json) ? item.json : {};
  const exception = isRecord(json["exception"]) ? json["exception"] : {};
  const values = Array.isArray(exception["values"])
    ? (exception["values"] as unknown[])
    : [];
  const first = isRecord(values[0]) ? values[0] : {};
  const parts = [first["type"], first["value"], json["message"]];
  const text = parts.filter((part) => typeof part === "string").join(": ");
  return text === "" ? item.type : `${item.type} — ${text}`;
}

/** What was received, newest first, as a page without scripts. */
export function renderPage(envelopes: readonly ReceivedEnvelope[]): string {
  const rows = envelopes.flatMap((envelope) =>
    envelope.items.map((item) => {
      const body = JSON.stringify(item.json ?? item.text, null, 2);
      const time = new Date(envelope.receivedAt).toISOString();
      return `<details><summary><time>${time}</time>${escapeHtml(titleOf(item))}</summary><pre tabindex="0">${escapeHtml(body)}</pre></details>`;
    }),
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Local Sentry</title><style>${STYLE}</style></head><body><main><h1>Local Sentry</h1><p>${rows.length} items, newest first. This is exactly what left the product.</p>${rows.join("")}</main></body></html>`;
}
