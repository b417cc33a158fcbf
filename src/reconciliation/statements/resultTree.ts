/**
 * The outcome of a reconciliation under one root, which both sides sign where they agree but for exceptions. Both make
 * it of the same two books by the same policy, and get the same root; each can show one difference, or the balances,
 * and nothing else.
 */
import { keccakHexOf, keccakOfText } from "../../domain/hash.ts";
import type { LedgerItem } from "../../domain/ledgerItem.ts";
import { isUnderRoot, merkleTreeOfWords } from "../../domain/merkle.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { Exceptions, Roots, Statement } from "../../domain/statement.ts";
import { salting } from "../../domain/statementLeaf.ts";
import { putHex, WORD_BYTES } from "../../domain/wordBytes.ts";
import type { LedgerPolicy } from "../ledgers/policy.ts";
import { compareText } from "../ledgers/pool.ts";
import type { CurrencyResult } from "../ledgers/reconcile.ts";
import { keyOfItem } from "./openLines.ts";

/** What a leaf says, as text, with its salt. */
export interface ResultLine {
  readonly text: string;
  readonly salt: Hex;
}

export interface ResultTree extends Exceptions {
  /** The first says both roots, both balances and the policy; each other one a difference. */
  readonly lines: readonly ResultLine[];
  /** Siblings of a line, by its place. */
  proofOf(place: number): readonly Hex[];
}

/**
 * @param roots Of the two books that were compared. @param secret Of the pair, 32 bytes. @throws StatementError for a
 * secret of another length
 */
export function resultTree(
  statement: Statement,
  roots: Pick<Roots, "supplierRoot" | "buyerRoot">,
  { balances, differences }: Pick<CurrencyResult, "balances" | "differences">,
  policy: LedgerPolicy,
  secret: Uint8Array,
): ResultTree {
  const { supplier, buyer } = balances;
  const head = jsonOf(["balances", roots.supplierRoot, supplier, roots.buyerRoot, buyer, policy]);
  const said = differences.map(({ class: name, amount, items }) => {
    return jsonOf([name, amount, documentsOf(statement, items.supplier), documentsOf(statement, items.buyer)]);
  });
  const saltOf = salting(statement, secret);
  const lines = [head, ...said.toSorted(compareText)].map((text, place): ResultLine => {
    // Two differences may read the same, and each has a leaf of its own.
    const salt = saltOf(keccakOfText(`${place} ${text}`));
    return { text, salt: `0x${Buffer.from(salt).toString("hex")}` };
  });
  const leaves = new Uint8Array(WORD_BYTES * lines.length);
  for (const [place, line] of lines.entries()) putHex(leaves, WORD_BYTES * place, leafOf(line));
  const { root, proofOf } = merkleTreeOfWords(leaves);
  return { result: root, count: differences.length, lines, proofOf: (place) => proofOf(place) };
}

/** Whether a line is under a signed result. */
export function isResultLine(result: Hex, line: ResultLine, proof: readonly Hex[]): boolean {
  return isUnderRoot(result, leafOf(line), proof);
}

/** Hashed twice, so that no inner node passes for a line. */
function leafOf({ text, salt }: ResultLine): Hex {
  const words = new Uint8Array(2 * WORD_BYTES);
  putHex(words, 0, keccakOfText(text));
  putHex(words, WORD_BYTES, salt);
  return keccakOfBytes(keccakOfBytes(words));
}

function keccakOfBytes(value: Uint8Array | Hex): Hex {
  return keccakHexOf(typeof value === "string" ? Buffer.from(value.slice(2), "hex") : value);
}

/** By what both sides call them; where an item stands in a file is one side's own. */
function documentsOf(pair: Statement, items: readonly LedgerItem[]): readonly (readonly [Hex, string])[] {
  const named = items.map((item) => [keyOfItem(pair, item), item.amount.toString()] as const);
  return named.toSorted(([one], [other]) => compareText(one, other));
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? one.toString() : one));
}
