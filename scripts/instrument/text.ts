/** The text of a source by the compiler's positions, which count bytes, and changes to it. */
import { child } from "./tree.ts";
import type { SyntaxNode } from "./tree.ts";

export interface Range {
  readonly start: number;
  readonly end: number;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
  /** Of insertions at one place, an opening one stands after all closing ones; outer ones enclose inner ones. */
  readonly opens: boolean;
  readonly order: number;
}

/** Statements that end with a brace of their own. */
const BRACED = new Set(["Block", "UncheckedBlock", "TryStatement", "InlineAssembly"]);

export function rangeOf(node: SyntaxNode): Range {
  const [start = 0, length = 0] = node.src.split(":").map(Number);
  return { start, end: start + length };
}

/** One source and what is inserted into it; lines stay where they are. */
export class Source {
  readonly #bytes: Buffer;
  readonly #insertions: Insertion[] = [];

  constructor(text: string) {
    this.#bytes = Buffer.from(text, "utf8");
  }

  text({ start, end }: Range): string {
    return this.#bytes.subarray(start, end).toString("utf8");
  }

  /** The text of a node on one line. */
  shown(range: Range): string {
    return this.text(range).replace(/\s+/g, " ").trim();
  }

  /** The line of a position, counted from 1. */
  lineOf(position: number): number {
    return this.text({ start: 0, end: position }).split("\n").length;
  }

  /** A statement with its semicolon, which the compiler leaves out of its range. */
  statement(node: SyntaxNode): Range {
    const { start, end } = rangeOf(node);
    const last = child(node, "falseBody") ?? child(node, "trueBody") ?? child(node, "body");
    if (last !== undefined) return { start, end: this.statement(last).end };
    if (BRACED.has(node.nodeType)) return { start, end };
    if (this.#bytes[end - 1] === ";".charCodeAt(0)) return { start, end };
    return { start, end: this.#bytes.indexOf(";", end) + 1 };
  }

  /** Puts text around a range. What encloses another range has to be added first. */
  enclose({ start, end }: Range, before: string, after: string): void {
    const order = this.#insertions.length;
    this.#insertions.push({ at: start, text: before, opens: true, order });
    this.#insertions.push({ at: end, text: after, opens: false, order: -order });
  }

  insert(at: number, text: string): void {
    this.#insertions.push({ at, text, opens: true, order: this.#insertions.length });
  }

  /** The source with all insertions. */
  changed(): string {
    const sorted = this.#insertions.toSorted(
      (a, b) => a.at - b.at || Number(a.opens) - Number(b.opens) || a.order - b.order,
    );
    const pieces: string[] = [];
    let position = 0;
    for (const { at, text } of sorted) {
      pieces.push(this.text({ start: position, end: at }), text);
      position = at;
    }
    return pieces.join("") + this.text({ start: position, end: this.#bytes.length });
  }
}
