import { beforeEach, describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { ALWAYS_ACTIVE } from "../../../lib/assistant/activation";
import { LIMITS } from "../../../lib/assistant/limits";
import { errorCode } from "../../../lib/error-code";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
} from "../../support/product";

let t: Backend;
let business: Business;
let owner: Person;

beforeEach(async () => {
  t = createBackend();
  business = await createBusiness(t);
  owner = await signIn(t, business.tenantId, "owner");
});

const set = (changes: (typeof api.assistant.profile.set)["_args"]) =>
  owner.mutation(api.assistant.profile.set, changes);
const get = () => owner.query(api.assistant.profile.get, {});

test("D10 only what is given changes", async () => {
  await set({ tone: "Dry.", rules: ["Never guess."] });
  await set({ personaName: "Nia", languages: ["pt-BR", "en"] });
  expect(await get()).toMatchObject({
    tone: "Dry.",
    rules: ["Never guess."],
    personaName: "Nia",
    languages: ["pt-BR", "en"],
    activation: ALWAYS_ACTIVE,
  });
  const audit = await t.run((ctx) => ctx.db.query("auditEvents").collect());
  expect(audit.at(-1)).toMatchObject({
    action: "settings.assistant",
    reason: "languages, personaName",
  });
});

describe("what is out of bounds is refused, and nothing changes", () => {
  const activation = ALWAYS_ACTIVE;
  const range = { day: 0, fromMinute: 540, toMinute: 1_020 };
  test.each<[string, (typeof api.assistant.profile.set)["_args"]]>([
    ["a long description", { description: "x".repeat(8_001) }],
    ["a long prompt", { customPrompt: "x".repeat(4_001) }],
    ["too many rules", { rules: Array.from({ length: 31 }, () => "r") }],
    ["an empty rule", { rules: [" "] }],
    ["a link that is no host", { allowedLinkHosts: ["https://a.example/x"] }],
    ["a language that is none", { languages: ["English, please"] }],
    ["a text with an unknown variable", { welcomeText: "Hi {{name}}" }],
    ["a text with an open brace", { awayText: "Hi {{contact.name" }],
    ["a long text", { fallbackText: "x".repeat(LIMITS.text + 1) }],
    ["no pause between away texts", { awayEveryHours: 0 }],
    ["half an hour between them", { awayEveryHours: 0.5 }],
    [
      "keywords without one",
      { activation: { ...activation, who: "keywords" } },
    ],
    [
      "hours without one",
      { activation: { ...activation, when: "inside_hours" } },
    ],
    [
      "a day that is none",
      { activation: { ...activation, week: [{ ...range, day: 7 }] } },
    ],
    [
      "a minute that is none",
      { activation: { ...activation, week: [{ ...range, toMinute: 1_441 }] } },
    ],
    [
      "an empty range",
      { activation: { ...activation, week: [{ ...range, toMinute: 540 }] } },
    ],
    [
      "too many ranges",
      {
        activation: {
          ...activation,
          week: Array.from({ length: 29 }, () => range),
        },
      },
    ],
    [
      "a date that is none",
      { activation: { ...activation, closedDays: ["2026-02-30"] } },
    ],
    [
      "words for a date",
      { activation: { ...activation, closedDays: ["Christmas"] } },
    ],
    ["new for ever", { activation: { ...activation, newContactHours: 721 } }],
  ])("%s", async (_name, changes) => {
    const before = await get();
    expect(errorCode(await set(changes).catch((e: unknown) => e))).toBe(
      "VALIDATION_FAILED",
    );
    expect(await get()).toEqual(before);
  });
});
