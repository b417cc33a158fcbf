import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { Status } from "../../src/domain/receivable.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import type { ReceivableState } from "../../src/domain/receivableState.ts";
import type { Database, Sql } from "../../src/store/database.ts";
import { listReceivables } from "../../src/store/listing.ts";
import type { PageEnd, ReceivableFilter, ReceivableOrder, Role } from "../../src/store/listing.ts";
import { upsertStates } from "../../src/store/readModel.ts";
import type { StoredState } from "../../src/store/stateRow.ts";
import { termsDue } from "../domain/histories.ts";
import { ENGINES, freshDatabase } from "./engines.ts";
import { address, agreedBetween, hash, stored } from "./rows.ts";

const DAY = 20_000;
const PARTIES: readonly Address[] = [address(1), address(2), address(3)];
const ROLES = ["supplier", "buyer", "holder"] as const;
const party = fc.constantFrom(...PARTIES);

/** Few values of each kind, so that rows are equal in what pages are sorted by. */
const anyRow = fc
  .record({
    supplier: party,
    buyer: party,
    holder: party,
    dueDay: fc.option(fc.integer({ min: DAY, max: DAY + 3 }), { nil: undefined }),
    status: fc.constantFrom(Status.Issued, Status.Accepted, Status.Rejected),
    closed: fc.boolean(),
    disputed: fc.constantFrom(0n, 5n),
    changedBlock: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ supplier, buyer, dueDay, changedBlock, ...fields }) => {
    const terms = dueDay === undefined ? undefined : { ...termsDue("2026-01-01", 10n), dueDay };
    const agreed = agreedBetween(supplier, buyer);
    const agreement = agreed.agreed === undefined ? undefined : { ...agreed.agreed, openTerms: terms };
    const state: ReceivableState = { ...agreed, ...fields, agreed: agreement };
    return { state, changedBlock };
  });

const anyFilter: fc.Arbitrary<ReceivableFilter> = fc.record(
  {
    party,
    role: fc.constantFrom(...ROLES),
    statuses: fc.subarray([Status.Issued, Status.Accepted, Status.Rejected]),
    dueFrom: fc.integer({ min: DAY, max: DAY + 3 }),
    dueTo: fc.integer({ min: DAY, max: DAY + 3 }),
    closed: fc.boolean(),
    disputed: fc.boolean(),
    counterparty: party,
    counterpartyDesk: party,
  },
  { requiredKeys: ["party"] },
);

const DAYS_END = 2 ** 32;
const sealedLast = ({ state }: StoredState): number => state.agreed?.openTerms?.dueDay ?? DAYS_END;

/** What the filter says, in other words than those of the SQL. */
function fits(filter: ReceivableFilter, { state }: StoredState): boolean {
  const { supplier, buyer } = state.agreed?.header ?? {};
  const parties = { supplier, buyer, holder: state.holder };
  const roles = ROLES.filter((role) => parties[role] === filter.party && isFacedBy(role));
  const dueDay = state.agreed?.openTerms?.dueDay;
  function isFacedBy(own: Role): boolean {
    const { counterparty, counterpartyDesk } = filter;
    if (counterparty === undefined) return true;
    const others = ROLES.filter((role) => role !== own);
    return others.some(
      (role) =>
        parties[role] === counterparty ||
        (role === "holder" && counterpartyDesk !== undefined && state.holder === counterpartyDesk),
    );
  }
  return (
    (filter.role === undefined ? roles.length > 0 : roles.includes(filter.role)) &&
    (filter.statuses?.includes(state.status) ?? true) &&
    (filter.dueFrom === undefined || (dueDay !== undefined && dueDay >= filter.dueFrom)) &&
    (filter.dueTo === undefined || (dueDay !== undefined && dueDay <= filter.dueTo)) &&
    (filter.closed ?? state.closed) === state.closed &&
    (filter.disputed ?? state.disputed !== 0n) === (state.disputed !== 0n)
  );
}

function expectedIds(
  rows: readonly StoredState[],
  filter: ReceivableFilter,
  order: ReceivableOrder,
  isDescending: boolean,
): readonly Hex[] {
  const place = (row: StoredState): number => (order === "due" ? sealedLast(row) : row.changedBlock);
  const sorted = rows
    .filter((row) => fits(filter, row))
    .sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
  return isDescending ? sorted.reverse() : sorted;
}

for (const engine of ENGINES) {
  describe(`A list of receivables in ${engine}`, () => {
    let database: Database;
    before(async () => {
      database = await freshDatabase(engine);
    });

    it("holds what the filter asks for, in order and page by page, each row once", async () => {
      const anyRows = fc.array(anyRow, { maxLength: 40 });
      const anyOrder = fc.constantFrom<ReceivableOrder>("due", "changed");
      const anyLimit = fc.integer({ min: 1, max: 7 });
      await fc.assert(
        fc.asyncProperty(
          anyRows,
          anyFilter,
          anyOrder,
          fc.boolean(),
          anyLimit,
          async (rows, filter, order, down, limit) => {
            const states = rows.map((row, index) => stored(hash((index * 7919) % 10_007), row.state, row.changedBlock));
            await database.query("delete from receivables");
            await database.transaction((tx) => upsertStates(tx, states));
            const seen: Hex[] = [];
            let after: PageEnd | undefined;
            do {
              const request = { order, isDescending: down, limit, ...(after !== undefined && { after }) };
              const page = await listReceivables(database, filter, request);
              expect(page.rows.length).to.be.at.most(limit);
              seen.push(...page.rows.map(({ id }) => id));
              after = page.next;
            } while (after !== undefined);
            expect(seen).to.deep.equal(expectedIds(states, filter, order, down));
          },
        ),
        { numRuns: runs(40) },
      );
    });

    it("shows each receivable as it stands, and null where the chain does not tell", async () => {
      const [supplier, buyer] = [address(0x51), address(0x52)];
      const open = agreedBetween(supplier, buyer, {}, termsDue("2026-03-31", 1_000n));
      const { agreed } = open;
      const sealed: ReceivableState = { ...open, agreed: agreed && { ...agreed, openTerms: undefined } };
      await database.transaction((tx) => upsertStates(tx, [stored(hash(1), open), stored(hash(2), sealed)]));
      const page = await listReceivables(database, { party: buyer }, { order: "due", isDescending: false, limit: 10 });
      expect(page.next).to.equal(undefined);
      expect(page.rows[0]).to.include({ id: hash(1), supplier, buyer, amount: 1_000n, dueDay: 20_543, settled: 0n });
      expect(page.rows[1]).to.include({ id: hash(2), currency: null, amount: null, dueDay: null, holder: supplier });
    });

    it("is a stretch of an index for every order and role, in either direction", async () => {
      const fresh = await freshDatabase(engine);
      await fresh.transaction((tx) => upsertStates(tx, manyStates()));
      await fresh.query("analyze receivables");
      let plan = "";
      const explaining: Sql = {
        async query(text, values) {
          const steps = await fresh.query<{ "QUERY PLAN": string }>(`explain ${text}`, values);
          plan = steps.map((step) => step["QUERY PLAN"]).join("\n");
          return [];
        },
      };
      const after = { value: DAY + 45, id: hash(1) };
      for (const order of ["due", "changed"] as const) {
        for (const isDescending of [false, true]) {
          await listReceivables(explaining, { party: address(7) }, { order, isDescending, limit: 5, after });
          const scan = isDescending ? "Index (Only )?Scan Backward" : "Index (Only )?Scan";
          for (const role of ROLES) expect(plan).to.match(new RegExp(`${scan} using ${role}_${order} `));
          expect(plan).not.to.include("Seq Scan");
        }
      }
    });
  });
}

/** Enough rows of enough parties that reading all of them is no way. */
function manyStates(): readonly StoredState[] {
  return Array.from({ length: 3_000 }, (_, index) => {
    const terms = termsDue("2026-01-01", 10n, { dueDay: DAY + (index % 90) });
    const [supplier, buyer, holder] = [1, 3, 5].map((step) => address((index * step) % 20));
    const state = agreedBetween(supplier ?? address(0), buyer ?? address(0), {}, terms);
    return stored(hash(index + 1), { ...state, holder: holder ?? address(0) }, DAY + (index % 100));
  });
}
