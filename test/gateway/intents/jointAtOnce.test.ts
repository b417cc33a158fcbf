/** Signatures of one act that arrive at the same moment, on both engines: of PostgreSQL truly at once. */
import { expect } from "chai";
import { migrate } from "../../../src/store/migrations.ts";
import { ENGINES, openOwn } from "../../store/engines.ts";
import { addressOf } from "../stage.ts";
import { openJointScene } from "./joint.ts";
import type { JointScene } from "./joint.ts";

const ROUNDS = 8;

for (const engine of ENGINES) {
  describe(`An act of several that is signed at one moment, on ${engine}`, function () {
    this.timeout(60_000);
    let scene: JointScene;

    before(async () => {
      const database = await openOwn(engine);
      await migrate(database);
      scene = await openJointScene(database);
      await scene.mandate("buyer", "chief");
    });

    after(() => scene.close());

    /** Holder and buyer sign a debit note, two members of the buyer among them, and somebody who is no party. */
    async function signedAtOnce(others: (id: string) => readonly Promise<unknown>[]): Promise<string> {
      const { supplier, buyer, factor } = scene.tokens;
      const receivable = await scene.sold();
      const { id } = await scene.debit(factor, receivable);
      const [own, seen] = [await scene.read(factor, id), await scene.read(buyer, id)];
      await Promise.allSettled([
        scene.sign(buyer, seen, "buyer"),
        scene.sign(factor, own, "factor"),
        scene.sign(buyer, seen, "chief"),
        scene.sign(supplier, seen, "supplier"),
        ...others(id),
      ]);
      return id;
    }

    it("loses no signature: it is sent, once, and of two members of a party one signed", async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const id = await signedAtOnce(() => []);
        const { state, parties } = await scene.read(scene.tokens.factor, id);
        expect(state).to.equal("signed");
        expect(parties[0]?.signer).to.equal(addressOf("factor"));
        expect(["buyer", "chief"].map(addressOf)).to.include(parties[1]?.signer);
      }
      expect(await scene.database.query("select id from relays")).to.have.length(ROUNDS);
    });

    it("is sent or withdrawn, whichever came first, and never both", async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const id = await signedAtOnce((of) => [scene.withdraw(scene.tokens.buyer, of)]);
        const { state, withdrawnBy } = await scene.read(scene.tokens.factor, id);
        expect(state).to.be.oneOf(["signed", "withdrawn"]);
        expect(withdrawnBy === null).to.equal(state === "signed");
        const [relay] = await scene.database.query<{ state: string }>("select state from relays where id = $1", [id]);
        expect(relay?.state ?? "withdrawn").to.equal(state === "signed" ? "queued" : "withdrawn");
      }
    });
  });
}
