/** How acts that take several signatures end without being sent, and what becomes of signatures that were given. */
import { expect } from "chai";
import { replaceFacts } from "../../../src/store/facts.ts";
import { addressOf } from "../stage.ts";
import { openJointScene } from "./joint.ts";
import type { JointScene } from "./joint.ts";
import type { Intent } from "./scene.ts";

const SIGNED = { status: 200, code: undefined };

describe("An act of several ends", () => {
  let scene: JointScene;
  let supplier: string;
  let buyer: string;

  before(async () => {
    scene = await openJointScene();
    ({ supplier, buyer } = scene.tokens);
    await scene.mandate("buyer", "chief");
  });

  after(() => scene.close());

  const prepared = async (): Promise<Intent> => scene.debit(supplier, await scene.accepted());

  it("for no agent whose mandate ends before the others sign: its signature is missing, and given anew", async () => {
    const intent = await prepared();
    await scene.mandate("buyer", "leaving");
    expect(await scene.signAs(buyer, intent.id, "leaving")).to.deep.equal(SIGNED);
    await scene.book.write({ name: "MandateRevoked", organisation: addressOf("buyer"), agent: addressOf("leaving") });
    expect(await scene.signAs(supplier, intent.id, "supplier")).to.deep.equal(SIGNED);
    const waiting = await scene.read(supplier, intent.id);
    expect(waiting.state).to.equal("partlySigned");
    expect(waiting.parties.map(({ signer }) => signer)).to.deep.equal([addressOf("supplier"), null]);
    expect(await scene.isRelayed(intent.id)).to.equal(false);
    expect(await scene.signAs(buyer, intent.id, "chief")).to.deep.equal(SIGNED);
    expect(await scene.isRelayed(intent.id)).to.equal(true);
  });

  it("once the deadline has passed, whoever has signed", async () => {
    const intent = await scene.debit(supplier, await scene.accepted(), {
      deadline: new Date((scene.now + 60) * 1000).toISOString().replace(".000Z", "Z"),
    });
    await scene.signAs(supplier, intent.id, "supplier");
    scene.now += 61;
    expect((await scene.read(supplier, intent.id)).state).to.equal("expired");
    expect(await scene.signAs(buyer, intent.id, "buyer")).to.deep.equal({ status: 409, code: "ConsentExpired" });
    expect((await scene.read(buyer, intent.id)).call).to.equal(null);
    expect(await scene.isRelayed(intent.id)).to.equal(false);
  });

  it("once any party withdrew it, and each gets the call that voids its own signature", async () => {
    for (const [who, name] of [
      [supplier, "supplier"],
      [buyer, "buyer"],
    ] as const) {
      const intent = await prepared();
      await scene.signAs(supplier, intent.id, "supplier");
      const over = await scene.withdraw(who, intent.id);
      expect(over).to.include({ state: "withdrawn", withdrawnBy: addressOf(name), call: null });
      expect(await scene.withdraw(buyer, intent.id)).to.include({ withdrawnBy: addressOf(name), revocation: null });
      expect((await scene.read(supplier, intent.id)).revocation?.data).to.match(/^0x/);
      expect(await scene.signAs(buyer, intent.id, "buyer")).to.deep.equal({ status: 409, code: "IntentOver" });
      expect(await scene.isRelayed(intent.id)).to.equal(false);
    }
  });

  it("by the will of any party as long as it is not sent, although all have signed", async () => {
    const intent = await prepared();
    for (const name of ["supplier", "buyer"] as const) await scene.signAs(scene.tokens[name], intent.id, name);
    expect(await scene.withdraw(buyer, intent.id)).to.include({ state: "withdrawn" });
    expect((await scene.read(buyer, intent.id)).revocation).not.to.equal(null);
  });

  it("once a party has used the number of its signature on the chain, which voids it", async () => {
    const intent = await prepared();
    const signer = addressOf("buyer");
    const seen = await scene.read(buyer, intent.id);
    await scene.sign(buyer, seen, "buyer");
    const nonce = BigInt(seen.message?.message["nonce"] as string);
    await scene.database.transaction((tx) =>
      replaceFacts(tx, [`spentNonces/${signer}/${nonce}`], { spentNonces: [{ signer, nonce }] }),
    );
    expect(await scene.read(supplier, intent.id)).to.include({ state: "refused", error: "NonceAlreadySpent" });
    expect(await scene.signAs(supplier, intent.id, "supplier")).to.deep.equal({ status: 409, code: "IntentOver" });
    expect(await scene.isRelayed(intent.id)).to.equal(false);
  });
});
