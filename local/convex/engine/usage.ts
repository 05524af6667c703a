const MIB = 1 << 20;

/** Per transaction, as https://docs.convex.dev/production/state/limits lists them. */
export const TRANSACTION_LIMITS = {
  bytesRead: 16 * MIB,
  bytesWritten: 16 * MIB,
  databaseQueries: 4_096,
  documentsRead: 32_000,
  documentsWritten: 16_000,
  functionsScheduled: 1_000,
  scheduledFunctionArgsBytes: 16 * MIB,
  filesWritten: 1_000,
  fileWriteBytes: 16 * MIB,
  filesRead: 1_000,
  fileReadBytes: 16 * MIB,
};

export type Metric = keyof typeof TRANSACTION_LIMITS;
export type Amounts = Record<Metric, number>;

export const MAX_DOCUMENT_BYTES = MIB;
export const MAX_CALL_BYTES = 16 * MIB;

const ZERO: Amounts = {
  bytesRead: 0,
  bytesWritten: 0,
  databaseQueries: 0,
  documentsRead: 0,
  documentsWritten: 0,
  functionsScheduled: 0,
  scheduledFunctionArgsBytes: 0,
  filesWritten: 0,
  fileWriteBytes: 0,
  filesRead: 0,
  fileReadBytes: 0,
};

const METRICS = Object.keys(TRANSACTION_LIMITS) as Metric[];
const SEE =
  "This is a Convex limit: https://docs.convex.dev/production/state/limits";

const REFUSALS: Record<Metric, (limit: number) => string> = {
  bytesRead: (limit) =>
    `Read too much data in a single function execution (limit: ${limit} bytes).`,
  bytesWritten: (limit) =>
    `Wrote too much data in a single function execution (limit: ${limit} bytes).`,
  databaseQueries: (limit) =>
    `Too many index ranges read in a single function execution (limit: ${limit}).`,
  documentsRead: (limit) =>
    `Scanned too many documents in a single function execution (limit: ${limit}).`,
  documentsWritten: (limit) =>
    `Wrote too many documents in a single function execution (limit: ${limit}).`,
  functionsScheduled: (limit) =>
    `Scheduled too many functions in a single function execution (limit: ${limit}).`,
  scheduledFunctionArgsBytes: (limit) =>
    `Scheduled function arguments too large in a single function execution (limit: ${limit} bytes).`,
  filesWritten: (limit) =>
    `Wrote too many files in a single function execution (limit: ${limit}).`,
  fileWriteBytes: (limit) =>
    `Wrote too many file bytes in a single function execution (limit: ${limit} bytes).`,
  filesRead: (limit) =>
    `Read too many files in a single function execution (limit: ${limit}).`,
  fileReadBytes: (limit) =>
    `Read too many file bytes in a single function execution (limit: ${limit} bytes).`,
};

const READS: readonly Metric[] = [
  "bytesRead",
  "documentsRead",
  "databaseQueries",
  "filesRead",
  "fileReadBytes",
];

/** What a transaction used, and what its nested calls may use of the rest. */
export class Usage {
  private constructor(
    readonly used: Amounts,
    readonly limits: Amounts,
  ) {}

  static fresh(): Usage {
    return new Usage({ ...ZERO }, TRANSACTION_LIMITS);
  }

  /** Throws naming the limit when `amount` more of `metric` passes it. */
  add(metric: Metric, amount: number) {
    const total = this.used[metric] + amount;
    this.used[metric] = total;
    const limit = this.limits[metric];
    if (total > limit) throw new Error(`${REFUSALS[metric](limit)} ${SEE}`);
  }

  /** A nested call's account: starts at ours, may only lower the limits. */
  nested(lowered: Partial<Amounts>): Usage {
    const limits = { ...this.limits };
    for (const metric of METRICS) {
      const asked = lowered[metric];
      if (asked === undefined) continue;
      limits[metric] = Math.min(limits[metric], this.used[metric] + asked);
    }
    return new Usage({ ...this.used }, limits);
  }

  /** Takes over what a nested call used; its writes only when it was kept. */
  absorb(child: Usage, kept: boolean) {
    for (const metric of kept ? METRICS : READS) {
      this.used[metric] = child.used[metric];
    }
  }

  report(): Record<string, { used: number; remaining: number }> {
    return Object.fromEntries(
      METRICS.map((metric) => [
        metric,
        {
          used: this.used[metric],
          remaining: this.limits[metric] - this.used[metric],
        },
      ]),
    );
  }
}
