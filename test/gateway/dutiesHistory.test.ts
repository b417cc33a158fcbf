/** What one person did many times over hides nothing: imports of many customers, and acts that repeat each other. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { paths } from "../../generated/openapi.d.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { keepHistory } from "../../src/store/historyItems.ts";
import { putParties } from "../../src/store/parties.ts";
import { bytes } from "../../src/store/values.ts";
import { BUYER, OWNER } from "./approvalScene.ts";
import { DAY } from "./book.ts";
import { CREDIT, openDutyScene, receiptOf } from "./dutyScene.ts";
import type { DutyReport, DutyScene, Person } from "./dutyScene.ts";
import { addressOf } from "./stage.ts";

type Act = paths["/v1/duty-acts"]["get"]["responses"]["200"]["content"]["application/json"]["items"][number];

const MANY = 60_000;
const DEBIT = { verb: "debit", amount: "1.00", reason: "more work" };
const customer = (place: number): Address => `0x${place.toString(16).padStart(40, "0")}`;
const CUSTOMERS = [...Array.from({ length: MANY }, (_, place) => customer(place + 1)), BUYER];

describe("The report of exceptions, of much that repeats itself", () => {
  let scene: DutyScene;

  beforeEach(async () => {
    scene = await openDutyScene();
    scene.now += 100 * DAY;
  });

  afterEach(() => scene.close());

  const importing = (name: Person, customers: readonly string[]): Promise<void> => {
    const about = { id: randomUUID(), organisation: OWNER, content: ZERO_HASH, name: "a book" };
    const item = { currency: "EUR", number: "R-1", invoice: null, issued: 1, due: 2, amount: 1n, settlements: [] };
    const items = customers.map((one) => ({ ...item, customer: one }));
    const kept = { ...about, account: addressOf(name), imported: scene.now };
    return scene.database.transaction((tx) => keepHistory(tx, kept, items));
  };
  /**
   * What somebody prepared 90 days ago, so many times: about receivables of as many customers, or about the scene's.
   */
  const preparedBefore = async (name: Person, verb: string, times: number, isOfMany: boolean): Promise<void> => {
    await scene.database.query(
      `insert into intents (id, organisation, verb, content, receivable, counterparty, deadline, prepared_by, prepared,
         after_block, body, over)
       select gen_random_uuid()::text, $1, $2, '', coalesce($5, decode(lpad(to_hex(number), 64, '0'), 'hex')),
         coalesce($6, decode(lpad(to_hex(number), 40, '0'), 'hex')), 0, $3, $4, 0, '{}', true
       from generate_series(1, $7) as number`,
      [
        ...[bytes(OWNER), verb, bytes(addressOf(name)), scene.now - 90 * DAY],
        ...(isOfMany ? [null, null] : [bytes(scene.receivable), bytes(BUYER)]),
        times,
      ],
    );
  };
  const reported = ({ items }: DutyReport) =>
    items.map(({ kind, subject, detail }) => [kind, subject, detail.split(" ")[0]]);
  const read = async (limit: number): Promise<readonly Act[]> => {
    const acts: Act[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: `${limit}`, ...(cursor === undefined ? {} : { cursor }) };
      const { data } = await scene.client(scene.owner).GET("/v1/duty-acts", { params: { query } });
      const { items, next } = data ?? expect.fail("there are no acts");
      acts.push(...items);
      cursor = next ?? undefined;
    } while (cursor !== undefined);
    return acts;
  };

  it("is told after imports of 60,000 customers with who then sells to one of them; an import is a line", async () => {
    await preparedBefore("giver", "issue", MANY, true);
    await importing("clerk", CUSTOMERS);
    await importing("clerk", CUSTOMERS);
    expect(reported(await scene.report())).to.deep.equal([]);
    expect((await read(1)).map(({ step }) => step)).to.deep.equal(["historyImported", "historyImported"]);
    scene.now += 60;
    expect((await scene.prepare("clerk", DEBIT)).problem).to.equal(undefined);
    const found = [["conflictingActs", "setCredit+prepareIssue", "historyImported"]];
    expect(reported(await scene.report())).to.deep.equal(found);
    const at = shownInstant(scene.now);
    expect(reported(await scene.report(scene.owner, { from: at, to: at })), "the import was before").to.deep.equal(
      found,
    );
    scene.now += 60;
    expect((await scene.prepare("giver", DEBIT)).problem).to.equal(undefined);
    expect(reported(await scene.report()), "another person").to.deep.equal(found);
  }).timeout(120_000);

  it("says of an import that the same person sold to its customers before, by whichever account and key", async () => {
    await preparedBefore("giver", "issue", 3, true);
    const sameAs = { account: addressOf("giver"), sameAs: addressOf("clerk") };
    await scene.client(scene.owner).POST("/v1/duty-accounts", { body: sameAs });
    await importing("clerk", [customer(1), customer(2), customer(9), "D-3"]);
    const party = { party: "D-3", name: "Rich", legalId: "", vatId: "", country: "", address: customer(3) };
    await putParties(scene.database, OWNER, [party], scene.now);
    const found = await scene.report();
    const each = ["conflictingActs", "prepareIssue+setCredit", "prepared"];
    expect(reported(found)).to.deep.equal([each, each, each]);
    expect(found.items.map(({ account }) => account)).to.deep.equal(Array(3).fill(addressOf("clerk")));
    scene.now += 60;
    const at = shownInstant(scene.now);
    expect(reported(await scene.report(scene.owner, { from: at })), "both were before").to.deep.equal([]);
  });

  it("is told however often the same account did the same about a receivable before", async () => {
    await preparedBefore("cashier", "credit", MANY, false);
    expect((await scene.prepare("cashier", receiptOf(scene))).problem).to.equal(undefined);
    expect(reported(await scene.report())).to.deep.equal([["conflictingActs", "concede+postCash", "prepared"]]);
  }).timeout(120_000);

  it("tells each act once, page by page, also what two people did about one thing at one instant", async () => {
    const ada = await scene.member("ada");
    const bob = await scene.member("bob");
    const asked = await scene.ask(scene.owner);
    for (const [name, token] of Object.entries({ ada, bob })) {
      expect((await scene.decide(name, token, asked)).status).to.equal(201);
    }
    await importing("clerk", CUSTOMERS.slice(-9));
    await scene.prepare("giver", CREDIT);
    const acts = await read(1);
    expect(acts.map(({ step }) => step)).to.have.members(["approval", "approval", "historyImported", "prepared"]);
    expect(acts).to.deep.equal(await read(100));
    expect(new Set(acts.map((act) => JSON.stringify(act))).size).to.equal(acts.length);
  });
});
