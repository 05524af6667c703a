import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CONTACT_LIMITS, STAGES } from "../../../lib/contacts/fields";
import { CONSENTS } from "../../../lib/contacts/filter";
import {
  type MergeableContact,
  mergeDetails,
  stricterConsent,
} from "../../../lib/contacts/merge";

const consent = fc.constantFrom(...CONSENTS);
const tags = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 40 }), {
  maxLength: CONTACT_LIMITS.tags,
});
const contact: fc.Arbitrary<MergeableContact<string>> = fc.record({
  name: fc.option(fc.string()),
  phone: fc.option(fc.string()),
  stage: fc.constantFrom(...STAGES),
  tags,
  note: fc.string({ maxLength: CONTACT_LIMITS.noteChars }),
  aiOff: fc.boolean(),
  assigneeId: fc.option(fc.string()),
  consent,
});

describe("F1 merging two contacts", () => {
  test("a no wins, whatever the order", () => {
    fc.assert(
      fc.property(consent, consent, (one, other) => {
        const merged = stricterConsent(one, other);
        expect(merged).toBe(stricterConsent(other, one));
        expect([one, other]).toContain(merged);
        if (one === "opted_out" || other === "opted_out") {
          expect(merged).toBe("opted_out");
        }
      }),
    );
  });

  test("keeps the first one's words, fills its gaps and stays within the limits", () => {
    fc.assert(
      fc.property(contact, contact, (kept, merged) => {
        const one = mergeDetails(kept, merged);
        expect(one.name).toBe(kept.name ?? merged.name);
        expect(one.phone).toBe(kept.phone ?? merged.phone);
        expect(one.tags.slice(0, kept.tags.length)).toEqual(kept.tags);
        expect(one.tags.length).toBeLessThanOrEqual(CONTACT_LIMITS.tags);
        expect(one.note.length).toBeLessThanOrEqual(CONTACT_LIMITS.noteChars);
        expect(one.aiOff).toBe(kept.aiOff || merged.aiOff);
      }),
    );
  });

  test("the one that is not new any more says the stage", () => {
    const blank = {
      name: null,
      phone: null,
      tags: [],
      note: "",
      aiOff: false,
      assigneeId: null,
      consent: "unknown",
    } as const;
    expect(
      mergeDetails(
        { ...blank, tags: [], stage: "new" },
        { ...blank, tags: [], stage: "customer" },
      ).stage,
    ).toBe("customer");
  });
});
