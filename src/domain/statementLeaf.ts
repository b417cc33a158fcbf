/**
 * The lines of a statement as leaves of its root. Both sides make the same leaf of the same open item, without a word
 * between them: the document's key is side-neutral, the amount has one sign for both, and the salt follows from a
 * secret that only the two of them have. Equal books give equal roots, and nobody else can find a line by trying.
 */
import { bytesToHex } from "@noble/hashes/utils.js";
import { idOf } from "./commitment.ts";
import { keccakOf, keccakOfWords } from "./hash.ts";
import { hmacUnder } from "./hmac.ts";
import { invoiceHash } from "./invoiceNumber.ts";
import { isUnderRoot, MAX_LEAVES, merkleTreeOfWords } from "./merkle.ts";
import type { Address, Hex } from "./receivable.ts";
import { ZERO_HASH } from "./receivable.ts";
import { statementId } from "./statement.ts";
import type { Statement, Sum } from "./statement.ts";
import { putHex, putInteger, WORD_BYTES } from "./wordBytes.ts";

/** How leaves are made; another way gets another number. */
const LINE_VERSION = 1;
const LINE_WORDS = 6;
export const SECRET_BYTES = 32;
/** Amounts on the ledger are below this in minor units, and so is what is open of them. */
const AMOUNT_LIMIT = 2n ** 92n;

/** What is open of one document at the cut-off. */
export interface OpenItem {
  /** As {@link documentKey} gives it. */
  readonly document: Hex;
  /** Minor units: above zero what the buyer owes, below zero (a credit note, unapplied cash) what the supplier does. */
  readonly amount: bigint;
}

/** A line as whoever it is shown to sees it. */
export interface StatementLine extends OpenItem {
  readonly salt: Hex;
}

/** One line with what proves it. */
export interface LineProof {
  readonly line: StatementLine;
  /** Siblings from the leaf up to the root. */
  readonly proof: readonly Hex[];
}

/** All lines of one side under their root. */
export interface StatementTree {
  readonly root: Hex;
  /** What the lines come to, and a salt that both sides have: of this root alone, so that it opens no other sum. */
  readonly balance: Sum;
  /** @throws StatementError for a document that has no line. */
  readonly proofOf: (document: Hex) => LineProof;
}

/** A line or a secret that no statement can have. */
export class StatementError extends Error {
  /** Such as "items[3].amount". */
  readonly field: string;
  readonly value: string;

  /** @param fault What is wrong, and the way out. */
  constructor(field: string, value: string, fault: string) {
    super(`${field} is ${value}: ${fault}`);
    this.name = "StatementError";
    this.field = field;
    this.value = value;
  }
}

/**
 * The key of a document, the same for both sides and, for an item that was born on the ledger, its id there.
 * @param number As the document prints it, by whichever side issued it (R68). @param line Instalment, from 0.
 * @throws InvoiceNumberError for a number that identifies nothing.
 */
export function documentKey(
  { supplier, buyer }: { readonly supplier: Address; readonly buyer: Address },
  number: string,
  line = 0,
): Hex {
  return idOf({ supplier, buyer, invoice: invoiceHash(number), line, policy: 0, revision: 0 });
}

/**
 * The root over open items, in any order. No items at all have a root too: that of one line of nothing, so that nobody
 * can tell a statement without open items from another.
 * @param secret 32 bytes that only the two sides have, as the clients' `pairSecret` gives them.
 * @throws StatementError for a document that is listed twice, for an amount of zero (what is settled is not open) or
 * beyond 2^92, for more items than a tree holds, and for a secret of another length.
 */
export function statementTree(statement: Statement, items: readonly OpenItem[], secret: Uint8Array): StatementTree {
  if (items.length > MAX_LEAVES) {
    throw new StatementError("items", `${items.length} of them`, `a statement has at most ${MAX_LEAVES}: state parts`);
  }
  const lines = items.length === 0 ? [NOTHING_OPEN] : items;
  const saltOf = salting(statement, secret);
  const leaves = new Uint8Array(WORD_BYTES * lines.length);
  const leafOf = leafMaker(statement);
  const places = new Map<string, number>();
  let amount = 0n;
  for (const [place, item] of lines.entries()) {
    if (item !== NOTHING_OPEN) checkItem(item, place, places);
    places.set(item.document.toLowerCase(), place);
    leaves.set(leafOf(item, saltOf(item.document)), WORD_BYTES * place);
    amount += item.amount;
  }
  const { root, proofOf } = merkleTreeOfWords(leaves);
  return {
    root,
    balance: { amount, salt: `0x${bytesToHex(saltOf(root))}` },
    proofOf(document) {
      const place = places.get(document.toLowerCase());
      const item = place === undefined ? undefined : lines[place];
      if (place === undefined || item === undefined) {
        throw new StatementError("document", document, "the statement has no line of it: take one that is open");
      }
      return { line: { ...item, salt: `0x${bytesToHex(saltOf(document))}` }, proof: proofOf(place) };
    },
  };
}

/**
 * Whether a line is under a root of a statement.
 * @throws RangeError for a root or a step that is no word, and as {@link lineLeaf}.
 */
export function isStatementLine(statement: Statement, root: Hex, { line, proof }: LineProof): boolean {
  return isUnderRoot(root, lineLeaf(statement, line), proof);
}

/**
 * The leaf of a line, hashed twice so that no inner node passes for one.
 * @throws RangeError for a field that does not fit its word.
 */
export function lineLeaf(statement: Statement, line: StatementLine): Hex {
  const limit = 2n ** 255n;
  if (line.amount >= limit || line.amount < -limit) throw new RangeError(`${line.amount} does not fit 256 bits`);
  const salt = new Uint8Array(WORD_BYTES);
  if (!putHex(salt, 0, line.salt)) throw new RangeError(`salt is ${line.salt}, ${NO_WORD}`);
  return `0x${bytesToHex(leafMaker(statement)(line, salt))}`;
}

/**
 * Of which viewing keys the salts are made: both sides post it, so that roots that cannot be compared are known as
 * such.
 * @param supplierKey, buyerKey As the directory had them when the salts were made.
 */
export function statementKeysHash(supplierKey: Hex, buyerKey: Hex): Hex {
  return keccakOfWords(supplierKey, buyerKey);
}

const NO_WORD = "which is no word of 32 bytes";
const NOTHING_OPEN: OpenItem = { document: ZERO_HASH, amount: 0n };

function checkItem({ document, amount }: OpenItem, place: number, places: ReadonlyMap<string, number>): void {
  const field = `items[${place}]`;
  const other = places.get(document.toLowerCase());
  if (other !== undefined) {
    throw new StatementError(
      `${field}.document`,
      document,
      `items[${other}] is of it too: list what is open of it once`,
    );
  }
  if (amount === 0n) throw new StatementError(`${field}.amount`, "0", "nothing is open of it: leave it out");
  if (amount >= AMOUNT_LIMIT || amount <= -AMOUNT_LIMIT) {
    throw new StatementError(`${field}.amount`, amount.toString(), "it is beyond 2^92 minor units: correct it");
  }
}

/**
 * HMAC-SHA256 of statement and word, such as a document's key: a salt that is shown for one statement opens no line of
 * another.
 * @throws StatementError for a secret of another length.
 */
export function salting(statement: Statement, secret: Uint8Array): (document: Hex) => Uint8Array {
  if (secret.length !== SECRET_BYTES) {
    throw new StatementError("secret", `${secret.length} bytes long`, `give the ${SECRET_BYTES} bytes of the pair`);
  }
  const hmac = hmacUnder(secret);
  const message = new Uint8Array(2 * WORD_BYTES);
  putHex(message, 0, statementId(statement));
  return (document) => {
    if (!putHex(message, WORD_BYTES, document)) throw new RangeError(`document is ${document}, ${NO_WORD}`);
    return hmac(message);
  };
}

/** Writes the words that do not change once, and the others for each line. */
function leafMaker({ currency, cutOff }: Statement): (item: OpenItem, salt: Uint8Array) => Uint8Array {
  const words = new Uint8Array(WORD_BYTES * LINE_WORDS);
  putInteger(words, 0, LINE_VERSION);
  if (!putHex(words, 2 * WORD_BYTES, currency, 20)) throw new RangeError(`${currency} is no address`);
  putInteger(words, 4 * WORD_BYTES, cutOff);
  return ({ document, amount }, salt) => {
    if (!putHex(words, WORD_BYTES, document)) throw new RangeError(`${document} is no word of 32 bytes`);
    words.fill(0, 3 * WORD_BYTES, 4 * WORD_BYTES);
    putInteger(words, 3 * WORD_BYTES, amount);
    words.set(salt, 5 * WORD_BYTES);
    return keccakOf(keccakOf(words));
  };
}
