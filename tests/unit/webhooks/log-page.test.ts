import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeSlices, type Slice } from "../../../lib/webhooks/log-page";

type Row = { at: number; from: number };

/** A list that can be read back from an instant, `read` rows at a time. */
function readSlice(
  list: readonly Row[],
  before: number,
  read: number,
): Slice<Row> {
  const rows = list.filter(({ at }) => at < before).slice(0, read);
  const last = rows.at(-1);
  return { rows, readTo: rows.length < read || !last ? null : last.at };
}

test("pages of several lists show every row once, newest first", () => {
  const instants = fc.uniqueArray(fc.integer({ min: 1, max: 10_000 }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 7 }), (all, limit) => {
      const lists = [0, 1, 2].map((from) =>
        all
          .filter((at) => at % 3 === from)
          .map((at) => ({ at, from }))
          .sort((a, b) => b.at - a.at),
      );
      const shown: number[] = [];
      let before: number | null = Number.MAX_SAFE_INTEGER;
      for (let guard = 0; before !== null && guard < 200; guard += 1) {
        const from: number = before;
        const page = mergeSlices(
          lists.map((list) => readSlice(list, from, limit)),
          limit,
        );
        shown.push(...page.rows.map(({ at }) => at));
        before = page.nextBefore;
      }
      expect(shown).toEqual([...all].sort((a, b) => b - a));
    }),
  );
});

test("a page may be empty where everything that was read is another's", () => {
  const page = mergeSlices<Row>([{ rows: [], readTo: 50 }], 10);
  expect(page).toEqual({ rows: [], nextBefore: 50 });
});
