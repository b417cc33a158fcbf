import { expect } from "chai";
import type { Connection } from "../../src/clients/connection.ts";
import { RefusedError } from "../../src/clients/errors.ts";
import { createSigning } from "../../src/clients/signing.ts";
import { UNCAPPED, verbSet } from "../../src/domain/directory.ts";
import { consentOf, EnvelopeError } from "../../src/domain/envelope.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { signingDomain } from "../../src/domain/messages.ts";
import { Status, Verb, ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Receivable, Terms } from "../../src/domain/receivable.ts";
import { AGREED } from "../support/agreed.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import type { Item } from "../support/receivables.ts";
import { address, CLIENTS, failureOf, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const FAR = 4_000_000_000n;
const VALIDITY = { nonce: 1n, deadline: FAR };
const TODAY = 20_500;

function withTerms(over: Partial<Terms>): Receivable {
  return { ...AGREED, terms: { ...AGREED.terms, ...over } };
}

for (const [library, connect] of Object.entries(CLIENTS)) {
  describe(`No client accepts what it cannot open, over ${library}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage(connect);
    });
    after(() => stage.chain.close());

    /** What a supplier sealed, and the ledger could not look at. */
    async function sealed(terms: Partial<Terms>): Promise<Item> {
      const item = await stage.draft({ terms });
      await stage.supplier.issueSealed(item.header, "0x5ea1ed");
      return item;
    }

    async function inputOfLatest(): Promise<string> {
      const { transactions } = await stage.chain.reader.getBlock({ includeTransactions: true });
      return transactions[0]?.input ?? expect.fail("the block is empty");
    }

    it("refuses sealed terms that the ledger would not issue, before anything is sent", async () => {
      const { receivable, id } = await sealed({ basis: 364 });
      const block = await stage.chain.reader.getBlockNumber();
      const failure = await failureOf(stage.buyer.accept(receivable));
      expect(failure).to.be.instanceOf(RefusedError).with.property("code", "TermsInvalid");
      expect(failure).to.have.deep.property("values", { field: "basis", value: 364n });
      expect(await stage.chain.reader.getBlockNumber()).to.equal(block);
      expect((await stage.onlooker.stateOf(id)).status).to.equal(Status.Issued);
    });

    it("refuses a value that does not fit its field as a value, and not as a node that is silent", async () => {
      const { receivable } = await sealed({});
      const odd = { ...receivable, terms: { ...receivable.terms, utcOffset: 99_999 } };
      const failure = await failureOf(stage.buyer.accept(odd));
      expect(failure).to.be.instanceOf(RefusedError).with.property("code", "ArgumentInvalid");
      expect(failure).to.have.property("message").that.includes("utcOffset");
    });

    it("accepts sealed terms that it has opened, and tells the ledger the header alone", async () => {
      const { receivable, id } = await sealed({});
      await stage.buyer.accept(receivable);
      expect((await stage.onlooker.stateOf(id)).status).to.equal(Status.Accepted);
      expect(await inputOfLatest()).not.to.include(receivable.terms.salt.slice(2));
    });

    it("tells the ledger the terms only where a capped agent wants it", async () => {
      const { receivable } = await sealed({});
      await stage.buyer.accept(receivable, { openTerms: true });
      expect(await inputOfLatest()).to.include(receivable.terms.salt.slice(2));
    });

    it("lets anyone carry the acceptance of a buyer that has opened it", async () => {
      const { receivable, header, id } = await sealed({});
      const consent = await stage.buyer.sign.acceptance(receivable, VALIDITY);
      await stage.relayer.carryAcceptance(header, consent);
      expect((await stage.onlooker.stateOf(id)).status).to.equal(Status.Accepted);
    });

    it("issues no sealed terms by the buyer's own account, which would accept them, unless it signed", async () => {
      const verbs = verbSet([Verb.Issue]);
      const document = keccakOfText("a power of attorney");
      const mandate = { verbs, from: 0, until: Number(FAR), cap: UNCAPPED, currency: ZERO_ADDRESS, document };
      await stage.supplier.directory.giveMandate(address.buyer, mandate);
      const { receivable, header, id } = await stage.draft();
      const failure = await failureOf(stage.buyer.issueSealed(header, "0x5ea1ed"));
      expect(failure).to.be.instanceOf(RefusedError).with.property("code", "ArgumentInvalid");
      expect(failure).to.have.deep.property("values", { buyer: address.buyer });
      expect((await stage.onlooker.stateOf(id)).status).to.equal(Status.None);
      const buyer = await stage.buyer.sign.acceptance(receivable, VALIDITY);
      await stage.buyer.issueSealed(header, "0x5ea1ed", { buyer });
      expect((await stage.onlooker.stateOf(id)).status).to.equal(Status.Accepted);
    });
  });
}

describe("Nobody signs an acceptance", () => {
  const signed: unknown[] = [];
  const connection = {
    account: AGREED.header.buyer,
    sign: (_: unknown, message: unknown) => {
      signed.push(message);
      return Promise.resolve("0x");
    },
  } as unknown as Connection;
  const sign = createSigning(connection, signingDomain(1, ZERO_ADDRESS));
  const { buyer } = AGREED.header;
  const good = withTerms({ discountOnParts: false });

  beforeEach(() => {
    signed.length = 0;
  });

  it("of terms that the ledger would not issue", async () => {
    const failure = await failureOf(sign.acceptance(withTerms({ amount: 0n }), VALIDITY));
    expect(failure).to.be.instanceOf(RefusedError).with.property("code", "TermsInvalid");
    expect(failure).to.have.deep.property("values", { field: "amount", value: 0n });
    expect(signed).to.be.empty;
  });

  it("of a value that is none of its field", async () => {
    const failure = await failureOf(sign.acceptance(withTerms({ amount: -1n }), VALIDITY));
    expect(failure).to.be.instanceOf(RefusedError).with.property("code", "ArgumentInvalid");
    expect(signed).to.be.empty;
  });

  it("by a root with one receivable in it whose terms the ledger would not issue", async () => {
    const failure = await failureOf(sign.acceptanceRoot([good, withTerms({ lateRate: 1_000_001 })], buyer, FAR));
    expect(failure).to.be.instanceOf(RefusedError).with.property("code", "TermsInvalid");
    expect(failure).to.have.deep.property("values", { field: "lateRate", value: 1_000_001n });
    expect(signed).to.be.empty;
  });

  it("by a root with a receivable that another buyer owes", async () => {
    const foreign = receivableOf(headerOf(buyer, address.factor), termsOf(address.stranger, TODAY));
    const failure = await failureOf(sign.acceptanceRoot([good, foreign], buyer, FAR));
    expect(failure).to.be.instanceOf(RefusedError).with.property("code", "ArgumentInvalid");
    expect(failure).to.have.property("values").that.includes({ buyer: address.factor });
    expect(signed).to.be.empty;
  });

  it("without being asked, and is asked once for a root of many", async () => {
    await sign.acceptance(good, VALIDITY);
    const many = Array.from({ length: 1_000 }, (_, line) => ({ ...good, header: { ...good.header, line } }));
    const envelope = await sign.acceptanceRoot(many, buyer, FAR);
    expect(signed).to.have.lengthOf(2);
    expect(() => consentOf(envelope, keccakOfText("another"))).to.throw(EnvelopeError);
  });
});
