/** Anybody may transfer a receivable to anybody. What its receiver has told its counterparties stays with these. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const EUR: Address = "0x00000000000000000000000000000000000003d2";
const IBAN = "DE89370400440532013000";
const CLAIM = receivableOf(headerOf(addressOf("mule"), addressOf("competitor")), termsOf(EUR, FIRST_INSTANT / DAY));

describe("Whoever makes somebody the holder of a receivable", () => {
  let stage: Stage;
  let competitor: string;
  let victim: string;
  const path = { address: addressOf("victim") };

  before(async () => {
    stage = await openStage();
    [competitor, victim] = [await stage.signIn("competitor"), await stage.signIn("victim")];
    const contacts = [{ name: "Ada Beispiel", email: "ada@victim.example", phone: null, purpose: null }];
    const said = { legalName: "Victim SE", identifiers: [], audience: "counterparties" as const, contacts };
    await stage.client(victim).POST("/v1/profile", { body: { ...said, contactsAudience: "counterparties" } });
    const account = { scheme: "IBAN" as const, iban: IBAN };
    const stated = { id: randomUUID(), account, holder: "Victim SE", currency: "EUR" };
    await stage.client(victim).POST("/v1/accounts", { body: { ...stated, since: shownInstant(stage.now + DAY) } });
    const given = { from: addressOf("mule"), to: addressOf("victim"), id: idOf(CLAIM.header) };
    await stage.book.write(...issuing(CLAIM), accepting(CLAIM), { name: "Transfer", ...given });
  });

  after(() => stage.close());

  async function seen(): Promise<unknown> {
    const client = stage.client(competitor);
    const { data: accounts } = await client.GET("/v1/organisations/{address}/accounts", { params: { path } });
    const { data } = await client.GET("/v1/organisations/{address}", { params: { path } });
    const list = await client.GET("/v1/receivables");
    const name = list.data?.items[0]?.names.holder;
    return [accounts?.items.map(({ account }) => account), data?.legalName, data?.contacts.length, name];
  }

  it("learns neither its bank account nor its name and contacts", async () => {
    expect(await seen()).to.deep.equal([[], null, 0, null]);
  });

  it("learns them once the holder has said who looks after it", async () => {
    const place = { params: { path: { id: idOf(CLAIM.header) } }, body: { account: addressOf("victim") } };
    await stage.client(victim).POST("/v1/receivables/{id}/owner", place);
    expect(await seen()).to.deep.equal([[IBAN], "Victim SE", 1, "Victim SE"]);
  });
});
