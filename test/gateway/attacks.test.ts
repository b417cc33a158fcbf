/** What somebody who means harm tries at the gateway, and what it comes to. */
import { expect } from "chai";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address, Receivable } from "../../src/domain/receivable.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const EUR: Address = "0x00000000000000000000000000000000000003d2";
const TODAY = FIRST_INSTANT / DAY;

describe("A hostile buyer", () => {
  let stage: Stage;
  let supplier: string;
  let claim: Receivable;

  before(async () => {
    stage = await openStage();
    supplier = await stage.signIn("supplier");
    claim = receivableOf(headerOf(addressOf("supplier"), addressOf("buyer")), termsOf(EUR, TODAY));
    await stage.book.write(...issuing(claim));
  });

  after(() => stage.close());

  it("blinds nobody by a day that no calendar has: whoever takes an advice back may name any", async () => {
    const id = idOf(claim.header);
    const advice = { name: "ReceiptAdvised", id, by: addressOf("buyer"), bankRef: keccakOfText("ref") } as const;
    await stage.book.write({ ...advice, cash: 5n, valueDay: TODAY }, { ...advice, cash: 0n, valueDay: 2 ** 32 - 1 });
    const { data } = await stage.client(supplier).GET("/v1/receivables/{id}", { params: { path: { id } } });
    expect(data?.timeline.at(-1)).to.deep.include({ name: "ReceiptAdvised", valueDay: null });
    const feed = await stage.client(supplier).GET("/v1/feed");
    expect([feed.response.status, feed.data?.items.at(-1)?.event.name]).to.deep.equal([200, "ReceiptAdvised"]);
    expect(data?.commitment).to.equal(commitmentOf(claim));
  });
});

describe("A nosy competitor", () => {
  let stage: Stage;
  let competitor: string;
  let victim: string;

  before(async () => {
    stage = await openStage();
    [competitor, victim] = [await stage.signIn("competitor"), await stage.signIn("victim")];
    const contacts = [{ name: "Ada Beispiel", email: "ada@victim.example", phone: null, purpose: null }];
    const body = { legalName: "Victim SE", identifiers: [], audience: "counterparties" as const, contacts };
    await stage.client(victim).POST("/v1/profile", { body: { ...body, contactsAudience: "counterparties" } });
  });

  after(() => stage.close());

  async function seen(): Promise<unknown> {
    const path = { address: addressOf("victim") };
    const { data } = await stage.client(competitor).GET("/v1/organisations/{address}", { params: { path } });
    return [data?.legalName, data?.contacts.length];
  }

  it("is nobody's counterparty by an invoice that the other one never accepted", async () => {
    const claim = receivableOf(headerOf(addressOf("competitor"), addressOf("victim")), termsOf(EUR, TODAY));
    await stage.book.write(...issuing(claim));
    expect(await seen()).to.deep.equal([null, 0]);
    await stage.book.write(accepting(claim));
    expect(await seen()).to.deep.equal(["Victim SE", 1]);
  });
});
