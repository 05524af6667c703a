import "server-only";
import { redactConsole } from "./console";
import { serverEnv } from "./env";
import { recordPeerAddresses } from "./peer-address";

/** What the Node server does once, before its first request. */
export function startNodeServer(): void {
  try {
    serverEnv();
  } catch (error) {
    // Next would log this and go on, answering every request with a 500.
    process.stderr.write(`${error instanceof Error ? error.message : ""}\n`);
    process.exit(1);
  }
  redactConsole();
  recordPeerAddresses();
}
