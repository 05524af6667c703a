import ts from "typescript";

/** One small change of a file that its tests should notice. */
export interface Mutant {
  line: number;
  /** What was there, and what is there now. */
  change: string;
  text: string;
}

const SWAPS = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, "!=="],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, "==="],
  [ts.SyntaxKind.AmpersandAmpersandToken, "||"],
  [ts.SyntaxKind.BarBarToken, "&&"],
  [ts.SyntaxKind.LessThanToken, "<="],
  [ts.SyntaxKind.LessThanEqualsToken, "<"],
  [ts.SyntaxKind.GreaterThanToken, ">="],
  [ts.SyntaxKind.GreaterThanEqualsToken, ">"],
  [ts.SyntaxKind.PlusToken, "-"],
  [ts.SyntaxKind.MinusToken, "+"],
]);

/** Every mutant of a source, in the order of the text. */
export function mutantsOf(source: string): Mutant[] {
  const file = ts.createSourceFile(
    "mutant.ts",
    source,
    ts.ScriptTarget.Latest,
    true,
  );
  const found: Mutant[] = [];
  const add = (node: ts.Node, replacement: string) => {
    const start = node.getStart(file);
    found.push({
      line: file.getLineAndCharacterOfPosition(start).line + 1,
      change: `${brief(node.getText(file))} → ${brief(replacement)}`,
      text: source.slice(0, start) + replacement + source.slice(node.end),
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    mutate(node, add);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function mutate(
  node: ts.Node,
  add: (node: ts.Node, replacement: string) => void,
): void {
  if (ts.isBinaryExpression(node)) {
    const swap = SWAPS.get(node.operatorToken.kind);
    if (swap !== undefined) add(node.operatorToken, swap);
  } else if (ts.isIfStatement(node)) {
    add(node.expression, "false");
    add(node.expression, "true");
  } else if (node.kind === ts.SyntaxKind.TrueKeyword) {
    add(node, "false");
  } else if (node.kind === ts.SyntaxKind.FalseKeyword) {
    add(node, "true");
  } else if (ts.isPrefixUnaryExpression(node)) {
    if (node.operator === ts.SyntaxKind.ExclamationToken) {
      add(node, node.operand.getText());
    }
  } else if (ts.isNumericLiteral(node) && !ts.isArrayLiteralExpression(node)) {
    add(node, String(Number(node.text.replaceAll("_", "")) + 1));
  }
}

function brief(text: string): string {
  const flat = text.replace(/\s+/g, " ");
  return flat.length > 60 ? `${flat.slice(0, 57)}...` : flat;
}
