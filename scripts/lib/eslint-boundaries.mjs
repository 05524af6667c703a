import path from "node:path";
import { fileURLToPath } from "node:url";
import { RAW_BUILDERS, forbiddenImport } from "./boundaries.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** @param {string} filename */
function repositoryFile(filename) {
  return path.relative(root, filename).split(path.sep).join("/");
}

/** @param {any} node */
function isTypeOnly(node) {
  return (
    node.importKind === "type" ||
    (node.specifiers.length > 0 &&
      node.specifiers.every(
        (s) => "importKind" in s && s.importKind === "type",
      ))
  );
}

/** The import table for editors; scripts/check-imports runs it over the graph. */
export const layers = {
  meta: { type: "problem", schema: [] },
  /** @param {import("eslint").Rule.RuleContext} context */
  create(context) {
    const file = repositoryFile(context.filename);
    /** @param {any} node @param {boolean} typeOnly */
    const check = (node, typeOnly) => {
      if (typeof node.source?.value !== "string") return;
      const message = forbiddenImport(file, node.source.value, typeOnly);
      if (message !== null) context.report({ node, message });
    };
    return {
      /** @param {any} node */
      ImportDeclaration: (node) => check(node, isTypeOnly(node)),
      /** @param {any} node */
      ExportNamedDeclaration: (node) => check(node, node.exportKind === "type"),
      /** @param {any} node */
      ExportAllDeclaration: (node) => check(node, node.exportKind === "type"),
      /** @param {any} node */
      ImportExpression: (node) => check(node, false),
    };
  },
};

/** Only convex/functions.ts builds on the raw query, mutation and action. */
export const rawBuilders = {
  meta: { type: "problem", schema: [] },
  /** @param {import("eslint").Rule.RuleContext} context */
  create(context) {
    const file = repositoryFile(context.filename);
    if (file === "convex/functions.ts" || file.startsWith("tests/")) return {};
    return {
      /** @param {any} node */
      ImportDeclaration(node) {
        if (!/_generated\/server(\.js)?$/.test(node.source.value)) return;
        for (const specifier of node.specifiers) {
          const name = specifier.imported?.name;
          if (RAW_BUILDERS.includes(name)) {
            context.report({
              node: specifier,
              message: `Only convex/functions.ts may import the raw builder "${name}".`,
            });
          }
        }
      },
    };
  },
};
