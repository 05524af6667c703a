import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";

/** Next's marker, which means nothing here. */
export function withoutServerOnly(): Plugin {
  return {
    name: "without-server-only",
    setup(esbuild) {
      esbuild.onResolve({ filter: /^server-only$/ }, ({ path }) => ({
        path,
        namespace: "empty",
      }));
      esbuild.onLoad({ filter: /.*/, namespace: "empty" }, () => ({
        contents: "",
      }));
    },
  };
}

/** What is injected in place of globals, under its name. */
export function injected(name: string, contents: string): Plugin {
  return {
    name: "injected",
    setup(esbuild) {
      const only = new RegExp(`^${name}$`);
      esbuild.onResolve({ filter: only }, ({ path }) => ({
        path,
        namespace: "injected",
      }));
      esbuild.onLoad({ filter: only, namespace: "injected" }, () => ({
        contents,
      }));
    },
  };
}

const QUERY_IMPLEMENTATION =
  /convex[\\/]dist[\\/]esm[\\/]server[\\/]impl[\\/]query_impl\.js$/;

const COLLECT = `
QueryImpl.prototype.collect = async function () {
  if (this.state.type !== "preparing") this.startQuery();
  const { query } = this.state;
  this.state = { type: "consumed" };
  return storedToConvex(await performAsyncSyscall("local/collect", { query }));
};
`;

const VALUES = /convex[\\/]dist[\\/]esm[\\/]values[\\/]value\.js$/;
const DATABASE =
  /convex[\\/]dist[\\/]esm[\\/]server[\\/]impl[\\/]database_impl\.js$/;

/** What was stored has been checked; only what JSON cannot say is made anew. */
const STORED = `
function isPlain(value) {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isPlain);
  for (const key in value) {
    if (key.charCodeAt(0) === 36 || !isPlain(value[key])) return false;
  }
  return true;
}
export function storedToConvex(value) {
  return isPlain(value) ? value : jsonToConvex(value);
}
`;

/** Documents come out of JSON fit for use: no second copy of each. */
export function storedAsTheyAre(): Plugin {
  return {
    name: "stored-as-they-are",
    setup(esbuild) {
      esbuild.onLoad({ filter: VALUES }, ({ path }) => ({
        contents: readFileSync(path, "utf8") + STORED,
        loader: "js",
      }));
      esbuild.onLoad({ filter: DATABASE }, ({ path }) => ({
        contents:
          'import { storedToConvex } from "../../values/value.js";\n' +
          readFileSync(path, "utf8").replace(
            /(await performAsyncSyscall\("1\.0\/get", args\);\s+return) jsonToConvex\(/,
            "$1 storedToConvex(",
          ),
        loader: "js",
      }));
    },
  };
}

/**
 * `collect`, and with it `take`, `first` and `unique`, in one system call
 * instead of two and one for each row: about a third of the time.
 */
export function fastCollect(): Plugin {
  return {
    name: "fast-collect",
    setup(esbuild) {
      esbuild.onLoad({ filter: QUERY_IMPLEMENTATION }, ({ path }) => {
        const source = readFileSync(path, "utf8");
        const known = ["startQuery()", "this.state.query", "async collect()"];
        const fits = known.every((part) => source.includes(part));
        const more = `import { storedToConvex } from "../../values/value.js";${COLLECT}`;
        return { contents: fits ? source + more : source, loader: "js" };
      });
    },
  };
}

const SYSTEM_CALLS =
  /convex[\\/]dist[\\/]esm[\\/]server[\\/]impl[\\/]syscall\.js$/;

/** Arguments of system calls as they are: caller and runtime share a thread, so JSON on the way only costs. */
export function directArguments(): Plugin {
  return {
    name: "direct-arguments",
    setup(esbuild) {
      esbuild.onLoad({ filter: SYSTEM_CALLS }, ({ path }) => ({
        contents: readFileSync(path, "utf8").replace(
          "Convex.asyncSyscall(op, JSON.stringify(arg))",
          "Convex.asyncSyscall(op, arg)",
        ),
        loader: "js",
      }));
    },
  };
}
