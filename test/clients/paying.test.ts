import { expect } from "chai";
import { RefusedError } from "../../src/clients/errors.ts";
import type { Recorded } from "../../src/clients/submit.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { PERMIT2 } from "../../src/domain/permit2.ts";
import { Status } from "../../src/domain/receivable.ts";
import { address, CLIENTS, EVERYTHING, failureOf, order, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const FAR = 4_000_000_000n;
const HASH = keccakOfText("a paper");

function namesOf({ events }: Recorded): readonly string[] {
  return events.map(({ event }) => event.name);
}

for (const [library, connect] of Object.entries(CLIENTS)) {
  describe(`A way to pay over ${library}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage(connect);
    });
    after(() => stage.chain.close());

    it("is Permit2, with the payment as the witness of a transfer that anybody carries", async () => {
      const item = await stage.accepted({ terms: { currency: stage.chain.permitting } });
      const consent = await stage.buyer.sign.permit2(item.receivable, EVERYTHING, { nonce: 1n, deadline: FAR });
      const { events } = await stage.relayer.payWithPermit2(order(item), consent);
      expect(events[0]?.event).to.include({ name: "ReceivablePaid", payer: address.buyer, closed: true });
    });

    it("is Permit2 for whoever allows it the money first, and no more than that", async () => {
      const { currency } = stage.chain;
      const item = await stage.accepted({ terms: { currency } });
      const consent = await stage.factor.sign.permit2(item.receivable, 500n, { nonce: 1n, deadline: FAR });
      const paying = (): Promise<Recorded> => stage.relayer.payWithPermit2(order(item, 500n), consent);
      await stage.factor.allow(currency, 0n);
      expect(await failureOf(paying())).to.be.instanceOf(RefusedError);
      await stage.factor.allow(currency, 499n, PERMIT2);
      expect(await failureOf(paying())).to.be.instanceOf(RefusedError);
      await stage.factor.allow(currency, 500n, PERMIT2);
      expect((await paying()).events[0]?.event).to.include({ payer: address.factor, principal: 500n });
      expect(await failureOf(stage.factor.pay(order(item, 1n)))).to.have.property("code", "ERC20InsufficientAllowance");
    });

    it("is Permit2 for this very payment only, and once", async () => {
      const over = { terms: { currency: stage.chain.permitting } };
      const [item, other] = [await stage.accepted(over), await stage.accepted(over)];
      const consent = await stage.buyer.sign.permit2(item.receivable, 900n, { nonce: 2n, deadline: FAR });
      for (const wrong of [order(item, 901n), order(other, 900n)]) {
        expect(await failureOf(stage.relayer.payWithPermit2(wrong, consent))).to.be.instanceOf(RefusedError);
      }
      await stage.relayer.payWithPermit2(order(item, 900n), consent);
      expect(await failureOf(stage.relayer.payWithPermit2(order(item, 900n), consent))).to.be.instanceOf(RefusedError);
      expect((await stage.onlooker.stateOf(item.id)).settled).to.equal(900n);
    });

    it("is a permit and the payment in one call", async () => {
      const { permitting: currency } = stage.chain;
      const item = await stage.accepted({ terms: { currency } });
      const domain = { name: "Permitting", version: "1", chainId: 31_337n, verifyingContract: currency };
      const permit = await stage.stranger.sign.permit(domain, 700n, { nonce: 0n, deadline: FAR });
      const { calls } = stage.stranger;
      const paid = await stage.stranger.multicall([await calls.permit(permit), await calls.pay(order(item, 700n))]);
      expect(paid.events[0]?.event).to.include({ payer: address.stranger, principal: 700n });
      // The permit is used, which is no fault, but what it allowed is spent.
      await stage.stranger.permit(permit);
      expect(await failureOf(stage.stranger.pay(order(item, 1n)))).to.have.property(
        "code",
        "ERC20InsufficientAllowance",
      );
    });

    it("takes no permit whose signature is none", async () => {
      const permit = { currency: stage.chain.permitting, owner: address.buyer, amount: 1n, deadline: FAR };
      const failure = await failureOf(stage.buyer.permit({ ...permit, signature: "0xc0ffee" }));
      expect(failure).to.be.instanceOf(RefusedError).with.property("code", "ArgumentInvalid");
      expect(failure).to.have.property("message").that.includes("0xc0ffee");
    });

    it("is nobody's who only reads", async () => {
      const { receivable } = await stage.draft();
      const validity = { nonce: 1n, deadline: FAR };
      const domain = { name: "Permitting", version: "1", chainId: 31_337n, verifyingContract: stage.chain.permitting };
      for (const signing of [
        stage.onlooker.sign.permit2(receivable, 1n, validity),
        stage.onlooker.sign.permit(domain, 1n, validity),
      ]) {
        expect(await failureOf(signing)).to.have.property("code", "AccountMissing");
      }
    });
  });

  describe(`Several calls in one over ${library}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage(connect);
    });
    after(() => stage.chain.close());

    it("accept the lines of an invoice and pay the first, in their order", async () => {
      const first = await stage.issued();
      const { invoice } = first.receivable.header;
      const second = await stage.issued({ header: { invoice, line: 1 } });
      const { calls } = stage.buyer;
      const accepting = [await calls.accept(first.receivable), await calls.accept(second.receivable)];
      const recorded = await stage.buyer.multicall([...accepting, await calls.pay(order(first))]);
      expect(namesOf(recorded)).to.deep.equal(["ReceivableAccepted", "ReceivableAccepted", "ReceivablePaid"]);
    });

    it("happen all or not at all", async () => {
      const { receivable, id } = await stage.issued();
      const accepting = await stage.buyer.calls.accept(receivable);
      const failure = await failureOf(stage.buyer.multicall([accepting, accepting]));
      expect(failure).to.be.instanceOf(RefusedError).with.property("code", "StatusForbids");
      expect((await stage.onlooker.stateOf(id)).status).to.equal(Status.Issued);
    });

    it("are encoded by both libraries alike, and refused before that as a call alone is", async () => {
      const { receivable, header: opened, id, terms } = await stage.draft({ terms: { basis: 364 } });
      const { calls } = stage.buyer;
      expect(await failureOf(calls.accept(receivable))).to.have.property("code", "TermsInvalid");
      expect(await failureOf(calls.issueSealed(opened, "0x"))).to.have.property("code", "ArgumentInvalid");
      const other = await (CLIENTS[library === "viem" ? "ethers" : "viem"] ?? connect)(stage.chain, undefined);
      const act = { id, opened: terms, amount: 1n, reason: HASH };
      expect(await calls.waive(act)).to.equal(await other.calls.waive(act));
      expect(await calls.split({ receivable, amounts: [1n, 2n] })).to.equal(
        await other.calls.split({ receivable, amounts: [1n, 2n] }),
      );
      expect(await calls.writeOff({ opened, reason: HASH })).to.equal(
        await other.calls.writeOff({ opened, reason: HASH }),
      );
    });
  });
}
