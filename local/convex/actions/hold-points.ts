import { readFileSync } from "node:fs";
import { functionPath } from "../engine/syscalls-outer";
import { canonicalPath } from "../udf-path";
import { isObject, parseJson } from "../values/json";

/**
 * Stops actions for good right before or right after one of their calls has
 * committed, so that a trial can end the process exactly there. The file names
 * the points, one a line: `before messages/outbox:claim`.
 */
export interface HoldPoints {
  /** Never resolves when calls of this kind are held here. */
  pass(when: "before" | "after", op: string, json: string): Promise<void>;
}

const CALLS: ReadonlySet<string> = new Set([
  "1.0/actions/query",
  "1.0/actions/mutation",
]);

/** Reads the file at every call, so that points come and go while the runtime runs. */
export function createHoldPoints(
  file: string,
  report: (line: string) => void,
): HoldPoints {
  let held = 0;
  return {
    async pass(when, op, json) {
      if (!CALLS.has(op)) return;
      const address = parseJson(json);
      if (!isObject(address)) return;
      const point = `${when} ${canonicalPath(functionPath(address))}`;
      if (!readPoints(file).includes(point)) return;
      held += 1;
      report(`held ${String(held)}: ${point}`);
      await new Promise<never>(() => undefined);
    },
  };
}

function readPoints(file: string): string[] {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .map((line) => line.trim());
  } catch (error) {
    // No file, no points.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return [];
    }
    throw error;
  }
}
