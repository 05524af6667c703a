import { randomUUID } from "node:crypto";

import type {
  ActionOutcome,
  Caller,
  FunctionCall,
  FunctionFailure,
  MutationOutcome,
  RequestMetadata,
  Runtime,
} from "../types";
import { encodeTs } from "../timestamps";
import { canonicalPath } from "../udf-path";
import type { CallMessage } from "./protocol";

function failureFields(outcome: FunctionFailure): string {
  const { errorMessage, errorData, logLines } = outcome;
  const data =
    errorData === undefined ? "" : `,"errorData":${JSON.stringify(errorData)}`;
  return `"success":false,"result":${JSON.stringify(errorMessage)}${data},"logLines":${JSON.stringify(logLines)}}`;
}

function mutationFrame(requestId: number, outcome: MutationOutcome): string {
  const head = `{"type":"MutationResponse","requestId":${requestId},`;
  if (!outcome.ok) return head + failureFields(outcome);
  return `${head}"success":true,"result":${JSON.stringify(outcome.value)},"ts":"${encodeTs(outcome.ts)}","logLines":${JSON.stringify(outcome.logLines)}}`;
}

function actionFrame(requestId: number, outcome: ActionOutcome): string {
  const head = `{"type":"ActionResponse","requestId":${requestId},`;
  if (!outcome.ok) return head + failureFields(outcome);
  return `${head}"success":true,"result":${JSON.stringify(outcome.value)},"logLines":${JSON.stringify(outcome.logLines)}}`;
}

/** `ts` is null unless a mutation succeeded. */
export type CallAnswer = { frame: string; ts: bigint | null };

/**
 * Runs a call of a socket and makes its answer. Mutations must be started in
 * the order they came: the runtime keeps that order.
 */
export async function runCall(
  runtime: Runtime,
  sessionId: string,
  message: CallMessage,
  caller: Caller,
  request: RequestMetadata,
): Promise<CallAnswer> {
  const { requestId } = message;
  const call: FunctionCall = {
    path: canonicalPath(message.udfPath),
    args: message.args,
    caller,
    request: { ...request, requestId: randomUUID() },
  };
  if (message.type === "Action") {
    const outcome = await runtime.action(call);
    return { frame: actionFrame(requestId, outcome), ts: null };
  }
  const once = { sessionId, requestId };
  const outcome = await runtime.mutation(call, { once });
  return {
    frame: mutationFrame(requestId, outcome),
    ts: outcome.ok ? outcome.ts : null,
  };
}
