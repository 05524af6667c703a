import type { Mail } from "./mail";
import type { User } from "./model";

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
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 44rem; padding: 1.5rem 1rem; }
h1 { font-size: 1.25rem; } h2 { font-size: 1rem; margin-top: 2rem; } p { color: var(--quiet); }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid var(--line); overflow-wrap: anywhere; padding: .45rem .6rem .45rem 0; text-align: start; }
th { color: var(--quiet); font-weight: 500; } code { font-size: 1.2rem; letter-spacing: .12em; }
`;

function table(headings: string[], rows: string[][], empty: string): string {
  if (rows.length === 0) return `<p>${empty}</p>`;
  const head = headings.map((text) => `<th scope="col">${text}</th>`).join("");
  const body = rows.map(
    (row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`,
  );
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

/** The mailed codes, newest first, and who has an account; a page without scripts. */
export function renderPage(
  mails: readonly Mail[],
  users: readonly User[],
): string {
  const codes = mails.map(({ at, to, purpose, code }) => [
    new Date(at).toISOString().slice(11, 19),
    escapeHtml(to),
    escapeHtml(purpose),
    `<code>${code}</code>`,
  ]);
  const people = users.map(({ email, firstName, lastName, id }) => [
    escapeHtml(email),
    escapeHtml([firstName, lastName].filter(Boolean).join(" ")),
    escapeHtml(id),
  ]);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="3"><title>Local Clerk</title><style>${STYLE}</style></head><body><main><h1>Local Clerk</h1><p>Nothing is mailed from here: the codes that would be are on this page.</p><h2>Codes</h2>${table(["Time (UTC)", "To", "For", "Code"], codes, "No code was asked for yet.")}<h2>Accounts</h2>${table(["E-mail", "Name", "Id"], people, "There is no account yet.")}</main></body></html>`;
}
