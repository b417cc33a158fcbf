/** Pages of threads and lists: where they end, and who may turn them. */
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { takesPart } from "../../store/participation.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import type { Cursors } from "../receivables/cursors.ts";

/** Of messages, and of what somebody looks after. */
export const PAGE = 100;

/** @throws ProblemError `NotFound` for whoever takes no part, however much else it may see. */
export async function checkPart(sql: Sql, organisation: Address, receivable: Hex): Promise<void> {
  if (!(await takesPart(sql, organisation, receivable))) throw notFound();
}

interface Turned<Row, Place> {
  readonly cursors: Cursors;
  readonly list: string;
  readonly cursor: string | undefined;
  readonly first: Place;
  readonly placeOf: (row: Row) => Place;
  readonly read: (after: Place, limit: number) => Promise<readonly Row[]>;
}

/** Reads a page from its cursor on. @throws ProblemError `CursorInvalid` */
export async function turn<Row, Place>(
  page: Turned<Row, Place>,
): Promise<{ readonly rows: readonly Row[]; readonly next: string | null }> {
  const { cursors, list, cursor, first, placeOf, read } = page;
  const after = cursor === undefined ? first : cursors.open(list, cursor);
  if (after === undefined) throw new ProblemError("CursorInvalid", "pass `next` back unchanged");
  // Whatever opens was sealed here.
  const found = await read(after as Place, PAGE + 1);
  const last = found.length > PAGE ? found[PAGE - 1] : undefined;
  return { rows: found.slice(0, PAGE), next: last === undefined ? null : cursors.seal(list, placeOf(last)) };
}
