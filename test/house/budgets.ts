import ts from "typescript";
import { lineAt, lineOf, maskSolidity, parse, walk } from "./sources.ts";
import type { Source } from "./sources.ts";

const SOLIDITY_FILE_LINES = 500;
const SCRIPT_FILE_LINES = 250;
const FUNCTION_LINES = 60;
const LINE_LENGTH = 120;

/** Calls whose callback is a container of tests rather than a function that does something. */
const SUITES = new Set(["describe", "describe.skip", "context"]);

function linesOf(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}

/** Files with more lines than their language's budget, NatSpec and comments included. */
export function longFiles(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const budget = path.endsWith(".sol") ? SOLIDITY_FILE_LINES : SCRIPT_FILE_LINES;
    const lines = linesOf(text).length;
    return lines > budget ? [`${path} has ${lines} lines; the budget is ${budget}`] : [];
  });
}

/** Lines that are longer than a screen is wide. */
export function longLines(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) =>
    linesOf(text).flatMap((line, index) => {
      const { length } = line;
      return length > LINE_LENGTH
        ? [`${path}:${index + 1} has ${length} characters; the budget is ${LINE_LENGTH}`]
        : [];
    }),
  );
}

function isSuite(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && SUITES.has(node.parent.expression.getText());
}

function report(path: string, line: number, lines: number): string[] {
  return lines > FUNCTION_LINES
    ? [`${path}:${line} is a function of ${lines} lines; the budget is ${FUNCTION_LINES}`]
    : [];
}

/** Functions, methods and accessors of TypeScript sources that are over the budget. */
export function longFunctions(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const tree = parse(source);
    const found: string[] = [];
    walk(tree, (node) => {
      if (!ts.isFunctionLike(node) || isSuite(node)) return;
      const first = lineOf(tree, node);
      const last = tree.getLineAndCharacterOfPosition(node.end).line + 1;
      found.push(...report(source.path, first, last - first + 1));
    });
    return found;
  });
}

function endOfBlock(text: string, open: number): number {
  let depth = 0;
  for (let position = open; position < text.length; position++) {
    if (text[position] === "{") depth++;
    if (text[position] === "}" && --depth === 0) return position;
  }
  return text.length;
}

/** Functions, modifiers and constructors of Solidity sources that are over the budget, the heading included. */
export function longSolidityFunctions(sources: readonly Source[]): string[] {
  const heading = /\b(?:(?:function|modifier)\s+\w+|(?:constructor|fallback|receive)\s*\()[^;{}]*\{/g;
  return sources.flatMap(({ path, text }) => {
    const code = maskSolidity(text, { strings: true });
    return [...code.matchAll(heading)].flatMap(({ index, 0: { length } }) => {
      const first = lineAt(code, index);
      const last = lineAt(code, endOfBlock(code, index + length - 1));
      return report(path, first, last - first + 1);
    });
  });
}
