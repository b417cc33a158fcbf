import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { idOf } from "../../src/domain/commitment.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import { append } from "../../src/store/chainTables.ts";
import { keepContent } from "../../src/store/contents.ts";
import type { Database, Sql } from "../../src/store/database.ts";
import { listReceivables } from "../../src/store/listing.ts";
import type { PageEnd, ReceivableFilter, ReceivableOrder } from "../../src/store/listing.ts";
import { upsertStates } from "../../src/store/readModel.ts";
import type { StoredState } from "../../src/store/stateRow.ts";
import { nameCaretaker } from "../../src/store/threads.ts";
import { termsDue } from "../domain/histories.ts";
import { ENGINES, freshDatabase } from "./engines.ts";
import { address, agreedBetween, block, hash, stored } from "./rows.ts";
import { contentWith, DAY, rowOf } from "./sealedRows.ts";

const PARTIES: readonly Address[] = [address(1), address(2), address(3)];
const ROLES = ["supplier", "buyer", "holder"] as const;
const [EUR, USD] = [address(978), address(840)];
const BLOCKS = [1, 2, 3, 4].map((number) => block(number * 10));
const party = fc.constantFrom(...PARTIES);
const currency = fc.constantFrom(EUR, USD);
const sum = fc.bigInt({ min: 1n, max: 5n });
const time = fc.integer({ min: (BLOCKS[0]?.timestamp ?? 0) - 200, max: (BLOCKS.at(-1)?.timestamp ?? 0) + 200 });

const anyRow = fc.record({
  ...{ supplier: party, buyer: party, holder: party, currency, amount: sum },
  kind: fc.constantFrom("open", "opened", "sealed"),
  invoice: fc.integer({ min: 1, max: 3 }),
  issued: fc.constantFrom(...BLOCKS),
  caretakers: fc.uniqueArray(fc.record({ organisation: party, account: party }), {
    selector: ({ organisation }) => organisation,
    maxLength: 2,
  }),
});
type Row = (typeof anyRow)["generate"] extends (...given: never) => { readonly value: infer Value } ? Value : never;

const anyFilter: fc.Arbitrary<ReceivableFilter> = fc.record(
  {
    party,
    role: fc.constantFrom(...ROLES),
    counterparty: party,
    invoice: fc.integer({ min: 1, max: 3 }).map(hash),
    sums: fc.array(fc.record({ currency, from: sum, to: sum }, { requiredKeys: ["currency"] }), { maxLength: 2 }),
    issuedFrom: time,
    issuedTo: time,
    caretaker: fc.record({ organisation: party, account: party }),
  },
  { requiredKeys: ["party"] },
);

function receivableOf({ supplier, buyer, currency: of, amount, invoice }: Row, line: number): Receivable {
  const header = { supplier, buyer, invoice: hash(invoice), line, policy: 0, revision: 0 };
  return { header, terms: { ...termsDue("2026-01-01", amount, { dueDay: DAY }), currency: of }, document: hash(3) };
}

/** What the filter says, in other words than those of the SQL. */
function fits(filter: ReceivableFilter, row: Row): boolean {
  const pairs = ROLES.flatMap((own) => ROLES.flatMap((other) => (own === other ? [] : [[own, other] as const])));
  const isOwn = (role: (typeof ROLES)[number]): boolean =>
    row[role] === filter.party && (filter.role === undefined || filter.role === role);
  return (
    (filter.counterparty === undefined
      ? ROLES.some(isOwn)
      : pairs.some(([own, other]) => isOwn(own) && row[other] === filter.counterparty)) &&
    (filter.invoice === undefined || filter.invoice === hash(row.invoice)) &&
    (filter.sums === undefined ||
      (row.kind !== "sealed" &&
        filter.sums.some(
          ({ currency: of, from = 0n, to = 9n }) => of === row.currency && row.amount >= from && row.amount <= to,
        ))) &&
    row.issued.timestamp >= (filter.issuedFrom ?? 0) &&
    row.issued.timestamp <= (filter.issuedTo ?? Infinity) &&
    (filter.caretaker === undefined ||
      row.caretakers.some(
        ({ organisation, account }) =>
          organisation === filter.caretaker?.organisation && account === filter.caretaker.account,
      ))
  );
}

async function fill(database: Database, rows: readonly Row[]): Promise<readonly Hex[]> {
  for (const table of ["receivables", "contents", "caretakers"]) await database.query(`delete from ${table}`);
  const receivables = rows.map(receivableOf);
  const states = receivables.map((receivable, place): StoredState => {
    const { kind, holder, issued } = rows[place] as Row;
    return { ...rowOf(receivable, { holder }, kind === "open"), issuedBlock: issued.number, changedBlock: 50 };
  });
  await database.transaction((tx) => upsertStates(tx, states));
  for (const [place, receivable] of receivables.entries()) {
    const { kind, caretakers } = rows[place] as Row;
    if (kind === "opened") await keepContent(database, contentWith(receivable));
    for (const { organisation, account } of caretakers) {
      const named = { receivable: idOf(receivable.header), account, namedBy: account, at: 1 };
      await nameCaretaker(database, organisation, named);
    }
  }
  return receivables.map(({ header }) => idOf(header));
}

async function allPages(database: Sql, filter: ReceivableFilter, order: ReceivableOrder): Promise<readonly Hex[]> {
  const seen: Hex[] = [];
  let after: PageEnd | undefined;
  do {
    const request = { order, isDescending: true, limit: 3, ...(after !== undefined && { after }) };
    const page = await listReceivables(database, filter, request);
    seen.push(...page.rows.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  return seen;
}

for (const engine of ENGINES) {
  describe(`Filters of a list in ${engine}`, () => {
    let database: Database;

    before(async () => {
      database = await freshDatabase(engine);
      await database.transaction((tx) => append(tx, { blocks: BLOCKS, events: [] }));
    });

    it("leave exactly what meets all of them, each row once, whether it is open, opened or sealed", async () => {
      const anyRows = fc.array(anyRow, { maxLength: 12 });
      const anyOrder = fc.constantFrom<ReceivableOrder>("due", "changed");
      const property = fc.asyncProperty(
        ...([anyRows, fc.array(anyFilter, { minLength: 8, maxLength: 8 }), anyOrder] as const),
        async (rows, filters, order) => {
          const ids = await fill(database, rows);
          for (const filter of filters) {
            const expected = ids.filter((_, place) => fits(filter, rows[place] as Row));
            expect(await allPages(database, filter, order)).to.have.members(expected);
          }
        },
      );
      await fc.assert(property, { numRuns: runs(20) });
    });

    it("are planned for their own values, again and again, and an unfiltered list is planned once", async () => {
      const request = { order: "due", isDescending: false, limit: 5 } as const;
      const plans: unknown[] = [];
      const listening: Sql = {
        query(_text, _values, planning) {
          plans.push(planning);
          return Promise.resolve([]);
        },
      };
      const [own, other] = [address(1), address(2)];
      const filters = [{}, { role: "buyer" }, { counterparty: other }, { invoice: hash(1) }, { closed: true }] as const;
      for (const filter of filters) await listReceivables(listening, { party: own, ...filter }, request);
      expect(plans).to.deep.equal(["kept", "kept", "anew", "anew", "anew"]);
      // The engine answers the same by either way.
      const text = "select 1 as one where $1::text = 'a'";
      for (const planning of ["kept", "anew"] as const) {
        expect(await database.query(text, ["a"], planning)).to.deep.equal([{ one: 1 }]);
      }
    });

    it("read the index of whichever party has fewer, and no table from end to end", async () => {
      await fill(database, []);
      const blocks = Array.from({ length: 1_000 }, (_, number) => block(number + 100));
      await database.transaction((tx) => append(tx, { blocks, events: [] }));
      await database.transaction((tx) => upsertStates(tx, manyStates()));
      for (const table of ["receivables", "blocks", "caretakers"]) await database.query(`analyze ${table}`);
      const [large, small] = [address(0xa), address(0xb)];
      const plan = await planOf(database, { party: large, counterparty: small });
      expect(plan).to.match(/Index Cond: \(+buyer = '\\x0{38}0b'/);
      expect(plan).not.to.match(/on receivables[^\n]*\n *Index Cond: \(+(?:supplier|holder) = '\\x0{38}0a'/);
      expect(plan).not.to.match(/Seq Scan on (?:receivables|openings|blocks)/);
      const days = await planOf(database, { party: large, issuedFrom: 1_700_000_000, issuedTo: 1_700_086_400 });
      expect(days).to.include("blocks_by_time");
      expect(days).not.to.match(/Seq Scan on (?:receivables|openings)/);
    });
  });
}

async function planOf(database: Database, filter: ReceivableFilter): Promise<string> {
  let plan = "";
  const explaining: Sql = {
    async query(text, values) {
      const steps = await database.query<{ "QUERY PLAN": string }>(`explain ${text}`, values);
      plan = steps.map((step) => step["QUERY PLAN"]).join("\n");
      return [];
    },
  };
  await listReceivables(explaining, filter, { order: "due", isDescending: false, limit: 5 });
  return plan;
}

/** Nearly all of them of one supplier, and one in a thousand of one of its buyers. */
function manyStates(): readonly StoredState[] {
  return Array.from({ length: 5_000 }, (_, index) => {
    const buyer = index % 1_000 === 0 ? address(0xb) : address(0x100 + (index % 50));
    const terms = termsDue("2026-01-01", 10n, { dueDay: DAY + (index % 90) });
    return stored(hash(index + 1), agreedBetween(address(0xa), buyer, {}, terms), 50);
  });
}
