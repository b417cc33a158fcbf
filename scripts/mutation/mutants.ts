/** The mutants of the contracts, and sources that hold many of them at once. */
import path from "node:path";
import { Source, rangeOf } from "../instrument/text.ts";
import { child, children, nodesOf } from "../instrument/tree.ts";
import type { SyntaxNode } from "../instrument/tree.ts";
import { mutationsOf } from "./operators.ts";
import type { Mutation } from "./operators.ts";

/** One fault that is put into the contracts. */
export interface Mutant extends Mutation {
  /** From 1, in the order of the sources, whatever is sampled. */
  readonly id: number;
  readonly file: string;
  readonly line: number;
  /** The function it is in; empty for a constructor. */
  readonly within: string;
  /** What stands there, on one line. */
  readonly original: string;
  /** What stands around it: the smallest expression or statement that holds it. */
  readonly around: string;
}

interface Found {
  readonly mutation: Mutation;
  readonly around: SyntaxNode;
}

/** A loop that does not go on ends no test, and types have no faults that compile. */
const PASSED_OVER = ["loopExpression", "typeName"];

function collect(node: SyntaxNode, source: Source, parent: SyntaxNode | undefined, found: Found[]): void {
  for (const mutation of mutationsOf(node, source, parent)) {
    const outer = mutation.node === node ? parent : node;
    found.push({ mutation, around: outer === undefined || outer.nodeType.endsWith("Block") ? mutation.node : outer });
  }
  const passedOver = PASSED_OVER.map((key) => child(node, key));
  for (const below of children(node)) if (!passedOver.includes(below)) collect(below, source, node, found);
}

/** All mutants of the functions and modifiers in the sources; inline assembly has none. */
export function mutantsOf(sources: ReadonlyMap<string, string>, trees: ReadonlyMap<string, SyntaxNode>): Mutant[] {
  const mutants: Mutant[] = [];
  for (const [file, tree] of trees) {
    const source = new Source(sources.get(file) ?? "");
    for (const definition of nodesOf(tree, "FunctionDefinition", "ModifierDefinition")) {
      const body = child(definition, "body");
      const found: Found[] = [];
      if (body !== undefined) collect(body, source, undefined, found);
      for (const { mutation, around } of found) {
        const { start } = rangeOf(mutation.node);
        mutants.push({
          ...mutation,
          id: mutants.length + 1,
          file,
          line: source.lineOf(start),
          within: String(definition["name"]),
          original: source.shown(rangeOf(mutation.node)),
          around: source.shown(rangeOf(around)),
        });
      }
    }
  }
  return mutants;
}

/** The mutants of a seed's sample: a shuffle of all that begins alike however many are taken. */
export function sampled(mutants: readonly Mutant[], count: number, seed: number): Mutant[] {
  let state = seed >>> 0;
  const random = (): number => {
    // Mulberry32: small, and the same everywhere.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const keyed = mutants.map((mutant) => ({ mutant, key: random() }));
  return keyed
    .toSorted((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ mutant }) => mutant);
}

function enclose(source: Source, { id, node, text, cast = "" }: Mutant): void {
  const alive = `Mutants.alive(${id})`;
  if (text === undefined) source.enclose(source.statement(node), `{ if (!${alive}) { `, " } }");
  else source.enclose(rangeOf(node), `(${alive} ? (${text}) : ${cast}(`, "))");
}

/**
 * The sources with all those mutants in them, asleep until the library `Mutants` finds one alive; lines stay.
 * @param library Where the library lies, from the root.
 */
export function withMutants(
  sources: ReadonlyMap<string, string>,
  trees: ReadonlyMap<string, SyntaxNode>,
  mutants: readonly Mutant[],
  library: string,
): Map<string, string> {
  const changed = new Map<string, string>();
  for (const [file, own] of Map.groupBy(mutants, (mutant) => mutant.file)) {
    const source = new Source(sources.get(file) ?? "");
    // What encloses comes first, and of what is equally long the statement.
    const outsideIn = own.toSorted((a, b) => {
      const [one, other] = [rangeOf(a.node), rangeOf(b.node)];
      const statements = Number(a.text !== undefined) - Number(b.text !== undefined);
      return one.start - other.start || other.end - one.end || statements || a.id - b.id;
    });
    for (const mutant of outsideIn) enclose(source, mutant);
    const tree = trees.get(file);
    const pragma = tree === undefined ? undefined : nodesOf(tree, "PragmaDirective")[0];
    if (pragma === undefined) throw new Error(`${file} has no pragma.`);
    const relative = path.posix.relative(path.posix.dirname(file), library);
    source.insert(
      rangeOf(pragma).end,
      ` import {Mutants} from "${relative.startsWith(".") ? relative : `./${relative}`}";`,
    );
    changed.set(file, source.changed());
  }
  return changed;
}
