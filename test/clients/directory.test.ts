import { expect } from "chai";
import { EnrolmentChannel, UNCAPPED, verbSet } from "../../src/domain/directory.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { Verb, ZERO_ADDRESS, ZERO_HASH } from "../../src/domain/receivable.ts";
import { address, CLIENTS, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const HASH = keccakOfText("a paper");
const OTHER = keccakOfText("another paper");
const FAR = 4_000_000_000;

for (const [library, connect] of Object.entries(CLIENTS)) {
  describe(`The directory over ${library}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage(connect);
    });
    after(() => stage.chain.close());

    it("records what a registrar vouches for, since the time of the block, and its end", async () => {
      const { registrar, onlooker, chain } = stage;
      const claim = {
        legalId: HASH,
        evidence: OTHER,
        enroller: address.stranger,
        channel: EnrolmentChannel.QualifiedSignature,
        until: FAR,
      };
      const vouched = await registrar.directory.vouch(address.supplier, claim);
      const voucher = { ...claim, since: await chain.now() };
      const pair = { registrar: address.registrar, organisation: address.supplier };
      expect(vouched.events.map(({ event }) => event)).to.deep.equal([
        { name: "OrganisationVouched", ...pair, voucher },
      ]);
      expect(await onlooker.directory.voucherOf(address.registrar, address.supplier)).to.deep.equal(voucher);
      const withdrawn = await registrar.directory.withdrawVoucher(address.supplier, HASH);
      expect(withdrawn.events.map(({ event }) => event)).to.deep.equal([
        { name: "VoucherWithdrawn", ...pair, reason: HASH },
      ]);
      expect(await onlooker.directory.voucherOf(address.registrar, address.supplier)).to.deep.equal({
        legalId: ZERO_HASH,
        evidence: ZERO_HASH,
        enroller: ZERO_ADDRESS,
        channel: 0,
        since: 0,
        until: 0,
      });
    });

    it("records a mandate and its end", async () => {
      const { buyer, onlooker } = stage;
      const verbs = verbSet([Verb.Accept, Verb.ConsentTransfer]);
      const mandate = { verbs, from: 1, until: FAR, cap: UNCAPPED, currency: ZERO_ADDRESS, document: HASH };
      const pair = { organisation: address.buyer, agent: address.agent };
      const given = await buyer.directory.giveMandate(address.agent, mandate);
      expect(given.events.map(({ event }) => event)).to.deep.equal([{ name: "MandateGiven", ...pair, mandate }]);
      expect(await onlooker.directory.mandateOf(address.buyer, address.agent)).to.deep.equal(mandate);
      const revoked = await buyer.directory.revokeMandate(address.agent);
      expect(revoked.events.map(({ event }) => event)).to.deep.equal([{ name: "MandateRevoked", ...pair }]);
      expect((await onlooker.directory.mandateOf(address.buyer, address.agent)).until).to.equal(0);
    });

    it("publishes a viewing key and takes it back", async () => {
      const { supplier, onlooker } = stage;
      const set = await supplier.directory.setViewingKey(HASH);
      expect(set.events.map(({ event }) => event)).to.deep.equal([
        { name: "ViewingKeySet", organisation: address.supplier, key: HASH },
      ]);
      expect(await onlooker.directory.viewingKeyOf(address.supplier)).to.equal(HASH);
      await supplier.directory.setViewingKey(ZERO_HASH);
      expect(await onlooker.directory.viewingKeyOf(address.supplier)).to.equal(ZERO_HASH);
    });
  });
}
