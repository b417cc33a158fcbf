/**
 * The outcome of a reconciliation under one root, which both sides sign where they agree but for exceptions. Both make
 * it of the same two books by the same policy, and get the same root; each can show one line of it, and nothing else.
 *
 * Where two roots differ there is always an exception to sign. Books can be the same in substance and still differ in
 * their roots: one writes "0012" and the other "12", or two documents are booked as one. The ledger's ids keep such
 * spellings apart, since two documents must never have one id, and so do the leaves of a statement. The reconciliation
 * matches them by its rules; which documents it took for the same is then a line that both sign, with an amount of
 * zero.
 */
import { keccakHexOf, keccakOfText } from "../../domain/hash.ts";
import type { LedgerItem } from "../../domain/ledgerItem.ts";
import { BOOK_SIDES } from "../../domain/ledgerItem.ts";
import { isUnderRoot, merkleTreeOfWords } from "../../domain/merkle.ts";
import type { MerkleTree } from "../../domain/merkle.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Exceptions } from "../../domain/statement.ts";
import { salting } from "../../domain/statementLeaf.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { putHex, WORD_BYTES } from "../../domain/wordBytes.ts";
import type { LedgerPolicy } from "../ledgers/policy.ts";
import { compareText } from "../ledgers/pool.ts";
import type { Match, Sides } from "../ledgers/pool.ts";
import type { CurrencyResult } from "../ledgers/reconcile.ts";
import { keyOfItem } from "./openLines.ts";
import type { StatedBook, Stating } from "./statedBook.ts";

/** What a leaf says, as text, with its salt. */
export interface ResultLine {
  readonly text: string;
  readonly salt: Hex;
}

export interface ResultTree extends Exceptions {
  /** How many of the exceptions are matches by a rule, whose amounts are equal. */
  readonly matched: number;
  /** The first says what was compared and how; each other one an exception. */
  readonly lines: readonly ResultLine[];
  /** Siblings of a line, by its place. */
  proofOf(place: number): readonly Hex[];
}

/** What the first line names, so that equal results are of equal books, compared in one way. */
export interface Compared {
  readonly books: Sides<{ readonly root: Hex; readonly digest: Hex }>;
  readonly policy: LedgerPolicy;
}

/** How results are written; another way gets another name. */
const FORM = "countersign-result-1";
const MATCHED = "MATCHED_BY_RULE";

/** @throws StatementError for a secret of another length */
export function resultTree(
  { statement, lastDay, secret }: Stating,
  { balances, differences, matches }: Pick<CurrencyResult, "balances" | "differences" | "matches">,
  { books, policy }: Compared,
): ResultTree {
  const sides = BOOK_SIDES.map((side) => [side, books[side].root, balances[side], books[side].digest]);
  const head = jsonOf([FORM, ...sides, dateOfDay(lastDay), policy]);
  const said = (items: Sides<readonly LedgerItem[]>): readonly unknown[] =>
    BOOK_SIDES.map((side) => documentsOf(statement, items[side]));
  const unlike = matches.filter((match) => !hasSameLines(statement, match));
  const exceptions = [
    ...differences.map(({ class: name, amount, items }) => jsonOf([name, amount, ...said(items)])),
    ...unlike.map(({ rule, items }) => jsonOf([MATCHED, 0n, ...said(items), rule])),
  ];
  const saltOf = salting(statement, secret);
  const lines = [head, ...exceptions.sort(compareText)].map((text, place): ResultLine => {
    // Two exceptions may read the same, and each has a leaf of its own.
    const salt = saltOf(keccakOfText(`${place} ${text}`));
    return { text, salt: `0x${Buffer.from(salt).toString("hex")}` };
  });
  const { root, proofOf } = treeOf(lines);
  return { result: root, count: exceptions.length, matched: unlike.length, lines, proofOf: (place) => proofOf(place) };
}

function treeOf(lines: readonly ResultLine[]): MerkleTree {
  const leaves = new Uint8Array(WORD_BYTES * lines.length);
  for (const [place, line] of lines.entries()) putHex(leaves, WORD_BYTES * place, leafOf(line));
  return merkleTreeOfWords(leaves);
}

/** The siblings of one of all lines of a result. @throws RangeError for a place where there is none */
export function proveLine(lines: readonly ResultLine[], place: number): readonly Hex[] {
  return treeOf(lines).proofOf(place);
}

/** The books that a result is of. */
export function comparedBooks(books: Sides<StatedBook>): Compared["books"] {
  const of = ({ tree: { root }, digest }: StatedBook): Compared["books"]["supplier"] => ({ root, digest });
  return { supplier: of(books.supplier), buyer: of(books.buyer) };
}

/** Whether a line is under a signed result. @throws RangeError for a salt or a step that is no word of 32 bytes */
export function isResultLine(result: Hex, line: ResultLine, proof: readonly Hex[]): boolean {
  return isUnderRoot(result, leafOf(line), proof);
}

/** Hashed twice, so that no inner node passes for a line. */
function leafOf({ text, salt }: ResultLine): Hex {
  const words = new Uint8Array(2 * WORD_BYTES);
  putHex(words, 0, keccakOfText(text));
  if (!putHex(words, WORD_BYTES, salt)) throw new RangeError(`salt is ${salt}, which is no word of 32 bytes`);
  return keccakOfBytes(keccakOfBytes(words));
}

function keccakOfBytes(value: Uint8Array | Hex): Hex {
  return keccakHexOf(typeof value === "string" ? Buffer.from(value.slice(2), "hex") : value);
}

/** Whether both sides of a match give the same lines of a statement. */
function hasSameLines(statement: Pair, { items }: Match): boolean {
  const sums = new Map<Hex, bigint>();
  for (const side of BOOK_SIDES) {
    for (const item of items[side]) {
      const key = keyOfItem(statement, item);
      sums.set(key, (sums.get(key) ?? 0n) + (side === "supplier" ? item.amount : -item.amount));
    }
  }
  return [...sums.values()].every((sum) => sum === 0n);
}

type Pair = Readonly<Record<"supplier" | "buyer", Address>>;

/** As each book writes it, and by what both call it; where an item stands in a file is one side's own. */
function documentsOf(pair: Pair, items: readonly LedgerItem[]): readonly (readonly [string, Hex, string])[] {
  const named = items.map((item) => [item.number, keyOfItem(pair, item), item.amount.toString()] as const);
  return named.toSorted((one, other) => compareText(JSON.stringify(one), JSON.stringify(other)));
}

/** Fields of an object in the order of their names, so that nothing but what is said makes the text. */
function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => {
    if (typeof one === "bigint") return one.toString();
    if (typeof one !== "object" || one === null || Array.isArray(one)) return one;
    return Object.fromEntries(Object.entries(one).sort(([left], [right]) => compareText(left, right)));
  });
}
