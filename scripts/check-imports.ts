import { RAW_BUILDERS, forbiddenImport } from "./lib/boundaries.mjs";
import {
  findCycle,
  importsOf,
  resolveImport,
  type Import,
} from "./lib/import-graph";
import { runCheck } from "./lib/run-check";
import { isSource, readFiles } from "./lib/source-files";

// Which domain's model may call which; architecture.md draws the same arrows.
const MODEL_CALLS: Record<string, string[]> = {
  assistant: ["messages", "credits", "conversations"],
  payments: ["credits"],
  messages: ["webhooks", "contacts", "conversations", "credits", "instances"],
  webhooks: ["tenants"],
  contacts: ["tenants"],
  conversations: ["tenants"],
  credits: ["tenants"],
  instances: ["tenants"],
  operators: ["tenants"],
  tenants: [],
};
const CALLED_BY_ALL = ["audit", "notifications"];

/** Problems of the import graph: layers, sole importers, cycles, model order. */
export function checkImports(root: string): string[] {
  const files = readFiles(root, isSource);
  const known = new Set(files.map(({ file }) => file));
  const imports = new Map(files.map((file) => [file.file, importsOf(file)]));
  const problems = [...imports].flatMap(([file, list]) =>
    list.flatMap((entry) => fileProblems(file, entry)),
  );
  return [
    ...problems,
    ...referenceProblems(imports, known),
    ...modelProblems(imports, known),
    ...cycleProblems(imports, known),
  ];
}

function fileProblems(file: string, entry: Import): string[] {
  const problems: string[] = [];
  const forbidden = forbiddenImport(file, entry.specifier, entry.typeOnly);
  if (forbidden !== null) problems.push(`${file}: ${forbidden}`);
  const raw = entry.names.filter((name) => RAW_BUILDERS.includes(name));
  if (
    raw.length > 0 &&
    /_generated\/server$/.test(entry.specifier) &&
    file !== "convex/functions.ts" &&
    !file.startsWith("tests/")
  ) {
    problems.push(
      `${file}: only convex/functions.ts may import ${raw.join(", ")}`,
    );
  }
  return problems;
}

type Imports = ReadonlyMap<string, readonly Import[]>;

/** A file that registers functions is reached by reference, never by import. */
function referenceProblems(imports: Imports, known: Set<string>): string[] {
  const registers = (file: string) =>
    file !== "convex/functions.ts" &&
    (imports.get(file) ?? []).some(
      ({ specifier, typeOnly }) =>
        !typeOnly &&
        resolveImport(known, file, specifier) === "convex/functions.ts",
    );
  return [...imports].flatMap(([file, list]) => {
    if (!file.startsWith("convex/") || file === "convex/http.ts") return [];
    return list.flatMap(({ specifier, typeOnly }) => {
      const target = resolveImport(known, file, specifier);
      return target?.startsWith("convex/") && !typeOnly && registers(target)
        ? [`${file}: call ${target} by reference, not by import`]
        : [];
    });
  });
}

function modelProblems(imports: Imports, known: Set<string>): string[] {
  return [...imports].flatMap(([file, list]) => {
    const from = domainOfModel(file);
    if (from === null) return [];
    return list.flatMap(({ specifier }) => {
      const target = resolveImport(known, file, specifier);
      const to = target === null ? null : domainOfModel(target);
      if (to === null || to === from || mayCall(from, to)) return [];
      return [`${file}: the model of ${from} may not call the model of ${to}`];
    });
  });
}

function domainOfModel(file: string): string | null {
  return /^convex\/([^/]+)\/model\.ts$/.exec(file)?.[1] ?? null;
}

function mayCall(from: string, to: string): boolean {
  if (CALLED_BY_ALL.includes(to)) return true;
  return (MODEL_CALLS[from] ?? []).some(
    (next) => next === to || mayCall(next, to),
  );
}

function cycleProblems(imports: Imports, known: Set<string>): string[] {
  const graph = new Map<string, string[]>();
  for (const [file, list] of imports) {
    const counted = domainOfModel(file) !== null;
    graph.set(
      file,
      list
        .filter(({ typeOnly }) => counted || !typeOnly)
        .map(({ specifier }) => resolveImport(known, file, specifier))
        .filter((target) => target !== null),
    );
  }
  const cycle = findCycle(graph);
  return cycle === null ? [] : [`imports go round: ${cycle.join(" → ")}`];
}

runCheck(import.meta.url, "imports", checkImports);
