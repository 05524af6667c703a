import type { JSONValue } from "convex/values";

import { isRecord } from "../../shared/json";
import { encodeTs } from "../timestamps";

/** The shapes of `convex/src/browser/sync/protocol.ts`, as they are on the wire. */
export type ClientMessage =
  | { type: "Connect"; sessionId: string; clientTs: number | null }
  | {
      type: "Authenticate";
      tokenType: "User" | "Admin" | "None";
      value: string;
      baseVersion: number;
      impersonates: boolean;
    }
  | {
      type: "ModifyQuerySet";
      baseVersion: number;
      newVersion: number;
      modifications: QueryModification[];
    }
  | CallMessage
  | { type: "Event" };

export type CallMessage = {
  type: "Mutation" | "Action";
  requestId: number;
  udfPath: string;
  args: JSONValue;
};

export type QueryModification =
  | {
      type: "Add";
      queryId: number;
      udfPath: string;
      args: JSONValue;
      journal: string | null;
    }
  | { type: "Remove"; queryId: number };

export type Version = { querySet: number; identity: number; ts: bigint };

/** A message no correct client sends. */
export class ProtocolError extends Error {}

type Fields = Record<string, unknown>;

function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === "string") return value;
  throw new ProtocolError(`${name} must be a string`);
}

function count(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) {
    return value;
  }
  throw new ProtocolError(`${name} must be a nonnegative integer`);
}

function soleArgument(fields: Fields): JSONValue {
  const list = fields["args"];
  const only: unknown =
    Array.isArray(list) && list.length < 2 ? (list[0] ?? {}) : null;
  if (isRecord(only)) return only as JSONValue;
  throw new ProtocolError("args must be an array of one object");
}

function refuseComponents(fields: Fields): void {
  const path = fields["componentPath"];
  if (typeof path === "string" && path !== "") {
    throw new ProtocolError(
      "Components are not supported by the local runtime",
    );
  }
}

function parseModification(value: unknown): QueryModification {
  if (!isRecord(value))
    throw new ProtocolError("a modification must be an object");
  const queryId = count(value, "queryId");
  if (value["type"] === "Remove") return { type: "Remove", queryId };
  if (value["type"] !== "Add") throw new ProtocolError("unknown modification");
  refuseComponents(value);
  const { journal } = value;
  return {
    type: "Add",
    queryId,
    udfPath: text(value, "udfPath"),
    args: soleArgument(value),
    journal: typeof journal === "string" ? journal : null,
  };
}

function parseAuthenticate(fields: Fields): ClientMessage {
  const { tokenType } = fields;
  if (tokenType !== "User" && tokenType !== "Admin" && tokenType !== "None") {
    throw new ProtocolError("unknown tokenType");
  }
  return {
    type: "Authenticate",
    tokenType,
    value: tokenType === "None" ? "" : text(fields, "value"),
    baseVersion: count(fields, "baseVersion"),
    impersonates: isRecord(fields["impersonating"]),
  };
}

function parseQuerySet(fields: Fields): ClientMessage {
  const list = fields["modifications"];
  if (!Array.isArray(list))
    throw new ProtocolError("modifications must be an array");
  return {
    type: "ModifyQuerySet",
    baseVersion: count(fields, "baseVersion"),
    newVersion: count(fields, "newVersion"),
    modifications: list.map(parseModification),
  };
}

/** Throws ProtocolError for anything that is not a message of the protocol. */
export function parseClientMessage(frame: string): ClientMessage {
  let fields: unknown;
  try {
    fields = JSON.parse(frame);
  } catch {
    throw new ProtocolError("a frame must be JSON");
  }
  if (!isRecord(fields)) throw new ProtocolError("a frame must be an object");
  switch (fields["type"]) {
    case "Connect": {
      const { clientTs } = fields;
      return {
        type: "Connect",
        sessionId: text(fields, "sessionId"),
        clientTs: typeof clientTs === "number" ? clientTs : null,
      };
    }
    case "Authenticate":
      return parseAuthenticate(fields);
    case "ModifyQuerySet":
      return parseQuerySet(fields);
    case "Mutation":
    case "Action":
      refuseComponents(fields);
      return {
        type: fields["type"],
        requestId: count(fields, "requestId"),
        udfPath: text(fields, "udfPath"),
        args: soleArgument(fields),
      };
    case "Event":
      return { type: "Event" };
    default:
      throw new ProtocolError("unknown message type");
  }
}

export function encodeVersion(version: Version): string {
  return `{"querySet":${version.querySet},"identity":${version.identity},"ts":"${encodeTs(version.ts)}"}`;
}
