/** Whom imports of history were about, also those of a database of before that was noted. */
import { expect } from "chai";
import type { Database } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";
import { eraseHistory, keepHistory, removeHistory } from "../../src/store/historyItems.ts";
import { putParties } from "../../src/store/parties.ts";
import { MIGRATIONS } from "../../src/store/schema.ts";
import { emptyDatabase, ENGINES } from "./engines.ts";
import { address, hash } from "./rows.ts";

const OWNER = address(1);
const ITEM = { currency: "EUR", number: "R-1", invoice: null, issued: 1, due: 2, amount: 1n, settlements: [] };
const uuid = (number: number): string => `00000000-0000-4000-8000-00000000000${number}`;

for (const engine of ENGINES) {
  describe(`Customers of imported history in ${engine}`, () => {
    let database: Database;

    beforeEach(async () => {
      database = await emptyDatabase(engine);
    });

    const kept = async (): Promise<readonly string[]> => {
      const rows = await database.query<{ id: string; customer: string }>(
        "select id, customer from history_customers join history_imports on number = import order by id, customer",
      );
      return rows.map(({ id, customer }) => `${id.at(-1)} ${customer}`);
    };

    it("are taken from the invoices of earlier imports, and from what was kept of erased ones", async () => {
      const place = MIGRATIONS.findIndex(({ name }) => name === "customers of imported history");
      await migrate(database, MIGRATIONS.slice(0, place));
      for (const [number, customers] of [
        [1, null],
        [2, JSON.stringify([address(8), address(9)])],
        [3, null],
      ] as const) {
        await database.query(
          `insert into history_imports (organisation, id, content, name, account, imported, items, customers)
           values ('\\x01', $1, '\\x02', '', '\\x03', 0, 0, $2)`,
          [uuid(number), customers],
        );
      }
      for (const [customer, invoice] of [
        ["D-1", "R-1"],
        ["D-1", "R-2"],
        [address(7), "R-1"],
      ] as const) {
        await database.query("insert into history_items values (1, '\\x01', 'EUR', $1, $2, null, 0, 0, 1, '[]')", [
          customer,
          invoice,
        ]);
      }
      await migrate(database);
      expect(await kept()).to.deep.equal([`1 ${address(7)}`, "1 D-1", `2 ${address(8)}`, `2 ${address(9)}`]);
    });

    it("are kept once each, and of an erased import by their addresses alone", async () => {
      await migrate(database);
      const about = { organisation: OWNER, content: hash(1), name: "a book", account: OWNER, imported: 1 };
      const items = ["D-1", "D-1", "D-2", address(7)].map((customer, place) => {
        return { ...ITEM, customer, number: `R-${place}` };
      });
      for (const number of [1, 2]) {
        await database.transaction((tx) => keepHistory(tx, { ...about, id: uuid(number) }, items));
      }
      const party = { party: "D-1", name: "Rich", legalId: "", vatId: "", country: "", address: address(8) };
      await putParties(database, OWNER, [party], 1);
      const all = ["1", "2"].flatMap((id) => [`${id} ${address(7)}`, `${id} D-1`, `${id} D-2`]);
      expect(await kept()).to.deep.equal(all);
      expect(await removeHistory(database, OWNER, uuid(2), { at: 2, by: OWNER })).to.equal(true);
      for (const time of ["first", "second"]) {
        expect(await database.transaction((tx) => eraseHistory(tx, OWNER, uuid(2), 3)), time).to.equal(true);
        expect(await kept(), time).to.deep.equal([...all.slice(0, 3), `2 ${address(7)}`, `2 ${address(8)}`]);
      }
    });
  });
}
