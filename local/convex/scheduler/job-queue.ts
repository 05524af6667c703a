import type { Job } from "./jobs";

/** Orders jobs by their time, then by creation. */
function isBefore(a: Job, b: Job): boolean {
  return a.scheduledTime === b.scheduledTime
    ? a.creationTime < b.creationTime
    : a.scheduledTime < b.scheduledTime;
}

/** A binary heap of jobs, earliest first. */
export class JobHeap {
  private readonly items: Job[] = [];

  get size(): number {
    return this.items.length;
  }

  peek(): Job | undefined {
    return this.items[0];
  }

  push(job: Job): void {
    const { items } = this;
    let at = items.length;
    items.push(job);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent];
      if (above === undefined || !isBefore(job, above)) break;
      items[at] = above;
      at = parent;
    }
    items[at] = job;
  }

  pop(): Job | undefined {
    const { items } = this;
    const first = items[0];
    const last = items.pop();
    if (last !== undefined && items.length > 0) this.sink(last);
    return first;
  }

  private sink(job: Job): void {
    const { items } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      let below = items[child];
      const right = items[child + 1];
      if (
        below !== undefined &&
        right !== undefined &&
        isBefore(right, below)
      ) {
        child += 1;
        below = right;
      }
      if (below === undefined || !isBefore(below, job)) break;
      items[at] = below;
      at = child;
    }
    items[at] = job;
  }
}

/** First in, first out, without moving the rest at every take. */
export class Fifo<T> {
  private items: T[] = [];
  private head = 0;

  get size(): number {
    return this.items.length - this.head;
  }

  push(item: T): void {
    this.items.push(item);
  }

  shift(): T | undefined {
    const item = this.items[this.head];
    if (item === undefined) return undefined;
    this.head += 1;
    if (this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
    return item;
  }
}
