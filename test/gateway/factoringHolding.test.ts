/** What a factor's desk holds is the factor's: to see, to act on, to be told of; and the debtor is told whom to pay. */
import { expect } from "chai";
import { decodeFunctionData } from "viem";
import { deskAbi, ledgerAbi } from "../../generated/abi.ts";
import { idOf } from "../../src/domain/commitment.ts";
import { UNCAPPED, verbSet } from "../../src/domain/directory.ts";
import { NoticeReply } from "../../src/domain/factoring/notice.ts";
import { keccak256, keccakOfText } from "../../src/domain/hash.ts";
import { Verb, ZERO_ADDRESS, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Consent, Hex } from "../../src/domain/receivable.ts";
import { relayOf } from "../../src/store/relays.ts";
import { BUYER, DESK, FACTOR, openFactoringScene, SUPPLIER, TOKEN } from "./factoringScene.ts";
import type { FactoringScene } from "./factoringScene.ts";
import { problemOf } from "./intents/scene.ts";
import type { Act } from "./intents/scene.ts";
import { addressOf } from "./stage.ts";
import { approveWriteOff } from "./writeOffs.ts";

describe("What a factor's desk holds", () => {
  let scene: FactoringScene;
  let [supplier, buyer, factor, stranger] = ["", "", "", ""];

  before(async () => {
    scene = await openFactoringScene();
    ({ supplier, buyer, factor, stranger } = scene.tokens);
    const deputy = { account: addressOf("deputy"), role: "preparer" } as const;
    expect((await scene.client(factor).POST("/v1/members", { body: deputy })).response.status).to.equal(201);
  });

  beforeEach(() => {
    scene.refusing = undefined;
    scene.tried.length = 0;
  });

  after(() => scene.close());

  const detail = (session: string, id: Hex) =>
    scene.client(session).GET("/v1/receivables/{id}", { params: { path: { id } } });
  const listed = async (session: string, query: object): Promise<readonly string[]> =>
    (await scene.client(session).GET("/v1/receivables", { params: { query } })).data?.items.map(({ id }) => id) ?? [];
  const act = (id: Hex, over: object): Act => ({ receivable: id, ...over }) as Act;
  const credit = (id: Hex, over: object = {}): Act =>
    act(id, { verb: "credit", amount: "50.00", reason: "short", ...over });

  const approveAtFactor = async (id: Hex): Promise<void> => {
    const deputy = scene.client(await scene.signIn("deputy", FACTOR));
    await approveWriteOff(deputy, scene.client(factor), { customer: BUYER, receivable: id });
  };

  it("is the factor's to see, in its lists and beside its counterparties, and no stranger's", async () => {
    const { id } = await scene.dealt();
    const { data } = await detail(factor, id);
    expect(data).to.deep.include({ holder: DESK, roles: ["holder"] });
    expect(await listed(factor, { role: "holder" })).to.include(id);
    expect(await listed(factor, { counterparty: BUYER })).to.include(id);
    expect(await listed(buyer, { counterparty: FACTOR })).to.include(id);
    expect(await listed(supplier, { role: "supplier", counterparty: FACTOR })).to.include(id);
    expect(await listed(stranger, {})).to.deep.equal([]);
    expect((await detail(stranger, id)).response.status).to.equal(404);
  });

  it("is named after the factor, and owed to it on every screen from the sale on", async () => {
    const { id } = await scene.dealt();
    await scene.client(factor).POST("/v1/profile", {
      body: {
        ...{ legalName: "Factor Bank", identifiers: [], audience: "everybody" },
        ...{ contacts: [], contactsAudience: "nobody" },
      },
    });
    for (const session of [supplier, buyer, factor]) {
      const { data } = await detail(session, id);
      expect(data?.names.holder).to.equal("Factor Bank");
      expect(data?.assignment).to.deep.include({ payee: FACTOR, notice: null });
    }
    const page = await scene.client(buyer).GET("/v1/receivables", { params: { query: {} } });
    expect(page.data?.items.find((one) => one.id === id)?.assignment?.payee).to.equal(FACTOR);
  });

  it("says what the debtor was told of it and what it said, for the assignment that stands alone", async () => {
    const { id } = await scene.dealt();
    const notice = await scene.notify(id);
    const standing = async () => (await detail(buyer, id)).data?.assignment?.notice;
    expect(await standing()).to.include({ hash: notice, kind: "Assigned", reply: "None" });
    await scene.book.assign({
      ...{
        name: "NoticeReplied",
        notice,
        debtor: BUYER,
        by: BUYER,
        reply: NoticeReply.Acknowledged,
        reason: ZERO_HASH,
      },
    });
    expect(await standing()).to.include({ reply: "Acknowledged" });
    await scene.trade({ name: "ReceivableReassigned", id, seller: SUPPLIER });
    await scene.book.write({ name: "Transfer", from: DESK, to: SUPPLIER, id });
    const back = (await detail(buyer, id)).data;
    expect(back?.assignment, "the buyer was told to pay the factor, and nothing else since").to.deep.include({
      ...{ payee: SUPPLIER, notice: null },
    });
    await scene.book.write({ name: "Transfer", from: SUPPLIER, to: DESK, id });
    expect((await detail(buyer, id)).data?.assignment, "of the sale before").to.deep.include({
      payee: FACTOR,
      notice: null,
    });
    const plain = await scene.accepted();
    expect((await detail(buyer, idOf(plain.header))).data?.assignment).to.equal(null);
  });

  it("is written off by the factor in the desk's name, with the mandate that the desk gave it", async () => {
    const { id } = await scene.dealt();
    await approveAtFactor(id);
    const intent = await scene.act(factor, act(id, { verb: "writeOff", reason: "insolvent" }));
    expect(intent.message?.message).to.include({ holder: DESK });
    expect(await scene.signAs(factor, intent.id, "factor")).to.include({ status: 200 });
    const shown = await scene.read(factor, intent.id);
    expect(shown.signed, "its own account signed").to.deep.include({ signer: FACTOR, mandate: null });
    const { data } = (await relayOf(scene.database, intent.id)) ?? expect.fail("nothing was sent");
    const { functionName, args } = decodeFunctionData({ abi: ledgerAbi, data });
    const [consent] = args.at(-1) as unknown as readonly Consent[];
    expect([functionName, consent?.signer.toLowerCase()]).to.deep.equal(["writeOff", FACTOR]);
  });

  it("is signed for by nobody whom the desk gave no mandate, though the factor did", async () => {
    const { id } = await scene.dealt();
    await scene.mandate("factor", "clerk");
    await approveAtFactor(id);
    const intent = await scene.act(factor, act(id, { verb: "writeOff", reason: "old" }));
    expect((await scene.signAs(factor, intent.id, "clerk")).code).to.equal("NotAuthorised");
    const mandate = { verbs: verbSet([Verb.WriteOff]), from: 0, until: 4_000_000_000, cap: UNCAPPED };
    await scene.book.write({
      ...{ name: "MandateGiven", organisation: DESK, agent: addressOf("clerk") },
      mandate: { ...mandate, currency: ZERO_ADDRESS, document: keccakOfText("attorney") },
    });
    expect(await scene.signAs(factor, intent.id, "clerk")).to.include({ status: 200 });
    expect((await scene.read(factor, intent.id)).signed?.mandate?.document).to.equal(keccakOfText("attorney"));
  });

  it("is credited by seller and factor together: each sends the same call, and the second does it", async () => {
    const { id } = await scene.dealt();
    const proposing = await scene.act(supplier, credit(id));
    expect(proposing).to.include({ message: null, said: "short", counterparty: FACTOR, amount: "50.00" });
    expect(proposing.call?.to).to.equal(DESK);
    const inner = decodeFunctionData({ abi: deskAbi, data: proposing.call?.data as Hex });
    const call = inner.args[1] as Hex;
    expect([inner.functionName, decodeFunctionData({ abi: ledgerAbi, data: call }).functionName]).to.deep.equal([
      "act",
      "credit",
    ]);
    expect(
      scene.tried.map(({ from }) => from),
      "as the desk would do it, and as the seller sends it",
    ).to.deep.equal([DESK, SUPPLIER]);
    await scene.trade({ name: "ActProposed", id, by: SUPPLIER, call });
    expect((await scene.read(supplier, proposing.id)).state).to.equal("recorded");
    const proposal = { verb: "agreeAct", receivable: id, act: keccak256(call) } as const;
    const own = await problemOf(scene.client(supplier).POST("/v1/intents", { body: proposal }));
    expect(own.code, "nobody agrees with itself").to.equal("NotFound");
    const agreeing = await scene.act(factor, proposal);
    expect(agreeing.call).to.deep.equal(proposing.call);
    expect((await scene.act(factor, credit(id))).call, "the same in other words").to.deep.equal(proposing.call);
    await scene.trade({ name: "ActDone", id, by: FACTOR, act: keccak256(call) });
    expect((await scene.read(factor, agreeing.id)).state).to.equal("recorded");
  });

  it("is no longer the supplier's alone to change, and no desk lets its factor split it", async () => {
    const { id } = await scene.dealt();
    const refusal = async (session: string, body: Act) =>
      (await problemOf(scene.client(session).POST("/v1/intents", { body }))).code;
    expect(await refusal(buyer, credit(id))).to.equal("NotAuthorised");
    expect(await refusal(supplier, act(id, { verb: "writeOff", reason: "old" }))).to.equal("NotAuthorised");
    expect(await refusal(factor, act(id, { verb: "split", amounts: ["500.00", "500.00"] }))).to.equal("NotAuthorised");
    expect(await refusal(factor, act(id, { verb: "cancel", reason: "wrong" }))).to.equal("NotAuthorised");
    expect(await refusal(stranger, credit(id))).to.equal("NotFound");
  });

  it("is amended by factor, supplier and buyer together, each under its own address (R59)", async () => {
    const { id } = await scene.dealt();
    const amend = act(id, { verb: "amend", terms: { dueDate: "2027-01-31" } });
    const intent = await scene.act(supplier, amend);
    expect(intent.parties.map(({ organisation, desk, roles }) => [organisation, desk, roles.join()])).to.deep.equal([
      [FACTOR, DESK, "holder"],
      [SUPPLIER, null, "supplier"],
      [BUYER, null, "buyer"],
    ]);
    expect((await scene.read(factor, intent.id)).message, "it signs nothing").to.equal(null);
    expect((await scene.signAs(supplier, intent.id, "supplier")).status).to.equal(200);
    expect((await scene.read(supplier, intent.id)).call).to.equal(null);
    expect((await scene.signAs(buyer, intent.id, "buyer")).status).to.equal(200);
    expect(await scene.isRelayed(intent.id), "nobody but the two sends it").to.equal(false);
    expect(scene.tried.at(-1)?.from, "as the desk would do it").to.equal(DESK);
    const [one, other] = [await scene.read(supplier, intent.id), await scene.read(factor, intent.id)];
    expect([one.state, one.call?.to]).to.deep.equal(["signed", DESK]);
    expect(other.call, "the very same").to.deep.equal(one.call);
    const { args } = decodeFunctionData({ abi: deskAbi, data: one.call?.data as Hex });
    const inner = decodeFunctionData({ abi: ledgerAbi, data: args[1] as Hex });
    const consents = inner.args.filter(Array.isArray) as unknown as readonly (readonly Consent[])[];
    const signers = consents.flatMap((given) => given.map(({ signer }) => signer.toLowerCase()));
    expect([inner.functionName, ...signers]).to.deep.equal(["amend", SUPPLIER, BUYER]);
    const notices = await scene.database.query("select data from notices where data ->> 'intent' = $1", [intent.id]);
    expect(notices.length, "both others were told").to.equal(1);
  });

  it("is told of to the factor: what happens to it stands in its feed", async () => {
    const { id } = await scene.dealt();
    const kinds = async (session: string): Promise<readonly string[]> => {
      const { data } = await scene.client(session).GET("/v1/feed", { params: { query: {} } });
      return data?.items.filter(({ receivable }) => receivable === id).map(({ event }) => event.name) ?? [];
    };
    expect(await kinds(factor)).to.include("Transfer");
    expect(await kinds(stranger)).to.deep.equal([]);
  });

  it("is credited by whoever prepared it once others approved the sum, where its own tiers ask", async () => {
    const { id } = await scene.dealt();
    const tier = { kind: "credit" as const, currency: TOKEN, from: "50.00", approvers: 1, hours: 48 };
    const tiers = [{ ...tier, duty: "approveActs" as const, escalatesTo: null }];
    const body = { reason: "House rules", windowDays: 30, tiers };
    expect((await scene.client(supplier).POST("/v1/approval-policies", { body })).error).to.equal(undefined);
    const refused = await problemOf(scene.client(supplier).POST("/v1/intents", { body: credit(id) }));
    expect(refused.code).to.equal("ApprovalMissing");
    const own = await scene.act(factor, credit(id));
    expect(own, "of the other side nothing is asked").to.include({ amount: "50.00" });
  });
});
