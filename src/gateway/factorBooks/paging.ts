/** Pages of lists that are made from a book: all of them of the first one's block and day. */
import type { Hex } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import type { BookQuery } from "../../wire/factorBook.ts";
import { ProblemError } from "../http/problems.ts";
import type { Cursors } from "../receivables/cursors.ts";
import { asOfBook, shownAsOf } from "./asOf.ts";
import type { AsOf, ShownAsOf } from "./asOf.ts";

/** What a cursor holds: where the page ended, and what the list was made from. */
interface Place {
  readonly after: number;
  readonly block: number;
  readonly hash: Hex | null;
  /** As it was asked for. */
  readonly date: string | null;
}

export interface BookPage<Row> {
  readonly items: Row[];
  readonly next: string | null;
  readonly asOf: ShownAsOf | null;
}

export interface BookList<Row> {
  readonly cursors: Cursors;
  /** Its name, who asks, and its filters. */
  readonly list: string;
  readonly query: Pick<BookQuery, "date" | "block"> & { readonly limit: number; readonly cursor?: string | undefined };
  /** The whole list, the same for the same block and day. */
  readonly make: (asOf: AsOf) => Promise<readonly Row[]>;
}

/** @throws ProblemError `CursorInvalid`, also where the block of the first page is no more; `RequestInvalid` */
export async function bookPage<Row>(sql: Sql, { cursors, list, query, make }: BookList<Row>): Promise<BookPage<Row>> {
  const place = query.cursor === undefined ? undefined : placeIn(cursors.open(list, query.cursor));
  const asked = place === undefined ? query : { block: place.block, date: place.date ?? undefined };
  const asOf = await asOfBook(sql, asked);
  if (asOf === undefined) return { items: [], next: null, asOf: null };
  if (place !== undefined && asOf.hash !== place.hash) {
    throw new ProblemError("CursorInvalid", "the block of the first page was dropped: begin again without a cursor");
  }
  const rows = await make(asOf);
  const after = place?.after ?? 0;
  const items = rows.slice(after, after + query.limit);
  const end = after + items.length;
  const { block, hash } = asOf;
  const next: Place | undefined = end < rows.length ? { after: end, block, hash, date: asked.date ?? null } : undefined;
  return { items, next: next === undefined ? null : cursors.seal(list, next), asOf: shownAsOf(asOf) };
}

/** Whatever opens was sealed here. */
function placeIn(opened: unknown): Place {
  if (opened === undefined) throw new ProblemError("CursorInvalid", "pass `next` back unchanged, to the same list");
  return opened as Place;
}
