import { expect } from "chai";
import { UNCAPPED, verbSet } from "../../src/domain/directory.ts";
import { consentOf, EnvelopeError } from "../../src/domain/envelope.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Validity } from "../../src/domain/messages.ts";
import { Outcome, Status, Verb, ZERO_ADDRESS, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Item } from "../support/receivables.ts";
import { address, CLIENTS, EVERYTHING, failureOf, order, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const HASH = keccakOfText("a paper");
const FAR = 4_000_000_000;
const YEAR = 365 * 86_400;

for (const [library, connect] of Object.entries(CLIENTS)) {
  describe(`A consent over ${library}`, () => {
    let stage: Stage;
    let nonce = 0n;
    before(async () => {
      stage = await setStage(connect);
    });
    after(() => stage.chain.close());

    /** A nonce that nobody has used, and a year to record the message. */
    async function validity(): Promise<Validity> {
      nonce += 1n;
      return { nonce, deadline: BigInt((await stage.chain.now()) + YEAR) };
    }

    async function statusOf({ id }: Item): Promise<Status> {
      return (await stage.onlooker.stateOf(id)).status;
    }

    it("of supplier and buyer, carried by a stranger, issues and accepts in one act", async () => {
      const item = await stage.draft();
      const supplier = await stage.supplier.sign.issuance(item.receivable, await validity());
      const buyer = await stage.buyer.sign.acceptance(item.receivable, await validity());
      const { events } = await stage.relayer.issue(item.receivable, { supplier, buyer });
      expect(events.map(({ event }) => event.name)).to.deep.equal([
        "Transfer",
        "ReceivableIssued",
        "ReceivableAccepted",
      ]);
      expect(events[1]?.event).to.include({ by: address.supplier });
      expect(await statusOf(item)).to.equal(Status.Accepted);
    });

    it("of supplier and buyer issues and accepts sealed terms in one act, with that content and no other", async () => {
      const item = await stage.draft();
      const supplier = await stage.supplier.sign.issuance(item.receivable, await validity(), "0x5ea1ed");
      const buyer = await stage.buyer.sign.acceptance(item.receivable, await validity());
      const other = stage.relayer.issueSealed(item.header, "0x07e4", { supplier, buyer });
      expect(await failureOf(other)).to.have.property("code", "SignatureInvalid");
      await stage.relayer.issueSealed(item.header, "0x5ea1ed", { supplier, buyer });
      expect(await statusOf(item)).to.equal(Status.Accepted);
    });

    it("of the buyer accepts, and leaves its nonce unspent", async () => {
      const item = await stage.issued();
      const consent = await stage.buyer.sign.acceptance(item.receivable, await validity());
      await stage.relayer.carryAcceptance(item.header, consent);
      expect(await statusOf(item)).to.equal(Status.Accepted);
      expect(await stage.onlooker.isSpent(address.buyer, consent.nonce)).to.equal(false);
    });

    it("of a payer pays with the signer's money, and spends its nonce", async () => {
      const item = await stage.accepted();
      const consent = await stage.stranger.sign.payment(item.receivable, 700n, await validity());
      const { events } = await stage.relayer.pay(order(item, 700n), consent);
      expect(events.map(({ event }) => event)).to.deep.include({
        name: "NonceSpent",
        signer: address.stranger,
        nonce: consent.nonce,
      });
      expect(events.at(-1)?.event).to.include({ name: "ReceivablePaid", payer: address.stranger, principal: 700n });
      expect(await stage.onlooker.isSpent(address.stranger, consent.nonce)).to.equal(true);
    });

    it("of the holder credits", async () => {
      const item = await stage.accepted();
      const act = { holder: address.supplier, amount: 300n, reason: HASH };
      const consent = await stage.supplier.sign.credit(item.receivable, act, await validity());
      await stage.relayer.credit({ id: item.id, opened: item.terms, ...act }, consent);
      expect((await stage.onlooker.stateOf(item.id)).credited).to.equal(300n);
    });

    it("of the buyer disputes and withdraws, and of the holder concedes", async () => {
      const item = await stage.accepted();
      const { receivable } = item;
      const disputed = { amount: 900n, code: 3, evidence: HASH };
      const signed = await stage.buyer.sign.dispute(receivable, disputed, await validity());
      await stage.relayer.dispute({ receivable, ...disputed }, signed);
      const withdrawn = { amount: 200n, outcome: Outcome.Withdrawn, evidence: HASH };
      const byBuyer = { party: address.buyer, ...withdrawn };
      const withdrawal = await stage.buyer.sign.resolution(receivable, byBuyer, await validity());
      await stage.relayer.resolve({ receivable, ...withdrawn }, withdrawal);
      const conceded = { amount: 700n, outcome: Outcome.Conceded, evidence: HASH };
      const byHolder = { party: address.supplier, ...conceded };
      const concession = await stage.supplier.sign.resolution(receivable, byHolder, await validity());
      await stage.relayer.resolve({ receivable, ...conceded }, concession);
      expect(await stage.onlooker.stateOf(item.id)).to.include({ disputed: 0n, credited: 700n });
    });

    it("under a root issues and accepts each of its receivables, one after the other", async () => {
      const items = [await stage.draft(), await stage.draft(), await stage.draft()];
      const receivables = items.map(({ receivable }) => receivable);
      const { deadline } = await validity();
      const issuances = await stage.supplier.sign.issuanceRoot(items, address.supplier, deadline);
      const acceptances = await stage.buyer.sign.acceptanceRoot(receivables, address.buyer, deadline, HASH);
      for (const { receivable, header, commitment } of items) {
        await stage.relayer.issue(receivable, { supplier: consentOf(issuances, commitment) });
        await stage.relayer.carryAcceptance(header, consentOf(acceptances, commitment));
      }
      expect(await Promise.all(items.map(statusOf))).to.deep.equal(items.map(() => Status.Accepted));
    });

    it("under a root issues sealed terms with the content that was signed", async () => {
      const items = [await stage.draft(), await stage.draft()];
      const issues = items.map(({ commitment }, number) => ({ commitment, sealed: `0x0${number}` as const }));
      const { deadline } = await validity();
      const envelope = await stage.supplier.sign.issuanceRoot(issues, address.supplier, deadline);
      for (const [number, { header, commitment }] of items.entries()) {
        await stage.relayer.issueSealed(header, `0x0${number}`, { supplier: consentOf(envelope, commitment) });
      }
      expect(await Promise.all(items.map(statusOf))).to.deep.equal([Status.Issued, Status.Issued]);
    });

    it("under a root of one leaf needs no proof", async () => {
      const item = await stage.issued();
      const { deadline } = await validity();
      const root = await stage.buyer.sign.acceptanceRoot([item.receivable], address.buyer, deadline);
      const consent = consentOf(root, item.commitment);
      expect(consent).to.include({ count: 1n, policy: ZERO_HASH }).and.to.have.property("proof").that.is.empty;
      await stage.relayer.carryAcceptance(item.header, consent);
      expect(await statusOf(item)).to.equal(Status.Accepted);
    });

    it("under a root is none for a receivable that the root does not hold", async () => {
      const [inside, outside] = [await stage.draft(), await stage.draft()];
      const { sign } = stage.buyer;
      const envelope = await sign.acceptanceRoot([inside.receivable], address.buyer, 1n);
      expect(() => consentOf(envelope, outside.commitment)).to.throw(EnvelopeError, outside.commitment);
      expect(await failureOf(sign.issuanceRoot([], address.buyer, 1n))).to.have.property("code", "ArgumentInvalid");
      const twice = await failureOf(sign.issuanceRoot([inside, inside], address.buyer, 1n));
      expect(twice).to.have.deep.property("values", { field: "leaves[1].commitment", value: inside.commitment });
    });

    it("of an agent needs a mandate for the verb, and counts as the agent's in the event", async () => {
      const item = await stage.issued();
      await stage.buyer.directory.giveMandate(address.agent, {
        verbs: verbSet([Verb.Accept, Verb.Dispute]),
        from: 0,
        until: (await stage.chain.now()) + YEAR,
        cap: UNCAPPED,
        currency: ZERO_ADDRESS,
        document: HASH,
      });
      const { events } = await stage.agent.accept(item.receivable);
      expect(events[0]?.event).to.include({ name: "ReceivableAccepted", by: address.agent });
      const dispute = { amount: 10n, code: 1, evidence: HASH };
      const consent = await stage.agent.sign.dispute(item.receivable, dispute, await validity());
      const disputed = await stage.relayer.dispute({ receivable: item.receivable, ...dispute }, consent);
      expect(disputed.events.at(-1)?.event).to.include({ name: "ReceivableDisputed", by: address.agent });
    });

    it("of a capped agent covers what it opens, up to the cap and in its currency", async () => {
      const { currency } = stage.chain;
      await stage.supplier.directory.giveMandate(address.agent, {
        verbs: verbSet([Verb.Issue]),
        from: 0,
        until: (await stage.chain.now()) + YEAR,
        cap: 100_000n,
        currency,
        document: HASH,
      });
      const { directory } = stage.onlooker;
      const may = { organisation: address.supplier, agent: address.agent, verb: Verb.Issue, currency };
      expect(await directory.covers({ ...may, amount: 100_000n })).to.equal(true);
      expect(await directory.covers({ ...may, amount: 100_001n })).to.equal(false);
      expect(await directory.covers({ ...may, amount: EVERYTHING })).to.equal(false);
      const item = await stage.draft();
      await stage.agent.issue(item.receivable);
      expect(await statusOf(item)).to.equal(Status.Issued);
      const verbs = verbSet([Verb.Accept]);
      const mandate = { verbs, from: 0, until: FAR, cap: 100_000n, currency, document: HASH };
      await stage.buyer.directory.giveMandate(address.agent, mandate);
      expect(await failureOf(stage.agent.accept(item.receivable))).to.have.property("code", "NotAuthorised");
      await stage.agent.accept(item.receivable, { openTerms: true });
      expect(await statusOf(item)).to.equal(Status.Accepted);
    });
  });
}
