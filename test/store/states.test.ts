import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { ReceiptStatus } from "../../src/domain/receipts.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { UNKNOWN_RECEIVABLE } from "../../src/domain/receivableState.ts";
import type { ReceivableState } from "../../src/domain/receivableState.ts";
import type { Database } from "../../src/store/database.ts";
import { lineageOf, removeStates, statesAfter, statesOf, upsertStates } from "../../src/store/readModel.ts";
import { anyHash } from "../support/arbitraries.ts";
import { anyState, anyStates } from "./arbitraries.ts";
import { ENGINES, freshDatabase } from "./engines.ts";
import { agreedBetween, hash, stored } from "./rows.ts";

for (const engine of ENGINES) {
  describe(`Receivables in ${engine}`, () => {
    let database: Database;
    before(async () => {
      database = await freshDatabase(engine);
    });

    it("come back as they were written, whatever the chain put into them", async () => {
      await fc.assert(
        fc.asyncProperty(anyStates(20), async (states) => {
          await database.transaction((tx) => upsertStates(tx, states));
          const back = await statesOf(
            database,
            states.map(({ id }) => id),
          );
          expect(back.size).to.equal(states.length);
          for (const state of states) expect(back.get(state.id)).to.deep.equal(state);
        }),
        { numRuns: runs(25) },
      );
    });

    it("are written anew as often as they change, and nothing of before is left", async () => {
      await fc.assert(
        fc.asyncProperty(anyHash, fc.array(anyState, { minLength: 2, maxLength: 4 }), async (id, versions) => {
          for (const [index, state] of versions.entries()) {
            const version = { id, state, issuedBlock: 1, changedBlock: index, changedLog: 0 };
            await database.transaction((tx) => upsertStates(tx, [version]));
            expect((await statesOf(database, [id])).get(id)).to.deep.equal(version);
          }
        }),
        { numRuns: runs(25) },
      );
    });

    it("are gone with their receipts when they are removed", async () => {
      const receipts = new Map([[hash(9), { status: ReceiptStatus.Reversed }]]);
      const state: ReceivableState = { ...UNKNOWN_RECEIVABLE, receipts };
      await database.transaction((tx) => upsertStates(tx, [stored(hash(1), state), stored(hash(2), state)]));
      await database.transaction((tx) => removeStates(tx, [hash(1)]));
      expect([...(await statesOf(database, [hash(1), hash(2)])).keys()]).to.deep.equal([hash(2)]);
      const left = await database.query("select 1 from receipts where id = $1", [`\\x${hash(1).slice(2)}`]);
      expect(left).to.be.empty;
    });

    it("refuse a state that comes twice in one batch, and keep nothing of it", async () => {
      const twice = [stored(hash(71), UNKNOWN_RECEIVABLE), stored(hash(71), UNKNOWN_RECEIVABLE)];
      const error: unknown = await database
        .transaction((tx) => upsertStates(tx, twice))
        .catch((thrown: unknown) => thrown);
      expect(error).to.include({ name: "StoreRefusedError", code: "23505" });
      expect(await statesOf(database, [hash(71)])).to.be.empty;
    });

    it("are read page by page in the order of their ids", async () => {
      const fresh = await freshDatabase(engine);
      const ids = Array.from({ length: 7 }, (_, index) => hash(index + 1));
      const states = ids.map((id) => stored(id, UNKNOWN_RECEIVABLE));
      await fresh.transaction((tx) => upsertStates(tx, states.toReversed()));
      const seen: Hex[] = [];
      for (let page = await statesAfter(fresh, hash(0), 3); page.size > 0;) {
        seen.push(...page.keys());
        page = await statesAfter(fresh, seen.at(-1) ?? hash(0), 3);
      }
      expect(seen).to.deep.equal(ids);
    });

    it("know what they are parts of, up to the whole", async () => {
      const [whole, part, partOfPart] = [hash(101), hash(102), hash(103)];
      const party: Address = `0x${"11".repeat(20)}`;
      const partOf = (invoice: Hex): ReceivableState => ({ ...agreedBetween(party, party, { invoice }), part: true });
      const states = [
        stored(whole, agreedBetween(party, party, { invoice: hash(5) })),
        stored(part, partOf(whole)),
        stored(partOfPart, partOf(part)),
      ];
      await database.transaction((tx) => upsertStates(tx, states));
      expect(await lineageOf(database, [partOfPart])).to.have.members([partOfPart, part, whole]);
      expect(await lineageOf(database, [whole])).to.have.members([whole]);
    });
  });
}
