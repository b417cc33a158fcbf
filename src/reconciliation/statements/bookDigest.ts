/**
 * All that a book says under one hash, so that two firms who sign one result know that they compared the same items. A
 * root says what is open of each document; orders, days, disputes and single items of one document, by which books are
 * matched, are only here.
 */
import { keccakOfText } from "../../domain/hash.ts";
import type { LedgerItem } from "../../domain/ledgerItem.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { Statement } from "../../domain/statement.ts";
import { salting } from "../../domain/statementLeaf.ts";
import { compareText } from "../ledgers/pool.ts";

/**
 * The same for the same items in any order, and wherever they stand in their files.
 * @param secret Of the pair, 32 bytes: whoever sees the digest cannot find the items by trying.
 * @throws StatementError for a secret of another length
 */
export function bookDigest(statement: Statement, items: readonly LedgerItem[], secret: Uint8Array): Hex {
  const said = items.map(contentOf).sort(compareText);
  const digest = salting(statement, secret)(keccakOfText(said.join("\n")));
  return `0x${Buffer.from(digest).toString("hex")}`;
}

/** JSON has no line break of its own, so that no text of one item passes for two. */
function contentOf({ kind, number, order, day, dueDay, currency, amount, ...item }: LedgerItem): string {
  const { settles, disputed, assignedTo, receivable } = item;
  const days = [day, dueDay ?? null];
  const rest = [settles, disputed, assignedTo, receivable?.toLowerCase() ?? null];
  return JSON.stringify([kind, number, order, ...days, currency, amount.toString(), ...rest]);
}
