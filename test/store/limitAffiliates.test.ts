/** Who may be of a group is read by the group, however many other groups there are. */
import { expect } from "chai";
import { groupKey } from "../../src/domain/partyFile/groups.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { keepDebtorFacts } from "../../src/store/factorBookCriteria.ts";
import { statedInGroup } from "../../src/store/limitAffiliates.ts";
import { migrate } from "../../src/store/migrations.ts";
import { addPartyFact, erasePartyFact } from "../../src/store/partyFileFacts.ts";
import { MIGRATIONS } from "../../src/store/schema.ts";
import { bytes } from "../../src/store/values.ts";
import { emptyDatabase, ENGINES, freshDatabase } from "./engines.ts";
import { address } from "./rows.ts";

const [OWNER, ONE, OTHER, THIRD] = [address(1), address(2), address(3), address(4)];
const STEP = MIGRATIONS.findIndex(({ name }) => name === "groups by name");
const ROOM = { ofCustomer: 9, ofAll: 9 };
const FACT = "00000000-0000-4000-8000-000000000001";

for (const engine of ENGINES) {
  describe(`Customers of a group in ${engine}`, () => {
    it("are those of whom it was stated in any spelling, by party file or factor, until it is erased", async () => {
      const database = await freshDatabase(engine);
      const inGroup = (name: string) => statedInGroup(database, OWNER, groupKey(name));
      const stated = { kind: "group" as const, subject: "", visitor: null, entered: 100, enteredBy: OWNER };
      await database.transaction(async (tx) => {
        const facts = { debtor: ONE, marks: [], kind: "firm", noted: 100 };
        await keepDebtorFacts(tx, OWNER, { ...facts, group: "NORDWIND  ag" }, 9);
        await keepDebtorFacts(tx, OWNER, { ...facts, debtor: THIRD, group: null }, 9);
        const body = { value: { kind: "group", text: "Nordwind ÄG" } };
        await addPartyFact(tx, OWNER, { id: FACT, customer: OTHER, ...stated, body }, ROOM);
      });
      expect(await inGroup("Nordwind AG")).to.deep.equal([ONE]);
      expect(await inGroup("nordwind äg")).to.deep.equal([OTHER]);
      await database.transaction((tx) => erasePartyFact(tx, OWNER, FACT, { at: 200, by: OWNER }));
      expect(await inGroup("nordwind äg")).to.deep.equal([]);
    });

    it("are found though they were stated before groups were kept by name", async () => {
      const database = await emptyDatabase(engine);
      await migrate(database, MIGRATIONS.slice(0, STEP));
      const note = async (debtor: Address, name: string) => {
        const text = "insert into debtor_facts (organisation, debtor, affiliates, marks, kind, noted) values";
        await database.query(`${text} ($1, $2, $3, '[]', 'firm', 100)`, [bytes(OWNER), bytes(debtor), name]);
      };
      await note(ONE, "NORDWIND  ag ");
      await note(OTHER, "SÜDWIND");
      await note(THIRD, "东风 Motors");
      await migrate(database);
      // Whoever is of another group by its name is left out by who asks.
      expect(await statedInGroup(database, OWNER, groupKey("Nordwind AG"))).to.deep.equal([ONE, OTHER]);
      expect(await statedInGroup(database, OWNER, groupKey("东风 MOTORS"))).to.deep.equal([OTHER, THIRD]);
    });
  });
}
