import { createHash, randomUUID } from "node:crypto";
import {
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, version } from "esbuild";

const MANIFEST = "manifest.json";
const ITSELF = fileURLToPath(import.meta.url);
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** A file written while the build read it must not count as read. */
const CLOCK_SLACK_MS = 20;

/**
 * Where what is built from this file or folder stays.
 * @param {string} source
 */
export function keptFolder(source) {
  const name = path.relative(ROOT, source).replaceAll(path.sep, "-");
  return path.join(ROOT, ".local/programs", name.replace(/\.ts$/, ""));
}

/** @param {string | Uint8Array} content */
function digestOf(content) {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * Changes whenever the file does, or the names in the folder.
 * @param {string} file
 */
function stampOf(file) {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? "" : `${found.ctimeNs}-${found.size}`;
}

/** @param {string} stamp */
function stampedAtMs(stamp) {
  return stamp === "" ? Infinity : Number.parseInt(stamp, 10) / 1e6;
}

/** @param {import("esbuild").BuildOptions} options */
function keyOf(options) {
  return digestOf(JSON.stringify([version, process.version, options]));
}

/**
 * @param {string} folder
 * @param {string} key
 * @returns {import("./build-cache.d.mts").Built | null}
 */
function readKept(folder, key) {
  let kept;
  try {
    kept = JSON.parse(readFileSync(path.join(folder, MANIFEST), "utf8"));
  } catch {
    // None yet, or one that a kill cut short.
    return null;
  }
  if (kept.key !== key) return null;
  for (const [file, stamp] of kept.stamps) {
    if (stampOf(file) !== stamp) return null;
  }
  const outputs = [];
  for (const [name, digest] of kept.outputs) {
    const file = path.join(folder, name);
    if (stampOf(file) === "") return null;
    const contents = readFileSync(file);
    // Another process may have built something newer meanwhile.
    if (digestOf(contents) !== digest) return null;
    outputs.push({ name, contents });
  }
  return { outputs, inputs: kept.inputs };
}

/**
 * Whoever reads the file meanwhile sees the old one or the new one.
 * @param {string} file
 * @param {string | Uint8Array} contents
 */
function replaceFile(file, contents) {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, contents);
  renameSync(draft, file);
}

/**
 * What esbuild makes of these options, its map beside it. The folder is where
 * the output lies at first; it may be moved.
 * @param {string} folder
 * @param {import("esbuild").BuildOptions & { outfile: string }} options `outfile`
 *   inside the folder
 * @returns {Promise<import("./build-cache.d.mts").Built>}
 */
export async function buildAnew(folder, options) {
  const root = options.absWorkingDir ?? process.cwd();
  const { outputFiles, metafile } = await build({
    ...options,
    outfile: path.join(folder, options.outfile),
    bundle: true,
    metafile: true,
    write: false,
    sourcemap: "linked",
    // Node reads all of the map when it loads the file.
    sourcesContent: false,
    sourceRoot: pathToFileURL(path.join(folder, "/")).href,
    logLevel: "silent",
  });
  return {
    outputs: outputFiles.map((output) => ({
      name: path.relative(folder, output.path),
      contents: output.contents,
    })),
    inputs: Object.keys(metafile.inputs)
      // What a plugin or the caller made up is no file.
      .filter((input) => !/^(?:<stdin>$|[a-z-]+:)/.test(input))
      .map((input) => path.resolve(root, input)),
  };
}

/**
 * The same, written into the folder, which is of this build alone; as long as
 * nothing changes that went in, the next one is read from there.
 * @param {string} folder
 * @param {import("esbuild").BuildOptions & { outfile: string }} options
 * @param {readonly string[]} makers files besides the inputs that decide on the
 *   output, those of plugins
 * @returns {Promise<import("./build-cache.d.mts").Built>}
 */
export async function buildOnce(folder, options, makers) {
  const key = keyOf(options);
  const kept = readKept(folder, key);
  if (kept !== null) return kept;
  const startedAtMs = Date.now();
  const { outputs, inputs } = await buildAnew(folder, options);
  mkdirSync(folder, { recursive: true });
  for (const { name, contents } of outputs) {
    replaceFile(path.join(folder, name), contents);
  }
  // A new file in one of the folders may be found in another's place.
  const watched = new Set([
    ...inputs,
    ...inputs.map((file) => path.dirname(file)),
    ...makers,
    ITSELF,
  ]);
  const stamps = [...watched].map((file) => [file, stampOf(file)]);
  const isCertain = stamps.every(
    ([, stamp = ""]) => stampedAtMs(stamp) < startedAtMs - CLOCK_SLACK_MS,
  );
  if (isCertain) {
    const digests = outputs.map(({ name, contents }) => [
      name,
      digestOf(contents),
    ]);
    const manifest = { key, stamps, outputs: digests, inputs };
    replaceFile(path.join(folder, MANIFEST), JSON.stringify(manifest));
  }
  return { outputs, inputs };
}
