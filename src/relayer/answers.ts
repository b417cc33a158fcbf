/** What nodes mean when they do not take a transaction. There are no codes for it, so that their sentences decide. */
import type { RpcRefused } from "../chain/rpcErrors.ts";

/**
 * - `taken`: the node has it.
 * - `nonceUsed`: a block holds a transaction of this nonce, ours or not.
 * - `underpriced`: its fees are too low, in themselves or to take the place of another of this nonce.
 * - `unfunded`: the account cannot pay for it.
 * - `later`: the node has no room for it at the moment.
 * - `refused`: anything else, such as too much data or gas.
 */
export type Answer =
  | { readonly kind: "taken" }
  | { readonly kind: "nonceUsed" | "underpriced" | "unfunded" | "later" | "refused"; readonly words: string };

/** As geth, Nethermind, Besu, Erigon, Reth, Anvil and Hardhat write them; the first that fits decides. */
const SENTENCES: readonly (readonly [Answer["kind"], RegExp])[] = [
  ["taken", /already ?known|already imported|known ?transaction|existing tx with same hash/i],
  ["later", /nonce ?gap|future nonce|nonce too high/i],
  ["nonceUsed", /nonce.{0,40}(?:too low|already|used|expired)|old ?nonce/i],
  ["underpriced", /underpriced|(?:fee|price)s? ?too ?low|below (?:the |configured )?(?:minimum|base)/i],
  ["underpriced", /less than block base|replacement ?not ?allowed|could not replace/i],
  ["unfunded", /insufficient ?funds|enough funds|upfront cost|exceeds (?:the )?(?:account )?balance|cannot afford/i],
  ["later", /pool (?:is )?full|pool overflow|queue|in-?flight|too many|timed? ?out|internal error|temporar|try again/i],
  // A development chain that mines at once says what became of it in the block.
  ["taken", /revert|VM Exception/i],
];

/** Reads a node's refusal of a transaction. */
export function answerTo({ message, code }: Pick<RpcRefused, "message" | "code">): Answer {
  const kind = SENTENCES.find(([, sentence]) => sentence.test(message))?.[0] ?? "refused";
  if (kind === "taken") return { kind };
  return { kind: code === INTERNAL_ERROR && kind === "refused" ? "later" : kind, words: message };
}

const INTERNAL_ERROR = -32_603;
