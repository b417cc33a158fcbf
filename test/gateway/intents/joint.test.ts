/** Acts that take several signatures: who signs, what each of them sees, and what is sent in the end. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { decodeFunctionData } from "viem";
import { ledgerAbi } from "../../../generated/abi.ts";
import { commitmentOf, idOf } from "../../../src/domain/commitment.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Address, Consent, Hex, Receivable } from "../../../src/domain/receivable.ts";
import { subscribe } from "../../../src/store/notifications.ts";
import { relayOf } from "../../../src/store/relays.ts";
import { DAY } from "../book.ts";
import { addressOf } from "../stage.ts";
import { openJointScene } from "./joint.ts";
import type { JointScene } from "./joint.ts";
import type { Act, Intent } from "./scene.ts";

describe("An act of several", () => {
  let scene: JointScene;
  let supplier: string;
  let buyer: string;
  let factor: string;

  before(async () => {
    scene = await openJointScene();
    ({ supplier, buyer, factor } = scene.tokens);
  });

  beforeEach(() => {
    scene.refusing = undefined;
    scene.tried.length = 0;
  });

  after(() => scene.close());

  const partiesOf = ({ parties }: Intent): unknown[] => parties.map(({ organisation, roles }) => [organisation, roles]);
  const signersIn = ({ parties }: Intent): unknown[] => parties.map(({ signer }) => signer);

  function called(data: Hex): { name: string; args: readonly unknown[] } {
    const { functionName, args } = decodeFunctionData({ abi: ledgerAbi, data });
    return { name: functionName, args };
  }

  const signersOf = (consents: unknown): Address[] =>
    (consents as Consent[]).map(({ signer }) => signer.toLowerCase() as Address);

  it("tells whoever else is to sign it that it waits, once, by ids alone", async () => {
    const noticesOf = async (intent: string): Promise<readonly unknown[]> =>
      scene.database.query("select kind, data from notices where data ->> 'intent' = $1", [intent]);
    const toldOf = async (intent: string): Promise<readonly unknown[]> =>
      scene.database.query(
        `select d.organisation from notice_deliveries d join notices n on n.number = d.notice
         where data ->> 'intent' = $1`,
        [intent],
      );
    for (const name of ["supplier", "buyer", "factor"]) {
      const told = { id: randomUUID(), channel: "email" as const, address: `${name}@example.com`, secret: null };
      const whose = { organisation: addressOf(name), account: addressOf(name) };
      const kinds = ["SignatureAwaited" as const];
      await subscribe(scene.database, { ...told, ...whose, kinds, language: "en", created: scene.now }, 5);
    }
    const own = await scene.accepted();
    const { id } = await scene.debit(supplier, own, { id: randomUUID() });
    const data = { receivable: idOf(own.header), intent: id, organisation: addressOf("supplier") };
    expect(await noticesOf(id)).to.deep.equal([{ kind: "SignatureAwaited", data }]);
    expect(await toldOf(id)).to.deep.equal([{ organisation: addressOf("buyer") }]);
    await scene.debit(supplier, own, { id });
    expect(await toldOf(id)).to.have.length(1);
    const [again, tomorrow] = [
      { id: randomUUID(), amount: "51.00" },
      { id: randomUUID(), amount: "52.00" },
    ];
    expect(await noticesOf((await scene.debit(supplier, own, again)).id), "one a day").to.deep.equal([]);
    scene.now += DAY;
    supplier = await scene.signIn("supplier");
    expect(await toldOf((await scene.debit(supplier, own, tomorrow)).id)).to.have.length(1);
    [buyer, factor] = [await scene.signIn("buyer"), await scene.signIn("factor")];
    const sold = await scene.sold();
    const amendment = await scene.act(factor, {
      verb: "amend",
      receivable: idOf(sold.header),
      terms: { graceDays: 9 },
    });
    expect(await toldOf(amendment.id)).to.have.deep.members(
      ["supplier", "buyer"].map((name) => ({ organisation: addressOf(name) })),
    );
    const alone: Act = { verb: "credit", receivable: idOf(own.header), amount: "1.00", reason: "rebate" };
    expect(await noticesOf((await scene.act(supplier, alone)).id)).to.deep.equal([]);
  });

  it("to debit takes holder and buyer, each with a message of its own, and is sent with both signatures", async () => {
    const receivable = await scene.accepted();
    const prepared = await scene.debit(supplier, receivable);
    const [own, other] = [addressOf("supplier"), addressOf("buyer")];
    expect(prepared).to.include({ state: "prepared", organisation: own, preparedBy: own, call: null, amount: "50.00" });
    expect(partiesOf(prepared)).to.deep.equal([
      [own, ["holder"]],
      [other, ["buyer"]],
    ]);
    const seen = await scene.read(buyer, prepared.id);
    expect(seen).to.include({ organisation: own, preparedBy: null, counterparty: own, said: "freight" });
    expect([prepared.message?.message["party"], seen.message?.message["party"]]).to.deep.equal([own, other]);
    expect(seen.message?.message["nonce"]).not.to.equal(prepared.message?.message["nonce"]);

    expect(await scene.signAs(buyer, prepared.id, "buyer")).to.include({ status: 200 });
    const half = await scene.read(supplier, prepared.id);
    expect(half).to.include({ state: "partlySigned", signed: null });
    expect(signersIn(half)).to.deep.equal([null, other]);
    expect(await scene.isRelayed(prepared.id)).to.equal(false);
    expect(await scene.signAs(supplier, prepared.id, "supplier")).to.include({ status: 200 });
    expect(await scene.read(buyer, prepared.id)).to.include({ state: "signed", call: null });
    const relay = await relayOf(scene.database, prepared.id);
    expect(relay?.organisation).to.equal(own);
    const { name, args } = called(relay?.data ?? "0x");
    expect([name, args[1], args[2]]).to.deep.equal(["debit", 5000n, keccakOfText("freight")]);
    expect([...signersOf(args[3]), ...signersOf(args[4])]).to.deep.equal([own, other]);
  });

  it("to amend takes the supplier alone before anybody accepted, and is an intent like any other then", async () => {
    const { header } = await scene.issued();
    const intent = await scene.act(supplier, { verb: "amend", receivable: idOf(header), terms: { amount: "900.00" } });
    expect(intent.parties).to.deep.equal([]);
    expect(intent.call).not.to.equal(null);
    expect(await scene.refused(buyer, { verb: "amend", receivable: idOf(header), terms: {} })).to.equal(
      "NotAuthorised",
    );
    expect(await scene.signAs(supplier, intent.id, "supplier")).to.include({ status: 200 });
    expect(await scene.isRelayed(intent.id)).to.equal(true);
  });

  it("to amend takes holder, supplier and buyer after a sale, whoever of them prepares it", async () => {
    const receivable = await scene.sold();
    const id = idOf(receivable.header);
    const terms = { amount: "900.00", discounts: [], dueDate: "2027-03-01", lateRate: "5.5" };
    const policy = { assignability: "NotAtAll", splittable: true, minimumPart: "100.00" } as const;
    const prepared = await scene.act(buyer, { verb: "amend", receivable: id, terms, policy, text: "as we agreed" });
    expect(partiesOf(prepared)).to.deep.equal([
      [addressOf("factor"), ["holder"]],
      [addressOf("supplier"), ["supplier"]],
      [addressOf("buyer"), ["buyer"]],
    ]);
    // What the rule of two members looks at is the larger face.
    expect(prepared).to.include({ amount: "1000.00", said: "as we agreed" });
    for (const [session, name] of [
      [factor, "factor"],
      [buyer, "buyer"],
      [supplier, "supplier"],
    ] as const) {
      expect(await scene.signAs(session, prepared.id, name), name).to.include({ status: 200 });
    }
    const relay = await relayOf(scene.database, prepared.id);
    expect(relay?.organisation).to.equal(addressOf("buyer"));
    const { args } = called(relay?.data ?? "0x");
    const [before, amended, ...consents] = args as [Receivable, Receivable, ...unknown[]];
    expect(commitmentOf(before)).to.equal(commitmentOf(receivable));
    expect(amended.header).to.deep.include({ revision: 1, policy: 6 + 8 * 4, line: 0 });
    const { salt, ...rest } = amended.terms;
    expect(salt).not.to.equal(receivable.terms.salt);
    expect(rest).to.deep.include({ amount: 90_000n, discount1: 0n, discountDay1: 0, lateRate: 55_000, dueDay: 20_878 });
    expect(rest).to.deep.include({ fixedSum: 4_000n, utcOffset: 60, basis: 365 });
    expect(amended.document).to.equal(receivable.document);
    expect(consents.flatMap(signersOf)).to.deep.equal(["factor", "supplier", "buyer"].map(addressOf));
  });

  it("to reverse a receipt after a sale takes who holds it and who recorded it", async () => {
    const receivable = await scene.sold();
    const id = idOf(receivable.header);
    const sums = { principal: 10_000n, discount: 0n, charges: 0n, lateDays: 0n };
    const told = { bankRef: keccakOfText("NTRF-1"), valueDay: 20_781, advised: false, closed: false };
    const holder = addressOf("supplier");
    await scene.book.write({ name: "ReceiptRecorded", id, holder, by: holder, ...told, ...sums });
    const intent = await scene.act(factor, { verb: "reverseReceipt", receivable: id, bankReference: "NTRF-1" });
    expect(partiesOf(intent)).to.deep.equal([
      [addressOf("factor"), ["holder"]],
      [holder, ["recorder"]],
    ]);
    expect(await scene.signAs(supplier, intent.id, "supplier")).to.include({ status: 200 });
    expect(await scene.signAs(factor, intent.id, "factor")).to.include({ status: 200 });
    const { name, args } = called((await relayOf(scene.database, intent.id))?.data ?? "0x");
    expect(name).to.equal("reverseReceipt");
    expect([...signersOf(args[4]), ...signersOf(args[5])]).to.deep.equal([holder, addressOf("factor")]);
  });

  it("stands among the intents of each party in one order with its own, and among nobody else's", async () => {
    scene.now += 1;
    const first = await scene.debit(supplier, await scene.accepted());
    scene.now += 1;
    const between = await scene.act(buyer, { verb: "accept", receivable: first.receivable as Hex });
    scene.now += 1;
    const last = await scene.debit(supplier, await scene.accepted());
    const listed = async (session: string, limit: string, cursor?: string): Promise<[string[], string | null]> => {
      const query = { limit, ...(cursor === undefined ? {} : { cursor }) };
      const { data } = await scene.client(session).GET("/v1/intents", { params: { query } });
      return [data?.items.map(({ id }) => id) ?? [], data?.next ?? null];
    };
    const [page, next] = await listed(buyer, "2");
    expect(page).to.deep.equal([last.id, between.id]);
    expect((await listed(buyer, "1", next ?? ""))[0]).to.deep.equal([first.id]);
    expect((await listed(supplier, "100"))[0])
      .to.include.members([first.id, last.id])
      .and.not.include(between.id);
    expect(await listed(scene.tokens.stranger, "100")).to.deep.equal([[], null]);
  });

  it("is the last party's to send itself, once the others have signed", async () => {
    const { id } = await scene.debit(supplier, await scene.accepted());
    await scene.signAs(supplier, id, "supplier");
    expect((await scene.read(supplier, id)).call).to.equal(null);
    const { args } = called((await scene.read(buyer, id)).call?.data as Hex);
    expect([signersOf(args[3]), signersOf(args[4])]).to.deep.equal([[addressOf("supplier")], []]);
  });

  it("is recorded by its event, whoever sent it: an amendment by its salt, a debit by its note", async () => {
    const receivable = await scene.accepted();
    const id = idOf(receivable.header);
    const by = addressOf("supplier");
    const debit = await scene.debit(supplier, receivable);
    const amend = await scene.act(supplier, { verb: "amend", receivable: id, terms: { graceDays: 5 } });
    const shown = amend.message?.message["amended"] as { terms: Record<string, string> };
    const terms = { ...receivable.terms, graceDays: 5, salt: shown.terms["salt"] as Hex };
    const change = { revision: 1, policy: 0, document: receivable.document, disputed: 0n, closed: false };
    const both = { by, supplierBy: by, buyerBy: addressOf("buyer") };
    await scene.book.write({ name: "ReceivableAmended", id, ...both, ...change, terms });
    expect(await scene.read(buyer, amend.id)).to.include({ state: "recorded", sentDirectly: true });
    expect(await scene.read(buyer, debit.id)).to.include({ state: "prepared" });
    const again = await scene.act(supplier, { verb: "amend", receivable: id, terms: { graceDays: 5 } });
    expect(again).to.include({ state: "prepared" });
    expect(again.message?.message["receivable"]).to.have.nested.property("header.revision", 1);
  });

  it("that takes one party twice is none for signatures", async () => {
    const receivable = await scene.accepted();
    const id = idOf(receivable.header);
    await scene.book.write({ name: "Transfer", from: addressOf("supplier"), to: addressOf("buyer"), id });
    const debit = { verb: "debit", receivable: id, amount: "1.00", reason: "none" } as const;
    expect(await scene.refused(buyer, debit)).to.equal("NotAuthorised");
  });
});
