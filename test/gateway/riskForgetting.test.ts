/** What becomes of warnings about history that was imported, and about currencies that are no longer in the book. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import { keepHistory } from "../../src/store/historyItems.ts";
import { putParties } from "../../src/store/parties.ts";
import { DAY } from "./book.ts";
import { BUYER, SUPPLIER, TUESDAY } from "./dunningScene.ts";
import { openRiskScene } from "./riskScene.ts";
import type { RiskScene } from "./riskScene.ts";

const TODAY = Math.floor(TUESDAY / DAY);
const PERSON = "Erika Beispiel";
const OLD = "0x00000000000000000000000000000000000000c1";

describe("Warnings about imported history", () => {
  let scene: RiskScene;

  beforeEach(async () => {
    scene = await openRiskScene();
  });

  afterEach(() => scene.close());

  /** Three invoices of a customer, one due a month ago, or of each of so many. */
  async function imported(
    currency: string,
    customers: readonly string[],
    { amount = 100_000n, places = [1, 2, 3] } = {},
  ): Promise<string> {
    const id = randomUUID();
    const items = customers.flatMap((customer) =>
      places.map((place) => ({
        ...{ customer, number: `${customer} ${place}`, invoice: null, currency, amount, settlements: [] },
        ...{ issued: TODAY - 60 * place, due: TODAY - 60 * place + 30 },
      })),
    );
    const about = { id, organisation: SUPPLIER, content: ZERO_HASH, name: "a book", account: SUPPLIER };
    await scene.database.transaction((tx) => keepHistory(tx, { ...about, imported: scene.now }, items));
    return id;
  }

  const client = async () => scene.client(await scene.signIn("the supplier"));
  const takeBack = async (id: string) =>
    (await client()).DELETE("/v1/history-imports/{id}", { params: { path: { id } } });
  async function erase(id: string): Promise<void> {
    await takeBack(id);
    const erased = await (await client()).DELETE("/v1/history-imports/{id}/items", { params: { path: { id } } });
    expect(erased.response.status).to.equal(204);
  }

  async function written(): Promise<string> {
    const warnings = await scene.database.query("select w::text from risk_warnings w order by number");
    return JSON.stringify([warnings, await scene.database.query("select note from risk_warning_notes")]);
  }

  it("name nobody any more once the import is erased, and those about others stay as they are", async () => {
    const id = await imported("EUR", [PERSON]);
    await imported("EUR", ["Muster GmbH"]);
    await scene.rule("overdueShare", { threshold: "500000", windowDays: 0 });
    await scene.rule("dormantRevived", { threshold: "30", windowDays: 90 });
    await scene.rule("concentration", { threshold: "200000", windowDays: 0 });
    await scene.look();
    const named = (await scene.warnings()).filter(({ subject }) => subject === PERSON);
    expect(named.map(({ rule }) => rule)).to.have.members(["overdueShare", "dormantRevived", "concentration"]);
    const note = { note: `${PERSON} is away`, owner: null };
    await (
      await client()
    ).POST("/v1/risk/warnings/{id}/acknowledgement", { params: { path: { id: named[0]?.id ?? "" } }, body: note });
    await takeBack(id);
    await scene.look();
    expect(await written(), "reports of before have it still").to.contain(PERSON);
    await erase(id);
    const before = await scene.warnings("all");
    await scene.look();
    expect(await written()).to.not.contain("Erika");
    const after = await scene.warnings("all");
    expect(after).to.have.length(before.length);
    expect(after.filter(({ subject }) => subject === "")).to.have.length(3);
    const others = (all: typeof after) => all.filter(({ subject }) => subject === "Muster GmbH");
    expect(others(after).map(({ rule, items }) => [rule, items])).to.deep.equal(
      others(before).map(({ rule, items }) => [rule, items]),
    );
    expect(others(after)).to.have.length(3);
    scene.now += 200 * DAY;
    await scene.look();
    const forgotten = (await scene.warnings("all")).filter(({ subject }) => subject === "");
    expect(
      forgotten.map(({ outcome }) => outcome),
      "of nobody nothing can be found",
    ).to.not.include("false");
  });

  it("name nobody any more where what they are about is erased first, and the rest of the customer later", async () => {
    const first = await imported("EUR", [PERSON]);
    await scene.rule("concentration", { threshold: "200000", windowDays: 0 });
    await scene.look();
    await scene.rule("concentration", { threshold: "200000", windowDays: 0, isOn: false });
    await scene.look();
    const last = await imported("EUR", [PERSON], { places: [4] });
    await erase(first);
    await scene.look();
    const left = (await scene.warnings("all")).filter(({ subject }) => subject === PERSON);
    expect(left.map(({ items }) => items)).to.deep.equal([[]]);
    await erase(last);
    await scene.look();
    expect(await written()).to.not.contain("Erika");
  });

  it("name their items still once the customer's address was corrected", async () => {
    await imported("EUR", ["K-1"]);
    const party = { party: "K-1", name: "Muster", legalId: "", vatId: "", country: "DE" };
    await putParties(scene.database, SUPPLIER, [{ ...party, address: OLD }], scene.now);
    await scene.rule("overdueShare", { threshold: "500000", windowDays: 0 });
    await scene.look();
    const [before] = await scene.warnings();
    expect(before).to.include({ subject: OLD, n: 3 });
    scene.now += DAY;
    await putParties(scene.database, SUPPLIER, [{ ...party, address: BUYER }], scene.now);
    await scene.look();
    const after = (await scene.warnings("all")).find(({ id }) => id === before?.id);
    expect(after?.items).to.have.length(3).and.to.deep.equal(before?.items);
  });

  it("are over once their currency is in no book any more", async () => {
    const id = await imported("USD", [PERSON]);
    await scene.rule("overdueShare", { threshold: "500000", windowDays: 0 });
    await scene.look();
    expect((await scene.warnings()).map(({ currency }) => currency)).to.deep.equal(["USD"]);
    await erase(id);
    await scene.look();
    expect(await scene.warnings()).to.deep.equal([]);
    expect((await scene.warnings("all")).map(({ cleared }) => typeof cleared)).to.deep.equal(["string"]);
  });

  it("keep no customer of the ledger from being looked at, however many owe more", async () => {
    await imported(
      "EUR",
      Array.from({ length: 501 }, (_, place) => `Customer ${place}`),
      { amount: 900_000n },
    );
    await scene.issue("RE-1", 10);
    const subject = { kind: "customer" as const, customer: BUYER };
    const limit = { id: randomUUID(), subject, currency: "EUR", amount: "1000.00", reason: "House rules" };
    expect((await (await client()).POST("/v1/limits", { body: limit })).error).to.equal(undefined);
    await scene.rule("limitExceeded", { threshold: "1000000", windowDays: 0 });
    await scene.look();
    expect((await scene.warnings()).map(({ rule, subject }) => [rule, subject])).to.deep.equal([
      ["limitExceeded", BUYER],
    ]);
  });
});
