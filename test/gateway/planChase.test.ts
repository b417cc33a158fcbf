/** Whom payment plans leave in peace although the creditor is another, or divided the debt. */
import { expect } from "chai";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { parts } from "../../src/domain/derived.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { NEW_POSITION } from "../../src/domain/money.ts";
import { ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { statesOf } from "../../src/store/readModel.ts";
import { DAY, FIRST_INSTANT } from "./book.ts";
import { BUYER, openDunningScene, SUPPLIER } from "./dunningScene.ts";
import type { DunningScene } from "./dunningScene.ts";
import { addressOf } from "./stage.ts";

describe("A debt that was planned", () => {
  let scene: DunningScene;
  let id: Hex;

  beforeEach(async () => {
    scene = await openDunningScene();
    id = await scene.issue("RE-1", 8);
  });

  afterEach(() => scene.close());

  const commitment = async (): Promise<Hex> => (await statesOf(scene.database, [id])).get(id)?.state.commitment ?? "0x";
  /** Of which nobody here is told what it says. */
  const agree = async (creditor: Address): Promise<void> =>
    scene.book.collect({
      ...{ name: "PlanAgreed", id, creditor, debtor: BUYER, creditorBy: creditor, debtorBy: BUYER },
      ...{ commitment: await commitment(), plan: keccakOfText("plan") },
    });
  const whys = async (): Promise<ReadonlyMap<string, string>> =>
    new Map(
      (await scene.findings({ customer: BUYER })).map(({ item, fires, why }) => [item, fires ? "fires" : why.code]),
    );

  it("is not chased in the parts that its creditor made of it", async () => {
    await agree(SUPPLIER);
    const { agreed } = (await statesOf(scene.database, [id])).get(id)?.state ?? {};
    const { header, document, openTerms: terms } = agreed ?? expect.fail("not issued");
    const made = parts({ header, document, terms: terms ?? expect.fail("sealed") }, NEW_POSITION, [40_000n, 60_000n]);
    const ids = made.map((part) => idOf(part.header));
    await scene.book.write(
      { name: "ReceivableSplit", id, by: SUPPLIER, amounts: [40_000n, 60_000n], commitments: made.map(commitmentOf) },
      ...ids.map((part) => ({ name: "Transfer", from: ZERO_ADDRESS, to: SUPPLIER, id: part }) as const),
    );
    const found = await whys();
    expect(ids.map((part) => found.get(part))).to.deep.equal(["planned", "planned"]);
  });

  it("is chased for whoever bought it once 30 days are over in which nobody told what was planned", async () => {
    await agree(addressOf("who sold it"));
    const [block] = await scene.database.query<{ last: number }>("select max(number) as last from blocks");
    const agreedAt = FIRST_INSTANT + ((block?.last ?? 0) - 1) * DAY;
    scene.now = agreedAt + 30 * DAY - 1;
    expect((await whys()).get(id)).to.equal("planned");
    scene.now = agreedAt + 30 * DAY;
    expect((await whys()).get(id)).not.to.equal("planned");
    await agree(SUPPLIER);
    expect((await whys()).get(id), "its own").to.equal("planned");
  });
});
