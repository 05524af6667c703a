import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";

/**
 * Packages stay outside, by absolute path so that the output may lie anywhere.
 * Convex's own packages go in: they must see the injected clock and system calls.
 */
export function packagesOutside(): Plugin {
  return {
    name: "packages-outside",
    setup(esbuild) {
      esbuild.onResolve({ filter: /^[^./]/ }, async (args) => {
        if (args.pluginData === "inner" || args.kind === "entry-point") {
          return undefined;
        }
        if (/^(?:convex|convex-helpers)(?:\/|$)/.test(args.path)) {
          return undefined;
        }
        if (args.path.startsWith("node:")) {
          return { path: args.path, external: true };
        }
        if (args.path === "server-only") {
          return { path: args.path, namespace: "empty" };
        }
        const { importer, kind, resolveDir } = args;
        const found = await esbuild.resolve(args.path, {
          importer,
          kind,
          resolveDir,
          pluginData: "inner",
        });
        if (found.errors.length > 0) return { errors: found.errors };
        if (!found.path.includes("node_modules")) return undefined;
        return { path: pathToFileURL(found.path).href, external: true };
      });
      esbuild.onLoad({ filter: /.*/, namespace: "empty" }, () => ({
        contents: "",
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
  const rows = await performAsyncSyscall("local/collect", { query });
  return rows.map((row) => jsonToConvex(row));
};
`;

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
        return { contents: fits ? source + COLLECT : source, loader: "js" };
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
