import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { type Frame, type Host, newFrame, scopeOf } from "../engine/frame";
import { asyncCallOf } from "../engine/syscalls";
import { CallError, toCallError } from "../functions/errors";
import type { Failures } from "../functions/failures";
import { parseObject } from "../values/json";
import { createHoldPoints, type HoldPoints } from "./hold-points";
import { createPostOffice } from "./post-office";
import type { CallOrigin, FromThread, Thrown, ToThread } from "./protocol";

type Loaded = Omit<Extract<ToThread, { kind: "load" }>, "kind">;

type Running = {
  frame: Frame;
  resolve: (text: string) => void;
  reject: (error: unknown) => void;
};

type Waiting<T> = {
  resolve: (value: T) => void;
  reject: (error: Error) => void;
};

export type Attachment = {
  /** The name of the host object on `globalThis`. */
  hostName: string;
  env: Record<string, string>;
  /** Answers what actions call back. */
  host: Host;
  /** Told of what no call of this thread throws. */
  failures: Pick<Failures, "raise" | "stray">;
  log: (level: string, message: string, path: string) => void;
};

/** Runs actions and HTTP actions on a thread of its own, so that they do not hold up transactions. */
export interface ActionThread {
  /** Serves HTTP actions; answers 503 until functions are in use. */
  listen(at: { name: string; host: string; port: number }): Promise<string>;
  stopListening(): Promise<void>;
  /** Once, before the first load. */
  attach(to: Attachment): void;
  /** Imports the functions; rejects when one of its modules throws. */
  load(loaded: Loaded): Promise<void>;
  use(generation: number): void;
  /** Runs the action of this frame; answers the JSON text of its value. */
  run(frame: Frame, generation: number, argsJson: string): Promise<string>;
  close(): Promise<void>;
}

class WorkerThread implements ActionThread {
  private attachment: Attachment | null = null;
  private readonly running = new Map<number, Running>();
  /** Frames of HTTP actions, by the thread's own numbers. */
  private readonly httpFrames = new Map<number, Frame>();
  private readonly loads = new Map<number, Waiting<void>>();
  private listening: Waiting<string> | null = null;
  private stopping: (() => void) | null = null;
  private readonly send: (message: ToThread) => void;
  private readonly holds: HoldPoints | null;
  private calls = 0;
  private isClosed = false;
  private isClosing = false;

  constructor(
    private readonly worker: Worker,
    private readonly options: ThreadOptions,
  ) {
    this.holds =
      options.holdFile === null
        ? null
        : createHoldPoints(options.holdFile, options.report);
    worker.on("message", (messages: FromThread[]) => {
      for (const message of messages) this.take(message);
    });
    this.send = createPostOffice((messages: ToThread[]) => {
      worker.postMessage(messages);
    });
    worker.on("error", (error) => this.end(`failed (${String(error)})`));
    worker.on("exit", () => this.end("ended"));
  }

  listen(at: { name: string; host: string; port: number }): Promise<string> {
    return new Promise((resolve, reject) => {
      this.listening = { resolve, reject };
      this.send({ kind: "listen", ...at });
    });
  }

  stopListening(): Promise<void> {
    if (this.isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      this.stopping = resolve;
      this.send({ kind: "stop_listening" });
    });
  }

  attach(to: Attachment): void {
    this.attachment = to;
    this.send({ kind: "attach", hostName: to.hostName, env: to.env });
  }

  load(loaded: Loaded): Promise<void> {
    return new Promise((resolve, reject) => {
      this.loads.set(loaded.generation, { resolve, reject });
      this.send({ kind: "load", ...loaded });
    });
  }

  use(generation: number): void {
    this.send({ kind: "use", generation });
  }

  run(frame: Frame, generation: number, args: string): Promise<string> {
    if (this.isClosed) throw new Error("The actions thread has ended");
    this.calls += 1;
    const call = this.calls;
    return new Promise((resolve, reject) => {
      this.running.set(call, { frame, resolve, reject });
      this.send({ kind: "run", call, generation, path: frame.path, args });
    });
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosing = true;
    const gone = once(this.worker, "exit");
    await this.worker.terminate();
    await gone;
  }

  private take(message: FromThread): void {
    switch (message.kind) {
      case "call": {
        this.answer(message);
        return;
      }
      case "ended": {
        this.settle(message.call, message.logLines, (call) =>
          call.resolve(message.text),
        );
        return;
      }
      case "failed": {
        this.settle(message.call, message.logLines, (call) =>
          call.reject(errorOf(message.thrown)),
        );
        return;
      }
      case "http_failed": {
        const error = errorOf(message.thrown);
        this.attachment?.failures.raise(error, this.frameOf(message));
        return;
      }
      case "stray": {
        const error = errorOf(message.thrown);
        this.attachment?.failures.stray(error, message.path);
        return;
      }
      case "http_ended": {
        const frame = this.httpFrames.get(message.call);
        if (frame !== undefined) frame.ended = "The HTTP action has ended";
        this.httpFrames.delete(message.call);
        return;
      }
      case "log":
        this.attachment?.log(message.level, message.text, message.path);
        return;
      case "loaded": {
        const load = this.loads.get(message.generation);
        this.loads.delete(message.generation);
        if (message.error === null) load?.resolve();
        else load?.reject(new Error(message.error));
        return;
      }
      case "report": {
        this.options.report(message.text);
        return;
      }
      case "listening":
        return this.listening?.resolve(message.url);
      case "not_listening":
        return this.listening?.reject(new Error(message.error));
      case "stopped_listening":
        return this.stopping?.();
    }
  }

  private settle(
    call: number,
    logLines: string[],
    how: (running: Running) => void,
  ): void {
    const running = this.running.get(call);
    if (running === undefined) return;
    this.running.delete(call);
    running.frame.scope.logLines.push(...logLines);
    how(running);
  }

  private answer(message: Extract<FromThread, { kind: "call" }>): void {
    const { id, op, json } = message;
    const refuse = (thrown: unknown): void => {
      const error = toCallError(thrown);
      const { data } = error;
      this.send({
        kind: "refuse",
        id,
        thrown: {
          message: thrown instanceof Error ? thrown.message : error.message,
          data: data ?? null,
          hasData: data !== undefined,
          stack: null,
        },
      });
    };
    const work = async (): Promise<void> => {
      const frame = this.frameOf(message);
      await this.holds?.pass("before", op, json);
      const text = await asyncCallOf(frame, op, parseObject(json));
      await this.holds?.pass("after", op, json);
      this.send({ kind: "answer", id, text });
    };
    work().catch(refuse);
  }

  private frameOf(message: { call: number; origin: CallOrigin | null }): Frame {
    const { call, origin } = message;
    if (origin === null) {
      const frame = this.running.get(call)?.frame ?? this.httpFrames.get(call);
      if (frame === undefined) throw new Error("The action has ended");
      return frame;
    }
    const frame = this.httpFrame(origin);
    this.httpFrames.set(call, frame);
    return frame;
  }

  private httpFrame({ path, caller, request }: CallOrigin): Frame {
    if (this.attachment === null) throw new Error("Nothing is loaded");
    return newFrame({
      host: this.attachment.host,
      kind: "http",
      path,
      scope: scopeOf({ caller, request }),
      nowMs: null,
      tx: null,
    });
  }

  private end(how: string): void {
    if (this.isClosed) return;
    this.isClosed = true;
    const error = new Error(`The actions thread ${how}`);
    for (const { reject } of this.running.values()) reject(error);
    for (const { reject } of this.loads.values()) reject(error);
    this.running.clear();
    this.loads.clear();
    this.listening?.reject(error);
    this.stopping?.();
    if (!this.isClosing) this.options.lost(error.message);
  }
}

function errorOf({ message, data, hasData, stack }: Thrown): CallError {
  const cause = new Error(message);
  if (stack !== null) cause.stack = stack;
  return new CallError(message, hasData ? data : undefined, cause);
}

export type ThreadOptions = {
  /** Accepts `Authorization: Convex …` of HTTP actions; null accepts none. */
  adminKey: string | null;
  /** Names where calls of actions are held; null holds none. */
  holdFile: string | null;
  report: (line: string) => void;
  /** It ended without being asked to: no action runs any more. */
  lost: (why: string) => void;
};

export function startActionThread(options: ThreadOptions): ActionThread {
  const worker = new Worker(new URL("./start-worker.mjs", import.meta.url), {
    workerData: { adminKey: options.adminKey },
  });
  return new WorkerThread(worker, options);
}
