import { redactFields, redactText } from "./redact";

const FRAME = /^\s+at /;
const MAX_FRAMES = 20;

/**
 * What somebody else's code prints, as it may be printed: texts redacted, errors
 * with their place and without what they quote, objects as redacted JSON.
 */
export function redactPrinted(values: readonly unknown[]): string[] {
  return values.map((value) => {
    if (typeof value === "string") return redactText(value);
    if (value instanceof Error) return printedError(value);
    if (value === undefined) return "undefined";
    return JSON.stringify(redactFields({ value })["value"]);
  });
}

function printedError({ name, message, stack }: Error): string {
  const frames = (stack ?? "").split("\n").filter((line) => FRAME.test(line));
  return [
    redactText(`${name}: ${message}`),
    ...frames.slice(0, MAX_FRAMES).map(redactText),
  ].join("\n");
}
