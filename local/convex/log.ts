/** One line for the operator; never user data. */
export type Log = (line: string) => void;

const VALUE = /\n(Object|Value): [\s\S]*?(?=\nValidator: |$)/g;
const PATH = /\nPath: ([\s\S]*?)(?=\n\n?(?:Object|Value): |\n +at |$)/g;
const FIELD_NAMES = /^(?:\.[A-Za-z_]\w*|\[\d+\])+$/;
/** A name that no code would choose. */
const ODD_FIELD =
  /(contains extra field )`(?![A-Za-z_]\w{0,63}` that is)[\s\S]*?`(?= that is)/g;

/** A message without the values and names that validators quote: they are people's. */
export function withoutValues(message: string): string {
  return message
    .replace(VALUE, "\n$1: (not logged)")
    .replace(PATH, (whole, path: string) =>
      FIELD_NAMES.test(path) ? whole : "\nPath: (not logged)",
    )
    .replace(ODD_FIELD, "$1(not logged)");
}

export const consoleLog: Log = (line) => {
  console.error(`[convex] ${withoutValues(line)}`);
};
