/** Something the person at the terminal can act on: one clear sentence, no stack. */
export class Failure extends Error {}

/** The message of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code Node gives system errors, such as ENOSPC; empty for others. */
export function codeOf(error: unknown): string {
  const code: unknown =
    error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" ? code : "";
}
