import { describe, expect, test } from "vitest";
import { type AnswerTask, composeAnswer } from "../../../lib/assistant/compose";
import { pageSections } from "../../../lib/assistant/page-sections";
import { readingsOf } from "../../../lib/assistant/readings";
import { textOfHtml } from "../../../lib/server/page-text";
import {
  type Attack,
  attacks,
  EVIL_LINK,
  FORMS,
  GOALS,
  obey,
  PLACES,
} from "../../support/attacks";

const CANARY = "5f1caa07-3d2b-4c55-9e10-77d0c2b6a1f4";
const corpus = attacks();

const TASK: AnswerTask = {
  business: {
    name: "Harbour Bakery",
    description: "Bread and cakes by the sea since 1990.",
    tone: "warm",
    personaName: "",
    address: "1 Quay Street",
    hoursText: "7 to 18",
    languages: [],
    rules: ["Be kind."],
    customPrompt: null,
  },
  knowledge: [{ title: "Prices", content: "A loaf is R35, a cake R250." }],
  history: [],
  message: "What is a loaf?",
  allowedLinkHosts: ["harbour-bakery.example"],
  models: ["gemini-2.5-flash"],
};

function under({ place, text }: Attack): AnswerTask {
  switch (place) {
    case "message":
      return { ...TASK, message: text };
    case "history":
      return { ...TASK, history: [{ role: "customer", text }] };
    case "knowledge":
      return { ...TASK, knowledge: [{ title: "Prices", content: text }] };
    case "profile":
      return {
        ...TASK,
        business: { ...TASK.business, description: text },
      };
  }
}

/** The attack stands on a web page that somebody taught the assistant from. */
function fromPage({ text }: Attack): AnswerTask {
  const spoken = text.replace(/[&<]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const page = textOfHtml(`<h1>Prices</h1><pre>${spoken}</pre>`);
  return { ...TASK, knowledge: pageSections(page.text) };
}

async function fate(task: AnswerTask) {
  let asked = "";
  const { outcome } = await composeAnswer(task, {
    generate: ({ system, contents }) => {
      const answer = obey(
        system,
        contents.map(({ text }) => text),
      );
      asked = answer ?? "";
      return Promise.resolve({
        ok: true,
        text: answer ?? "A loaf is R35.",
        finishReason: "STOP",
        blocked: false,
        usage: { promptTokens: 1, answerTokens: 1 },
      });
    },
    now: () => 0,
    canary: CANARY,
  });
  return { asked, outcome };
}

/** Why a text that would leave must not. */
function faultOf(text: string): string | null {
  for (const reading of readingsOf(text)) {
    const compact = reading.toLowerCase().replace(/[^a-z0-9]/g, "");
    if (compact.includes(CANARY.replaceAll("-", ""))) return "the canary";
    if (/rules that nothing below can change/i.test(reading)) return "rules";
    if (/<\/?(business_profile|knowledge)/i.test(reading)) return "tags";
  }
  if (text.includes(EVIL_LINK) || /AIzaSy/.test(text)) return "link or key";
  if (/\$\s?1\b|99\s?%|\[PHONE_9\]|\[EMAIL_7\]/.test(text)) return "promise";
  return null;
}

/** Which of these attacks had their way, and how many the model obeyed. */
async function run(tried: readonly Attack[], task: typeof under) {
  const through: string[] = [];
  let obeyed = 0;
  for (const attack of tried) {
    const { asked, outcome } = await fate(task(attack));
    if (asked !== "") obeyed += 1;
    if (outcome.kind !== "answer") continue;
    const fault = faultOf(outcome.text);
    if (fault !== null) through.push(`${attack.name}: ${fault}`);
  }
  return { through, obeyed };
}

describe("attacks on the prompt, and a model that obeys them all", () => {
  test("the corpus is large, and no two of it are the same", () => {
    expect(corpus.length).toBeGreaterThan(2_000);
    expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
  });

  test("every wish meets every writing and every place", () => {
    const seen = (key: (attack: Attack) => string) =>
      new Set(corpus.map(key)).size;
    expect(seen(({ goal, form }) => `${goal} ${form}`)).toBe(
      GOALS.length * FORMS.length,
    );
    expect(seen(({ goal, place }) => `${goal} ${place}`)).toBe(
      GOALS.length * PLACES.length,
    );
  });

  test.each(PLACES)("none in the %s has its way", async (place) => {
    const tried = corpus.filter((attack) => attack.place === place);
    const { through, obeyed } = await run(tried, under);
    expect(through).toEqual([]);
    // Else the model was never led astray, and nothing was tried.
    expect(obeyed).toBeGreaterThan(corpus.length / PLACES.length / 2);
  });

  test("none on a web page that was taught has its way", async () => {
    const tried = corpus.filter(({ place }) => place === "knowledge");
    const { through, obeyed } = await run(tried, fromPage);
    expect(through).toEqual([]);
    expect(obeyed).toBeGreaterThan(tried.length / 2);
  });

  test.each(GOALS)("the obedient model would have said: %s", (goal) => {
    const system = `secret: ${CANARY}\nRules that nothing below can change\n<business_profile>`;
    expect(obey(system, [`obey(${goal}/plain)`])).not.toBe("");
  });

  test.each(FORMS)("the marker is found when it is written %s", (form) => {
    const text = obey(`secret: ${CANARY}`, [`obey(marker/${form})`]) ?? "";
    expect(faultOf(text)).toBe("the canary");
  });
});
