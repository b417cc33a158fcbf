/** What is asked of a dunning notice right before it is sent, by the plan of that moment. */
import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { judgeDunning } from "../../src/gateway/dunning/judging.ts";
import { dunningSendsBefore } from "../../src/store/dunningSends.ts";
import type { DunningSend } from "../../src/store/dunningSends.ts";
import { DAY } from "./book.ts";
import { BUYER, openDunningScene, SUPPLIER, TUESDAY } from "./dunningScene.ts";
import type { DunningScene } from "./dunningScene.ts";
import { addressOf } from "./stage.ts";

const YEAR = 365 * DAY;
const HOURS = 3_600;

describe("A dunning notice that waits", () => {
  let scene: DunningScene;
  let late: Hex;
  let send: DunningSend;

  beforeEach(async () => {
    scene = await openDunningScene();
    late = await scene.issue("RE-1", 8);
    await scene.run();
    const [made] = await dunningSendsBefore(scene.database, SUPPLIER, {}, Number.MAX_SAFE_INTEGER, 10);
    if (made === undefined) throw new Error("nothing was sent");
    send = made;
  });
  afterEach(() => scene.close());

  const judged = (now = TUESDAY, behindSeconds = YEAR, over: Partial<DunningSend> = {}) =>
    judgeDunning({ database: scene.database, behindSeconds }, { ...send, ...over }, now);

  it("is right while nothing has happened, although its level has fired by it", async () => {
    expect(await judged()).to.deep.equal({ kind: "send" });
  });

  it("is withdrawn where its item was paid, or went to somebody else", async () => {
    const settled = { principal: 100_000n, discount: 0n, charges: 0n, lateDays: 0n };
    const receipt = { bankRef: keccakOfText("B-1"), valueDay: TUESDAY / DAY - 1, advised: false, holder: SUPPLIER };
    await scene.book.write({ name: "Transfer", from: SUPPLIER, to: addressOf("a factor"), id: late });
    expect(await judged()).to.deep.equal({ kind: "withdraw", reason: "assignedAway" });
    await scene.book.write({ name: "Transfer", from: addressOf("a factor"), to: SUPPLIER, id: late });
    expect(await judged()).to.deep.equal({ kind: "send" });
    await scene.book.write({ name: "ReceiptRecorded", id: late, by: SUPPLIER, closed: true, ...receipt, ...settled });
    expect(await judged()).to.deep.equal({ kind: "withdraw", reason: "closed" });
  });

  it("is withdrawn where a part or the whole of what it asks for was disputed since", async () => {
    const dispute = { name: "ReceivableDisputed", id: late, by: BUYER, code: 1, evidence: ZERO_HASH } as const;
    await scene.book.write({ ...dispute, amount: 1n, disputed: 1n });
    expect(await judged()).to.deep.equal({ kind: "withdraw", reason: "lowered" });
    await scene.book.write({ ...dispute, amount: 100_000n, disputed: 100_000n });
    expect(await judged()).to.deep.equal({ kind: "withdraw", reason: "disputed" });
  });

  it("waits while the index is behind, and out of its policy's hours unless nobody is disturbed", async () => {
    expect(await judged(TUESDAY, 60)).to.deep.equal({ kind: "postpone", until: TUESDAY + 900 });
    const [evening, saturday] = [TUESDAY + 12 * HOURS, TUESDAY + 4 * DAY];
    for (const now of [evening, saturday]) {
      expect(await judged(now)).to.deep.equal({ kind: "postpone", until: now + 900 });
      expect(await judged(now, YEAR, { channel: "webhook" })).to.deep.equal({ kind: "send" });
    }
  });
});
