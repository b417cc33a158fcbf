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

export function createWorld(tapes: Tapes, dice: Dice): World {
  const chain = createChain(tapes);
  const finalDepth = pick(dice, FINAL_DEPTHS);
  const tags = dice(2) === 0 ? undefined : { finalized: finalDepth, safe: Math.floor(finalDepth / 2) };
  const ended = new Set<number>();
  const former: ModelBlock[] = [];
  const waiting: { questions: number; act: () => string }[] = [];

  const acts = (): readonly Act[] => {
    const act = (): Act => {
      const tape = dice(tapes.tapes.length);
      const choice = dice(5);
      if (choice === 0) return "foreign";
      return choice === 1 || ended.has(tape) ? "filler" : { tape };
    };
    return Array.from({ length: dice(MOST_ACTS + 1) }, act);
  };
  const start = chain.extendBy(chain.deployment, 1 + dice(60), acts);
  const nodes = Array.from({ length: 1 + (dice(3) === 0 ? 1 : 0) }, () =>
    createNode({ chain, head: start, ...(tags === undefined ? {} : { tags }) }),
  );
  let head = start;
  let final = 0;
  let isStraggling = false;
  let asked = 0;

  const turn = (next: ModelBlock): void => {
    head = next;
    final = Math.max(final, head.number - finalDepth);
    nodes.forEach((node, index) => {
      if (index === 0 || !isStraggling) node.head = head;
    });
  };
  turn(start);

  return {
    chain,
    nodes,
    finalDepth,
    isTagged: tags !== undefined,
    head: () => head,
    request(method, params) {
      asked += 1;
      for (const entry of waiting) entry.questions -= 1;
      while (waiting[0] !== undefined && waiting[0].questions <= 0) waiting.shift()?.act();
      const node = isStraggling && asked % 2 === 0 ? nodes.at(-1) : nodes[0];
      return node?.request(method, params);
    },
    grow() {
      const blocks = dice(8) === 0 ? 30 + dice(80) : 1 + dice(6);
      turn(chain.extendBy(head, blocks, acts));
      return `${blocks} blocks more`;
    },
    fork: () => {
      const able = (dice(3) === 0 ? DEPTHS : SHALLOW).filter((depth) => depth <= head.number - Math.max(final, 3));
      if (able.length === 0) return "too early for a fork";
      const back = former.filter((block) => isAbove(block, head, Math.max(final, 3)));
      if (back.length > 0 && dice(3) === 0) {
        const to = pick(dice, back);
        former.push(head);
        turn(to);
        return `back to the fork of block ${to.number}`;
      }
      const depth = pick(dice, able);
      const from = ancestorOf(head, head.number - depth) ?? head;
      const instead = [depth, Math.max(1, depth - 1 - dice(3)), depth + 1 + dice(9)][dice(3)] ?? depth;
      if (dice(3) === 0) ended.add(dice(tapes.tapes.length));
      former.push(head);
      turn(chain.extendBy(from, instead, acts));
      return `${instead} blocks in the place of ${depth}`;
    },
    straggle() {
      isStraggling = !isStraggling;
      turn(head);
      return isStraggling ? "one node stays behind" : "all nodes go on";
    },
    soon(act) {
      waiting.push({ questions: 1 + dice(25), act });
      return "soon";
    },
    settle() {
      waiting.length = 0;
      isStraggling = false;
      turn(head);
    },
  };
}

/** Whether a block's line and a head's have a block above a height in common or that very one. */
function isAbove(block: ModelBlock, head: ModelBlock, height: number): boolean {
  return block !== head && block.number > height && ancestorOf(block, height) === ancestorOf(head, height);
}
