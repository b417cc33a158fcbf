import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { keyOf } from "../../src/domain/fold.ts";
import type { Database } from "../../src/store/database.ts";
import { allFacts, factsOf, replaceFacts } from "../../src/store/facts.ts";
import type { FactKey, Facts } from "../../src/store/factTables.ts";
import { anyFacts } from "./arbitraries.ts";
import { ENGINES, freshDatabase } from "./engines.ts";
import { address, hash } from "./rows.ts";

const NONE: Facts = {
  kept: [],
  spentNonces: [],
  revokedRoots: [],
  operators: [],
  vouchers: [],
  mandates: [],
  viewingKeys: [],
  statementNonces: [],
  desks: [],
  owed: [],
  deskNonces: [],
  factoringNonces: [],
  agreedSchedules: [],
  adoptedSchedules: [],
  placements: [],
  agreedPlans: [],
  collectionNonces: [],
};

function keysOf(facts: Facts): readonly FactKey[] {
  return [
    ...facts.kept.map(({ holder, currency, id }) => `kept/${keyOf(holder, currency, id)}` as const),
    ...facts.spentNonces.map(({ signer, nonce }) => `spentNonces/${keyOf(signer, nonce)}` as const),
    ...facts.revokedRoots.map(({ signer, root }) => `revokedRoots/${keyOf(signer, root)}` as const),
    ...facts.operators.map(({ owner, operator }) => `operators/${keyOf(owner, operator)}` as const),
    ...facts.vouchers.map(({ registrar, organisation }) => `vouchers/${keyOf(registrar, organisation)}` as const),
    ...facts.mandates.map(({ organisation, agent }) => `mandates/${keyOf(organisation, agent)}` as const),
    ...facts.viewingKeys.map(({ organisation }) => `viewingKeys/${keyOf(organisation)}` as const),
    ...facts.statementNonces.map(({ signer, nonce }) => `statementNonces/${keyOf(signer, nonce)}` as const),
    ...facts.desks.map(({ desk }) => `desks/${keyOf(desk)}` as const),
    ...facts.owed.map(({ desk, account, currency }) => `owed/${keyOf(desk, account, currency)}` as const),
    ...facts.deskNonces.map(({ desk, nonce }) => `deskNonces/${keyOf(desk, nonce)}` as const),
    ...facts.factoringNonces.map(({ signer, nonce }) => `factoringNonces/${keyOf(signer, nonce)}` as const),
    ...facts.agreedSchedules.map(({ supplier, buyer }) => `agreedSchedules/${keyOf(supplier, buyer)}` as const),
    ...facts.adoptedSchedules.map(({ id }) => `adoptedSchedules/${keyOf(id)}` as const),
    ...facts.placements.map((row) => `placements/${keyOf(row.id, row.creditor, row.collector)}` as const),
    ...facts.agreedPlans.map(({ id }) => `agreedPlans/${keyOf(id)}` as const),
    ...facts.collectionNonces.map(({ signer, nonce }) => `collectionNonces/${keyOf(signer, nonce)}` as const),
  ];
}

function expectSame(found: Facts, expected: Facts): void {
  for (const kind of Object.keys(NONE) as (keyof Facts)[]) {
    expect(found[kind], kind).to.have.deep.members(expected[kind] as unknown[]);
  }
}

for (const engine of ENGINES) {
  describe(`Facts in ${engine}`, () => {
    let database: Database;
    beforeEach(async () => {
      database = await freshDatabase(engine);
    });

    it("come back as they were written, and are gone when their events are", async () => {
      await fc.assert(
        fc.asyncProperty(anyFacts, async (facts) => {
          const keys = keysOf(facts);
          await database.transaction((tx) => replaceFacts(tx, keys, facts));
          expectSame(await factsOf(database, keys), facts);
          expectSame(await allFacts(database), facts);
          await database.transaction((tx) => replaceFacts(tx, keys, {}));
          expectSame(await allFacts(database), NONE);
        }),
        { numRuns: runs(20) },
      );
    });

    it("are replaced under their own key, and others stay", async () => {
      const row = { holder: address(1), currency: address(2), id: hash(3) };
      const other = { ...row, id: hash(4), amount: 1n };
      const kept = [{ ...row, amount: 10n }, other];
      await database.transaction((tx) => replaceFacts(tx, keysOf({ ...NONE, kept }), { kept }));
      const changed = [{ ...row, amount: 2n ** 256n - 1n }];
      await database.transaction((tx) => replaceFacts(tx, keysOf({ ...NONE, kept: changed }), { kept: changed }));
      expectSame(await allFacts(database), { ...NONE, kept: [...changed, other] });
    });
  });
}
