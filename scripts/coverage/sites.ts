/** Where the contracts are measured: at every statement, and at every condition that decides the way. */
import path from "node:path";
import { Source, rangeOf } from "../instrument/text.ts";
import { calls, child, children, nodesOf, walk } from "../instrument/tree.ts";
import type { SyntaxNode } from "../instrument/tree.ts";

/** A place that tells when it is passed. */
export interface Site {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  /** A line is reached or not; a branch is one value of one condition, or one end of a call that is tried. */
  readonly kind: "line" | "branch";
  /** The statement or condition as the source has it, on one line. */
  readonly code: string;
  /** Which way a branch goes. */
  readonly way: "reached" | "true" | "false";
}

const LOGICAL = new Set(["&&", "||"]);

/** Adds the places of one source. The numbers of sites begin at `first`. */
class Instrumented {
  readonly sites: Site[] = [];
  readonly source: Source;
  readonly #file: string;
  readonly #first: number;
  readonly #conditions = new Set<SyntaxNode>();

  constructor(file: string, text: string, first: number) {
    this.source = new Source(text);
    this.#file = file;
    this.#first = first;
  }

  #site(kind: Site["kind"], node: SyntaxNode, way: Site["way"]): number {
    const id = this.#first + this.sites.length;
    const range = rangeOf(node);
    const code = this.source.shown(range);
    this.sites.push({ id, file: this.#file, line: this.source.lineOf(range.start), kind, code, way });
    return id;
  }

  #statement(node: SyntaxNode): void {
    if (node.nodeType === "Block" || node.nodeType === "UncheckedBlock") return;
    this.source.insert(rangeOf(node).start, `Sites.hit(${this.#site("line", node, "reached")}); `);
  }

  /** A body without braces gets some. */
  #body(node: SyntaxNode | undefined): void {
    if (node === undefined || node.nodeType === "Block") return;
    const hit = `{ Sites.hit(${this.#site("line", node, "reached")}); `;
    this.source.enclose(this.source.statement(node), hit, " }");
  }

  #emptyBlock(node: SyntaxNode, kind: Site["kind"], shown: SyntaxNode): void {
    const id = this.#site(kind, shown, "reached");
    this.source.insert(rangeOf(node).start + 1, ` Sites.hit(${id}); `);
  }

  /** What is joined by && or || is measured operand by operand, since each decides whether the next is looked at. */
  #condition(node: SyntaxNode | undefined): void {
    if (node === undefined || this.#conditions.has(node)) return;
    this.#conditions.add(node);
    const parts =
      node.nodeType === "TupleExpression"
        ? children(node, "components")
        : node.nodeType === "UnaryOperation" && node["operator"] === "!"
          ? children(node, "subExpression")
          : node.nodeType === "BinaryOperation" && LOGICAL.has(String(node["operator"]))
            ? [...children(node, "leftExpression"), ...children(node, "rightExpression")]
            : [];
    parts.forEach((part) => {
      this.#condition(part);
    });
    if (parts.length > 0) return;
    const id = this.#site("branch", node, "true");
    this.#site("branch", node, "false");
    this.source.enclose(rangeOf(node), `Sites.either(${id}, `, ")");
  }

  #visit(node: SyntaxNode): void {
    if (node.nodeType === "Block" || node.nodeType === "UncheckedBlock") {
      children(node, "statements").forEach((statement) => {
        this.#statement(statement);
      });
    }
    for (const key of ["trueBody", "falseBody", "body"]) {
      if (node.nodeType.endsWith("Statement")) this.#body(child(node, key));
    }
    if (node.nodeType.endsWith("Statement") || node.nodeType === "Conditional")
      this.#condition(child(node, "condition"));
    if (calls(node, "require")) this.#condition(children(node, "arguments")[0]);
    if (node.nodeType === "BinaryOperation" && LOGICAL.has(String(node["operator"]))) this.#condition(node);
    if (node.nodeType === "TryCatchClause") {
      const block = child(node, "block");
      if (block !== undefined) this.#emptyBlock(block, "branch", node);
    }
  }

  measure(tree: SyntaxNode): void {
    for (const definition of nodesOf(tree, "FunctionDefinition", "ModifierDefinition")) {
      const body = child(definition, "body");
      if (body === undefined) continue;
      if (children(body, "statements").length === 0) this.#emptyBlock(body, "line", definition);
      walk(body, (node) => {
        this.#visit(node);
      });
    }
  }
}

/**
 * The sources with a call to the library `Sites` at every place, on the lines they had, and the places. Sources without
 * code stay as they are.
 * @param library Where the library lies, from the root.
 */
export function measured(
  sources: ReadonlyMap<string, string>,
  trees: ReadonlyMap<string, SyntaxNode>,
  library: string,
): { sources: Map<string, string>; sites: Site[] } {
  const sites: Site[] = [];
  const changed = new Map<string, string>();
  for (const [file, tree] of trees) {
    const instrumented = new Instrumented(file, sources.get(file) ?? "", sites.length + 1);
    instrumented.measure(tree);
    if (instrumented.sites.length === 0) continue;
    const relative = path.posix.relative(path.posix.dirname(file), library);
    const from = relative.startsWith(".") ? relative : `./${relative}`;
    const pragma = nodesOf(tree, "PragmaDirective")[0];
    if (pragma === undefined) throw new Error(`${file} has no pragma.`);
    instrumented.source.insert(rangeOf(pragma).end, ` import {Sites} from "${from}";`);
    sites.push(...instrumented.sites);
    changed.set(file, instrumented.source.changed());
  }
  return { sources: changed, sites };
}
