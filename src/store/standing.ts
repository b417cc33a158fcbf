/**
 * Up to where the tables reach, as one text: as long as it is the same, whatever is read of receivables is the same.
 * The index moves its cursor in the transaction that writes them; everything else that they are shown with is marked.
 * Whoever writes that holds the mark until its transaction ends, and others wait: such a write is best the last one.
 */
import type { BlockPoint, Cursor } from "./chainTables.ts";
import type { Sql } from "./database.ts";
import type { FinalityBasis } from "./finality.ts";
import { hexOf } from "./values.ts";

/** What the gateway knows and the chain does not: contents, whether they open, and what parties are called. */
const SHOWN_WITH = ["contents", "unopened", "organisations", "parties", "caretakers"];

const ROWS_OF = { insert: "new", update: "new", delete: "old" } as const;

/** A step of the schema, after those of the tables above. */
export const STANDING_TABLES: readonly string[] = [
  "create table shown_changes (single boolean primary key default true check (single), mark uuid not null)",
  "insert into shown_changes (mark) values (gen_random_uuid())",
  // The mark is written in the transaction of the change, and so is seen with it and never before. No mark comes twice,
  // also where a server lost what it had said was stored.
  `create function mark_shown_change() returns trigger language plpgsql as $mark$
  begin
    if tg_op = 'TRUNCATE' then
      update shown_changes set mark = gen_random_uuid();
    elsif exists (select from changed) then
      update shown_changes set mark = gen_random_uuid();
    end if;
    return null;
  end $mark$`,
  ...SHOWN_WITH.flatMap((table) => [
    ...Object.entries(ROWS_OF).map(
      ([act, rows]) =>
        `create trigger shown_${act} after ${act} on ${table} referencing ${rows} table as changed
         for each statement execute function mark_shown_change()`,
    ),
    `create trigger shown_truncate after truncate on ${table} for each statement execute function mark_shown_change()`,
  ]),
];

/** An expression for the text; null while there is no cursor. */
export const STANDING =
  "(select json_build_array(folded_number, folded_hash, safe_number, safe_hash, final_number, final_hash, finality, " +
  "mark)::text from cursor, shown_changes)";

type StandingJson = readonly [
  ...folded: [number, string],
  ...safe: [number, string],
  ...final: [number, string],
  basis: FinalityBasis,
  mark: string,
];

/** The text as it is now; undefined while there is no cursor. */
export async function standingOf(sql: Sql): Promise<string | undefined> {
  const [row] = await sql.query<{ standing: string | null }>(`select ${STANDING} as standing`, [], "kept");
  return row?.standing ?? undefined;
}

/** The cursor of a text. */
export function cursorIn(standing: string | null | undefined): Cursor | undefined {
  if (standing === null || standing === undefined) return undefined;
  const [folded, foldedHash, safe, safeHash, final, finalHash, basis] = JSON.parse(standing) as StandingJson;
  const point = (number: number, hash: string): BlockPoint => ({ number, hash: hexOf(hash) });
  return { folded: point(folded, foldedHash), safe: point(safe, safeHash), final: point(final, finalHash), basis };
}
