import { fileURLToPath } from "node:url";
import convex from "@convex-dev/eslint-plugin";
import { defineConfig, globalIgnores } from "eslint/config";
import next from "eslint-config-next/core-web-vitals";
import security from "eslint-plugin-security";
import tseslint from "typescript-eslint";
import { layers, rawBuilders } from "./scripts/lib/eslint-boundaries.mjs";

const TYPESCRIPT = ["**/*.ts", "**/*.tsx"];
const SHIPPED = [
  "app/**",
  "components/**",
  "convex/**",
  "lib/**",
  "middleware.ts",
  "instrumentation*.ts",
];

/** @param {Record<string, unknown>} rules */
function withoutHooks(rules = {}) {
  return Object.fromEntries(
    Object.entries(rules).filter(([name]) => !name.startsWith("react-hooks/")),
  );
}

// Next's rules, and React's, for what is a page; elsewhere they only take time.
const pages = next.map((config) =>
  config.rules === undefined && config.plugins === undefined
    ? config
    : {
        ...config,
        files: ["app/**/*.{ts,tsx}", "components/**/*.{ts,tsx}"],
        rules: withoutHooks(config.rules),
      },
);

const everywhere = {
  files: [...TYPESCRIPT, "**/*.mjs"],
  rules: {
    eqeqeq: "error",
    "max-lines": ["error", { max: 300 }],
    "no-eval": "error",
    "no-new-func": "error",
    "no-restricted-syntax": [
      "error",
      {
        selector:
          "CallExpression[callee.object.name=/^(describe|it|test)$/][callee.property.name=/^(only|skip|todo)$/]",
        message: "Every test runs.",
      },
    ],
    "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"] }],
    "object-shorthand": "error",
    "prefer-const": "error",
  },
};

// What needs types, unused variables and the rules of hooks are oxlint's
// (.oxlintrc.json): the same rules at a fifth of the time; docs/adr/0031 says more.
const typescript = {
  files: TYPESCRIPT,
  extends: [tseslint.configs.recommended],
  rules: {
    "@typescript-eslint/consistent-type-imports": [
      "error",
      { fixStyle: "inline-type-imports" },
    ],
    "@typescript-eslint/no-non-null-assertion": "error",
    "@typescript-eslint/no-unused-vars": "off",
  },
};

const boundaries = {
  files: [...TYPESCRIPT, "**/*.mjs"],
  plugins: { boundaries: { rules: { layers, "raw-builders": rawBuilders } } },
  rules: { "boundaries/layers": "error", "boundaries/raw-builders": "error" },
};

const securityRules = {
  files: [...TYPESCRIPT, "**/*.mjs"],
  plugins: { security },
  rules: {
    "security/detect-bidi-characters": "error",
    "security/detect-eval-with-expression": "error",
    "security/detect-invisible-characters": "error",
    "security/detect-new-buffer": "error",
    "security/detect-pseudoRandomBytes": "error",
  },
};

const links = {
  files: ["app/**/*.tsx", "components/**/*.tsx"],
  ignores: ["components/ui/link.tsx"],
  rules: {
    "no-restricted-imports": [
      "error",
      { name: "next/link", message: "Use components/ui/link." },
    ],
  },
};

const shipped = {
  files: SHIPPED,
  rules: {
    "no-console": "error",
    "security/detect-child-process": "error",
    "security/detect-non-literal-fs-filename": "error",
    "security/detect-non-literal-regexp": "error",
    "security/detect-possible-timing-attacks": "error",
    "security/detect-unsafe-regex": "error",
  },
};

// lib is handed its clock, environment and network; architecture.md says why.
const portable = {
  files: ["lib/**/*.ts"],
  ignores: ["lib/server/**", "lib/ui/**", "lib/env-public.ts"],
  rules: {
    "max-lines-per-function": [
      "error",
      { max: 50, skipBlankLines: true, skipComments: true },
    ],
    "no-restricted-globals": ["error", "fetch", "process", "performance"],
    "no-restricted-properties": [
      "error",
      { object: "Date", property: "now", message: "Time is an argument." },
      { object: "Math", property: "random", message: "Use crypto." },
      { object: "globalThis", property: "fetch" },
    ],
    "no-restricted-syntax": [
      "error",
      {
        selector: "NewExpression[callee.name='Date'][arguments.length=0]",
        message: "Time is an argument.",
      },
    ],
  },
};

const convexRules = {
  files: ["convex/**/*.ts"],
  plugins: { "@convex-dev": convex },
  // Three of its rules ask for the types of a query and of the database.
  languageOptions: {
    parserOptions: {
      project: "convex/tsconfig.json",
      tsconfigRootDir: fileURLToPath(new URL(".", import.meta.url)),
    },
  },
  rules: {
    ...convex.configs.recommended[0].rules,
    "@convex-dev/import-wrong-runtime": "error",
    "@convex-dev/no-collect-in-query": "error",
    "@convex-dev/no-filter-in-query": "error",
    "@convex-dev/no-top-of-hour-crons": "error",
    "max-lines-per-function": [
      "error",
      { max: 50, skipBlankLines: true, skipComments: true },
    ],
    "no-restricted-syntax": [
      "error",
      {
        selector:
          "MemberExpression[object.name='crypto'][property.name=/^(createHmac|createHash)$/]",
        message: "crypto.subtle: the default runtime has no node:crypto.",
      },
    ],
  },
};

export default defineConfig([
  globalIgnores([
    ".next/",
    ".local/",
    "artifacts/",
    "coverage/",
    "convex/_generated/",
    "next-env.d.ts",
    "**/*.d.mts",
  ]),
  ...pages,
  typescript,
  everywhere,
  securityRules,
  boundaries,
  links,
  shipped,
  portable,
  convexRules,
  // The one reader of the deployment's environment.
  {
    files: ["convex/env.ts"],
    rules: { "@convex-dev/no-process-env": "off" },
  },
]);
