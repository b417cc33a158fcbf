/** What is open of one document in a stated book, proven, by the name that somebody has of it. */
import type { LedgerItem } from "../../domain/ledgerItem.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { LineProof } from "../../domain/statementLeaf.ts";
import { numberKey } from "../ledgers/keys.ts";
import { keyOfItem } from "./openLines.ts";
import type { StatedBook } from "./statedBook.ts";

/**
 * Every open line whose items have that number, in whatever spelling of it the book has them, or which is of that
 * receivable; none where nothing is open of it.
 * @param document A number, or an id on the ledger.
 */
export function provenLines(
  pair: { readonly supplier: Address; readonly buyer: Address },
  { items, lines, tree }: Pick<StatedBook, "items" | "lines" | "tree">,
  document: string,
): readonly LineProof[] {
  const named = new Set(items.filter((item) => isCalled(item, document)).map((item) => keyOfItem(pair, item)));
  const open = new Set<Hex>(lines.map((line) => line.document));
  return [...named].filter((key) => open.has(key)).map((key) => tree.proofOf(key));
}

function isCalled({ number, receivable }: LedgerItem, document: string): boolean {
  const name = numberKey(document);
  return receivable === document.trim().toLowerCase() || (name !== "" && numberKey(number) === name);
}
