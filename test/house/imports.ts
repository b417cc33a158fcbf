import path from "node:path";
import ts from "typescript";
import { lineAt, lineOf, maskSolidity, parse, walk } from "./sources.ts";
import type { Source } from "./sources.ts";

/** One mention of another module. */
export interface Import {
  readonly from: string;
  readonly line: number;
  /** As written; `undefined` where it is computed and nobody can tell. */
  readonly specifier: string | undefined;
  /** The path relative to the root where the specifier is relative, else `undefined`. */
  readonly target: string | undefined;
}

function resolve(from: string, specifier: string): string | undefined {
  return specifier.startsWith(".") ? path.posix.join(path.posix.dirname(from), specifier) : undefined;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (!ts.isCallExpression(node)) return undefined;
  const callee = node.expression;
  const loads =
    callee.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(callee) && callee.text === "require") ||
    callee.getText() === "import.meta.resolve";
  return loads ? (node.arguments[0] ?? node) : undefined;
}

/** Every import of a TypeScript source: of values and types, re-exported, dynamic, `require`d, inside types. */
export function importsOf(source: Source): Import[] {
  const tree = parse(source);
  const found: Import[] = [];
  walk(tree, (node) => {
    const named = specifierOf(node);
    if (named === undefined) return;
    const specifier = ts.isStringLiteralLike(named) ? named.text : undefined;
    const target = specifier === undefined ? undefined : resolve(source.path, specifier);
    found.push({ from: source.path, line: lineOf(tree, node), specifier, target });
  });
  return found;
}

/** Every import of a Solidity source. */
export function solidityImportsOf(source: Source): Import[] {
  const text = maskSolidity(source.text, { strings: false });
  return [...text.matchAll(/^\s*import\b[^;"']*["']([^"']+)["']/gm)].map((match) => {
    const specifier = match[1] ?? "";
    const line = lineAt(text, match.index + match[0].length);
    return { from: source.path, line, specifier, target: resolve(source.path, specifier) };
  });
}
