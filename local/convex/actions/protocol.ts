import type { JSONValue } from "convex/values";
import type { Caller, RequestMetadata } from "../types";
import type { Built } from "./actions";

/** Who and what a call of the actions thread belongs to. */
export type CallOrigin = {
  path: string;
  caller: Caller;
  request: RequestMetadata;
};

export type Thrown = {
  message: string;
  data: JSONValue | null;
  hasData: boolean;
  stack: string | null;
};

export type ToThread =
  | { kind: "attach"; hostName: string; env: Record<string, string> }
  | {
      kind: "load";
      generation: number;
      built: Built;
      authConfig: JSONValue;
    }
  /** Webhooks and other HTTP actions run these functions from now on. */
  | { kind: "use"; generation: number }
  | {
      kind: "run";
      call: number;
      generation: number;
      path: string;
      args: string;
    }
  | { kind: "answer"; id: number; text: string }
  | { kind: "refuse"; id: number; thrown: Thrown }
  | { kind: "listen"; name: string; host: string; port: number }
  | { kind: "stop_listening" };

export type FromThread =
  | { kind: "loaded"; generation: number; error: string | null }
  | { kind: "ended"; call: number; text: string; logLines: string[] }
  | { kind: "failed"; call: number; thrown: Thrown; logLines: string[] }
  /** A system call; `origin` comes with the first one of an HTTP action. */
  | {
      kind: "call";
      id: number;
      call: number;
      op: string;
      json: string;
      origin: CallOrigin | null;
    }
  /** Of an HTTP action, as its last word but one. */
  | {
      kind: "http_failed";
      call: number;
      thrown: Thrown;
      origin: CallOrigin | null;
    }
  | { kind: "http_ended"; call: number }
  /** What a function left behind threw. */
  | { kind: "stray"; thrown: Thrown; path: string | null }
  | { kind: "log"; level: string; text: string; path: string }
  | { kind: "report"; text: string }
  | { kind: "listening"; url: string }
  | { kind: "not_listening"; error: string }
  | { kind: "stopped_listening" };
