/** A chain that grows and forks by a seed, and the one or two nodes that serve it. */
import type { ModelBlock } from "./blocks.ts";
import { ancestorOf, createChain, createNode } from "./chain.ts";
import type { Act, ModelChain, ModelNode } from "./chain.ts";
import { pick } from "./dice.ts";
import type { Dice } from "./dice.ts";
import type { Tapes } from "./tapes.ts";

export const DEPTHS = [1, 2, 3, 6, 12, 30, 64, 65, 128, 250, 256] as const;
const SHALLOW = DEPTHS.slice(0, 6);
/** How far below the head blocks are final; the last lets forks be as deep as any. */
const FINAL_DEPTHS = [14, 70, 300] as const;
const MOST_ACTS = 3;

export interface World {
  readonly chain: ModelChain;
  readonly nodes: readonly ModelNode[];
  /** How far below the head blocks are final; nothing deeper is ever dropped. */
  readonly finalDepth: number;
  /** Whether the nodes know the tags safe and finalized. */
  readonly isTagged: boolean;
  /** The block that all nodes will have in the end. */
  head(): ModelBlock;
  /** A node answers; which one may change from question to question. */
  request(method: string, params: readonly unknown[]): unknown;
  /** Some blocks more. */
  grow(): string;
  /** Another fork in the place of some blocks. */
  readonly fork: () => string;
  /** Lets one node stay where it is while the other goes on, or both go on again. */
  straggle(): string;
  /** Does something while the index reads on, after some more questions. */
  soon(act: () => string): string;
  /** Nothing more happens by itself, and all nodes have one chain. */
  settle(): void;
}

/** What is to be done after some more questions, in the order in which it was asked for. */
function createWaiting(): { add(questions: number, act: () => string): void; count(): void; clear(): void } {
  const entries: { questions: number; act: () => string }[] = [];
  return {
    add: (questions, act) => entries.push({ questions, act }),
    count() {
      for (const entry of entries) entry.questions -= 1;
      while (entries[0] !== undefined && entries[0].questions <= 0) entries.shift()?.act();
    },
    clear() {
      entries.length = 0;
    },
  };
}

/** What a block may hold. @param ended Tapes that are played no further. */
function anyActs(dice: Dice, { tapes }: Tapes, ended: ReadonlySet<number>): readonly Act[] {
  const act = (): Act => {
    const tape = dice(tapes.length);
    const choice = dice(5);
    if (choice === 0) return "foreign";
    return choice === 1 || ended.has(tape) ? "filler" : { tape };
  };
  return Array.from({ length: dice(MOST_ACTS + 1) }, act);
}

interface Forked {
  readonly head: ModelBlock;
  /** No fork goes below. */
  readonly lowest: number;
  readonly former: readonly ModelBlock[];
}

type Fork =
  { readonly to: ModelBlock } | { readonly from: ModelBlock; readonly depth: number; readonly instead: number };

/** A fork that was left before, or a new one; undefined where the chain is too short for any. */
function chooseFork(dice: Dice, { head, lowest, former }: Forked): Fork | undefined {
  const able = (dice(3) === 0 ? DEPTHS : SHALLOW).filter((depth) => depth <= head.number - lowest);
  if (able.length === 0) return undefined;
  const back = former.filter((block) => isAbove(block, head, lowest));
  if (back.length > 0 && dice(3) === 0) return { to: pick(dice, back) };
  const depth = pick(dice, able);
  const from = ancestorOf(head, head.number - depth) ?? head;
  const instead = [depth, Math.max(1, depth - 1 - dice(3)), depth + 1 + dice(9)][dice(3)] ?? depth;
  return { from, depth, instead };
}

interface View {
  head(): ModelBlock;
  final(): number;
  isStraggling(): boolean;
  /** Whoever answers next; two nodes take turns while one of them stays behind. */
  node(): ModelNode | undefined;
  turn(next: ModelBlock): void;
  straggle(does: boolean): boolean;
}

/** What the nodes show of the chain. */
function createView(nodes: readonly ModelNode[], start: ModelBlock, finalDepth: number): View {
  let [head, final, asked, isStraggling] = [start, 0, 0, false];
  const view: View = {
    head: () => head,
    final: () => final,
    isStraggling: () => isStraggling,
    node() {
      asked += 1;
      return isStraggling && asked % 2 === 0 ? nodes.at(-1) : nodes[0];
    },
    turn(next) {
      head = next;
      final = Math.max(final, head.number - finalDepth);
      nodes.forEach((node, index) => {
        if (index === 0 || !isStraggling) node.head = head;
      });
    },
    straggle(does) {
      isStraggling = does;
      view.turn(head);
      return does;
    },
  };
  view.turn(start);
  return view;
}

export function createWorld(tapes: Tapes, dice: Dice): World {
  const chain = createChain(tapes);
  const finalDepth = pick(dice, FINAL_DEPTHS);
  const tags = dice(2) === 0 ? undefined : { finalized: finalDepth, safe: Math.floor(finalDepth / 2) };
  const ended = new Set<number>();
  const former: ModelBlock[] = [];
  const waiting = createWaiting();

  const acts = (): readonly Act[] => anyActs(dice, tapes, ended);
  const start = chain.extendBy(chain.deployment, 1 + dice(60), acts);
  const node = { chain, head: start, ...(tags === undefined ? {} : { tags }) };
  const nodes = Array.from({ length: 1 + (dice(3) === 0 ? 1 : 0) }, () => createNode(node));
  const view = createView(nodes, start, finalDepth);
  const grow = (blocks: number): string => {
    view.turn(chain.extendBy(view.head(), blocks, acts));
    return `${blocks} blocks more`;
  };
  const fork = (): string => {
    const chosen = chooseFork(dice, { head: view.head(), lowest: Math.max(view.final(), 3), former });
    if (chosen === undefined) return "too early for a fork";
    former.push(view.head());
    if ("to" in chosen) {
      view.turn(chosen.to);
      return `back to the fork of block ${chosen.to.number}`;
    }
    const { from, depth, instead } = chosen;
    if (dice(3) === 0) ended.add(dice(tapes.tapes.length));
    view.turn(chain.extendBy(from, instead, acts));
    return `${instead} blocks in the place of ${depth}`;
  };

  return {
    chain,
    nodes,
    finalDepth,
    isTagged: tags !== undefined,
    head: () => view.head(),
    request(method, params) {
      waiting.count();
      return view.node()?.request(method, params);
    },
    grow: () => grow(dice(8) === 0 ? 30 + dice(80) : 1 + dice(6)),
    fork,
    straggle: () => (view.straggle(!view.isStraggling()) ? "one node stays behind" : "all nodes go on"),
    soon(act) {
      waiting.add(1 + dice(25), act);
      return "soon";
    },
    settle() {
      waiting.clear();
      view.straggle(false);
    },
  };
}

/** Whether a block's line and a head's have a block above a height in common or that very one. */
function isAbove(block: ModelBlock, head: ModelBlock, height: number): boolean {
  return block !== head && block.number > height && ancestorOf(block, height) === ancestorOf(head, height);
}
