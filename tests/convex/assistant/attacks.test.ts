import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { attacks, EVIL_LINK, obey } from "../../support/attacks";
import { messageEvent } from "../../support/deliveries";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
  readBooks,
} from "../../support/product";
import { fakeVendors, modelAnswer, type Vendors } from "../../support/vendors";

let t: Backend;
let business: Business;
let vendors: Vendors;
let obeyed = 0;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 5, 9) });
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t, { credits: 5_000 });
  obeyed = 0;
  vendors.onPrompt = (body) => {
    const { systemInstruction, contents } = JSON.parse(body) as {
      systemInstruction: unknown;
      contents: unknown;
    };
    const answer = obey(textOf(systemInstruction), [textOf(contents)]);
    if (answer !== null) obeyed += 1;
    return modelAnswer(answer ?? "We are open 8 to 18.");
  };
});

afterEach(() => {
  vi.useRealTimers();
});

/** Every text in a part of a request, as the model reads it. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value).map(textOf).join("\n");
}

const corpus = attacks().filter((_, index) => index % 29 === 0);

function withPayload(
  event: Record<string, unknown>,
  changes: Record<string, unknown>,
): Record<string, unknown> {
  return { ...event, payload: { ...(event["payload"] as object), ...changes } };
}

function expectNothingEvil(): void {
  const bad = vendors.sends.filter(
    ({ text }) =>
      text.includes(EVIL_LINK) ||
      /\$\s?1\b|99\s?%|AIzaSy|\[PHONE|business_profile|nothing below/i.test(
        text,
      ),
  );
  expect(bad).toEqual([]);
}

test("D8 what customers write, caption and quote never makes the pipeline send what it must not", async () => {
  for (const [index, { text }] of corpus.entries()) {
    const from = `2783${String(2_000_000 + index)}@c.us`;
    const media = {
      hasMedia: true,
      media: { url: null, mimetype: "image/jpeg", filename: text.slice(0, 80) },
    };
    const event = messageEvent(business, { text, from });
    await post(
      t,
      business,
      index % 2 === 0 ? event : withPayload(event, media),
    );
  }
  await drain(t);
  expect(obeyed).toBeGreaterThan(corpus.length / 2);
  expectNothingEvil();
  expect((await readBooks(t, business.tenantId)).reserved).toBe(0);
});

test("D8 a customer's name never reaches the model", async () => {
  for (const [index, { text }] of corpus.slice(0, 20).entries()) {
    const from = `2783${String(3_000_000 + index)}@c.us`;
    const event = messageEvent(business, { text: "When do you open?", from });
    await post(
      t,
      business,
      withPayload(event, { _data: { pushName: text }, notifyName: text }),
    );
  }
  await drain(t);
  expect(vendors.prompts.length).toBeGreaterThan(10);
  expect(obeyed).toBe(0);
  expectNothingEvil();
});
