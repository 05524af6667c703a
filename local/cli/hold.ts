import type { Cloud } from "./cloud";
import { aborted } from "./stop-signal";

/** Stays until somebody stops it (0) or a process ends on its own (1); then everything is stopped. */
export async function hold(cloud: Cloud, signal: AbortSignal): Promise<number> {
  const failure = await Promise.race([
    aborted(signal).then(() => null),
    cloud.failed,
  ]);
  if (failure === null) console.log("\nStopping …");
  else console.error(`${failure} Everything else is being stopped.`);
  await cloud.stop();
  if (failure === null) console.log("Stopped; the state is kept.");
  return failure === null ? 0 : 1;
}
