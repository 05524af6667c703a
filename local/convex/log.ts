/** One line for the operator; never user data. */
export type Log = (line: string) => void;

/** A message without the values that validators quote: they are people's. */
export function withoutValues(message: string): string {
  return message.replace(
    /\n(Object|Value): [\s\S]*?(?=\nValidator: |$)/g,
    "\n$1: (not logged)",
  );
}

export const consoleLog: Log = (line) => {
  console.error(`[convex] ${withoutValues(line)}`);
};
