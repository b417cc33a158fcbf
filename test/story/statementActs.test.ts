/** Acts about a statement, on a chain: each by signature and sent by the party itself, at a gateway of each firm. */
import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import { UNCAPPED, verbSet } from "../../src/domain/directory.ts";
import { Verb } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { addressOf, Role } from "../support/chain.ts";
import { ok } from "./gatewayWorld.ts";
import { KEYS, openFirms, SALT, signatureBy } from "./statementFirms.ts";
import type { Act, Firm, Firms, StatementConsent, Subject } from "./statementFirms.ts";

const ROOT = keccakOfText("what the supplier's books say");
const OTHER = keccakOfText("what the buyer's books say");
const EXCEPTIONS = { result: keccakOfText("what both found"), count: 2 };
const BALANCE = { amount: "-1250.00", salt: SALT };

describe("An act about a statement, on a chain", function () {
  this.timeout(300_000);
  let firms: Firms;
  let supplier: Firm;
  let buyer: Firm;

  before(async () => {
    firms = await openFirms();
    ({ supplier, buyer } = firms);
  });

  after(() => firms.close());

  const posting = (statement: Subject, root: Hex): Act => ({ verb: "postStatement", statement, root, keys: KEYS });
  const excepting = (statement: Subject, theirs?: StatementConsent): Act => ({
    ...{ verb: "agreeBalanceExcept", statement, exceptions: EXCEPTIONS, balance: BALANCE },
    ...(theirs === undefined ? {} : { theirs }),
  });

  /** A statement of which each side has posted its own root, as both gateways know. */
  async function differing(): Promise<Subject> {
    const statement = firms.next();
    await supplier.act(posting(statement, ROOT));
    await buyer.act(posting(statement, OTHER));
    await supplier.knows(statement, 1, 1);
    await buyer.knows(statement, 1, 1);
    return statement;
  }

  async function standingAt({ world, role }: Firm, statement: Subject): Promise<string | undefined> {
    const { items } = ok(await (await world.as(role)).GET("/v1/statements"));
    return items.find(({ cutOff }) => cutOff === statement.cutOff)?.standing;
  }

  it("is recorded by a signature that the gateway carries, in both books", async () => {
    const statement = firms.next();
    const posted = await supplier.act(posting(statement, ROOT));
    expect(posted).to.include({ verb: "postStatement", receivable: null, amount: null, sentDirectly: false });
    expect(posted.statement).to.include(statement);
    expect(posted.counterparty).to.equal(buyer.address);
    await buyer.knows(statement, 1, 0);
    const agreed = await buyer.act({ verb: "agreeBalance", statement, balance: BALANCE });
    expect(agreed).to.include({ amount: "-1250.00", sentDirectly: false });
    expect(agreed.message?.message).to.include({ reply: "AGREED", party: buyer.address });
    const owed = await buyer.act({ verb: "acknowledgeDebt", statement, debt: { amount: "9.50" }, payBy: "2030-01-31" });
    expect(owed.message?.message["payBy"]).to.equal(21_945);
    const { amount, salt } = owed.message?.message["debt"] as { amount: string; salt: Hex };
    expect([amount, salt]).to.satisfy(
      ([sum, random]: string[]) => sum === "950" && /^0x[0-9a-f]{64}$/.test(random ?? ""),
    );
    const demand = keccakOfText("pay, please");
    expect(await buyer.act({ verb: "receiveDemand", statement, demand })).to.include({ amount: null });
    await buyer.act(posting(statement, OTHER));
    await supplier.knows(statement, 1, 1);
    await supplier.act({ verb: "rejectBalance", statement, balance: BALANCE });
    expect(await standingAt(supplier, statement)).to.equal("REJECTED");
  });

  it("is recorded when the party sends the call itself, and knows its event", async () => {
    const statement = firms.next();
    const send = async (firm: Firm, body: Act): Promise<void> => {
      const { id, call } = await firm.prepare(body);
      await firm.send(call);
      expect(await firm.recorded(id), body.verb).to.include({ sentDirectly: true, signed: null });
    };
    await send(supplier, { ...posting(statement, ROOT), replyBy: "2030-01-01T00:00:00Z" } as Act);
    await buyer.knows(statement, 1, 0);
    await send(buyer, { verb: "rejectBalance", statement, exceptions: EXCEPTIONS, balance: BALANCE });
    await send(buyer, { verb: "acknowledgeDebt", statement, debt: { amount: "1.00", salt: SALT } });
    await send(buyer, { verb: "receiveDemand", statement, demand: SALT });
    await supplier.knows(statement, 1, 0);
    await send(supplier, posting(statement, ROOT));
    await buyer.knows(statement, 2, 0);
    await send(buyer, { verb: "agreeBalance", statement, balance: BALANCE });
  });

  it("is refused in the contract's words before anybody signs it", async () => {
    const statement = firms.next();
    const answer: Act = { verb: "agreeBalance", statement, balance: BALANCE };
    expect((await buyer.refused(answer)).code).to.equal("NothingPosted");
    expect((await firms.stranger.refused(answer)).code).to.equal("NotAuthorised");
    const tomorrow = { ...statement, cutOff: "2100-01-01T00:00:00Z" };
    expect((await supplier.refused(posting(tomorrow, ROOT))).code).to.equal("CutOffInFuture");
    await supplier.act(posting(statement, ROOT));
    await buyer.act(posting(statement, OTHER));
    await buyer.knows(statement, 1, 1);
    expect((await buyer.refused(answer)).code).to.equal("RootsDiffer");
    expect((await supplier.refused(posting(statement, ROOT))).code).to.equal("RootUnchanged");
    const negative = await buyer.refused({ verb: "acknowledgeDebt", statement, debt: { amount: "-1.00" } });
    expect(negative).to.deep.include({ code: "AmountUnfit", fields: ["body.debt.amount"] });
    expect(negative.detail).to.contain("name the other side as the debtor");
  });

  it("that a version posted between preparing and signing has overtaken can no longer be signed", async () => {
    const statement = await differing();
    const { id } = await supplier.prepare({ verb: "rejectBalance", statement, balance: BALANCE });
    const ahead = keccakOfText("what the buyer found later");
    await buyer.act(posting(statement, ahead));
    await supplier.knows(statement, 1, 2);
    expect(await supplier.read(id)).to.include({ state: "refused", error: "RootSuperseded" });
    expect((await supplier.unsigned(id)).code).to.equal("IntentOver");
    const again = await supplier.prepare({ verb: "rejectBalance", statement, balance: BALANCE });
    expect(again.id).not.to.equal(id);
    expect(again.message?.message["roots"]).to.include({ supplierVersion: 1, buyerVersion: 2, buyerRoot: ahead });
  });

  it("may be signed by an agent with a mandate for it, and by nobody else", async () => {
    const statement = firms.next();
    const { id } = await supplier.prepare(posting(statement, ROOT));
    expect((await supplier.unsigned(id, Role.Agent)).code).to.equal("NotAuthorised");
    await mandate(Role.Agent, [Verb.AgreeBalance]);
    await supplier.world.until(
      () => supplier.unsigned(id, Role.Agent),
      ({ detail }) => detail.includes("its mandate is not to postStatement"),
    );
    await mandate(Role.Agent, [Verb.PostStatement, Verb.AgreeBalance]);
    await supplier.world.until(
      async () => (await supplier.world.as(supplier.role)).GET("/v1/mandates"),
      ({ data }) => data?.items.some(({ verbs }) => verbs.includes("PostStatement")) === true,
    );
    await supplier.sign(id, Role.Agent);
    expect((await supplier.recorded(id)).signed?.signer).to.equal(addressOf(Role.Agent));
  });

  async function mandate(agent: Role, verbs: readonly Verb[]): Promise<void> {
    const { supplier: client, chain } = supplier.world.stage;
    const document = keccakOfText("power of attorney");
    const period = { from: 0, until: 4_000_000_000, cap: UNCAPPED, currency: chain.currency };
    await client.directory.giveMandate(addressOf(agent), { verbs: verbSet(verbs), document, ...period });
  }

  it("agreed with exceptions at two gateways is one result that both signed, each at its own", async () => {
    const statement = await differing();
    const { id } = await supplier.prepare(excepting(statement));
    expect(await supplier.read(id)).to.include({ state: "prepared", call: null });
    expect((await supplier.sign(id)).state).to.equal("partlySigned");
    const theirs = await supplier.consent(id);
    expect(theirs).to.deep.include({ party: supplier.address, signer: supplier.address, exceptions: EXCEPTIONS });
    expect(theirs.balance).to.deep.equal({ amount: "-125000", salt: SALT });

    const own = await buyer.prepare(excepting(statement, theirs));
    expect(own).to.include({ state: "partlySigned", organisation: buyer.address, preparedBy: buyer.address });
    expect(own.message?.message["nonce"]).not.to.equal(theirs.nonce);
    await buyer.sign(own.id);
    expect(await buyer.recorded(own.id)).to.include({ sentDirectly: false });
    const seen = await supplier.recorded(id);
    expect([seen.sentDirectly, seen.transactions]).to.deep.equal([true, []]);
    for (const firm of [supplier, buyer]) expect(await standingAt(firm, statement)).to.equal("AGREED_EXCEPT");
  });

  it("agreed with exceptions may carry an agent's consent, and is sent by the other side itself", async () => {
    const statement = await differing();
    await mandate(Role.Agent, [Verb.AgreeBalance]);
    const { id } = await supplier.prepare(excepting(statement));
    await supplier.world.until(
      () => supplier.sign(id, Role.Agent).catch(() => undefined),
      (signed) => signed !== undefined,
    );
    const theirs = await supplier.consent(id);
    expect(theirs.signer).to.equal(addressOf(Role.Agent));
    const own = await buyer.world.until(
      () => buyer.prepare(excepting(statement, theirs)).catch(() => undefined),
      (prepared) => prepared !== undefined,
    );
    await buyer.send(own?.call ?? null);
    expect(await buyer.recorded(own?.id ?? "")).to.include({ sentDirectly: true });
    await supplier.recorded(id);
  });

  it("takes no consent that the chain would not take, and says which part of it is at fault", async () => {
    const statement = await differing();
    const { id, message } = await supplier.prepare(excepting(statement));
    await supplier.sign(id);
    const theirs = await supplier.consent(id);
    const forged = { signer: addressOf(Role.Stranger), signature: await signatureBy(Role.Stranger, message) };
    const refused = async (over: object): Promise<unknown> => {
      const { code, fields } = await buyer.refused(excepting(statement, { ...theirs, ...over }));
      return [code, fields.join()];
    };
    expect(await refused(forged)).to.deep.equal(["NotAuthorised", "body.theirs.signer"]);
    expect(await refused({ signer: addressOf(Role.Factor) })).to.deep.equal(["NotAuthorised", "body.theirs.signer"]);
    expect(await refused({ nonce: "1" })).to.deep.equal(["SignatureInvalid", "body.theirs.signature"]);
    const withdrawn = await supplier.withdraw(id);
    await supplier.send(withdrawn.revocation);
    expect(await refused({})).to.deep.equal(["NonceAlreadySpent", "body.theirs.nonce"]);
    await supplier.act(posting(statement, keccakOfText("what the supplier found later")));
    await buyer.knows(statement, 2, 1);
    expect(await refused({})).to.deep.equal(["RootSuperseded", "body.theirs.roots.supplierRoot"]);
  });

  it("leaves a sum that the other side's gateway opens only to whoever was told it", async () => {
    const statement = firms.next();
    await supplier.act(posting(statement, ROOT));
    await buyer.knows(statement, 1, 0);
    const owed = await buyer.act({ verb: "acknowledgeDebt", statement, debt: { amount: "9.50" } });
    const { salt } = owed.message?.message["debt"] as { salt: Hex };
    const params = { path: { id: owed.statement?.id ?? "" } };
    const known = await (await buyer.world.as(buyer.role)).GET("/v1/statements/{id}/sums", { params });
    expect(ok(known).items).to.deep.include.members([{ hash: ok(known).items[0]?.hash, amount: "9.50", salt }]);
    const client = await supplier.world.as(supplier.role);
    expect(ok(await client.GET("/v1/statements/{id}/sums", { params })).items).to.deep.equal([]);
    const told = (amount: string) => client.POST("/v1/statements/{id}/sums", { params, body: { amount, salt } });
    expect((await told("9.51")).error?.type).to.equal("/problems/SumNotRecorded");
    expect(ok(await told("9.50")).items).to.deep.equal(ok(known).items);
  });
});
