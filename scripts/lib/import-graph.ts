import path from "node:path";
import ts from "typescript";
import { repositoryPath } from "./boundaries.mjs";
import { type SourceFile } from "./source-files";

export interface Import {
  specifier: string;
  typeOnly: boolean;
  names: string[];
}

/** The static and dynamic imports and re-exports of one file. */
export function importsOf({ file, text }: SourceFile): Import[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const visit = (node: ts.Node): void => {
    const found = readImport(node);
    if (found !== null) imports.push(found);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return imports;
}

function readImport(node: ts.Node): Import | null {
  if (
    ts.isImportDeclaration(node) &&
    ts.isStringLiteral(node.moduleSpecifier)
  ) {
    return {
      specifier: node.moduleSpecifier.text,
      ...readClause(node.importClause),
    };
  }
  if (
    ts.isExportDeclaration(node) &&
    node.moduleSpecifier !== undefined &&
    ts.isStringLiteral(node.moduleSpecifier)
  ) {
    const { text } = node.moduleSpecifier;
    return { specifier: text, typeOnly: node.isTypeOnly, names: [] };
  }
  if (
    ts.isCallExpression(node) &&
    node.expression.kind === ts.SyntaxKind.ImportKeyword
  ) {
    const [argument] = node.arguments;
    return argument !== undefined && ts.isStringLiteral(argument)
      ? { specifier: argument.text, typeOnly: false, names: [] }
      : null;
  }
  return null;
}

function readClause(
  clause: ts.ImportClause | undefined,
): Pick<Import, "typeOnly" | "names"> {
  if (clause === undefined) return { typeOnly: false, names: [] };
  const bindings = clause.namedBindings;
  const elements =
    bindings !== undefined && ts.isNamedImports(bindings)
      ? [...bindings.elements]
      : [];
  const values = elements.filter((element) => !element.isTypeOnly);
  const wholeClause = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return {
    typeOnly:
      wholeClause ||
      (clause.name === undefined && elements.length > 0 && values.length === 0),
    names: wholeClause
      ? []
      : values.map((element) => (element.propertyName ?? element.name).text),
  };
}

/** The file of the set a specifier leads to, or null outside the set. */
export function resolveImport(
  files: ReadonlySet<string>,
  from: string,
  specifier: string,
): string | null {
  const target = repositoryPath(from, specifier);
  if (target === null) return null;
  const candidates = [
    target,
    `${target}.ts`,
    `${target}.tsx`,
    path.posix.join(target, "index.ts"),
  ];
  return candidates.find((candidate) => files.has(candidate)) ?? null;
}

/** One cycle of the graph as a path that ends where it began, or null. */
export function findCycle(
  graph: ReadonlyMap<string, readonly string[]>,
): string[] | null {
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (node: string): string[] | null => {
    const at = trail.indexOf(node);
    if (at !== -1) return [...trail.slice(at), node];
    if (done.has(node)) return null;
    trail.push(node);
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next);
      if (cycle !== null) return cycle;
    }
    trail.pop();
    done.add(node);
    return null;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node);
    if (cycle !== null) return cycle;
  }
  return null;
}
