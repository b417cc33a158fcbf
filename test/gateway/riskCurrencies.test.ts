/** What early warning says of a customer that owes in more than one currency. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { Address } from "../../src/domain/receivable.ts";
import { warningsAt } from "../../src/gateway/reports/risks.ts";
import { DAY } from "./book.ts";
import { BUYER, SUPPLIER } from "./dunningScene.ts";
import { openRiskScene } from "./riskScene.ts";
import type { RiskScene } from "./riskScene.ts";

const USD: Address = "0x0000000000000000000000000000000000000348";

const hex = (text: string): string => `\\x${text.slice(2)}`;

describe("Early warning over several currencies", () => {
  let scene: RiskScene;

  beforeEach(async () => {
    scene = await openRiskScene();
    await scene.issue("RE-U", 10, { currency: USD });
    await scene.issue("RE-E", 10);
  });

  afterEach(() => scene.close());

  const reported = async (currency: string): Promise<readonly string[]> => {
    const cut = { day: Math.floor(scene.now / DAY), known: scene.now };
    return (await warningsAt(scene.database, { organisation: SUPPLIER, currency, cut })).lasting.map(
      ({ rule }) => rule,
    );
  };

  it("warns once of what has no currency, counts it once, and has it in the report of each", async () => {
    await scene.database.query(
      `insert into party_accounts (organisation, id, customer, period_end, body, entered, entered_by)
       values ($1, $2, $3, '2024-12-31', '{}', 1, $1)`,
      [hex(SUPPLIER), randomUUID(), hex(BUYER)],
    );
    await scene.rule("accountsStale", { threshold: "0" });
    await scene.look();
    const said = (await scene.warnings("all")).map(({ rule, currency }) => [rule, currency]);
    expect(said).to.deep.equal([["accountsStale", ""]]);
    expect(await scene.told()).to.deep.equal(["accountsStale 1"]);
    expect([await reported("USD"), await reported("EUR")]).to.deep.equal([["accountsStale"], ["accountsStale"]]);
    scene.now += 90 * DAY;
    await scene.look();
    const { data } = await scene.client(await scene.signIn("the supplier")).GET("/v1/risk/rules");
    const record = data?.items.find(({ rule }) => rule === "accountsStale")?.record;
    expect(record).to.deep.include({ raised: 1, confirmed: 1, false: 0 });
  });

  it("warns in its own currency of what is about a book", async () => {
    await scene.rule("concentration", { threshold: "200000", windowDays: 0 });
    await scene.look();
    const said = (await scene.warnings("all")).map(({ rule, currency }) => `${rule} ${currency}`);
    expect(said).to.have.members(["concentration EUR", "concentration USD"]);
    expect(await reported("USD")).to.deep.equal(["concentration"]);
  });
});
