import type { Key } from "../keys/encode";
import { IntervalTree } from "../keys/interval-tree";
import type { Interval, Point } from "../keys/position";

const MAX_REMEMBERED_POINTS = 50_000;

/** What a query read, and the snapshot it read it at. */
export class ReadSetRecord {
  constructor(
    readonly ts: bigint,
    readonly ranges: readonly Interval[],
  ) {}

  get intervals(): number {
    return this.ranges.length;
  }
}

type Subscription = {
  notify: () => void;
  entries: { space: string; low: Key; serial: number }[];
};

/** Knows who read what, and tells them once when a commit changed it. */
export class CommitLog {
  readonly #trees = new Map<string, IntervalTree<Subscription>>();
  readonly #live = new Set<Subscription>();
  readonly #recent: { ts: bigint; points: readonly Point[] }[] = [];
  #remembered = 0;
  /** Commits up to here are no longer remembered point by point. */
  #forgottenTs: bigint;

  constructor(ts: bigint) {
    this.#forgottenTs = ts;
  }

  subscribe(record: ReadSetRecord, notify: () => void): () => void {
    const subscription: Subscription = { notify, entries: [] };
    if (this.#alreadyChanged(record)) {
      this.#live.add(subscription);
      queueMicrotask(() => {
        if (this.#live.delete(subscription)) notify();
      });
      return () => this.#live.delete(subscription);
    }
    this.#live.add(subscription);
    for (const range of record.ranges) {
      let tree = this.#trees.get(range.space);
      if (tree === undefined) {
        tree = new IntervalTree();
        this.#trees.set(range.space, tree);
      }
      const serial = tree.add(range.low, range.high, subscription);
      subscription.entries.push({ space: range.space, low: range.low, serial });
    }
    return () => this.#drop(subscription);
  }

  /** Remembers the commit and notifies every subscription it touches. */
  record(ts: bigint, points: readonly Point[]) {
    this.#remember(ts, points);
    if (this.#live.size === 0) return;
    const touched = new Set<Subscription>();
    for (const { space, key } of points) {
      this.#trees.get(space)?.visit(key, (found) => touched.add(found));
    }
    for (const subscription of touched) {
      this.#drop(subscription);
      subscription.notify();
    }
  }

  /** After a reload every index may have changed its identity. */
  invalidateAll(ts: bigint) {
    this.#recent.length = 0;
    this.#remembered = 0;
    this.#forgottenTs = ts;
    for (const subscription of [...this.#live]) {
      this.#drop(subscription);
      subscription.notify();
    }
  }

  #drop(subscription: Subscription) {
    if (!this.#live.delete(subscription)) return;
    for (const { space, low, serial } of subscription.entries) {
      const tree = this.#trees.get(space);
      if (tree === undefined) continue;
      tree.remove(low, serial);
      if (tree.isEmpty) this.#trees.delete(space);
    }
  }

  #remember(ts: bigint, points: readonly Point[]) {
    this.#recent.push({ ts, points });
    this.#remembered += points.length;
    if (this.#remembered <= MAX_REMEMBERED_POINTS) return;
    const half = Math.ceil(this.#recent.length / 2);
    for (const oldest of this.#recent.splice(0, half)) {
      this.#remembered -= oldest.points.length;
      this.#forgottenTs = oldest.ts;
    }
  }

  #alreadyChanged(record: ReadSetRecord): boolean {
    if (record.ts < this.#forgottenTs) return true;
    for (let i = this.#recent.length - 1; i >= 0; i -= 1) {
      const commit = this.#recent[i];
      if (commit === undefined || commit.ts <= record.ts) return false;
      for (const point of commit.points) {
        if (record.ranges.some((range) => holds(range, point))) return true;
      }
    }
    return false;
  }
}

function holds(range: Interval, point: Point): boolean {
  return (
    range.space === point.space &&
    Buffer.compare(point.key, range.low) >= 0 &&
    Buffer.compare(point.key, range.high) < 0
  );
}
