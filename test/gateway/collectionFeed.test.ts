/** What is told of a payment plan that creditor and debtor agreed on: in feeds, in the collection, to a case. */
import { expect } from "chai";
import type { PlanAgreed } from "../../src/domain/collections/recordEvents.ts";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Receivable } from "../../src/domain/receivable.ts";
import { caseItems } from "../../src/gateway/cases/facts.ts";
import { cursorOf, dropAbove } from "../../src/store/chainTables.ts";
import { plansOf } from "../../src/store/collections.ts";
import { openCollectionScene } from "./collectionScene.ts";
import type { CollectionScene } from "./collectionScene.ts";
import { BUYER, SUPPLIER } from "./factoringScene.ts";

const PARTIES = { creditor: SUPPLIER, debtor: BUYER, creditorBy: SUPPLIER, debtorBy: BUYER };
const [FIRST, SECOND] = [keccakOfText("a plan"), keccakOfText("another plan")];

describe("A payment plan on the chain", () => {
  let scene: CollectionScene;
  let receivable: Receivable;
  let agreed: PlanAgreed;

  beforeEach(async () => {
    scene = await openCollectionScene();
    receivable = await scene.accepted();
    const [id, commitment] = [idOf(receivable.header), commitmentOf(receivable)];
    agreed = { name: "PlanAgreed", id, ...PARTIES, commitment, plan: FIRST };
    await scene.book.collect(agreed);
  });
  afterEach(() => scene.close());

  async function feedOf(name: string) {
    const { data } = await scene.client(await scene.signIn(name)).GET("/v1/feed");
    const all = data?.items ?? expect.fail("no page");
    return all.filter(({ event }) => event.name === "PlanAgreed");
  }

  it("comes in the feeds of creditor and debtor and of nobody else, and is taken back there", async () => {
    for (const name of ["supplier", "buyer"]) {
      const [told, ...others] = await feedOf(name);
      expect(others).to.deep.equal([]);
      expect(told).to.include({ kind: "recorded", receivable: agreed.id });
      expect(told?.event).to.deep.include({ ...PARTIES, commitment: agreed.commitment, plan: FIRST });
    }
    expect(await feedOf("stranger")).to.deep.equal([]);
    const { folded } = (await cursorOf(scene.database)) ?? expect.fail("no cursor");
    await scene.database.transaction((tx) => dropAbove(tx, folded.number - 1));
    expect((await feedOf("buyer")).map(({ kind }) => kind)).to.deep.equal(["recorded", "retracted"]);
  });

  it("is an entry of the collection for both sides, and the last one stands", async () => {
    await scene.book.collect({ ...agreed, plan: SECOND });
    for (const name of ["supplier", "buyer"]) {
      const { entries } = await scene.collection(await scene.signIn(name), agreed.id);
      const plans = entries.map(({ entry }) => ("plan" in entry ? entry.plan : undefined));
      expect(plans).to.deep.equal([FIRST, SECOND]);
    }
    expect(await plansOf(scene.database, [agreed.id])).to.deep.equal([
      { id: agreed.id, commitment: agreed.commitment, creditor: SUPPLIER, debtor: BUYER, plan: SECOND, count: 2 },
    ]);
    expect(await plansOf(scene.database, [])).to.deep.equal([]);
  });

  it("interrupts limitation in a case, as the debtor's signed word", async () => {
    const [item] = await caseItems(scene.database, [agreed.id]);
    expect(item?.facts.map(({ kind }) => kind)).to.include("plan");
  });
});
