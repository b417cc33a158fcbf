/** Schedules of collection as intents: agreed by both sides, adopted by whoever may. */
import { expect } from "chai";
import { decodeFunctionData } from "viem";
import { collectionsAbi } from "../../../generated/abi.ts";
import { idOf } from "../../../src/domain/commitment.ts";
import type { Hex, Receivable } from "../../../src/domain/receivable.ts";
import { relayOf } from "../../../src/store/relays.ts";
import { ASKED_SCHEDULE, openCollectionScene, SCHEDULE } from "../collectionScene.ts";
import type { CollectionScene } from "../collectionScene.ts";
import { BUYER, FACTOR, SUPPLIER } from "../factoringScene.ts";
import { problemOf } from "./scene.ts";
import type { Act, Intent } from "./scene.ts";

describe("A schedule of collection as an intent", () => {
  let scene: CollectionScene;
  let receivable: Receivable;
  let id: Hex;
  let [supplier, buyer, factor, stranger] = ["", "", "", ""];

  before(async () => {
    scene = await openCollectionScene();
    ({ supplier, buyer, factor, stranger } = scene.tokens);
    receivable = await scene.accepted();
    id = idOf(receivable.header);
  });

  after(() => scene.close());

  const code = async (session: string, body: Act): Promise<string> =>
    (await problemOf(scene.client(session).POST("/v1/intents", { body }))).code;
  const called = async (intent: string) => {
    const { data, to } = (await relayOf(scene.database, intent)) ?? expect.fail("nothing was sent");
    return { to, ...decodeFunctionData({ abi: collectionsAbi, data }) };
  };
  const messageOf = ({ message }: Intent): Record<string, unknown> => message?.message ?? expect.fail("no message");

  it("takes both sides, each with its own message, and is sent with the last signature", async () => {
    const agreeing = (over: object = {}): Act => ({
      verb: "agreeSchedule",
      role: "supplier",
      other: BUYER,
      schedule: ASKED_SCHEDULE,
      ...over,
    });
    expect(await code(supplier, agreeing({ other: SUPPLIER }))).to.equal("ArgumentInvalid");
    const falling = { ...ASKED_SCHEDULE, firstDays: { ...ASKED_SCHEDULE.firstDays, firm: 0 } };
    expect(await code(supplier, agreeing({ schedule: falling }))).to.equal("ScheduleInvalid");
    expect(await code(supplier, agreeing({ schedule: { ...ASKED_SCHEDULE, cycleDays: 6 } }))).to.equal(
      "ScheduleInvalid",
    );
    const intent = await scene.act(supplier, agreeing());
    expect(intent.parties.map(({ roles }) => roles)).to.deep.equal([["supplier"], ["buyer"]]);
    expect(messageOf(intent)).to.deep.include({
      supplier: SUPPLIER,
      buyer: BUYER,
      party: SUPPLIER,
      schedule: SCHEDULE,
    });
    expect(messageOf(await scene.read(buyer, intent.id))).to.include({ party: BUYER });
    expect(await scene.signAs(supplier, intent.id, "supplier")).to.include({ status: 200 });
    expect((await scene.read(buyer, intent.id)).state).to.equal("partlySigned");
    expect(await scene.isRelayed(intent.id)).to.equal(false);
    expect(await scene.signAs(buyer, intent.id, "buyer")).to.include({ status: 200 });
    const { functionName, args } = await called(intent.id);
    expect([functionName, (args[3] as unknown[]).length, (args[4] as unknown[]).length]).to.deep.equal([
      "agreeSchedule",
      1,
      1,
    ]);
    const parties = { supplier: SUPPLIER, buyer: BUYER, supplierBy: SUPPLIER, buyerBy: BUYER };
    await scene.book.collect({ name: "ScheduleAgreed", ...parties, schedule: SCHEDULE });
    expect((await scene.read(buyer, intent.id)).state).to.equal("recorded");
    expect((await scene.act(supplier, agreeing())).id, "the same request").to.equal(intent.id);
    const anew = await scene.act(supplier, agreeing({ schedule: { ...ASKED_SCHEDULE, cycleDays: 90 } }));
    expect(anew.id, "another agreement, in place of this one").not.to.equal(intent.id);
    await scene.withdraw(supplier, anew.id);
  });

  it("ends where a side voids its signature for collections", async () => {
    const other = { ...ASKED_SCHEDULE, cycleDays: 60 };
    const intent = await scene.act(buyer, { verb: "agreeSchedule", role: "buyer", other: SUPPLIER, schedule: other });
    expect(await scene.signAs(buyer, intent.id, "buyer")).to.include({ status: 200 });
    const nonce = BigInt(messageOf(await scene.read(buyer, intent.id))["nonce"] as string);
    await scene.book.collect({ name: "NonceSpent", signer: BUYER, nonce });
    expect(await scene.read(supplier, intent.id)).to.include({ state: "refused", error: "NonceAlreadySpent" });
  });

  it("is adopted unsigned while the supplier holds it, and with the creditor's signature once it is sold", async () => {
    const adopting = (of: Hex): Act => ({ verb: "adoptSchedule", receivable: of });
    expect(await code(stranger, adopting(id))).to.equal("NotFound");
    await scene.place(id, SUPPLIER);
    expect(await code(scene.agency, adopting(id)), "an agency sees no terms").to.equal("NotFound");
    const intent = await scene.act(buyer, adopting(id));
    expect(intent).to.include({ message: null, state: "prepared" });
    const path = { params: { path: { id: intent.id } } };
    expect((await scene.client(buyer).POST("/v1/intents/{id}/sending", path)).response.status).to.equal(200);
    expect((await called(intent.id)).functionName).to.equal("adopt");
    await scene.adopt(receivable);
    expect((await scene.read(buyer, intent.id)).state).to.equal("recorded");
    expect(await code(supplier, adopting(id))).to.equal("ScheduleAlreadyAdopted");
    const { id: sold } = await scene.dealt();
    expect(await code(supplier, adopting(sold))).to.equal("NotAuthorised");
    const own = await scene.act(factor, adopting(sold));
    expect([own.message?.primaryType, messageOf(own)["creditor"]]).to.deep.equal(["CollectionAdoption", FACTOR]);
  });
});
