/** The contracts as the compiler's syntax trees, and ways to walk them. */
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import solc from "solc";
import { root } from "../runner/processes.ts";

/** A node of the compiler's tree; everything but its kind depends on the kind. */
export interface SyntaxNode {
  readonly nodeType: string;
  /** "start:length:file", in bytes. */
  readonly src: string;
  readonly [key: string]: unknown;
}

export interface Complaint {
  readonly severity: string;
  readonly message: string;
  readonly sourceLocation?: { readonly file: string; readonly start: number; readonly end: number };
}

export interface Parsed {
  readonly trees: ReadonlyMap<string, SyntaxNode>;
  readonly errors: readonly Complaint[];
}

interface CompilerOutput {
  readonly errors?: readonly Complaint[];
  readonly sources?: Readonly<Record<string, { readonly ast?: SyntaxNode }>>;
}

interface Compiler {
  readonly compile: (input: string, callbacks: { import: (file: string) => object }) => string;
}

/** The project's own contracts, by their path from the root. */
export function readContracts(): Map<string, string> {
  const files = globSync("contracts/**/*.sol", { cwd: root }).sort();
  return new Map(files.map((file) => [file, readFileSync(path.join(root, file), "utf8")]));
}

function imported(file: string): object {
  const found = [root, path.join(root, "node_modules")].map((folder) => path.join(folder, file)).find(existsSync);
  return found === undefined ? { error: `${file} is not there` } : { contents: readFileSync(found, "utf8") };
}

/** Parses and checks sources without compiling them; takes seconds. Errors are returned, warnings left out. */
export function parse(sources: ReadonlyMap<string, string>): Parsed {
  const input = {
    language: "Solidity",
    sources: Object.fromEntries([...sources].map(([file, content]) => [file, { content }])),
    settings: { evmVersion: "osaka", outputSelection: { "*": { "": ["ast"] } } },
  };
  const compiler = solc as unknown as Compiler;
  const output = JSON.parse(compiler.compile(JSON.stringify(input), { import: imported })) as CompilerOutput;
  const trees = new Map<string, SyntaxNode>();
  for (const file of sources.keys()) {
    const tree = output.sources?.[file]?.ast;
    if (tree !== undefined) trees.set(file, tree);
  }
  return { trees, errors: (output.errors ?? []).filter(({ severity }) => severity === "error") };
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "nodeType" in value && "src" in value;
}

/** The node under a key, where there is one. */
export function child(node: SyntaxNode, key: string): SyntaxNode | undefined {
  const value = node[key];
  return isNode(value) ? value : undefined;
}

/** All nodes directly below a node, or those under one key, in the order of the compiler. */
export function children(node: SyntaxNode, key?: string): SyntaxNode[] {
  const values = key === undefined ? Object.values(node) : [node[key]];
  return values.flatMap((value): unknown[] => (Array.isArray(value) ? (value as unknown[]) : [value])).filter(isNode);
}

/** Calls back for a node and all that is below it, outside in. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  visit(node);
  for (const below of children(node)) walk(below, visit);
}

/** All nodes of a kind at or below a node. */
export function nodesOf(tree: SyntaxNode, ...kinds: readonly string[]): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  walk(tree, (node) => {
    if (kinds.includes(node.nodeType)) found.push(node);
  });
  return found;
}

/** Whether a node calls the built-in function of that name. */
export function calls(node: SyntaxNode, name: string): boolean {
  const called = node.nodeType === "FunctionCall" ? child(node, "expression") : undefined;
  return called?.nodeType === "Identifier" && called["name"] === name;
}
