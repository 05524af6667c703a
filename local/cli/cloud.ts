import { join } from "node:path";
import { tryLock, type StateLock } from "../convex/lock";
import { checkPorts, checkStateDir } from "./checks";
import type { Child } from "./child";
import { stateDirOf, type Env } from "./environment";
import { Failure, reasonOf } from "./failure";
import type { Service } from "./services";

/** The processes of the local cloud, started together. */
export interface Cloud {
  /** Resolves with one sentence when a process ends on its own. */
  readonly failed: Promise<string>;
  stop(): Promise<void>;
}

export const ALREADY_RUNNING =
  "My Aibud is already running here; `npm run local -- info` shows its addresses, Ctrl-C in its terminal stops it.";

/** Takes the local cloud for this process; null when it runs already. */
export function lockCloud(env: Env): StateLock | null {
  const stateDir = stateDirOf(env);
  checkStateDir(stateDir);
  try {
    return tryLock(join(stateDir, "lock"));
  } catch (error) {
    throw new Failure(
      `The state directory ${stateDir} cannot be used (${reasonOf(error)}).`,
      { cause: error },
    );
  }
}

function watch(children: readonly Child[], isStopping: () => boolean) {
  return new Promise<string>((resolve) => {
    for (const child of children) {
      void child.ended.then((how) => {
        if (isStopping()) return;
        const words = child.lastWords();
        const name = child.name.charAt(0).toUpperCase() + child.name.slice(1);
        resolve(`${name} ${how}${words === null ? "" : ` (${words})`}.`);
      });
    }
  });
}

export type CloudOptions = {
  onComplaint: (line: string) => void;
  /** Done once the state and the ports are ours and before anything starts. */
  before?: (() => Promise<void>) | undefined;
  /** Ends a start that is under way. */
  signal?: AbortSignal | undefined;
};

/** The start was given up because somebody asked for it. */
export class Interrupted extends Failure {}

function interruption(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const giveUp = (): void => {
      reject(new Interrupted("Stopped before it was ready."));
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp);
  });
}

/** Starts the services and waits until each answers; when one fails, all are stopped. */
export async function startCloud(
  env: Env,
  services: readonly Service[],
  { onComplaint, before, signal }: CloudOptions,
): Promise<Cloud> {
  const lock = lockCloud(env);
  if (lock === null) throw new Failure(ALREADY_RUNNING);
  const children: Child[] = [];
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  const launch = async (service: Service): Promise<void> => {
    await service.prepare?.(stopping.signal);
    if (isStopping()) return;
    const child = service.start(env, (line) => {
      if (!isStopping()) onComplaint(line);
    });
    children.push(child);
    await service.ready(child, env);
  };
  let launches: Promise<void>[] = [];
  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.all(children.map((child) => child.stop()));
    await Promise.allSettled(launches);
    lock.release();
  };
  try {
    await checkPorts(services.flatMap(({ ports }) => ports));
    await before?.();
    launches = services.map(launch);
    const asked = signal === undefined ? [] : [interruption(signal)];
    await Promise.race([Promise.all(launches), ...asked]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { failed: watch(children, isStopping), stop };
}
