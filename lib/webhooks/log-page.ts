export interface Slice<Row> {
  /** Newest first. */
  rows: Row[];
  /** How far back it was read; null when there is nothing older. */
  readTo: number | null;
}

/**
 * One page of several lists in one order, newest first. Nothing is shown that
 * lies further back than any of them was read, so that no page leaves a gap.
 * `nextBefore` is where the next page begins; null at the end.
 */
export function mergeSlices<Row extends { at: number }>(
  slices: readonly Slice<Row>[],
  limit: number,
): { rows: Row[]; nextBefore: number | null } {
  const readTo = Math.max(
    ...slices.map((slice) => slice.readTo ?? Number.NEGATIVE_INFINITY),
    Number.NEGATIVE_INFINITY,
  );
  const sure = slices
    .flatMap(({ rows }) => rows)
    .filter(({ at }) => at >= readTo)
    .sort((one, other) => other.at - one.at);
  const rows = sure.slice(0, limit);
  const last = rows.at(-1);
  if (sure.length > limit && last !== undefined) {
    return { rows, nextBefore: last.at };
  }
  return { rows, nextBefore: Number.isFinite(readTo) ? readTo : null };
}
