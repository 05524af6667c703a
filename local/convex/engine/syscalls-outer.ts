import type { JSONValue } from "convex/values";
import type { FunctionKind } from "../types";
import { type JSONObject, isObject, stringOf } from "../values/json";
import { sizeOf } from "../values/size";
import type { Frame } from "./frame";
import { storageCalls } from "./storage-calls";

type OuterCall = (frame: Frame, args: JSONObject) => Promise<string> | string;

/** System calls that reach beyond the frame's own transaction. */
export const outerCalls: Record<string, OuterCall> = {
  ...storageCalls,
  "1.0/getUserIdentity": (frame) => {
    frame.scope.readAuth = true;
    const { caller } = frame.scope;
    return JSON.stringify(caller.kind === "user" ? caller.identity : null);
  },
  "1.0/runUdf": (frame, args) => {
    const kind = args.udfType;
    if (kind !== "query" && kind !== "mutation") {
      throw new Error(
        `runQuery with useStaleSnapshot is not supported by the local runtime`,
      );
    }
    return gated(frame, () =>
      frame.host.runNested(frame, {
        kind,
        path: functionPath(args),
        args: args.args ?? {},
        limits: numbersOf(args.transactionLimits),
      }),
    );
  },
  "1.0/actions/query": (frame, args) => fromAction(frame, "query", args),
  "1.0/actions/mutation": (frame, args) => fromAction(frame, "mutation", args),
  "1.0/actions/action": (frame, args) => fromAction(frame, "action", args),
  "1.0/schedule": schedule,
  "1.0/actions/schedule": schedule,
  "1.0/cancel_job": cancel,
  "1.0/actions/cancel_job": cancel,
  "1.0/createFunctionHandle": (_frame, args) =>
    JSON.stringify(`function://;${functionPath(args)}`),
  "1.0/getFunctionMetadata": (frame) =>
    JSON.stringify({ name: frame.path, componentPath: "" }),
  "1.0/getDeploymentMetadata": () =>
    JSON.stringify({ name: "local", region: null, class: "s16" }),
  "1.0/getRequestMetadata": (frame) => {
    if (frame.kind === "query") {
      throw new Error("getRequestMetadata() is not available in queries.");
    }
    const { request, scheduledFunctionId } = frame.scope;
    return JSON.stringify({
      ip: request.ip,
      userAgent: request.userAgent,
      requestId: request.requestId,
      scheduledFunctionId,
      authToken: null,
    });
  },
};

/** Nested calls of one function run one after another, so that each can roll back alone. */
async function gated(
  frame: Frame,
  body: () => Promise<string>,
): Promise<string> {
  while (frame.gate !== null) await frame.gate;
  let open = () => {};
  frame.gate = new Promise((resolve) => {
    open = resolve;
  });
  try {
    return await body();
  } finally {
    frame.gate = null;
    open();
  }
}

function fromAction(
  frame: Frame,
  kind: FunctionKind,
  args: JSONObject,
): Promise<string> {
  if (frame.tx !== null) {
    throw new Error("Queries and mutations cannot call actions");
  }
  return frame.host.runFromAction(
    frame,
    kind,
    functionPath(args),
    args.args ?? {},
  );
}

export function functionPath(address: JSONObject): string {
  if (typeof address.name === "string") return address.name;
  if (typeof address.functionHandle === "string") {
    return address.functionHandle.slice("function://;".length);
  }
  throw new Error("Components are not supported by the local runtime");
}

function numbersOf(value: JSONValue | undefined): Record<string, number> {
  const numbers: Record<string, number> = {};
  if (!isObject(value)) return numbers;
  for (const [name, amount] of Object.entries(value)) {
    if (typeof amount === "number") numbers[name] = amount;
  }
  return numbers;
}

async function schedule(frame: Frame, args: JSONObject): Promise<string> {
  const path = functionPath(args);
  frame.host.schedulable(path);
  const functionArgs = args.args ?? {};
  const id = await frame.host.write(frame, (tx) => {
    tx.usage.add("functionsScheduled", 1);
    tx.usage.add("scheduledFunctionArgsBytes", sizeOf(functionArgs));
    return tx.insert("_scheduled_functions", {
      name: path,
      args: [functionArgs],
      // The system call counts in seconds; half a millisecond may be lost on the way.
      scheduledTime: Math.round(Number(args.ts) * 1_000_000) / 1000,
      state: { kind: "pending" },
    });
  });
  return JSON.stringify(id);
}

async function cancel(frame: Frame, args: JSONObject): Promise<string> {
  const id = stringOf(args.id);
  await frame.host.write(frame, (tx) => {
    const text = tx.get(id, "_scheduled_functions");
    if (text === null) throw new Error(`Scheduled function ${id} not found`);
    const job = JSON.parse(text) as { state: { kind: string } };
    if (job.state.kind !== "pending" && job.state.kind !== "inProgress") return;
    tx.patch(id, "_scheduled_functions", {
      state: { kind: "canceled" },
      completedTime: frame.host.now(),
    });
  });
  return "{}";
}
