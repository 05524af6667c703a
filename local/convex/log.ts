/** One line for the operator; never user data. */
export type Log = (line: string) => void;

export const consoleLog: Log = (line) => {
  console.error(`[convex] ${line}`);
};
