import {
  findPersonalData,
  type PersonalKind,
  type PersonalSpan,
} from "../privacy/detect";

export type TextOwner = "customer" | "other";

export interface RedactionCounts {
  phone: number;
  email: number;
  card: number;
  nationalId: number;
}

export interface Scrubber {
  scrub(text: string, owner: TextOwner): string;
  counts(): RedactionCounts;
  restore(text: string): { text: string; unresolved: boolean };
}

interface Secret {
  original: string;
  owner: TextOwner;
}

const LABELS: Readonly<Record<PersonalKind, string>> = {
  phone: "PHONE",
  email: "EMAIL",
  card: "CARD",
  nationalId: "ID",
};

const MAX_CHARS = 16_000;
const PLACEHOLDER = /\[(?:PHONE|EMAIL|CARD|ID)[_\d]{0,7}\]/g;
const LOOKALIKE =
  /[[\uFF3B\u3010]\s*(?:PHONE|EMAIL|CARD|ID)[\s_-]*\d*\s*[\]\uFF3D\u3011]/i;

/**
 * Replaces personal data by placeholders for one model run, and puts it back in
 * the answer. Equal values get equal placeholders: `[PHONE]`, the next distinct
 * one `[PHONE_2]`. Only what the customer wrote is restored; a placeholder that
 * stands for anyone else's data, or for nothing, is left and reported as
 * `unresolved`. Text that already looks like a placeholder is made harmless, and
 * text beyond 16,000 characters, far more than a prompt holds, is dropped.
 * What stands in `publicTexts`, such as the business's own phone number in its
 * knowledge, is not hidden when the business repeats it.
 */
export function createScrubber(publicTexts: readonly string[] = []): Scrubber {
  const vault = createVault();
  const isPublic = (original: string) =>
    publicTexts.some((text) => text.includes(original));
  return {
    scrub: (text, owner) => {
      const harmless = withoutLookalikes(text.slice(0, MAX_CHARS));
      let scrubbed = "";
      let position = 0;
      for (const span of findPersonalData(harmless)) {
        const original = harmless.slice(span.start, span.end);
        if (owner === "other" && isPublic(original)) continue;
        scrubbed += harmless.slice(position, span.start);
        scrubbed += vault.store(span, { original, owner });
        position = span.end;
      }
      return scrubbed + harmless.slice(position);
    },
    counts: () => vault.counts(),
    restore: (text) => {
      let unresolved = LOOKALIKE.test(text.replace(PLACEHOLDER, ""));
      const restored = text.replace(PLACEHOLDER, (placeholder) => {
        const secret = vault.open(placeholder);
        if (secret?.owner === "customer") return secret.original;
        unresolved = true;
        return placeholder;
      });
      return { text: restored, unresolved };
    },
  };
}

function createVault() {
  const placeholders = new Map<string, string>();
  const secrets = new Map<string, Secret>();
  const counts: RedactionCounts = {
    phone: 0,
    email: 0,
    card: 0,
    nationalId: 0,
  };
  return {
    counts: () => ({ ...counts }),
    open: (placeholder: string) => secrets.get(placeholder),
    store: ({ kind, value }: PersonalSpan, secret: Secret): string => {
      const key = `${kind}:${value}`;
      const known = placeholders.get(key);
      if (known !== undefined) {
        const isPromoted =
          secret.owner === "customer" && secrets.get(known)?.owner === "other";
        if (isPromoted) secrets.set(known, secret);
        return known;
      }
      counts[kind] += 1;
      const suffix = counts[kind] === 1 ? "" : `_${counts[kind]}`;
      const placeholder = `[${LABELS[kind]}${suffix}]`;
      placeholders.set(key, placeholder);
      secrets.set(placeholder, secret);
      return placeholder;
    },
  };
}

function withoutLookalikes(text: string): string {
  return text.replace(
    new RegExp(LOOKALIKE, "gi"),
    (match) => `(${match.slice(1, -1)})`,
  );
}
