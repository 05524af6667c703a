import type { IncomingMessage } from "node:http";
import type { JSONValue } from "convex/values";

import { callerOf, isExpired, type Authenticator } from "../auth/callers";
import { AuthFailure } from "../auth/failures";
import type {
  FunctionCall,
  FunctionFailure,
  FunctionKind,
  Runtime,
  Snapshot,
} from "../types";
import { readWhole } from "./body";
import { parseCallBody } from "./call-body";
import type { HeldSnapshots } from "./held-snapshots";
import { metadataOf } from "./metadata";
import { ApiError } from "./respond";

/** Arguments may take 16 MiB; base64 and the envelope come on top. */
const MAX_BODY_BYTES = 24 * 1024 * 1024;

export type FunctionAnswer = { status: number; body: unknown };
export type RequestedKind = FunctionKind | "any" | "query at ts";

export interface CallOptions {
  runtime: Runtime;
  auth: Authenticator;
  held: HeldSnapshots;
}

function toAnswer(
  outcome: { ok: true; value: JSONValue; logLines: string[] } | FunctionFailure,
): FunctionAnswer {
  const { logLines } = outcome;
  if (outcome.ok) {
    const { value } = outcome;
    return { status: 200, body: { status: "success", value, logLines } };
  }
  const { errorMessage, errorData } = outcome;
  const data = errorData === undefined ? {} : { errorData };
  return {
    status: 560,
    body: { status: "error", errorMessage, ...data, logLines },
  };
}

function heldSnapshot(held: HeldSnapshots, ts: bigint | null): Snapshot {
  const snapshot = ts === null ? null : held.at(ts);
  if (snapshot !== null) return snapshot;
  throw new ApiError(
    400,
    "SnapshotGone",
    "That moment is not held any more; start again with a new client.",
  );
}

/** Runs one `POST /api/{query,mutation,action,function,query_at_ts}`. */
export async function answerCall(
  options: CallOptions,
  kind: RequestedKind,
  request: IncomingMessage,
): Promise<FunctionAnswer> {
  const { runtime, auth, held } = options;
  const bytes = await readWhole(request, MAX_BODY_BYTES);
  const caller = await callerOf(auth, request.headers.authorization);
  if (isExpired(caller, auth.clock)) {
    throw new AuthFailure("TokenExpired", "The token has expired.");
  }
  const { path, args, ts } = parseCallBody(bytes);
  const call: FunctionCall = {
    path,
    args,
    caller,
    request: metadataOf(request),
  };
  const actual =
    kind === "any" ? (runtime.functionKind(path) ?? "query") : kind;
  switch (actual) {
    case "mutation":
      return toAnswer(await runtime.mutation(call));
    case "action":
      return toAnswer(await runtime.action(call));
    case "query at ts":
      return toAnswer(await heldSnapshot(held, ts).query(call));
    case "query":
      return toAnswer(
        await runtime.withSnapshot((snapshot) => snapshot.query(call)),
      );
  }
}
