/** What was kept before exceptions and what limits began with had a currency gets it, as far as it can be known. */
import { expect } from "chai";
import type { Hex } from "../../src/domain/receivable.ts";
import { migrate } from "../../src/store/migrations.ts";
import { upsertStates } from "../../src/store/readModel.ts";
import { MIGRATIONS } from "../../src/store/schema.ts";
import { bytes } from "../../src/store/values.ts";
import { emptyDatabase, ENGINES } from "./engines.ts";
import { address, agreedBetween, hash, stored } from "./rows.ts";

const [OWNER, BUYER] = [address(1), address(2)];
const STEP = MIGRATIONS.findIndex(({ name }) => name === "exceptions by currency");

for (const engine of ENGINES) {
  describe(`What limits begin with in ${engine}`, () => {
    it("is of the currency of now, unless an amendment may have changed it since", async () => {
      const database = await emptyDatabase(engine);
      await migrate(database, MIGRATIONS.slice(0, STEP));
      const [kept, amended] = [hash(1), hash(2)];
      const state = agreedBetween(OWNER, BUYER);
      await database.transaction((tx) => upsertStates(tx, [stored(kept, state), stored(amended, state)]));
      const begin = async (receivable: Hex) => {
        const text = "insert into limit_baselines (organisation, receivable, amount) values ($1, $2, 1000)";
        await database.query(text, [bytes(OWNER), bytes(receivable)]);
      };
      for (const receivable of [kept, amended, hash(3)]) await begin(receivable);
      await database.query(
        `insert into events
           (block_number, log_index, sequence, block_hash, transaction_hash, address, name, receivable_id, body)
         values (1, 0, 1, $1, $1, $2, 'ReceivableAmended', $3, '{}')`,
        [bytes(hash(9)), bytes(address(9)), bytes(amended)],
      );
      await migrate(database);
      const rows = await database.query("select receivable, currency from limit_baselines order by receivable");
      const currency = state.agreed?.openTerms?.currency;
      expect(rows).to.deep.equal([
        { receivable: kept, currency },
        { receivable: amended, currency: null },
        { receivable: hash(3), currency: null },
      ]);
    });
  });
}
