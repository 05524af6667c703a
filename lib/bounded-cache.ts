/** A map that forgets its oldest entry beyond `maxEntries`, never growing. */
export class BoundedCache<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #maxEntries: number;

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  get size(): number {
    return this.#entries.size;
  }

  getOrCreate(key: string, create: () => Value): Value {
    const existing = this.#entries.get(key);
    if (existing !== undefined) return existing;
    const value = create();
    this.#entries.set(key, value);
    if (this.#entries.size > this.#maxEntries) {
      const oldest = this.#entries.keys().next();
      if (!oldest.done) this.#entries.delete(oldest.value);
    }
    return value;
  }
}
