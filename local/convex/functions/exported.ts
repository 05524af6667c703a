import type { JSONValue, ValidatorJSON } from "convex/values";
import type { FunctionKind } from "../types";
import {
  type Check,
  type IdTable,
  compileValidator,
} from "../values/validator";

export type LoadedFunction = {
  path: string;
  kind: FunctionKind;
  isPublic: boolean;
  /** Its file begins with "use node". */
  usesNode: boolean;
  args: Check;
  returns: Check | null;
  /** Takes the JSON of the arguments array, answers the JSON of the value. */
  invoke: (argsJson: string) => Promise<string>;
};

type Exported = {
  isQuery?: true;
  isMutation?: true;
  isAction?: true;
  isPublic?: true;
  exportArgs: () => string;
  exportReturns: () => string;
  invokeQuery?: (argsJson: string) => Promise<string>;
  invokeMutation?: (argsJson: string) => Promise<string>;
  invokeAction?: (requestId: string, argsJson: string) => Promise<string>;
};

/** Null when the export is not a registered query, mutation or action. */
export function readFunction(
  path: string,
  value: unknown,
  usesNode: boolean,
  idTable: IdTable,
): LoadedFunction | null {
  const made = readInvoker(value);
  if (made === null) return null;
  const exported = value as Exported;
  const args = parseValidator(exported.exportArgs());
  const returns = parseValidator(exported.exportReturns());
  if (args === null || (args.type !== "object" && args.type !== "any")) {
    throw new Error(`${path}: Args validator must be an object or any`);
  }
  return {
    path,
    ...made,
    isPublic: exported.isPublic === true,
    usesNode,
    args: compileValidator(args, idTable),
    returns: returns === null ? null : compileValidator(returns, idTable),
  };
}

/** The kind of a registered function and how to call it; null for anything else. */
export function readInvoker(
  value: unknown,
): Pick<LoadedFunction, "kind" | "invoke"> | null {
  if (typeof value !== "function") return null;
  const exported = value as unknown as Exported;
  const { invokeQuery, invokeMutation, invokeAction } = exported;
  if (exported.isQuery && invokeQuery) {
    return { kind: "query", invoke: invokeQuery };
  }
  if (exported.isMutation && invokeMutation) {
    return { kind: "mutation", invoke: invokeMutation };
  }
  if (exported.isAction && invokeAction) {
    return { kind: "action", invoke: (json) => invokeAction("", json) };
  }
  return null;
}

function parseValidator(json: string): ValidatorJSON | null {
  const value = JSON.parse(json) as JSONValue;
  return value as unknown as ValidatorJSON | null;
}
