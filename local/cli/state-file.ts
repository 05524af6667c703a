import {
  createReadStream,
  createWriteStream,
  existsSync,
  readFileSync,
} from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { isReplaced } from "../addresses";
import { exportState, importState } from "../convex/transfer";
import { writeFileAtomically } from "../shared/store";
import { addressesOf, ROOT, stateDirOf, type Env } from "./environment";
import { Failure, reasonOf } from "./failure";

/** The first line of an export; the rest is the Convex runtime's own. */
const headerSchema = z.object({
  format: z.literal("my-aibud-export/1"),
  waha: z.unknown(),
  clerk: z.unknown(),
});

function transferOptions(env: Env) {
  if (isReplaced("convex", env)) {
    throw new Failure(
      "NEXT_PUBLIC_CONVEX_URL names another deployment; use `npx convex export` and `npx convex import` there.",
    );
  }
  return {
    projectDir: ROOT,
    stateDir: join(stateDirOf(env), "convex"),
    env,
    url: addressesOf(env).convex,
  };
}

/** The state of a stand-in that keeps its own. */
function stateOf(env: Env, standIn: "waha" | "clerk"): string {
  return join(stateDirOf(env), standIn, "state.json");
}

function readState(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

async function replaceState(file: string, state: unknown): Promise<void> {
  if (state === null || state === undefined) await rm(file, { force: true });
  else writeFileAtomically(file, JSON.stringify(state));
}

async function* withHeader(header: string, rest: string) {
  yield `${header}\n`;
  yield* createReadStream(rest) as AsyncIterable<Buffer>;
}

async function inTemporaryDir<T>(
  beside: string,
  work: (dir: string) => Promise<T>,
): Promise<T> {
  const dir = await mkdtemp(join(beside, "transfer-"));
  try {
    return await work(dir);
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(reasonOf(error));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Writes all state into one file, gzipped when its name ends in `.gz`. */
export async function writeStateFile(env: Env, file: string): Promise<void> {
  const options = transferOptions(env);
  const target = resolve(file);
  await inTemporaryDir(stateDirOf(env), async (dir) => {
    const convex = join(dir, "convex.jsonl");
    await exportState(options, convex);
    const header = JSON.stringify({
      format: "my-aibud-export/1",
      waha: readState(stateOf(env, "waha")),
      clerk: readState(stateOf(env, "clerk")),
    });
    const draft = `${target}.part`;
    const source = Readable.from(withHeader(header, convex));
    const sink = createWriteStream(draft, { mode: 0o600, flush: true });
    if (target.endsWith(".gz")) await pipeline(source, createGzip(), sink);
    else await pipeline(source, sink);
    await rename(draft, target);
  });
}

/** Splits an export into its header and, in a file of its own, the rest. */
async function unpack(source: string, rest: string): Promise<string> {
  const raw = createReadStream(source);
  const text = source.endsWith(".gz") ? raw.pipe(createGunzip()) : raw;
  let header = "";
  let isHeader = true;
  const body = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      if (!isHeader) {
        yield chunk;
        continue;
      }
      const end = chunk.indexOf("\n");
      header += chunk.subarray(0, end < 0 ? undefined : end).toString("latin1");
      if (end < 0) continue;
      isHeader = false;
      yield chunk.subarray(end + 1);
    }
  };
  await pipeline(text, body, createWriteStream(rest));
  return Buffer.from(header, "latin1").toString("utf8");
}

function parseHeader(text: string): z.infer<typeof headerSchema> | null {
  try {
    const parsed = headerSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Replaces all state by an export's; a damaged file changes nothing. */
export async function readStateFile(env: Env, file: string): Promise<string> {
  const options = transferOptions(env);
  const source = resolve(file);
  if (!existsSync(source)) throw new Failure(`There is no file ${source}.`);
  return inTemporaryDir(stateDirOf(env), async (dir) => {
    const convex = join(dir, "convex.jsonl");
    const header = parseHeader(await unpack(source, convex));
    if (header === null) {
      throw new Failure(`${source} is no export of My Aibud.`);
    }
    const { tables, documents, files } = await importState(options, convex);
    await replaceState(stateOf(env, "waha"), header.waha);
    await replaceState(stateOf(env, "clerk"), header.clerk);
    return `${tables} tables, ${documents} documents, ${files} files`;
  });
}
