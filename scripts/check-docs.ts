import { existsSync } from "node:fs";
import path from "node:path";
import { runCheck } from "./lib/run-check";
import { readFiles, type SourceFile } from "./lib/source-files";

const TOP_LEVEL = [
  "app",
  "components",
  "convex",
  "docs",
  "lib",
  "local",
  "scripts",
  "tests",
  ".ci",
  ".github",
];
// Made by a command, so a clone does not have them.
const MADE = /^(\.env\.local|next-env\.d\.ts|\.next|\.local|artifacts)/;
// Entry points of the convex package, which share the name of our folder.
const PACKAGE = /^convex\/(browser|nextjs|react|server|values)$/;
const CODE_SPAN = /`([^`\n]+)`/g;
const LINK = /\]\(([^)\s]+)\)/g;

/** Paths that the documentation names and the repository does not have. */
export function checkDocs(root: string): string[] {
  const documents = readFiles(root, (file) => file.endsWith(".md"));
  return documents.flatMap((document) => [
    ...deadSpans(root, document),
    ...deadLinks(root, document),
  ]);
}

function deadSpans(root: string, { file, text }: SourceFile): string[] {
  return [...text.matchAll(CODE_SPAN)]
    .map(([, span = ""]) => span.replace(/(:\d+|#\w+)$/, ""))
    .filter(isPath)
    .filter(
      (span) =>
        !isThere(root, span) &&
        !isThere(path.join(root, path.dirname(file)), span),
    )
    .map((span) => `${file} names \`${span}\`, which does not exist`);
}

function deadLinks(root: string, { file, text }: SourceFile): string[] {
  return [...text.matchAll(LINK)]
    .map(([, link = ""]) => link.replace(/#.*$/, ""))
    .filter((link) => link !== "" && !/^[a-z]+:/i.test(link))
    .filter((link) => !existsSync(path.join(root, path.dirname(file), link)))
    .map((link) => `${file} links to ${link}, which does not exist`);
}

function isPath(span: string): boolean {
  if (!/^[\w.@()[\]/-]+$/.test(span)) return false;
  if (MADE.test(span) || PACKAGE.test(span)) return false;
  const [first = ""] = span.split("/");
  return span.includes("/") && TOP_LEVEL.includes(first);
}

/** A module may be named without its extension, as imports name it. */
function isThere(base: string, span: string): boolean {
  return ["", ".ts", ".tsx", ".mjs"].some((extension) =>
    existsSync(path.join(base, `${span}${extension}`)),
  );
}

runCheck(import.meta.url, "docs", checkDocs);
