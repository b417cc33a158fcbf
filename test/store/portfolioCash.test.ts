/** Decisions about money, and how much is read for them. */
import { expect } from "chai";
import type { Sql } from "../../src/store/database.ts";
import { noteAttributes } from "../../src/store/portfolioAttributes.ts";
import { cashDecisions } from "../../src/store/portfolioCash.ts";
import { ENGINES, freshDatabase } from "./engines.ts";
import { address } from "./rows.ts";

const OWNER = address(1);
const MANY = 400;
const QUESTION = { organisation: OWNER, currency: "EUR", known: 200 };
const OWN = `'\\x${OWNER.slice(2)}'`;

interface Plan {
  readonly Plans?: readonly Plan[];
  readonly [figure: string]: unknown;
}

/** Rows that a statement looked at, as the engine counts them. */
function looks(plan: Plan): number {
  const figures = ["Actual Rows", "Rows Removed by Filter", "Rows Removed by Join Filter"];
  const own = figures.reduce((sum, figure) => sum + Number(plan[figure] ?? 0), 0) * Number(plan["Actual Loops"]);
  return (plan.Plans ?? []).reduce((sum, part) => sum + looks(part), own);
}

for (const engine of ENGINES) {
  describe(`Decisions about money in ${engine}`, () => {
    const filled = async () => {
      const database = await freshDatabase(engine);
      const parties = Array.from({ length: MANY }, (_, place) => {
        return { subject: `K${place + 1}`, value: address(1_000 + place + 1) };
      });
      await noteAttributes(database, OWNER, "address", parties, 100);
      await database.query(
        `insert into cash_entries (number, organisation, id, key, part, name, account, value_date, amount, currency,
           payer_name, payer_account, text, structured, body, match) overriding system value
         select n, ${OWN}, gen_random_uuid(), sha256(n::text::bytea), 0, '', '', '2026-01-01', 1000, 'EUR', '', '', '',
           '[]', '{}', n from generate_series(1, ${MANY}) n`,
      );
      await database.query(
        `insert into cash_matches (number, organisation, id, entry, state, confidence, party, content, body, decided)
         overriding system value select n, ${OWN}, gen_random_uuid(), n, 'exception', 1, 'K' || n, '\\x00', '{}', 50
         from generate_series(1, ${MANY}) n`,
      );
      return database;
    };

    it("name payers by the address book of the instant, of one payer as of all", async () => {
      const database = await filled();
      await noteAttributes(database, OWNER, "address", [{ subject: "K7", value: "" }], 150);
      const payersAt = async (known: number, payer?: string) => {
        const decisions = await cashDecisions(database, { ...QUESTION, known, payer });
        return decisions.slice(6, 8).map((one) => one.payer);
      };
      expect(await payersAt(99)).to.deep.equal(["K7", "K8"]);
      expect(await payersAt(149)).to.deep.equal([address(1_007), address(1_008)]);
      expect(await payersAt(150)).to.deep.equal(["K7", address(1_008)]);
      const entriesOf = async (known: number, payer: string) => {
        return (await cashDecisions(database, { ...QUESTION, known, payer })).map(({ entry }) => entry);
      };
      expect(await entriesOf(149, address(1_007))).to.deep.equal([7]);
      expect(await entriesOf(150, address(1_007))).to.deep.equal([]);
      expect(await entriesOf(150, "K7")).to.deep.equal([7]);
    });

    it("look at each of them and at its payer, and never at all payers for each", async () => {
      const database = await filled();
      for (const payer of [undefined, address(1_007)]) {
        let plan: Plan | undefined;
        const explaining: Sql = {
          ...database,
          async query(text, values, planning) {
            const [row] = await database.query<{ "QUERY PLAN": readonly { readonly Plan: Plan }[] }>(
              `explain (analyze, format json) ${text}`,
              values,
              planning,
            );
            plan ??= row?.["QUERY PLAN"][0]?.Plan;
            return database.query(text, values, planning);
          },
        };
        await cashDecisions(explaining, { ...QUESTION, payer });
        expect(plan && looks(plan), payer ?? "all").to.be.within(MANY, 20 * MANY);
      }
    });
  });
}
