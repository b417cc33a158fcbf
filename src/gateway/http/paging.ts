/** Pages of lists. */
import type { PageQuery } from "../../wire/access.ts";
import type { Cursors } from "../receivables/cursors.ts";
import { ProblemError } from "./problems.ts";

export interface List<Row, Place> {
  readonly cursors: Cursors;
  /** What the list is: its name, who asks, and its filters. */
  readonly list: string;
  /** Before the first row. */
  readonly first: Place;
  readonly placeOf: (row: Row) => Place;
  readonly read: (after: Place, limit: number) => Promise<readonly Row[]>;
}

/** The rows of a page, and where the next one begins. @throws ProblemError `CursorInvalid` */
export async function pageOf<Row, Place>(
  { cursors, list, first, placeOf, read }: List<Row, Place>,
  { limit, cursor }: PageQuery,
): Promise<{ readonly rows: readonly Row[]; readonly next: string | null }> {
  const after = cursor === undefined ? first : opened(cursors, list, cursor);
  // Whatever opens was sealed here, for that list.
  const found = await read(after as Place, limit + 1);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const next = found.length > limit && last !== undefined ? cursors.seal(list, placeOf(last)) : null;
  return { rows, next };
}

function opened(cursors: Cursors, list: string, cursor: string): unknown {
  const place = cursors.open(list, cursor);
  if (place !== undefined) return place;
  throw new ProblemError("CursorInvalid", "pass `next` back unchanged, to the same list");
}
