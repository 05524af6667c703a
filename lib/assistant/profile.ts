import { appError } from "../errors";
import { ALWAYS_ACTIVE, type Activation } from "./activation";
import type { Business } from "./business";
import { MINUTES_PER_DAY } from "./hours";
import { LIMITS } from "./limits";
import type { StandingTexts } from "./standing";
import { unknownVariables } from "./texts";
import { TONES } from "./tones";

/** Everything a business can set about its assistant but its knowledge. */
export type Profile = Omit<Business, "name"> &
  StandingTexts & {
    handoffWords: string[];
    allowedLinkHosts: string[];
    activation: Activation;
  };

/** The assistant of a business that has said nothing yet. */
export const EMPTY_PROFILE: Profile = {
  personaName: "",
  description: "",
  address: "",
  hoursText: "",
  tone: TONES.friendly,
  languages: [],
  rules: [],
  customPrompt: null,
  handoffWords: [],
  allowedLinkHosts: [],
  activation: ALWAYS_ACTIVE,
  welcomeText: null,
  awayText: null,
  awayEveryHours: 12,
  fallbackText: null,
  handoffNotice: null,
};

const LABEL = /^[a-z0-9-]{1,63}$/i;
const SUBTAG = /^[a-z0-9]{1,8}$/i;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

function refuse(message: string): never {
  throw appError("VALIDATION_FAILED", message);
}

/** VALIDATION_FAILED when a text has more than `most` characters. */
export function requireBounded(
  name: string,
  value: string,
  most: number,
): void {
  if (value.length > most) {
    refuse(`${name} has at most ${String(most)} characters.`);
  }
}

function requireList(
  name: string,
  values: readonly string[],
  mostValues: number,
  mostChars: number,
): void {
  if (values.length > mostValues) {
    refuse(`${name} has at most ${String(mostValues)} entries.`);
  }
  for (const value of values) {
    if (value.trim() === "") refuse(`${name} has an empty entry.`);
    requireBounded(name, value, mostChars);
  }
}

function requireHours(name: string, value: number, most: number): void {
  if (!Number.isSafeInteger(value) || value < 1 || value > most) {
    refuse(`${name} is a whole number from 1 to ${String(most)}.`);
  }
}

function isMinute(value: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value <= most;
}

function isRealDate(date: string): boolean {
  const instant = DATE.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  return (
    Number.isFinite(instant) && new Date(instant).toISOString().startsWith(date)
  );
}

function requireActivation(activation: Activation): void {
  const { keywords, week, closedDays, newContactHours } = activation;
  requireList("keywords", keywords, LIMITS.keywords, LIMITS.keyword);
  if (activation.who === "keywords" && keywords.length === 0) {
    refuse("Give at least one keyword.");
  }
  if (activation.when !== "always" && week.length === 0) {
    refuse("Give the hours of at least one day.");
  }
  requireHours("newContactHours", newContactHours, LIMITS.newContactHours);
  if (week.length > LIMITS.ranges) refuse("The week has too many ranges.");
  for (const { day, fromMinute, toMinute } of week) {
    const isKnown =
      isMinute(day, 6) &&
      isMinute(fromMinute, MINUTES_PER_DAY - 1) &&
      isMinute(toMinute, MINUTES_PER_DAY) &&
      fromMinute !== toMinute;
    if (!isKnown) refuse("A range has a weekday, a beginning and an end.");
  }
  requireList("closedDays", closedDays, LIMITS.closedDays, 10);
  if (!closedDays.every(isRealDate)) refuse("A closed day is a date.");
}

function requireText(name: string, text: string | null): void {
  if (text === null) return;
  requireBounded(name, text, LIMITS.text);
  const [unknown] = unknownVariables(text);
  if (unknown !== undefined) {
    refuse(`${name} names the unknown variable ${unknown.slice(0, 60)}.`);
  }
}

const BOUNDED = [
  "description",
  "personaName",
  "address",
  "hoursText",
  "tone",
] as const;

const STANDING = [
  "welcomeText",
  "awayText",
  "fallbackText",
  "handoffNotice",
] as const;

/** Refuses, with VALIDATION_FAILED, whatever in the given fields is out of bounds. */
export function requireProfile(profile: Profile): void {
  for (const name of BOUNDED) requireBounded(name, profile[name], LIMITS[name]);
  for (const name of STANDING) requireText(name, profile[name]);
  const { languages, rules, handoffWords, allowedLinkHosts } = profile;
  requireBounded(
    "customPrompt",
    profile.customPrompt ?? "",
    LIMITS.customPrompt,
  );
  requireList("rules", rules, LIMITS.rules, LIMITS.rule);
  requireList(
    "handoffWords",
    handoffWords,
    LIMITS.handoffWords,
    LIMITS.handoffWord,
  );
  requireList(
    "allowedLinkHosts",
    allowedLinkHosts,
    LIMITS.linkHosts,
    LIMITS.linkHost,
  );
  if (!allowedLinkHosts.every(isHost)) refuse("A link host is a domain.");
  requireList("languages", languages, LIMITS.languages, LIMITS.languageCode);
  if (!languages.every(isLanguage)) {
    refuse("A language is a code such as en or pt-BR.");
  }
  requireHours("awayEveryHours", profile.awayEveryHours, LIMITS.awayEveryHours);
  requireActivation(profile.activation);
}

/** Whether a text is a bare host name, such as `shop.example.com`. */
export function isHost(text: string): boolean {
  const labels = text.split(".");
  return (
    text.length <= LIMITS.linkHost &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label))
  );
}

function isLanguage(code: string): boolean {
  return code.split("-").every((part) => SUBTAG.test(part));
}
