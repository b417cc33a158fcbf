import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { idOf } from "../../src/domain/commitment.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { keepContent } from "../../src/store/contents.ts";
import type { Database, Sql } from "../../src/store/database.ts";
import { listReceivables } from "../../src/store/listing.ts";
import type { ReceivableFilter } from "../../src/store/listing.ts";
import { keepUnopened } from "../../src/store/openings.ts";
import { upsertStates } from "../../src/store/readModel.ts";
import type { StoredState } from "../../src/store/stateRow.ts";
import { ENGINES, freshDatabase } from "./engines.ts";
import { address, hash } from "./rows.ts";
import { contentWith, DAY, FACTOR, receivableOf, rowOf, SUPPLIER } from "./sealedRows.ts";

for (const engine of ENGINES) {
  describe(`Opened receivables in a list in ${engine}`, () => {
    let database: Database;

    before(async () => {
      database = await freshDatabase(engine);
    });

    beforeEach(async () => {
      for (const table of ["receivables", "contents", "unopened"]) await database.query(`delete from ${table}`);
    });

    const index = (...states: readonly StoredState[]): Promise<void> =>
      database.transaction((tx) => upsertStates(tx, states));

    const anyMix = fc.array(
      fc.record({
        due: fc.integer({ min: DAY, max: DAY + 3 }),
        kind: fc.constantFrom("open", "opened before", "opened after", "sealed", "false"),
        holder: fc.constantFrom(SUPPLIER, FACTOR),
      }),
      { maxLength: 25 },
    );

    it("stand in a list by due date among those in the open, page by page and each once", async () => {
      const anyRange = fc.record(
        { dueFrom: fc.integer({ min: DAY, max: DAY + 3 }), dueTo: fc.integer({ min: DAY, max: DAY + 3 }) },
        { requiredKeys: [] },
      );
      const anyOrder = fc.constantFrom("due" as const, "changed" as const);
      const property = fc.asyncProperty(
        ...[anyMix, anyRange, fc.boolean(), fc.integer({ min: 1, max: 6 }), anyOrder],
        async (mix, range, isDescending, limit, order) => {
          for (const table of ["receivables", "contents", "unopened"]) await database.query(`delete from ${table}`);
          const rows = mix.map((one, number) => ({ ...one, receivable: receivableOf(number, one.due) }));
          for (const { kind, receivable } of rows) {
            if (kind === "opened before") await keepContent(database, contentWith(receivable));
          }
          await index(...rows.map(({ kind, receivable, holder }) => rowOf(receivable, { holder }, kind === "open")));
          for (const { kind, receivable } of rows) {
            const { id, commitment } = contentWith(receivable);
            const tried = { fault: "", viewingKey: hash(1), tried: 1, outcome: "false" } as const;
            if (kind === "opened after") await keepContent(database, contentWith(receivable));
            if (kind === "false") await keepUnopened(database, { id, commitment, ...tried });
          }
          const place = ({ kind, due }: (typeof rows)[number]): number =>
            kind === "sealed" || kind === "false" ? 2 ** 32 : due;
          const { dueFrom = 0, dueTo } = range;
          const isAsked = Object.keys(range).length > 0;
          const expected = rows
            .filter((row) => row.holder === FACTOR)
            .filter((row) => !isAsked || (place(row) >= dueFrom && place(row) <= (dueTo ?? 2 ** 32 - 1)))
            .map((row) => [order === "due" ? place(row) : 1, idOf(row.receivable.header)] as const)
            .sort(([a, one], [b, other]) => a - b || (one < other ? -1 : 1))
            .map(([, id]) => id);
          expect(await allPages(database, { party: FACTOR, ...range }, { order, isDescending, limit })).to.deep.equal(
            isDescending ? expected.reverse() : expected,
          );
        },
      );
      await fc.assert(property, { numRuns: runs(30) });
    });

    it("are a stretch of an index for every role, in either direction", async () => {
      const many = Array.from({ length: 3_000 }, (_, number) => ({
        ...rowOf(receivableOf(number, DAY), { holder: address(number % 20) }),
        id: hash(number),
      }));
      await index(...many);
      await database.query("update openings set outcome = 'opened', due_day = $1 + get_byte(id, 31)", [DAY]);
      await database.query("analyze openings");
      await database.query("analyze receivables");
      let plan = "";
      const explaining: Sql = {
        async query(text, values) {
          const steps = await database.query<{ "QUERY PLAN": string }>(`explain ${text}`, values);
          plan = steps.map((step) => step["QUERY PLAN"]).join("\n");
          return [];
        },
      };
      const after = { value: DAY + 45, id: hash(1) };
      for (const isDescending of [false, true]) {
        await listReceivables(explaining, { party: SUPPLIER }, { order: "due", isDescending, limit: 5, after });
        for (const role of ["supplier", "buyer", "holder"]) {
          const scan = isDescending ? "Index (Only )?Scan Backward" : "Index (Only )?Scan";
          expect(plan).to.match(new RegExp(`${scan} using opening_${role}_due `));
        }
        expect(plan).not.to.include("Seq Scan");
      }
    });
  });
}

async function allPages(
  database: Database,
  filter: ReceivableFilter,
  request: { readonly order: "due" | "changed"; readonly isDescending: boolean; readonly limit: number },
): Promise<readonly Hex[]> {
  const ids: Hex[] = [];
  let after: { readonly value: number; readonly id: Hex } | undefined;
  do {
    const page = await listReceivables(database, filter, { ...request, ...(after !== undefined && { after }) });
    ids.push(...page.rows.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  return ids;
}
