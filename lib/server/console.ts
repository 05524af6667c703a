import "server-only";
import { redactPrinted } from "../logging/console-line";
import { isLogLine } from "./log";

const METHODS = ["debug", "info", "log", "warn", "error"] as const;

/**
 * Redacts what is printed past our logger: Next prints every error of a page
 * itself, with all that its message quotes.
 */
export function redactConsole(target: Console = console): void {
  for (const method of METHODS) {
    const print = target[method].bind(target);
    target[method] = (...values: unknown[]) => {
      const isOurs = values.length === 1 && isLogLine(values[0]);
      print(...(isOurs ? values : redactPrinted(values)));
    };
  }
}
