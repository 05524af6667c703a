import { parseArgs, type ParseArgsConfig } from "node:util";
import { Failure, reasonOf } from "./failure";

/** Parses a command's own arguments; what it does not know is refused in one sentence. */
export function parseOptions<T extends ParseArgsConfig["options"]>(
  args: readonly string[],
  options: T,
  positionals: readonly string[] = [],
) {
  const parse = () =>
    parseArgs({ args: [...args], options, allowPositionals: true });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse();
  } catch (error) {
    throw new Failure(reasonOf(error));
  }
  if (parsed.positionals.length !== positionals.length) {
    throw new Failure(
      positionals.length === 0
        ? `Not understood: ${parsed.positionals.join(" ")}.`
        : `This command takes exactly: ${positionals.join(" ")}.`,
    );
  }
  return parsed;
}

/** A whole number within bounds. */
export function wholeNumber(
  name: string,
  text: string,
  least: number,
  most: number,
): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new Failure(
    `--${name} is a whole number from ${least} to ${most}, not "${text}".`,
  );
}
