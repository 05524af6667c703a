import { READABLE_SYSTEM_TABLES } from "../store/system-tables";
import {
  type JSONObject,
  isObject,
  parseObject,
  stringOf,
} from "../values/json";
import { type Frame, frames } from "./frame";
import { type PageRequest, readPage } from "./paginate";
import { planQuery } from "./plan";
import { outerCalls } from "./syscalls-outer";
import { DocumentStream } from "./stream";
import type { Transaction } from "./transaction";

type SyncCall = (frame: Frame, args: JSONObject) => string;

/** The running function's frame. Throws outside of one and after its end. */
function currentFrame(): Frame {
  const frame = frames.getStore();
  if (frame === undefined) {
    throw new Error("Convex functions can only run inside the Convex runtime");
  }
  if (frame.ended !== null) throw new Error(frame.ended);
  return frame;
}

export function syscall(op: string, json: string): string {
  const frame = currentFrame();
  const call = SYNC_CALLS[op];
  if (call === undefined) throw unsupported(op);
  return call(frame, parseObject(json));
}

/** Answers at once where nothing is waited for, which `await` takes as well. */
export function asyncSyscall(
  op: string,
  args: string | JSONObject,
): string | Promise<string> {
  const given = typeof args === "string" ? parseObject(args) : args;
  return asyncCallOf(currentFrame(), op, given);
}

/** As `asyncSyscall`, of a frame that is not the running one. */
export function asyncCallOf(
  frame: Frame,
  op: string,
  args: JSONObject,
): string | Promise<string> {
  if (frame.ended !== null) throw new Error(frame.ended);
  if (frame.gate !== null) return afterGate(frame, op, args);
  return dispatch(frame, op, args);
}

async function afterGate(frame: Frame, op: string, args: JSONObject) {
  while (frame.gate !== null) await frame.gate;
  if (frame.ended !== null) throw new Error(frame.ended);
  return dispatch(frame, op, args);
}

function dispatch(
  frame: Frame,
  op: string,
  args: JSONObject,
): string | Promise<string> {
  const data = DATA_CALLS[op];
  if (data !== undefined) return data(frame, args);
  const outer = outerCalls[op];
  if (outer !== undefined) return outer(frame, args);
  throw unsupported(op);
}

export function unsupported(op: string): Error {
  const name = UNSUPPORTED[op] ?? `The system call ${op}`;
  return new Error(`${name} is not supported by the local runtime`);
}

const UNSUPPORTED: Record<string, string> = {
  "1.0/actions/vectorSearch": "Vector search",
  "1.0/createServiceToken": "getServiceToken",
  "1.0/getServiceUrl": "getServiceUrl",
  "1.0/signJwt": "auth.signJwt",
  "1.0/auditLog": "Audit log",
};

function transaction(frame: Frame): Transaction {
  if (frame.tx === null) {
    throw new Error("The database is not available in an action");
  }
  return frame.tx;
}

const SYNC_CALLS: Record<string, SyncCall> = {
  "1.0/queryStream": (frame, args) => {
    const stream = streamOf(frame, args);
    frame.streams ??= [];
    frame.streams.push(stream);
    return `{"queryId":${frame.streams.length - 1}}`;
  },
  "1.0/queryCleanup": (frame, args) => {
    const id = Number(args.queryId);
    frame.streams?.[id]?.close();
    if (frame.streams !== null) frame.streams[id] = null;
    return "{}";
  },
  "1.0/db/normalizeId": (frame, args) => {
    const id = stringOf(args.idString);
    const owner = transaction(frame).catalog.tableNameOfId(id);
    return JSON.stringify({ id: owner === args.table ? id : null });
  },
  "1.0/getSnapshotTs": (frame) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(transaction(frame).snapshotTs);
    return JSON.stringify({ $integer: bytes.toString("base64") });
  },
};

const DATA_CALLS: Record<string, SyncCall> = {
  "1.0/get": (frame, args) => {
    const table = optionalTable(args);
    const id = stringOf(args.id);
    const tx = transaction(frame);
    const owner = table ?? tx.catalog.tableNameOfId(id) ?? "";
    if (owner.startsWith("_")) requireReadable(owner, args.isSystem === true);
    return tx.get(id, table) ?? "null";
  },
  "1.0/queryStreamNext": (frame, args) => {
    const text = openStream(frame, args).next();
    return text === null
      ? '{"value":null,"done":true}'
      : `{"value":${text},"done":false}`;
  },
  "local/collect": (frame, args) => {
    const stream = streamOf(frame, args);
    const documents: string[] = [];
    try {
      for (let text = stream.next(); text !== null; text = stream.next()) {
        documents.push(text);
      }
    } finally {
      stream.close();
    }
    return `[${documents.join(",")}]`;
  },
  "1.0/queryPage": queryPage,
  "1.0/count": (frame, args) => {
    const tx = transaction(frame);
    const stream = new DocumentStream(
      tx,
      planQuery(
        {
          source: {
            type: "FullTableScan",
            tableName: args.table ?? "",
            order: null,
          },
          operators: [],
        },
        tx.catalog,
      ),
    );
    let count = 0;
    while (stream.next() !== null) count += 1;
    return String(count);
  },
  "1.0/insert": (frame, args) => {
    const id = transaction(frame).insert(stringOf(args.table), fields(args));
    return `{"_id":"${id}"}`;
  },
  "1.0/shallowMerge": (frame, args) => {
    const tx = writable(frame, args);
    tx.patch(stringOf(args.id), optionalTable(args), fields(args));
    return "{}";
  },
  "1.0/replace": (frame, args) => {
    const tx = writable(frame, args);
    tx.replace(stringOf(args.id), optionalTable(args), fields(args));
    return "{}";
  },
  "1.0/remove": (frame, args) => {
    const tx = writable(frame, args);
    tx.remove(stringOf(args.id), optionalTable(args));
    return "{}";
  },
  "1.0/getTransactionMetrics": (frame) => {
    if (frame.tx === null) throw new Error("Unknown async operation");
    return JSON.stringify(frame.tx.usage.report());
  },
};

function streamOf(frame: Frame, args: JSONObject): DocumentStream {
  const tx = transaction(frame);
  return new DocumentStream(tx, planQuery(readQuery(args), tx.catalog));
}

function openStream(frame: Frame, args: JSONObject): DocumentStream {
  const stream = frame.streams?.[Number(args.queryId)];
  if (stream === undefined || stream === null) {
    throw new Error("This query has been closed");
  }
  return stream;
}

function queryPage(frame: Frame, args: JSONObject): string {
  if (frame.paginated) {
    throw new Error(
      "This query or mutation function ran multiple paginated queries. Convex only supports a single paginated query in each function.",
    );
  }
  frame.paginated = true;
  const tx = transaction(frame);
  const plan = planQuery(readQuery(args), tx.catalog);
  const request: PageRequest = {
    cursor: optionalString(args.cursor),
    endCursor: optionalString(args.endCursor) ?? frame.givenJournal,
    pageSize: Number(args.pageSize),
    maximumRowsRead: optionalNumber(args.maximumRowsRead),
    maximumBytesRead: optionalNumber(args.maximumBytesRead),
  };
  const page = readPage(tx, plan, request);
  frame.journal = page.continueCursor;
  const { documents, ...rest } = page;
  const tail = JSON.stringify(rest).slice(1);
  return `{"page":[${documents.join(",")}],${tail}`;
}

function readQuery(args: JSONObject): JSONObject {
  const query = args.query;
  if (!isObject(query)) throw new Error("Malformed query");
  const source = isObject(query.source) ? query.source : {};
  const table = stringOf(source.tableName ?? source.indexName).split(".")[0];
  if (table?.startsWith("_") === true) requireReadable(table, true);
  return query;
}

function requireReadable(table: string, isSystem: boolean) {
  if (isSystem && READABLE_SYSTEM_TABLES.has(table)) return;
  throw new Error(
    READABLE_SYSTEM_TABLES.has(table)
      ? "System tables can only be accessed from db.system."
      : `Table '${table}' is private to the runtime`,
  );
}

function writable(frame: Frame, args: JSONObject): Transaction {
  const tx = transaction(frame);
  const owner = tx.catalog.tableNameOfId(stringOf(args.id));
  if (owner?.startsWith("_") === true) {
    throw new Error("System tables (prefixed with `_`) are read-only.");
  }
  return tx;
}

function fields(args: JSONObject): JSONObject {
  if (isObject(args.value)) return args.value;
  throw new Error("Invalid argument `value`: expected an object");
}

function optionalTable(args: JSONObject): string | undefined {
  return typeof args.table === "string" ? args.table : undefined;
}

function optionalString(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function optionalNumber(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
