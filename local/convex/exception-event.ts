import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Event, StackFrame, StackParser } from "@sentry/core";
import type { FunctionException } from "./functions/failures";
import { withoutValues } from "./log";

const RUNTIME_DIR = fileURLToPath(new URL("./", import.meta.url));

type Folders = { projectDir: string; stateDir: string };

/** With the tags that Convex documents; without the caller's address and what validators quote. */
export function eventOf(
  exception: FunctionException,
  parseStack: StackParser,
  folders: Folders,
): Event {
  const { message, func, kind, usesNode, caller, requestId } = exception;
  const frames = parseStack(traceOf(exception.stack ?? "")).flatMap((frame) =>
    insideProject(frame, folders),
  );
  const error = {
    type: "Error",
    value: withoutValues(message),
    ...(frames.length === 0 ? {} : { stacktrace: { frames } }),
  };
  return {
    level: "error",
    platform: "node",
    exception: { values: [error] },
    tags: {
      ...(func === null ? {} : { func }),
      func_type: kind === "http" ? "http_action" : kind,
      func_runtime: usesNode ? "node" : "default",
      ...(requestId === null ? {} : { request_id: requestId }),
    },
    ...(caller?.kind === "user"
      ? { user: { id: caller.identity.tokenIdentifier } }
      : {}),
  };
}

/** The lines of a stack below its message, which may look like them. */
function traceOf(stack: string): string {
  const lines = stack.split("\n");
  const last = lines.findLastIndex((line) => !/^ +at /.test(line));
  return lines.slice(last + 1).join("\n");
}

/** A frame with its path inside the project; none for frames of the runtime. */
function insideProject(
  frame: StackFrame,
  { projectDir, stateDir }: Folders,
): StackFrame[] {
  const { filename = "" } = frame;
  if (filename.startsWith(RUNTIME_DIR)) return [];
  // The folder of one load is no part of a name that is to stay the same.
  const built = join(stateDir, "generations", "/");
  const project = join(projectDir, "/");
  if (filename.startsWith(built)) {
    const path = filename.slice(built.length).replace(/^[^/]+\//, "");
    return [{ ...frame, filename: path }];
  }
  if (!filename.startsWith(project)) return [];
  return [{ ...frame, filename: filename.slice(project.length) }];
}
