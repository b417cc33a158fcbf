/** What customers were called by, and from when. */
import { expect } from "chai";
import { forgetDebtorFacts, keepDebtorFacts } from "../../src/store/factorBookCriteria.ts";
import { keepDunningCustomer } from "../../src/store/dunningCustomers.ts";
import { migrate } from "../../src/store/migrations.ts";
import { attributesOf } from "../../src/store/partyFileAttributes.ts";
import { attributesAt, noteAttributes } from "../../src/store/portfolioAttributes.ts";
import { MIGRATIONS } from "../../src/store/schema.ts";
import { bytes } from "../../src/store/values.ts";
import { emptyDatabase, ENGINES, freshDatabase } from "./engines.ts";
import { address } from "./rows.ts";

const [OWNER, ONE, OTHER] = [address(1), address(2), address(3)];
const MOST = 10;

for (const engine of ENGINES) {
  describe(`Attributes of customers in ${engine}`, () => {
    it("are those of an instant, whatever was noted later", async () => {
      const database = await freshDatabase(engine);
      const of = async (at: number) => {
        const { group, segment } = (await attributesOf(database, OWNER, [ONE, OTHER], at)).get(ONE) ?? {};
        return [segment, group];
      };
      await database.transaction(async (tx) => {
        const customer = { customer: ONE, owner: null };
        await keepDunningCustomer(tx, OWNER, { ...customer, segment: "export", noted: 100 }, MOST);
        const facts = { debtor: ONE, marks: [], kind: "firm" };
        await keepDebtorFacts(tx, OWNER, { ...facts, group: "Nord", noted: 200 }, MOST);
        await keepDunningCustomer(tx, OWNER, { ...customer, segment: "problem", noted: 300 }, MOST);
        await keepDebtorFacts(tx, OWNER, { ...facts, group: "Süd", noted: 400 }, MOST);
        await keepDunningCustomer(tx, OWNER, { ...customer, segment: null, noted: 500 }, MOST);
        expect(await forgetDebtorFacts(tx, OWNER, ONE, 600)).to.equal(true);
        expect(await forgetDebtorFacts(tx, OWNER, ONE, 700)).to.equal(false);
      });
      const instants = [99, 100, 250, 300, 450, 500, 600];
      expect(await Promise.all(instants.map(of))).to.deep.equal([
        [undefined, undefined],
        ["export", undefined],
        ["export", "Nord"],
        ["problem", "Nord"],
        ["problem", "Süd"],
        [undefined, "Süd"],
        [undefined, undefined],
      ]);
    });

    it("name a group in one spelling, whoever wrote it how (R50)", async () => {
      const database = await freshDatabase(engine);
      const facts = { marks: [], kind: "firm", noted: 100 };
      await database.transaction(async (tx) => {
        await keepDebtorFacts(tx, OWNER, { ...facts, debtor: ONE, group: "Nordwind AG" }, MOST);
        await keepDebtorFacts(tx, OWNER, { ...facts, debtor: OTHER, group: "NORDWIND  ag" }, MOST);
      });
      const known = await attributesOf(database, OWNER, [ONE, OTHER], 100);
      expect([ONE, OTHER].map((customer) => known.get(customer)?.group)).to.deep.equal([
        "NORDWIND  ag",
        "NORDWIND  ag",
      ]);
    });

    it("are one at each instant, and the last that was noted stays the last, by whatever clock", async () => {
      const database = await freshDatabase(engine);
      const noted = async (value: string, at: number) => {
        await noteAttributes(database, OWNER, "segment", [{ subject: ONE, value }], at);
        const rows = await database.query("select from portfolio_attributes");
        const known = await attributesAt(database, OWNER, "segment", [ONE, OTHER], Number.MAX_SAFE_INTEGER);
        return [known.get(ONE), rows.length];
      };
      expect(await noted("export", 100)).to.deep.equal(["export", 1]);
      expect(await noted("export", 150)).to.deep.equal(["export", 1]);
      expect(await noted("home", 90)).to.deep.equal(["home", 1]);
      expect(await noted("problem", 200)).to.deep.equal(["problem", 2]);
      expect(await noted("", 210)).to.deep.equal([undefined, 3]);
    });

    it("are from the beginning what a database of before knows, and later what was noted since", async () => {
      const database = await emptyDatabase(engine);
      const step = MIGRATIONS.findIndex(({ name }) => name === "attributes of customers");
      await migrate(database, MIGRATIONS.slice(0, step));
      await database.query(
        `insert into dunning_customers (organisation, customer, segment, owner, noted)
         values ($1, $2, 'export', null, 100), ($1, $3, null, null, 100)`,
        [bytes(OWNER), bytes(ONE), bytes(OTHER)],
      );
      await database.query(
        `insert into debtor_facts (organisation, debtor, affiliates, marks, kind, noted)
         values ($1, $2, 'Nord', '[]', 'firm', 200)`,
        [bytes(OWNER), bytes(ONE)],
      );
      await database.query(
        `insert into parties (organisation, party, name, legal_id, vat_id, country, address, changed)
         values ($1, 'K1', 'One', '', '', '', $2, 300), ($1, 'K2', 'Other', '', '', '', '', 300)`,
        [bytes(OWNER), ONE],
      );
      // As a gateway did that took no later step yet.
      await migrate(database, MIGRATIONS.slice(0, step + 1));
      await noteAttributes(database, OWNER, "segment", [{ subject: ONE, value: "home" }], 400);
      await noteAttributes(database, OWNER, "segment", [{ subject: OTHER, value: "problem" }], 50);
      await migrate(database);
      // A last change says nothing of since when: a report as of before it has what it had until the upgrade.
      const read = "select kind, subject, at, value from portfolio_attributes order by kind, subject, at";
      expect(await database.query(read)).to.deep.equal([
        { kind: "address", subject: "K1", at: 0, value: ONE },
        { kind: "group", subject: ONE, at: 0, value: "Nord" },
        { kind: "segment", subject: ONE, at: 0, value: "export" },
        { kind: "segment", subject: ONE, at: 400, value: "home" },
        { kind: "segment", subject: OTHER, at: 50, value: "problem" },
      ]);
    });
  });
}
