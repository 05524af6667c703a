import path from "node:path";

/**
 * Who may import what. The first layer whose `files` prefix matches a file
 * decides. `imports` are path prefixes inside the repository; `types` may be
 * imported as types only; `packages` are specifier prefixes (null takes all),
 * `notPackages` are taken out of them.
 * @type {import("./boundaries.mjs").Layer[]}
 */
export const LAYERS = [
  { name: "tests", files: ["tests/"], imports: [""], packages: null },
  {
    name: "scripts",
    files: ["scripts/"],
    imports: ["scripts/", "lib/", "local/", "convex/_generated/"],
    packages: null,
  },
  {
    name: "local",
    files: ["local/"],
    imports: ["local/", "lib/", "scripts/lib/env-file"],
    notImports: ["lib/server/", "lib/ui/"],
    packages: null,
    notPackages: ["next", "react", "react-dom", "@clerk"],
  },
  {
    name: "app",
    files: [
      "app/",
      "middleware.ts",
      "instrumentation.ts",
      "instrumentation-client.ts",
      "next.config.ts",
    ],
    imports: ["app/", "components/", "lib/", "convex/_generated/"],
    packages: null,
  },
  {
    name: "components/ui",
    files: ["components/ui/"],
    imports: ["components/ui/", "lib/ui/"],
    packages: null,
    notPackages: [
      "convex",
      "next/navigation",
      "next/router",
      "@clerk",
      "node:",
    ],
  },
  {
    name: "components",
    files: ["components/"],
    imports: ["components/", "lib/"],
    notImports: ["lib/server/"],
    types: ["convex/_generated/"],
    packages: null,
    notPackages: ["node:", "server-only"],
  },
  {
    name: "lib/server",
    files: ["lib/server/"],
    imports: ["lib/", "convex/_generated/"],
    notImports: ["lib/ui/"],
    packages: null,
  },
  {
    name: "lib/ui",
    files: ["lib/ui/"],
    imports: ["lib/ui/"],
    packages: ["react", "clsx"],
  },
  {
    name: "lib/clients",
    files: ["lib/clients/"],
    imports: ["lib/"],
    notImports: ["lib/server/", "lib/ui/"],
    packages: [
      "zod",
      "@upstash/",
      "@google/generative-ai",
      "@polar-sh/sdk",
      "standardwebhooks",
    ],
  },
  {
    name: "lib",
    files: ["lib/"],
    imports: ["lib/"],
    notImports: ["lib/server/", "lib/ui/", "lib/clients/"],
    types: ["lib/clients/"],
    packages: ["convex/values", "zod", "libphonenumber-js", "@noble/ciphers"],
  },
  {
    name: "convex/*/model.ts",
    files: [/^convex\/[^/]+\/model\.ts$/],
    imports: ["convex/", "lib/"],
    notImports: [
      "convex/functions",
      "convex/_generated/api",
      "lib/server/",
      "lib/ui/",
    ],
    packages: ["convex/", "convex-helpers"],
  },
  {
    name: "convex",
    files: ["convex/"],
    imports: ["convex/", "lib/"],
    notImports: ["lib/server/", "lib/ui/"],
    packages: ["convex/", "convex-helpers", "zod"],
  },
];

/** Packages that exactly these files may import. */
export const SOLE_IMPORTERS = {
  "@google/generative-ai": ["lib/clients/gemini.ts"],
  "@upstash/ratelimit": ["lib/clients/"],
  "@upstash/redis": ["lib/clients/"],
  "@polar-sh/sdk": ["lib/clients/polar.ts"],
  "@noble/ciphers": ["lib/crypto/field-cipher.ts"],
  standardwebhooks: ["lib/clients/polar-webhook.ts"],
  "request-filtering-agent": ["lib/server/guarded-agent.ts"],
  "html-to-text": ["lib/server/page-text.ts"],
};

/** Names that only convex/functions.ts may take from the generated server. */
export const RAW_BUILDERS = [
  "query",
  "mutation",
  "action",
  "internalQuery",
  "internalMutation",
  "internalAction",
];

const EXTENSION = /\.(ts|tsx|js|mjs|mts|jsx)$/;

/**
 * @param {string} file
 * @param {string | RegExp} prefix
 */
function matches(file, prefix) {
  return typeof prefix === "string"
    ? file.startsWith(prefix)
    : prefix.test(file);
}

/**
 * @param {string} specifier
 * @param {string} prefix
 */
function isPackage(specifier, prefix) {
  return prefix.endsWith("/") || prefix.endsWith(":")
    ? specifier.startsWith(prefix)
    : specifier === prefix || specifier.startsWith(`${prefix}/`);
}

/** @param {string} file repository-relative, forward slashes */
export function layerOf(file) {
  return LAYERS.find((layer) => layer.files.some((f) => matches(file, f)));
}

/**
 * The repository path a specifier points to (extension as written), or null
 * for a package.
 * @param {string} file
 * @param {string} specifier
 */
export function repositoryPath(file, specifier) {
  if (specifier.startsWith("@/"))
    return path.posix.normalize(specifier.slice(2));
  if (!specifier.startsWith(".")) return null;
  return path.posix.join(path.posix.dirname(file), specifier);
}

/**
 * Why `file` may not import `specifier`, or null when it may.
 * @param {string} file
 * @param {string} specifier
 * @param {boolean} typeOnly
 * @returns {string | null}
 */
export function forbiddenImport(file, specifier, typeOnly) {
  const layer = layerOf(file);
  if (layer === undefined || file.startsWith("convex/_generated/")) return null;
  const target = repositoryPath(file, specifier);
  return target === null
    ? forbiddenPackage(file, layer, specifier)
    : forbiddenPath(layer, target, typeOnly);
}

/**
 * @param {import("./boundaries.mjs").Layer} layer
 * @param {string} target
 * @param {boolean} typeOnly
 */
function forbiddenPath(layer, target, typeOnly) {
  const bare = target.replace(EXTENSION, "");
  const isIn = (/** @type {string} */ prefix) =>
    bare === prefix || bare.startsWith(prefix) || `${bare}/` === prefix;
  if (typeOnly && layer.types?.some(isIn)) return null;
  if (layer.imports.some(isIn) && !layer.notImports?.some(isIn)) return null;
  return `${layer.name} may not import ${bare}`;
}

/**
 * @param {string} file
 * @param {import("./boundaries.mjs").Layer} layer
 * @param {string} specifier
 */
function forbiddenPackage(file, layer, specifier) {
  if (layer.name !== "tests") {
    for (const [name, owners] of Object.entries(SOLE_IMPORTERS)) {
      const owned = owners.some((owner) => file.startsWith(owner));
      if (isPackage(specifier, name) && !owned && layer.name !== "local") {
        return `${name} may only be imported by ${owners.join(", ")}`;
      }
    }
  }
  const allowed =
    layer.packages === null ||
    layer.packages.some((p) => isPackage(specifier, p));
  const denied =
    layer.notPackages?.some((p) => isPackage(specifier, p)) ?? false;
  return allowed && !denied
    ? null
    : `${layer.name} may not import ${specifier}`;
}
