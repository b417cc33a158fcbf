/** What a gateway's dunning makes of notices of insolvency, and of their withdrawal. */
import { expect } from "chai";
import { COLLECTION_STEPS } from "../../src/domain/collections/record.ts";
import type { CollectionStep } from "../../src/domain/collections/record.ts";
import { idOf } from "../../src/domain/commitment.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { DAY, issuing } from "./book.ts";
import { BUYER, EUR, openDunningScene, SUPPLIER, TUESDAY } from "./dunningScene.ts";
import type { DunningScene } from "./dunningScene.ts";
import { addressOf } from "./stage.ts";

const AGENCY = addressOf("an agency");
const STRANGER = addressOf("a stranger");
const LOOK_SECONDS = 1_800;

describe("Dunning after a notice of insolvency", () => {
  let scene: DunningScene;
  let late: Hex;

  beforeEach(async () => {
    scene = await openDunningScene();
    late = await scene.issue("RE-1", 8);
  });

  afterEach(() => scene.close());

  const take = async (step: CollectionStep, collector: Address, id = late, creditor = SUPPLIER): Promise<void> => {
    const said = { step: COLLECTION_STEPS.indexOf(step), doneAt: TUESDAY, content: ZERO_HASH };
    const of = { id, creditor, collector, by: collector };
    await scene.book.collect({ name: "CollectionStepTaken", ...of, ...said });
  };
  const codes = async (): Promise<ReadonlySet<string>> =>
    new Set((await scene.findings({ customer: BUYER })).map(({ fires, why }) => (fires ? "fires" : why.code)));
  /** By the next time that the customer is looked at. */
  const sent = async (): Promise<readonly string[]> => {
    scene.now += LOOK_SECONDS;
    await scene.run();
    return (await scene.sends()).map(({ level }) => level);
  };

  /** A claim on the same customer that nobody accepted, of somebody else. */
  const strange = async (): Promise<Hex> => {
    const header = headerOf(STRANGER, BUYER);
    await scene.book.write(...issuing(receivableOf(header, termsOf(EUR, Math.floor(TUESDAY / DAY) - 8))));
    return idOf(header);
  };
  const place = (id: Hex, creditor: Address, collector: Address): Promise<void> =>
    scene.book.collect({
      ...{ name: "CollectionPlaced", id, creditor, by: creditor },
      placement: { collector, scope: 255, fee: 0, until: TUESDAY + DAY, terms: ZERO_HASH },
    });

  it("rests for every item of the customer until the creditor withdraws it, and again from the next on", async () => {
    await take("insolvencyNotice", SUPPLIER);
    expect([await codes(), await sent()]).to.deep.equal([new Set(["insolvent"]), []]);
    await take("insolvencyWithdrawal", SUPPLIER);
    expect(await sent()).to.deep.equal(["first"]);
    await take("insolvencyNotice", SUPPLIER);
    expect(await codes()).to.deep.equal(new Set(["insolvent"]));
  });

  it("begins for no agency that withdraws what the creditor notified, and for the creditor in any case", async () => {
    await take("insolvencyNotice", SUPPLIER);
    await take("insolvencyWithdrawal", AGENCY);
    expect([await codes(), await sent()]).to.deep.equal([new Set(["insolvent"]), []]);
    await take("insolvencyNotice", AGENCY);
    await take("insolvencyWithdrawal", SUPPLIER);
    expect(await sent()).to.deep.equal(["first"]);
  });

  it("rests while one of two is left, and begins when an agency has withdrawn its own", async () => {
    const other = await scene.issue("RE-2", 8);
    await take("insolvencyNotice", SUPPLIER);
    await take("insolvencyNotice", AGENCY, other);
    await take("insolvencyWithdrawal", SUPPLIER);
    expect([await codes(), await sent()]).to.deep.equal([new Set(["insolvent"]), []]);
    await take("insolvencyWithdrawal", AGENCY, other);
    expect(await codes()).to.include("fires");
  });

  it("goes on after a stranger's notice of a claim that it placed, and after its own word on that", async () => {
    const id = await strange();
    await place(id, STRANGER, SUPPLIER);
    await take("insolvencyNotice", STRANGER, id, STRANGER);
    await take("insolvencyNotice", SUPPLIER, id, STRANGER);
    expect(await codes(), "what is its own").to.include("fires");
    expect(await sent()).to.deep.equal(["first"]);
  });

  it("goes on after a stranger's notice of a claim that it transferred then, which rests alone", async () => {
    const id = await strange();
    await take("insolvencyNotice", STRANGER, id, STRANGER);
    await scene.book.write({ name: "Transfer", from: STRANGER, to: SUPPLIER, id });
    const found = await scene.findings({ customer: BUYER });
    expect(found.filter(({ why }) => why.code === "insolvent").map(({ item }) => item)).to.deep.equal([id]);
    expect(await sent()).to.deep.equal(["first"]);
  });

  it("rests for a claim by the notice of whoever it is placed with, given before the claim was its own", async () => {
    const id = await strange();
    await take("insolvencyNotice", AGENCY, id, STRANGER);
    await scene.book.write({ name: "Transfer", from: STRANGER, to: SUPPLIER, id });
    expect(await codes()).to.include("fires");
    await place(id, SUPPLIER, AGENCY);
    expect(await codes()).to.deep.equal(new Set(["insolvent"]));
  });

  it("goes on for what is its own after its own notice of a claim that it sold since", async () => {
    const sold = await scene.issue("RE-2", 8);
    await take("insolvencyNotice", SUPPLIER, sold);
    expect(await codes()).to.deep.equal(new Set(["insolvent"]));
    await scene.book.write({ name: "Transfer", from: SUPPLIER, to: STRANGER, id: sold });
    expect(await sent()).to.deep.equal(["first"]);
  });
});
