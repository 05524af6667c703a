import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const root = fileURLToPath(new URL(".", import.meta.url));

const resolve = {
  alias: {
    "@": root.replace(/\/$/, ""),
    // Outside Next the package throws on import, whoever imports it.
    "server-only": `${root}node_modules/server-only/empty.js`,
  },
};

function project(name: string, timeoutMs: number, retry = 0) {
  return {
    resolve,
    test: {
      name,
      environment: "node",
      include: [`tests/${name}/**/*.test.{ts,tsx}`],
      testTimeout: timeoutMs,
      hookTimeout: timeoutMs,
      retry,
      restoreMocks: true,
      unstubEnvs: true,
      unstubGlobals: true,
    },
  };
}

/**
 * Its files share the modules they import: loading the product once costs half of
 * what loading it for every file does. A file that replaces modules or changes
 * `process.env` itself belongs into a project where each has a process of its own.
 */
function shared(name: string, timeoutMs = 20_000, retry = 0) {
  const { test, ...rest } = project(name, timeoutMs, retry);
  return { ...rest, test: { ...test, isolate: false } };
}

const convex = shared("convex");

// Processes and browsers on a busy CI machine are late at times; what passes only
// the second time is marked "(retry x1)" in the report.
const retries = process.env.CI === undefined ? 0 : 1;

const localBase = shared("local", 60_000, retries);
const local = {
  ...localBase,
  test: {
    ...localBase.test,
    // What the Convex runtime has bundled is imported by Node itself.
    server: { deps: { external: [/\/generations\//] } },
  },
};

const appBase = project("app", 20_000);
const app = {
  ...appBase,
  test: {
    ...appBase.test,
    // It imports Next's modules as only a bundler resolves them.
    server: { deps: { inline: [/@clerk\/nextjs/] } },
    // It reads this one when it is loaded.
    env: { CLERK_SECRET_KEY: "sk_live_key_of_a_test" },
  },
};

const projects = [
  shared("unit"),
  {
    ...convex,
    test: {
      ...convex.test,
      environment: "edge-runtime",
      server: { deps: { inline: ["convex-test"] } },
    },
  },
  local,
  project("contract", 60_000),
  app,
  shared("components"),
];

// Files that wait for minutes, so that none of them begins when all others are through.
const LONGEST =
  /e2e\/(?:retry-run|pages|operator-console|main-job-faults)\.test/;

class LongestFirst extends BaseSequencer {
  override async sort(
    files: TestSpecification[],
  ): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.test(moduleId);
    return [
      ...sorted.filter(isLong),
      ...sorted.filter((file) => !isLong(file)),
    ];
  }
}

// The browser tests need a finished build, so they run only by name:
// `vitest run --project e2e` or `vitest run tests/e2e/…`.
if (process.argv.some((argument) => /(^|[/=])e2e(\/|$)/.test(argument))) {
  projects.push(shared("e2e", 120_000, retries));
}

export default defineConfig({
  test: {
    projects,
    sequence: { sequencer: LongestFirst },
    coverage: { provider: "v8", include: ["convex/**", "lib/**"] },
  },
});
