import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** A file as the checks see it. `path` is relative to the root, with slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** Absolute path of the checkout. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** Reads the files that match any of the patterns, sorted by path. */
export function readSources(...patterns: readonly string[]): Source[] {
  const files = globSync([...patterns], { cwd: root }).map((file) => file.split(path.sep).join("/"));
  return files.sort().map((file) => ({ path: file, text: readFileSync(path.join(root, file), "utf8") }));
}

const parsed = new WeakMap<Source, ts.SourceFile>();

/** The syntax tree of a TypeScript or JavaScript source. */
export function parse(source: Source): ts.SourceFile {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const kind = source.path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true, kind);
  parsed.set(source, tree);
  return tree;
}

/** Visits every node below and including one. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** The line, counted from 1, on which a position lies. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}

/** The line, counted from 1, on which a node begins, its comments left out. */
export function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

/**
 * Solidity text in which comments, and if wanted the insides of strings, are blanks: the same length, the same lines.
 */
export function maskSolidity(text: string, { strings }: { strings: boolean }): string {
  const token = /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;
  return text.replace(token, (found) => {
    const isString = found.startsWith('"') || found.startsWith("'");
    return isString && !strings ? found : found.replace(/[^\n]/g, " ");
  });
}
