/** Where payees are paid: signed, approved by two, confirmed by whoever pays, and alarmed when it changes. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { hashTypedData } from "viem";
import type { components } from "../../generated/openapi.d.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { checkedNumber, masked } from "../../src/gateway/accounts/numbers.ts";
import { createAccountSealer } from "../../src/gateway/accounts/sealing.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import type { Receivable } from "../../src/domain/receivable.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { addressOf, CONFIG } from "./stage.ts";
import { codeOf, openScene, REGISTRAR, signatureOf } from "./intents/scene.ts";
import type { Scene } from "./intents/scene.ts";

type Account = components["schemas"]["BankAccount"];
type Step = "approval" | "withdrawal";

const IBAN = "DE89370400440532013000";
const OTHER_IBAN = "GB82WEST12345698765432";
const EVIDENCE = keccakOfText("note of the call");

describe("Bank accounts", () => {
  let scene: Scene;
  let supplier: string;
  let second: string;
  let buyer: string;

  beforeEach(async () => {
    scene = await openScene();
    supplier = await scene.signIn("supplier");
    buyer = await scene.signIn("buyer");
    await scene.client(supplier).POST("/v1/members", { body: { account: addressOf("second"), role: "preparer" } });
    second = await scene.signIn("second", addressOf("supplier"));
    await sells("supplier", "buyer");
  });

  afterEach(() => scene.close());

  async function sells(seller: string, to: string): Promise<Receivable> {
    const header = headerOf(addressOf(seller), addressOf(to));
    const claim = receivableOf(header, termsOf(addressOf("token"), FIRST_INSTANT / DAY));
    await scene.book.write(...issuing(claim));
    return claim;
  }

  function tried(over: Record<string, unknown> = {}, token = supplier) {
    const body = {
      ...{ id: randomUUID(), account: { scheme: "IBAN" as const, iban: IBAN }, holder: "Supplier GmbH" },
      ...{ currency: "EUR", since: shownInstant(scene.now) },
    };
    return scene.client(token).POST("/v1/accounts", { body: { ...body, ...over } });
  }

  async function stated(over: Record<string, unknown> = {}): Promise<Account> {
    const { data, error } = await tried(over);
    if (data === undefined) throw new Error(`${error.type}: ${error.detail}`);
    return data;
  }

  async function sign({ id, message }: Account, name = "supplier", token = supplier): Promise<string | undefined> {
    const body = { signature: await signatureOf(name, message), signer: addressOf(name) };
    const { error } = await scene.client(token).POST("/v1/accounts/{id}/signature", { params: { path: { id } }, body });
    return error && codeOf(error.type);
  }

  async function step(what: Step, { id }: Account, token: string): Promise<string | undefined> {
    const { error } = await scene.client(token).POST(`/v1/accounts/{id}/${what}`, { params: { path: { id } } });
    return error && codeOf(error.type);
  }

  async function confirm({ id }: Account, token: string): Promise<string | undefined> {
    const body = { channel: "telephone" as const, evidence: EVIDENCE };
    const path = { params: { path: { id } } };
    const { error } = await scene.client(token).POST("/v1/accounts/{id}/confirmation", { ...path, body });
    return error && codeOf(error.type);
  }

  async function seen(token: string) {
    const path = { address: addressOf("supplier") };
    return (await scene.client(token).GET("/v1/organisations/{address}/accounts", { params: { path } })).data;
  }

  async function approved(over: Record<string, unknown> = {}): Promise<Account> {
    const account = await stated(over);
    await sign(account);
    await step("approval", account, second);
    return account;
  }

  async function alarms(token: string): Promise<readonly (readonly [string, string])[]> {
    const { data } = await scene.client(token).GET("/v1/alarms");
    return (data?.items ?? []).map(({ kind, account }) => [kind, account] as const);
  }

  it("are paid to once the payee signed, a second member approved, and the buyer called back", async () => {
    const account = await stated();
    expect(hashTypedData(account.message as unknown as Parameters<typeof hashTypedData>[0])).to.equal(account.hash);
    expect(account.message?.message).to.include({ account: IBAN, holder: "Supplier GmbH" });
    expect(await step("approval", account, second)).to.equal("AccountOver");
    expect(await sign(account)).to.equal(undefined);
    expect(await step("approval", account, supplier)).to.equal("CheckerMissing");
    expect(await confirm(account, buyer)).to.equal("AccountOver");
    expect(await step("approval", account, second)).to.equal(undefined);
    expect((await seen(buyer))?.payTo).to.equal(null);
    expect(await confirm(account, supplier)).to.equal("AccountOver");
    expect(await confirm(account, buyer)).to.equal(undefined);
    const shown = await seen(buyer);
    expect(shown?.payTo).to.equal(account.id);
    expect(shown?.items[0]).to.include({ account: IBAN, masked: false, confirmed: true, inForce: true });
    expect(shown?.items[0]?.confirmations[0]).to.include({ kind: "buyer", channel: "telephone", evidence: EVIDENCE });
    const { data } = await scene.client(supplier).GET("/v1/onboarding");
    expect(data?.items.find(({ item }) => item === "bankAccount")?.done).to.equal(true);
  });

  it("are vouched for by a registrar for every buyer", async () => {
    const account = await approved();
    expect(await confirm(account, await scene.signIn("registrar"))).to.equal(undefined);
    expect(addressOf("registrar")).to.equal(REGISTRAR);
    expect((await seen(buyer))?.payTo).to.equal(account.id);
  });

  it("change with an alarm to everybody who pays, who goes on paying to the old one until they called", async () => {
    const first = await approved();
    await confirm(first, buyer);
    const change = await approved({ account: { scheme: "IBAN", iban: OTHER_IBAN } });
    expect((await seen(buyer))?.payTo).to.equal(first.id);
    for (const token of [buyer, supplier]) {
      expect(await alarms(token)).to.deep.equal([
        ["accountChangeApproved", change.id],
        ["accountChangeStated", change.id],
        ["accountChangeApproved", first.id],
        ["accountChangeStated", first.id],
      ]);
    }
    scene.now += 1;
    expect(await alarms(await scene.signIn("stranger"))).to.deep.equal([]);
    await confirm(change, buyer);
    expect(await step("withdrawal", first, second)).to.equal(undefined);
    expect((await seen(buyer))?.payTo).to.equal(change.id);
    expect((await seen(buyer))?.items.map(({ id, state }) => [id, state])).to.have.deep.members([
      [change.id, "approved"],
      [first.id, "withdrawn"],
    ]);
  });

  it("have a first and a last instant", async () => {
    const since = shownInstant(scene.now + 100);
    const account = await approved({ since, until: shownInstant(scene.now + 200) });
    await confirm(account, buyer);
    for (const [seconds, expected] of [
      [0, null],
      [100, account.id],
      [100, account.id],
      [1, null],
    ] as const) {
      scene.now += seconds;
      expect((await seen(buyer))?.payTo).to.equal(expected);
    }
    expect((await tried({ since: shownInstant(scene.now - 1) })).error?.faults?.[0]?.at).to.equal("body.since");
  });

  it("are nothing to strangers, and masked to those who share a receivable and do not pay", async () => {
    const account = await approved();
    const stranger = await scene.signIn("stranger");
    expect(await seen(stranger)).to.deep.equal({ items: [], payTo: null });
    expect(await confirm(account, stranger)).to.equal("NotFound");
    const claim = await sells("seller", "supplier");
    const seller = await scene.signIn("seller");
    expect(await seen(seller), "whoever was never accepted").to.deep.equal({ items: [], payTo: null });
    await scene.book.write(accepting(claim));
    const [item] = (await seen(seller))?.items ?? [];
    expect(item).to.deep.include({ masked: true, account: "DE89••••3000", message: null, confirmations: [] });
    expect(await confirm(account, seller)).to.equal("NotFound");
  });

  it("are signed by the payee or an administrator of it, and by nobody else", async () => {
    const account = await stated();
    expect(await sign(account, "buyer")).to.equal("NotAuthorised");
    expect(await sign(account, "second", second)).to.equal("NotAuthorised");
    expect(await sign(account, "supplier", buyer)).to.equal("NotFound");
    expect(await sign(account)).to.equal(undefined);
  });

  it("are sealed at rest, each to its id and payee", async () => {
    const { id } = await approved();
    const [row] = await scene.database.query<{ all: string; sealed: string }>(
      "select a::text as all, sealed from bank_accounts a",
    );
    expect(row?.all).not.to.contain(IBAN).and.not.to.contain("Supplier GmbH");
    const sealer = createAccountSealer(CONFIG.secret);
    expect(sealer.open(id, addressOf("supplier"), row?.sealed ?? "").account).to.deep.equal({
      scheme: "IBAN",
      iban: IBAN,
    });
    expect(() => sealer.open(id, addressOf("buyer"), row?.sealed ?? "")).to.throw();
    expect(() => sealer.open(randomUUID(), addressOf("supplier"), row?.sealed ?? "")).to.throw();
    const other = createAccountSealer(new Uint8Array(32).fill(8));
    expect(() => other.open(id, addressOf("supplier"), row?.sealed ?? "")).to.throw();
    expect(JSON.stringify(scene.log)).not.to.contain(IBAN);
  });

  it("have numbers with the right length and check digits (ISO 13616)", async () => {
    // Examples of the register.
    for (const iban of [
      IBAN,
      OTHER_IBAN,
      "FR14 2004 1010 0505 0001 3M02 606",
      "NO9386011117947",
      "MT84MALT011000012345MTLCAST001S",
    ]) {
      expect(checkedNumber({ scheme: "IBAN", iban })).to.deep.equal({ scheme: "IBAN", iban: iban.replaceAll(" ", "") });
    }
    for (const iban of [
      "DE88370400440532013000",
      "DE8937040044053201300",
      "XX89370400440532013000",
      "DE89 3704 0044 0532 0130 0O",
    ]) {
      const { error } = await tried({ account: { scheme: "IBAN", iban } });
      expect(codeOf(error?.type ?? ""), iban).to.equal("AccountInvalid");
    }
    const chinese = { scheme: "CNAPS", bankCode: "102100099996", number: "0200003301234567890" };
    expect(await stated({ account: chinese, currency: "CNY" })).to.include({
      bankCode: "102100099996",
      scheme: "CNAPS",
    });
    for (const over of [{ bankCode: "10210009999" }, { number: "1234567" }, { number: "02000033O1234567890" }]) {
      expect((await tried({ account: { ...chinese, ...over } })).response.status).to.equal(400);
    }
    expect(masked("12345678")).to.equal("••••");
  });

  it("are stated once by one id", async () => {
    const id = randomUUID();
    const since = shownInstant(scene.now);
    expect((await tried({ id, since })).response.status).to.equal(201);
    expect((await tried({ id, since })).response.status).to.equal(200);
    const other = await tried({ id, since, holder: "Somebody else" });
    expect(other.error?.type).to.equal("/problems/IdTaken");
    expect(await alarms(buyer)).to.have.length(1);
  });
});
