import { errorCode, errorReason } from "../../lib/error-code";

/** "ok", or why it was refused: the reason where there is one, else the code. */
export function outcome(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "ok",
    (error: unknown) => errorReason(error) ?? errorCode(error) ?? String(error),
  );
}
