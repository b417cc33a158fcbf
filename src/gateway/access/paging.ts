/** Pages of lists that are in the order of addresses. */
import type { Address } from "../../domain/receivable.ts";
import { ZERO_ADDRESS } from "../../domain/receivable.ts";
import type { PageQuery } from "../../wire/access.ts";
import { ProblemError } from "../http/problems.ts";
import type { Cursors } from "../receivables/cursors.ts";

/** @param list What the list is: its name, and who asks. */
export interface AddressList<Row> {
  readonly cursors: Cursors;
  readonly list: string;
  readonly addressOf: (row: Row) => Address;
  readonly read: (after: Address, limit: number) => Promise<readonly Row[]>;
}

/** The rows of a page, and where the next one begins. @throws ProblemError `CursorInvalid` */
export async function pageOf<Row>(
  { cursors, list, addressOf, read }: AddressList<Row>,
  { limit, cursor }: PageQuery,
): Promise<{ readonly rows: readonly Row[]; readonly next: string | null }> {
  const opened = cursor === undefined ? ZERO_ADDRESS : cursors.open(list, cursor);
  if (opened === undefined) throw new ProblemError("CursorInvalid", "pass `next` back unchanged, to the same list");
  // Whatever opens was sealed here.
  const found = await read(opened as Address, limit + 1);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const next = found.length > limit && last !== undefined ? cursors.seal(list, addressOf(last)) : null;
  return { rows, next };
}
