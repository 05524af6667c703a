/** Where the in-memory engine differs from Redis, what the engine is told instead. */

const COUNTING = new Set(["incr", "decr", "incrby", "decrby"]);

/** Arguments a command needs at least; Redis refuses fewer. */
const MIN_ARGUMENTS: Readonly<Record<string, number>> = {
  get: 1,
  set: 2,
  setex: 3,
  incr: 1,
  decr: 1,
  incrby: 2,
  decrby: 2,
  del: 1,
  expire: 2,
  pexpire: 2,
  ttl: 1,
  hset: 3,
  hget: 2,
};

/** Redis's own message when a command has too few arguments. */
export function arityError(
  command: string,
  args: readonly string[],
): string | null {
  return args.length < (MIN_ARGUMENTS[command] ?? 0)
    ? `ERR wrong number of arguments for '${command}' command`
    : null;
}

/** SET's options: the engine knows them in upper case only, the one with a value first. */
export function correctArguments(
  command: string,
  args: readonly string[],
): string[] {
  if (command !== "set") return [...args];
  const [key = "", value = "", ...options] = args;
  const timed: string[] = [];
  const flags: string[] = [];
  for (let index = 0; index < options.length; index += 1) {
    const option = (options[index] ?? "").toUpperCase();
    if (/^(EX|PX|EXAT|PXAT)$/.test(option)) {
      timed.push(option, options[index + 1] ?? "");
      index += 1;
    } else {
      flags.push(option);
    }
  }
  return [key, value, ...timed, ...flags];
}

/** True when the command counts, so that its value has to be an integer first. */
export function isCounting(command: string): boolean {
  return COUNTING.has(command);
}

export function isInteger(value: string | null): boolean {
  return value === null || /^-?\d{1,19}$/.test(value);
}
