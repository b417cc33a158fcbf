/** Acts that take several signatures, where something is in the way: nothing is stored or sent then. */
import { expect } from "chai";
import type { ReceivableDebited } from "../../../src/domain/agreementEvents.ts";
import { idOf } from "../../../src/domain/commitment.ts";
import { verbSet } from "../../../src/domain/directory.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import { Verb } from "../../../src/domain/receivable.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { addressOf } from "../stage.ts";
import { EUR, openJointScene } from "./joint.ts";
import type { JointScene } from "./joint.ts";
import { problemOf, signatureOf } from "./scene.ts";
import type { Act, Intent } from "./scene.ts";

const SIGNED = { status: 200, code: undefined };
const SIGNATURE = "/v1/intents/{id}/signature" as const;
const WITHDRAWAL = "/v1/intents/{id}/withdrawal" as const;

/** What a debit note of the tests is recorded as. */
const DEBITED: Omit<ReceivableDebited, "id" | "buyerBy"> = {
  name: "ReceivableDebited",
  ...{ by: addressOf("supplier"), amount: 5_000n, reason: keccakOfText("freight") },
  ...{ disputed: 0n, commitment: keccakOfText("new") },
};

describe("An act of several is refused", () => {
  let scene: JointScene;
  let supplier: string;
  let buyer: string;

  before(async () => {
    scene = await openJointScene();
    ({ supplier, buyer } = scene.tokens);
    for (const agent of ["clerk", "chief"]) await scene.mandate("buyer", agent);
  });

  beforeEach(() => {
    scene.refusing = undefined;
    scene.tried.length = 0;
  });

  after(() => scene.close());

  const prepared = async (): Promise<Intent> => scene.debit(supplier, await scene.accepted());
  const params = ({ id }: Intent): { params: { path: { id: string } } } => ({ params: { path: { id } } });

  /** It stands as it stood, and nothing is sent. */
  async function untouched(intent: Intent): Promise<void> {
    const read = await scene.read(supplier, intent.id);
    expect(read.state).to.equal("prepared");
    expect(read.parties.map(({ signer }) => signer)).to.deep.equal([null, null]);
    expect(await scene.isRelayed(intent.id)).to.equal(false);
  }

  it("for a signature over the other party's message, of the other party, or over another intent", async () => {
    const intent = await prepared();
    const seen = await scene.read(buyer, intent.id);
    const other = await scene.read(buyer, (await prepared()).id);
    const wrong = [
      await signatureOf("buyer", intent.message),
      await signatureOf("supplier", seen.message),
      await signatureOf("stranger", seen.message),
      await signatureOf("buyer", other.message),
      "0x1234",
    ];
    for (const signature of wrong) {
      const { code } = await problemOf(
        scene.client(buyer).POST(SIGNATURE, { ...params(intent), body: { signature, signer: addressOf("buyer") } }),
      );
      expect(code).to.equal("SignatureInvalid");
    }
    expect(await scene.sign(buyer, seen, "supplier")).to.deep.equal({ status: 403, code: "NotAuthorised" });
    expect(scene.tried).to.deep.equal([]);
    await untouched(intent);
  });

  it("to a stranger, who learns nothing, also of what others sign about a receivable of its own", async () => {
    const intent = await scene.debit(supplier, await scene.accepted());
    const id = idOf((await scene.sold()).header);
    const factors = await scene.act(scene.tokens.factor, {
      verb: "debit",
      receivable: id,
      amount: "1.00",
      reason: "x",
    });
    // The supplier takes part in what it sold, and not in what the factor and the buyer agree on.
    for (const [session, hidden] of [
      [scene.tokens.stranger, intent],
      [supplier, factors],
    ] as const) {
      const at = params(hidden);
      const missing = { path: { id: "00000000-0000-4000-8000-000000000000" } };
      const client = scene.client(session);
      const read = await problemOf(client.GET("/v1/intents/{id}", at));
      expect(read).to.include({ status: 404, code: "NotFound" });
      expect(read).to.deep.equal(await problemOf(client.GET("/v1/intents/{id}", { params: missing })));
      expect(await scene.sign(session, hidden, "supplier")).to.deep.equal({ status: 404, code: "NotFound" });
      expect((await problemOf(client.POST(WITHDRAWAL, at))).code).to.equal("NotFound");
      expect((await problemOf(client.POST("/v1/intents/{id}/uptake", at))).code).to.equal("NotFound");
      const { data } = await client.GET("/v1/intents", { params: { query: { limit: "100" } } });
      expect(data?.items.map((one) => one.id)).not.to.include(hidden.id);
    }
    await untouched(intent);
  });

  it("for an agent whose mandate is revoked, capped or for another verb", async () => {
    const intent = await prepared();
    await scene.mandate("buyer", "gone");
    await scene.book.write({ name: "MandateRevoked", organisation: addressOf("buyer"), agent: addressOf("gone") });
    await scene.mandate("buyer", "other", { verbs: verbSet([Verb.Accept, Verb.Amend]) });
    await scene.mandate("buyer", "capped", { cap: 10_000_000n });
    for (const name of ["gone", "other", "capped"]) {
      expect(await scene.signAs(buyer, intent.id, name)).to.deep.equal({ status: 403, code: "NotAuthorised" });
    }
    await untouched(intent);
  });

  it("no longer for the lack of a signature that is there: twice is once, and another one is refused", async () => {
    const intent = await prepared();
    expect(await scene.signAs(buyer, intent.id, "buyer")).to.deep.equal(SIGNED);
    expect(await scene.signAs(buyer, intent.id, "buyer")).to.deep.equal(SIGNED);
    expect(await scene.signAs(buyer, intent.id, "clerk")).to.deep.equal({ status: 409, code: "AlreadySigned" });
    expect(scene.tried).to.have.length(1);
    expect(await scene.signAs(supplier, intent.id, "supplier")).to.deep.equal(SIGNED);
    expect(await scene.signAs(buyer, intent.id, "buyer")).to.deep.equal(SIGNED);
    expect(await scene.signAs(buyer, intent.id, "clerk")).to.deep.equal({ status: 409, code: "AlreadySigned" });
  });

  it("at the last signature where the ledger would refuse, and the others' stay good", async () => {
    const intent = await prepared();
    const id = intent.receivable ?? "0x";
    await scene.signAs(buyer, intent.id, "buyer");
    scene.refusing = { name: "AlreadyClosed", values: { id } };
    expect(await scene.signAs(supplier, intent.id, "supplier")).to.deep.equal({ status: 409, code: "AlreadyClosed" });
    expect((await scene.read(supplier, intent.id)).state).to.equal("partlySigned");
    expect(await scene.isRelayed(intent.id)).to.equal(false);
    scene.refusing = undefined;
    expect(await scene.signAs(supplier, intent.id, "supplier")).to.deep.equal(SIGNED);
  });

  it("at the last signature but one already, as the call that the last party could send itself", async () => {
    const intent = await prepared();
    scene.refusing = { name: "AlreadyClosed", values: { id: intent.receivable ?? "0x" } };
    expect(await scene.signAs(buyer, intent.id, "buyer")).to.deep.equal({ status: 409, code: "AlreadyClosed" });
    expect(scene.tried.map(({ from }) => from)).to.deep.equal([addressOf("supplier")]);
    await untouched(intent);
  });

  it("when it is prepared below what is settled", async () => {
    const id = idOf((await scene.accepted()).header);
    const credited = { by: addressOf("supplier"), principal: 50_000n, reason: keccakOfText("note"), closed: false };
    await scene.book.write({ name: "ReceivableCredited", id, ...credited });
    const amend = (amount: string): Act => ({ verb: "amend", receivable: id, terms: { amount, discounts: [] } });
    expect(await scene.refused(supplier, amend("499.99"))).to.equal("AmendmentInvalid");
    expect((await scene.act(supplier, amend("500.00"))).state).to.equal("prepared");
  });

  it("when something was late that the buyer never saw, also where one party alone signs", async () => {
    const [id, by] = [idOf((await scene.issued()).header), addressOf("supplier")];
    const sums = { principal: 9_900n, discount: 0n, charges: 100n, lateDays: 9_900n, closed: false };
    const receipt = { bankRef: keccakOfText("NTRF-2"), valueDay: 20_781, advised: false };
    await scene.book.write({ name: "ReceiptRecorded", id, by, holder: by, ...receipt, ...sums });
    const amend: Act = { verb: "amend", receivable: id, terms: { graceDays: 9 } };
    expect(await scene.refused(supplier, amend)).to.equal("AmendmentInvalid");
  });

  it("when it is prepared to earn a first discount on the whole after a payment", async () => {
    const { header, terms, document } = await scene.accepted();
    const [id, by] = [idOf(header), addressOf("supplier")];
    const whole: Act = { verb: "amend", receivable: id, terms: { slidingRate: "1" } };
    const plain = { ...terms, discountDay1: 0, discount1: 0n };
    const amended = { policy: header.policy, revision: 1, terms: plain, document, disputed: 0n, closed: false };
    const parties = { by, supplierBy: by, buyerBy: addressOf("buyer") };
    await scene.book.write({ name: "ReceivableAmended", id, ...parties, ...amended });
    const sums = { principal: 10_000n, discount: 0n, charges: 0n, lateDays: 0n, closed: false };
    const receipt = { bankRef: keccakOfText("NTRF-1"), valueDay: 20_781, advised: false };
    await scene.book.write({ name: "ReceiptRecorded", id, by, holder: by, ...receipt, ...sums });
    expect(await scene.refused(supplier, whole)).to.equal("AmendmentInvalid");
    const onParts: Act = { ...whole, terms: { ...whole.terms, discountOnParts: true } };
    expect((await scene.act(supplier, onParts)).state).to.equal("prepared");
  });

  it("when it is prepared by whom it does not take, for what is not accepted, or on terms that none has", async () => {
    const sold = idOf((await scene.sold()).header);
    const open = idOf((await scene.issued()).header);
    const debit = { verb: "debit", amount: "1.00", reason: "freight" } as const;
    expect(await scene.refused(supplier, { ...debit, receivable: sold })).to.equal("NotAuthorised");
    expect(await scene.refused(supplier, { ...debit, receivable: open })).to.equal("StatusForbids");
    const amend = { verb: "amend", receivable: sold } as const;
    expect(await scene.refused(scene.tokens.stranger, amend)).to.equal("NotFound");
    expect(await scene.refused(buyer, { ...amend, terms: { amount: "1.005" } })).to.equal("AmountUnfit");
    const terms = { amount: "10.00", discounts: [{ until: "2026-12-01", sum: "20.00" }] };
    expect(await scene.refused(buyer, { ...amend, terms })).to.equal("TermsInvalid");
    expect(await scene.refused(buyer, { ...amend, terms: { dueDate: "1960-01-01" } })).to.equal("ArgumentInvalid");
    for (const minimumPart of ["100.001", "150.00", "0.01", "-100.00"]) {
      const policy = { assignability: "Freely", splittable: true, minimumPart } as const;
      expect(await scene.refused(buyer, { ...amend, policy })).to.be.oneOf(["HeaderInvalid", "AmountUnfit"]);
    }
  });

  it("where a second amendment of the same revision is prepared, until the first is over", async () => {
    const receivable = idOf((await scene.accepted()).header);
    const first = await scene.act(supplier, { verb: "amend", receivable, terms: { graceDays: 5 } });
    expect((await scene.act(supplier, { verb: "amend", receivable, terms: { graceDays: 5 } })).id).to.equal(first.id);
    const other = { verb: "amend", receivable, terms: { graceDays: 6 } } as const;
    expect(await scene.refused(supplier, other)).to.equal("IntentExists");
    await scene.withdraw(buyer, first.id);
    expect((await scene.act(supplier, other)).state).to.equal("prepared");
  });

  describe("to a single member", () => {
    const setRule = async (session: string, above: string | null): Promise<void> => {
      const { data } = await scene.client(session).POST("/v1/checking-rules", { body: { currency: EUR, above } });
      expect(data?.items[0]).to.include({ above });
    };

    after(() => scene.database.query("delete from checking_rules"));

    it("of a party above its own amount: one takes it up, another signs; the other party goes by its own", async () => {
      const intent = await prepared();
      await setRule(buyer, "49.99");
      const clerk = await scene.signIn("clerk", addressOf("buyer"));
      const missing = { status: 403, code: "CheckerMissing" };
      expect(await scene.signAs(buyer, intent.id, "chief")).to.deep.equal(missing);
      const { data } = await scene.client(clerk).POST("/v1/intents/{id}/uptake", params(intent));
      expect(data).to.include({ preparedBy: addressOf("clerk"), checker: true });
      const again = await scene.client(buyer).POST("/v1/intents/{id}/uptake", params(intent));
      expect(again.data).to.include({ preparedBy: addressOf("clerk") });
      expect(await scene.signAs(clerk, intent.id, "clerk")).to.deep.equal(missing);
      await untouched(intent);
      expect(await scene.signAs(clerk, intent.id, "chief")).to.deep.equal(SIGNED);
      expect(await scene.read(supplier, intent.id)).to.include({ checker: false, preparedBy: addressOf("supplier") });
      expect(await scene.signAs(supplier, intent.id, "supplier")).to.deep.equal(SIGNED);
      expect(await scene.isRelayed(intent.id)).to.equal(true);
      await scene.book.write({ ...DEBITED, buyerBy: addressOf("chief"), id: intent.receivable as Hex });
    });

    it("by a call around the rule, which shows as an exception of that party; what went by it does not", async () => {
      const around = await scene.accepted();
      await scene.database.query("update checking_rules set since = 0");
      await scene.book.write({ ...DEBITED, buyerBy: addressOf("chief"), id: idOf(around.header) });
      const { data } = await scene.client(buyer).GET("/v1/exceptions");
      const debits = data?.items.filter(({ event }) => event === "ReceivableDebited");
      expect(debits?.map(({ receivable }) => receivable)).to.deep.equal([idOf(around.header)]);
      expect(debits?.[0]).to.include({ by: addressOf("chief"), amount: "50.00", above: "49.99" });
      expect((await scene.client(supplier).GET("/v1/exceptions")).data?.items).to.deep.equal([]);
    });
  });
});
