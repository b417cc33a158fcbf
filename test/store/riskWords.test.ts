/** What an earlier release called rules and figures, by the words of this one. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { migrate } from "../../src/store/migrations.ts";
import { lastRiskVersions } from "../../src/store/riskVersions.ts";
import type { RiskVersionKind } from "../../src/store/riskVersions.ts";
import { MIGRATIONS } from "../../src/store/schema.ts";
import { bytes } from "../../src/store/values.ts";
import { emptyDatabase, ENGINES } from "./engines.ts";

const OWNER: Address = "0x00000000000000000000000000000000000000aa";
const STEP = MIGRATIONS.findIndex(({ name }) => name === "words of risks");

for (const engine of ENGINES) {
  describe(`Rules and entries of an earlier release in ${engine}`, () => {
    it("have the words of this one, and nothing else is changed", async () => {
      const database = await emptyDatabase(engine);
      await migrate(database, MIGRATIONS.slice(0, STEP));
      const kept = (kind: RiskVersionKind, subject: string, body: unknown) =>
        database.query(
          `insert into risk_versions (organisation, kind, subject, version, id, content, body, set_by, set_at)
           values ($1, $2, $3, 1, $4, $5, $6, $1, 1)`,
          [bytes(OWNER), kind, subject, randomUUID(), bytes(ZERO_HASH), JSON.stringify(body)],
        );
      await kept("rule", "ratingExpired", { rule: "ratingExpired", threshold: "0" });
      await kept("rule", "overdueShare", { rule: "overdueShare", threshold: "500000" });
      const entry = (indicator: unknown) => ({ risk: "ratingExpired", indicator });
      await kept("entry", "1", entry({ kind: "warnings", rule: "ratingDowngraded", threshold: 1 }));
      await kept("entry", "2", entry({ kind: "warnings", rule: "overdueShare", threshold: 1 }));
      await kept("entry", "3", entry({ kind: "figure", figure: "overdueShare", threshold: 300_000 }));
      await kept("entry", "4", entry({ kind: "figure", figure: "undecidedWarnings", threshold: 1 }));
      await kept("entry", "5", entry(null));
      await migrate(database);
      const rules = await lastRiskVersions(database, OWNER, "rule");
      expect(rules.map(({ subject, body }) => [subject, body])).to.deep.equal([
        ["gradeExpired", { rule: "gradeExpired", threshold: "0" }],
        ["overdueShare", { rule: "overdueShare", threshold: "500000" }],
      ]);
      const entries = await lastRiskVersions(database, OWNER, "entry");
      expect(entries.map(({ body }) => body)).to.deep.equal(
        [
          { kind: "warnings", rule: "gradeLowered", threshold: 1 },
          { kind: "warnings", rule: "overdueShare", threshold: 1 },
          { kind: "figure", figure: "bookOverdueShare", threshold: 300_000 },
          { kind: "figure", figure: "undecidedWarnings", threshold: 1 },
          null,
        ].map(entry),
      );
    });
  });
}
