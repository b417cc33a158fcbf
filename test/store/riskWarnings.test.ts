/** What an earlier release wrote of warnings, as this one has it. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { Address } from "../../src/domain/receivable.ts";
import { migrate } from "../../src/store/migrations.ts";
import { warningsBefore } from "../../src/store/riskWarnings.ts";
import { MIGRATIONS } from "../../src/store/schema.ts";
import { emptyDatabase, ENGINES } from "./engines.ts";

const OWNER: Address = "0x00000000000000000000000000000000000000aa";

for (const engine of ENGINES) {
  describe(`Warnings of an earlier release in ${engine}`, () => {
    it("have the horizon that they had, and what people judged beside what time decides", async () => {
      const database = await emptyDatabase(engine);
      const before = MIGRATIONS.slice(
        0,
        MIGRATIONS.findIndex(({ name }) => name === "time of warnings"),
      );
      await migrate(database, before);
      const kept = (subject: string, outcome: string, day: number | null, isJudged: boolean) =>
        database.query(
          `insert into risk_warnings (id, organisation, currency, rule, subject, occasion, since, figure, threshold,
             counted, items, raised, raised_day, outcome, outcome_day, is_judged)
           values ($1, decode(substr($2, 3), 'hex'), 'EUR', 'ratingExpired', $3, '', 99, 600000, 500000, 3, '["a"]',
             8640000, 100, $4, $5, $6)`,
          [randomUUID(), OWNER, subject, outcome, day, isJudged],
        );
      await kept("open", "open", null, false);
      await kept("judged", "false", null, true);
      await kept("confirmed", "confirmed", 120, false);
      await kept("false", "false", null, false);
      await migrate(database);
      const found = await warningsBefore(database, OWNER, { isCurrent: false }, Number.MAX_SAFE_INTEGER, 10);
      const told = found.map(({ subject, outcome, timeOutcome, isJudged, decided }) => {
        return [subject, outcome, timeOutcome, isJudged, decided];
      });
      expect(told.toReversed()).to.deep.equal([
        ["open", "open", "open", false, null],
        ["judged", "false", "open", true, null],
        ["confirmed", "confirmed", "confirmed", false, 120 * 86_400],
        ["false", "false", "false", false, 190 * 86_400],
      ]);
      for (const { rule, horizonDay, present, isReturn } of found) {
        expect([rule, horizonDay, isReturn]).to.deep.equal(["gradeExpired", 190, false]);
        expect(present).to.deep.equal({ figure: 600_000n, n: 3, items: ["a"] });
      }
    });
  });
}
