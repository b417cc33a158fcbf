import ts from "typescript";
import { lineAt, lineOf, parse, walk } from "./sources.ts";
import type { Source } from "./sources.ts";

const CONFIGURATION = /^[^/]+\.config\.[jt]s$/;
/** The composition roots, which talk to the person and the environment that started them. */
const ROOTS = /^src\/(?:main\.tsx?$|cli\/)/;
const FLOATS = new Set(["parseFloat", "toFixed", "toPrecision"]);
const UNFINISHED = /\b(?:TO(?:DO)|FIX(?:ME))\b/;
const TEST_CALLS = new Set(["describe", "context", "it", "specify"]);
const TEST_MODIFIERS = new Set([undefined, "only", "skip"]);

type Check = (node: ts.Node, tree: ts.SourceFile) => string | undefined;

function search(sources: readonly Source[], check: Check): string[] {
  return sources.flatMap((source) => {
    const tree = parse(source);
    const found: string[] = [];
    walk(tree, (node) => {
      const fault = check(node, tree);
      if (fault !== undefined) found.push(`${source.path}:${lineOf(tree, node)} ${fault}`);
    });
    return found;
  });
}

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true;
  if (ts.isExportSpecifier(node)) return node.name.text === "default";
  return ts.canHaveModifiers(node) && ts.getModifiers(node)?.at(-1)?.kind === ts.SyntaxKind.DefaultKeyword;
}

/** Default exports; configuration files may have them, since their readers ask for one. */
export function defaultExports(sources: readonly Source[]): string[] {
  const own = sources.filter(({ path }) => !CONFIGURATION.test(path));
  return search(own, (node) => (isDefaultExport(node) ? "exports by default; give the export its name" : undefined));
}

function importedNames(tree: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  walk(tree, (node) => {
    const binds = ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node);
    if (binds && node.name !== undefined) names.add(node.name.text);
  });
  return names;
}

/** Exports of what another file defines, directly or by way of an import. */
export function barrels(sources: readonly Source[]): string[] {
  const fault = "exports what another file defines; import it from there";
  return search(sources, (node, tree) => {
    if (!ts.isExportDeclaration(node)) return undefined;
    if (node.moduleSpecifier !== undefined) return fault;
    if (node.exportClause === undefined || !ts.isNamedExports(node.exportClause)) return undefined;
    const imported = importedNames(tree);
    return node.exportClause.elements.some(({ name, propertyName }) => imported.has((propertyName ?? name).text))
      ? fault
      : undefined;
  });
}

function readsEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.getText() === "process.env";
  if (ts.isElementAccessExpression(node)) return /^process\[["'`]env["'`]\]$/.test(node.getText());
  if (ts.isImportSpecifier(node)) {
    const clause = node.parent.parent.parent;
    return (
      (node.propertyName ?? node.name).text === "env" &&
      /^["'](?:node:)?process["']$/.test(clause.moduleSpecifier.getText())
    );
  }
  return (
    ts.isVariableDeclaration(node) && node.initializer?.getText() === "process" && /\benv\b/.test(node.name.getText())
  );
}

/** Uses of the console or the environment in src/ outside the composition roots. */
export function hiddenInputAndOutput(sources: readonly Source[]): string[] {
  const inner = sources.filter(({ path }) => path.startsWith("src/") && !ROOTS.test(path));
  return search(inner, (node) => {
    if (readsEnvironment(node)) return "reads the environment; only src/cli does, and hands on what it parsed";
    const logs = ts.isIdentifier(node) && node.text === "console" && !ts.isPropertyAssignment(node.parent);
    return logs ? "uses the console; only src/cli prints" : undefined;
  });
}

/** Words in src/ by which money becomes a binary fraction. */
export function floatWords(sources: readonly Source[]): string[] {
  const own = sources.filter(({ path }) => path.startsWith("src/"));
  return search(own, (node) =>
    ts.isIdentifier(node) && FLOATS.has(node.text) ? `uses ${node.text}; amounts are bigint minor units` : undefined,
  );
}

/** Notes that something is not finished, in any kind of text. */
export function unfinished(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const found = UNFINISHED.exec(text);
    return found === null ? [] : [`${path}:${lineAt(text, found.index)} says ${found[0]}; finish it or drop it`];
  });
}

function titleOf(call: ts.CallExpression): string {
  const [title] = call.arguments;
  return title !== undefined && ts.isStringLiteralLike(title) ? title.text : "";
}

/** Tests that hide others (`.only`), tests that no run finds, and titles that wish instead of stating. */
export function testFaults(sources: readonly Source[]): string[] {
  return search(
    sources.filter(({ path }) => path.startsWith("test/")),
    (node, tree) => {
      if (!ts.isCallExpression(node)) return undefined;
      const [name, modifier] = node.expression.getText().split(".");
      if (name === undefined || !TEST_CALLS.has(name) || !TEST_MODIFIERS.has(modifier)) return undefined;
      if (modifier === "only") return "runs alone and hides every other test";
      if (!tree.fileName.endsWith(".test.ts"))
        return "is a test in a file that is not named *.test.ts: no run finds it";
      return /^should\b/i.test(titleOf(node)) ? "is titled with a wish; state what holds" : undefined;
    },
  );
}
