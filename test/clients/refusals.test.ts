import { expect } from "chai";
import { RefusedError } from "../../src/clients/errors.ts";
import type { ErrorCode } from "../../src/clients/errors.ts";
import { UNCAPPED, verbSet } from "../../src/domain/directory.ts";
import { digestOf } from "../../src/domain/eip712.ts";
import { consentOf } from "../../src/domain/envelope.ts";
import { keccakOfText, wordOf } from "../../src/domain/hash.ts";
import { acceptance, signingDomain } from "../../src/domain/messages.ts";
import { Outcome, Status, Verb, ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { itemOf } from "../support/receivables.ts";
import { address, CLIENTS, failureOf, order, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const HASH = keccakOfText("a paper");
const FAR = 4_000_000_000n;
const MANDATE = { verbs: 0, from: 0, until: Number(FAR), cap: UNCAPPED, currency: ZERO_ADDRESS, document: HASH };

interface Refusal {
  readonly act: Promise<unknown>;
  readonly values: Readonly<Record<string, unknown>>;
}

/** How to meet every error that a client can meet, and the values that it has to name. */
const REFUSALS: Readonly<Partial<Record<ErrorCode, (stage: Stage) => Refusal | Promise<Refusal>>>> = {
  async AlreadyIssued(s) {
    const { receivable, id } = await s.issued();
    return { act: s.supplier.issue(receivable), values: { id } };
  },
  async HeaderInvalid(s) {
    const { receivable } = await s.draft({ header: { line: 10_000 } });
    return { act: s.supplier.issue(receivable), values: { field: "line", value: 10_000n } };
  },
  async TermsInvalid(s) {
    const { receivable } = await s.draft({ terms: { discountDay1: 5, discount1: 0n } });
    return { act: s.supplier.issue(receivable), values: { field: "discountDay1", value: 5n } };
  },
  async CommitmentMismatch(s) {
    const { receivable, id } = await s.issued();
    const other = itemOf({ ...receivable, document: HASH });
    return { act: s.buyer.accept(other.receivable), values: { id, opened: other.commitment } };
  },
  async StatusForbids(s) {
    const item = await s.issued();
    return { act: s.buyer.pay(order(item)), values: { id: item.id, status: Status.Issued, verb: Verb.Pay } };
  },
  async AlreadyClosed(s) {
    const item = await s.accepted();
    await s.buyer.pay(order(item));
    return { act: s.buyer.pay(order(item)), values: { id: item.id } };
  },
  async NothingPaid(s) {
    const item = await s.accepted();
    return { act: s.buyer.pay(order(item, 0n)), values: { id: item.id } };
  },
  async PaidOffChain(s) {
    const currency: Hex = `0x${(978).toString(16).padStart(40, "0")}`;
    const item = await s.accepted({ terms: { currency } });
    return { act: s.buyer.pay(order(item)), values: { id: item.id, currency } };
  },
  async AmountOutOfRange(s) {
    const { id, terms: opened } = await s.accepted();
    const act = s.supplier.credit({ id, opened, amount: 100_001n, reason: HASH });
    return { act, values: { id, amount: 100_001n, limit: 100_000n } };
  },
  async NothingKept(s) {
    const { id } = await s.accepted();
    const kept = { holder: address.supplier, currency: s.chain.currency };
    return { act: s.stranger.claim(id, kept.holder, kept.currency), values: { id, ...kept } };
  },
  async NotDelivered(s) {
    const item = await s.accepted();
    await s.supplier.listen(item.id);
    await s.buyer.pay(order(item));
    const act = s.stranger.claim(item.id, address.supplier, s.chain.currency);
    return { act, values: { id: item.id, holder: address.supplier } };
  },
  async TransferLocked(s) {
    const { id } = await s.issued({ header: { policy: 2 } });
    return { act: s.supplier.transfer(id, address.factor), values: { id } };
  },
  async HolderInvalid(s) {
    const { id } = await s.issued();
    const { ledger } = s.chain.addresses;
    return { act: s.supplier.transfer(id, ledger), values: { holder: ledger } };
  },
  async NotAuthorised(s) {
    const { receivable } = await s.issued();
    const values = { party: address.buyer, actor: address.stranger, verb: Verb.Accept };
    return { act: s.stranger.accept(receivable), values };
  },
  async ConsentExpired(s) {
    const { receivable, header } = await s.issued();
    const deadline = BigInt(await s.chain.now()) - 1n;
    const consent = await s.buyer.sign.acceptance(receivable, { nonce: 1n, deadline });
    return { act: s.relayer.carryAcceptance(header, consent), values: { signer: address.buyer, deadline } };
  },
  async NonceAlreadySpent(s) {
    const { receivable, header } = await s.issued();
    const consent = await s.buyer.sign.acceptance(receivable, { nonce: 77n, deadline: FAR });
    await s.buyer.spendNonce(77n);
    return { act: s.relayer.carryAcceptance(header, consent), values: { signer: address.buyer, nonce: 77n } };
  },
  async RootIsRevoked(s) {
    const { receivable, commitment, header } = await s.issued();
    const envelope = await s.buyer.sign.acceptanceRoot([receivable], address.buyer, FAR);
    const { root } = envelope;
    await s.buyer.revoke(root);
    return {
      act: s.relayer.carryAcceptance(header, consentOf(envelope, commitment)),
      values: { signer: address.buyer, root },
    };
  },
  async RootNotAllowed(s) {
    const item = await s.accepted();
    const envelope = await s.buyer.sign.acceptanceRoot([item.receivable], address.buyer, FAR);
    return { act: s.relayer.pay(order(item), consentOf(envelope, item.commitment)), values: { verb: Verb.Pay } };
  },
  async ProofTooLong(s) {
    const { receivable, commitment, header } = await s.issued();
    const others = [await s.draft(), await s.draft()].map((item) => item.receivable);
    const envelope = await s.buyer.sign.acceptanceRoot([receivable, ...others], address.buyer, FAR);
    const consent = { ...consentOf(envelope, commitment), count: 1n };
    const values = { length: BigInt(consent.proof.length), count: 1n };
    return { act: s.relayer.carryAcceptance(header, consent), values };
  },
  async SignatureInvalid(s) {
    const { receivable, header } = await s.issued();
    const validity = { nonce: 5n, deadline: FAR };
    const consent = { ...(await s.stranger.sign.acceptance(receivable, validity)), signer: address.buyer };
    const domain = signingDomain(s.chain.addresses.chainId, s.chain.addresses.ledger);
    const digest = digestOf(domain, acceptance(receivable, validity));
    return { act: s.relayer.carryAcceptance(header, consent), values: { signer: address.buyer, digest } };
  },
  AgentInvalid(s) {
    const agent = address.buyer;
    return { act: s.buyer.directory.giveMandate(agent, MANDATE), values: { agent } };
  },
  PeriodInvalid(s) {
    const mandate = { ...MANDATE, verbs: verbSet([Verb.Pay]), from: Number(FAR) + 1 };
    const act = s.buyer.directory.giveMandate(address.agent, mandate);
    return { act, values: { from: FAR + 1n, until: FAR } };
  },
  MandateMissing(s) {
    const pair = { organisation: address.buyer, agent: address.stranger };
    return { act: s.buyer.directory.revokeMandate(pair.agent), values: pair };
  },
  NotVouched(s) {
    const pair = { registrar: address.registrar, organisation: address.factor };
    return { act: s.registrar.directory.withdrawVoucher(pair.organisation, HASH), values: pair };
  },
  TokenDoesNotExist(s) {
    return { act: s.supplier.transfer(HASH, address.factor), values: {} };
  },
  async TransferFromIncorrectOwner(s) {
    const { id } = await s.issued();
    return { act: s.buyer.transfer(id, address.factor), values: {} };
  },
  async NotOwnerNorApproved(s) {
    const { id } = await s.issued();
    return { act: s.stranger.transfer(id, address.factor, address.supplier), values: {} };
  },
  async TransferToZeroAddress(s) {
    const { id } = await s.issued();
    return { act: s.supplier.transfer(id, ZERO_ADDRESS), values: {} };
  },
  async ERC20InsufficientAllowance(s) {
    const item = await s.accepted();
    await s.factor.allow(s.chain.currency, 9n);
    const values = { spender: s.chain.addresses.ledger, allowance: 9n, needed: 10n };
    return { act: s.factor.pay(order(item, 10n)), values };
  },
  async ERC20InsufficientBalance(s) {
    const amount = 10n ** 24n;
    const item = await s.accepted({ terms: { amount, discountDay1: 0, discount1: 0n } });
    const values = { sender: address.relayer, balance: 10n ** 20n, needed: amount };
    return { act: s.relayer.pay(order(item)), values };
  },
  async UnrecognisedRevert(s) {
    const currency = s.chain.freezing;
    const item = await s.accepted({ terms: { currency } });
    await s.chain.freeze(address.supplier, true);
    await s.chain.freeze(s.chain.addresses.ledger, true);
    const act = s.buyer.pay(order(item)).finally(async () => {
      await s.chain.freeze(address.supplier, false);
      await s.chain.freeze(s.chain.addresses.ledger, false);
    });
    const selector = keccakOfText("AccountFrozen(address)").slice(0, 10);
    return { act, values: { data: `${selector}${wordOf(BigInt(s.chain.addresses.ledger)).slice(2)}` } };
  },
  async RevertedWithoutReason(s) {
    const item = await s.accepted({ terms: { currency: address.stranger } });
    return { act: s.buyer.pay(order(item)), values: {} };
  },
  async ArgumentInvalid(s) {
    const { receivable } = await s.issued();
    const act = { receivable, amount: -1n, outcome: Outcome.Withdrawn, evidence: HASH };
    return { act: s.buyer.resolve(act), values: {} };
  },
  async AccountMissing(s) {
    const { receivable } = await s.issued();
    return { act: s.onlooker.accept(receivable), values: {} };
  },
};

for (const [library, connect] of Object.entries(CLIENTS)) {
  describe(`A refusal over ${library}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage(connect);
    });
    after(() => stage.chain.close());

    for (const [code, meet] of Object.entries(REFUSALS)) {
      it(`names ${code} and the values that offended`, async () => {
        const { act, values } = await meet(stage);
        const failure = await failureOf(act);
        expect(failure).to.be.instanceOf(RefusedError).with.property("code", code);
        expect(failure).to.have.deep.property("values", values);
        expect(failure)
          .to.have.property("message")
          .that.matches(/^\S.*: \S/);
      });
    }

    it("of a read is named like that of an act", async () => {
      const { id, receivable } = await stage.issued();
      const other = itemOf({ ...receivable, document: HASH });
      const failure = await failureOf(stage.onlooker.quote(id, other.terms, 0));
      expect(failure).to.be.instanceOf(RefusedError).with.property("code", "CommitmentMismatch");
      expect(failure).to.have.deep.property("values", { id, opened: other.commitment });
    });

    it("of a client without an account covers signing", async () => {
      const { receivable } = await stage.draft();
      const signing = stage.onlooker.sign.issuance(receivable, { nonce: 0n, deadline: FAR });
      expect(await failureOf(signing)).to.have.property("code", "AccountMissing");
      const { commitment } = await stage.draft();
      const root = stage.onlooker.sign.issuanceRoot([{ commitment }], address.supplier, FAR);
      expect(await failureOf(root)).to.have.property("code", "AccountMissing");
    });
  });
}
