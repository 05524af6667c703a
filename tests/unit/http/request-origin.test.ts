import { expect, test } from "vitest";
import { isForeignWrite } from "../../../lib/http/request-origin";

const OURS = {
  method: "POST",
  origin: "https://app.example",
  fetchSite: "same-origin",
  allowed: ["https://app.example"],
  host: "app.example",
};

test.each([
  ["our own page", {}],
  [
    "a page at another address of this server",
    { origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" },
  ],
  ["no browser at all", { origin: null, fetchSite: null }],
  ["a link on another site", { method: "GET", origin: "https://evil.example" }],
])("%s may call", (_name, change) => {
  expect(isForeignWrite({ ...OURS, ...change })).toBe(false);
});

test.each([
  ["another site", { origin: "https://evil.example" }],
  ["another port", { origin: "https://app.example:8443" }],
  ["a sandboxed frame", { origin: "null" }],
  ["nonsense without a host", { origin: "nonsense", host: null }],
  [
    "a form of another site without Origin",
    { origin: null, fetchSite: "cross-site" },
  ],
  [
    "another site's DELETE",
    { method: "DELETE", origin: "https://evil.example" },
  ],
])("%s may not", (_name, change) => {
  expect(isForeignWrite({ ...OURS, ...change })).toBe(true);
});
