/** Payment plans of what was split or sold since: the parts, and a creditor that agreed to nothing. */
import { expect } from "chai";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import type { PaymentPlan } from "../../src/domain/collections/paymentPlan.ts";
import { parts } from "../../src/domain/derived.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { NEW_POSITION } from "../../src/domain/money.ts";
import { ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Hex, Receivable } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { shownPlans } from "../../src/gateway/plans/showing.ts";
import { shownCurrency } from "../../src/gateway/receivables/showing.ts";
import { DAY } from "./book.ts";
import { FACTOR, SUPPLIER } from "./factoringScene.ts";
import { AFTER_DUE, openPlanScene } from "./planScene.ts";
import type { PlanActor, PlanScene } from "./planScene.ts";

const PLAN: PaymentPlan = {
  ...{ debt: 100_000n, interest: { kind: "rests" }, graceDays: 2, salt: keccakOfText("salt") },
  instalments: [
    { amount: 40_000n, payBy: dayNumber("2026-12-10") },
    { amount: 60_000n, payBy: dayNumber("2027-01-10") },
  ],
};
/** As it is handed in. */
const TOLD = {
  ...{ kind: "plan" as const, debt: "1000.00", interest: { kind: "rests" as const }, graceDays: 2, salt: PLAN.salt },
  instalments: [
    { amount: "400.00", payBy: "2026-12-10" },
    { amount: "600.00", payBy: "2027-01-10" },
  ],
};

describe("A payment plan of what is another since", () => {
  let scene: PlanScene;
  let receivable: Receivable;
  let id: Hex;

  before(async () => {
    scene = await openPlanScene();
  });

  beforeEach(async () => {
    await scene.at(AFTER_DUE);
    receivable = await scene.accepted();
    id = idOf(receivable.header);
  });

  after(() => scene.close());

  const agreed = async (of: Hex, name: PlanActor = "supplier") =>
    (await scene.planning(scene.sessions[name], of)).agreed.map(({ state, putsOff }) => [state, putsOff]);
  const split = async (whole: Receivable, amounts: readonly bigint[]): Promise<readonly [Receivable, Receivable]> => {
    const made = parts(whole, NEW_POSITION, amounts) as [Receivable, Receivable];
    const births = made.map(
      (part) => ({ name: "Transfer", from: ZERO_ADDRESS, to: SUPPLIER, id: idOf(part.header) }) as const,
    );
    const commitments = made.map(commitmentOf);
    const event = { name: "ReceivableSplit", id: idOf(whole.header), by: SUPPLIER, amounts, commitments } as const;
    await scene.book.write(event, ...births);
    return made;
  };
  const open = async (): Promise<void> => {
    const path = "/v1/receivables/{id}/collection/openings" as const;
    const { response } = await scene
      .client(scene.sessions.supplier)
      .POST(path, { params: { path: { id } }, body: TOLD });
    expect(response.status).to.equal(200);
  };

  it("puts off the parts that its creditor made of it alone, and theirs, until its last day is over", async () => {
    await scene.agreedElsewhere(receivable, PLAN);
    await open();
    const [first, second] = await split(receivable, [30_000n, 70_000n]);
    const [, inner] = await split(second, [20_000n, 50_000n]);
    const all = [first, second, inner].map(({ header }) => idOf(header));
    for (const part of all.filter((one) => one !== idOf(second.header))) {
      expect(await agreed(part)).to.deep.equal([["divided", true]]);
      expect(await agreed(part, "buyer")).to.deep.equal([["divided", true]]);
    }
    expect(await agreed(id), "it is owed in parts").to.deep.equal([["divided", false]]);
    await scene.at(dayNumber("2027-01-12") * DAY);
    expect(await agreed(idOf(inner.header))).to.deep.equal([["divided", true]]);
    await scene.at(dayNumber("2027-01-13") * DAY);
    expect(await agreed(idOf(inner.header))).to.deep.equal([["divided", false]]);
  });

  it("puts off no part where it was over before, and the part no more where that is planned anew", async () => {
    await scene.agreedElsewhere(receivable, { ...PLAN, debt: 1n, instalments: [{ amount: 1n, payBy: 20_000 }] });
    const told = { ...TOLD, debt: "0.01", instalments: [{ amount: "0.01", payBy: "2024-10-04" }] };
    const path = "/v1/receivables/{id}/collection/openings" as const;
    const handed = await scene.client(scene.sessions.supplier).POST(path, { params: { path: { id } }, body: told });
    expect(handed.data?.planning.agreed[0]?.state).to.equal("broken");
    const [first] = await split(receivable, [30_000n, 70_000n]);
    expect(await agreed(idOf(first.header))).to.deep.equal([]);

    receivable = await scene.accepted();
    await scene.agreedElsewhere(receivable, PLAN);
    const [part] = await split(receivable, [30_000n, 70_000n]);
    const instalments = [{ amount: 30_000n, payBy: dayNumber("2026-12-20") }];
    expect(await agreed(idOf(part.header)), "of which nobody knows what it says").to.deep.equal([["unopened", true]]);
    await scene.agreedElsewhere(part, { ...PLAN, debt: 30_000n, instalments });
    expect(await agreed(idOf(part.header))).to.deep.equal([
      ["replaced", false],
      ["unopened", true],
    ]);
  });

  it("holds up whoever bought it for 30 days where nobody tells what it says", async () => {
    await scene.catchUp();
    await scene.agreedElsewhere(receivable, PLAN);
    await scene.book.write({ name: "Transfer", from: SUPPLIER, to: FACTOR, id });
    await scene.at(AFTER_DUE + 29 * DAY);
    expect(await agreed(id, "factor")).to.deep.equal([["unopened", true]]);
    await scene.at(AFTER_DUE + 33 * DAY);
    expect(await agreed(id, "factor")).to.deep.equal([["unopened", false]]);
    await scene.agreedElsewhere(receivable, { ...PLAN, graceDays: 3 }, FACTOR);
    await scene.at(AFTER_DUE + 99 * DAY);
    expect(await agreed(id, "factor"), "its own").to.deep.equal([
      ["replaced", false],
      ["unopened", true],
    ]);
  });

  it("is not told of what was replaced or paid as if it counted, where its terms are sealed", () => {
    const made = { creditor: SUPPLIER, agreedAt: AFTER_DUE, plan: PLAN, ofWhole: false };
    const plans = [1, 2].map((blockNumber) => {
      return { ...made, id: keccakOfText(`${blockNumber}`), at: { blockNumber, logIndex: 0 } };
    });
    const shown = (closed: boolean) => {
      const state = { ...NEW_POSITION, closed, disputed: 0n };
      const of = { terms: undefined, state, creditor: SUPPLIER, events: [] };
      return shownPlans(plans, of, shownCurrency(undefined, new Map()), AFTER_DUE).map(
        ({ state: how, putsOff, terms }) => [how, putsOff, terms],
      );
    };
    expect(shown(false)).to.deep.equal([
      ["replaced", false, null],
      ["unopened", true, null],
    ]);
    expect(shown(true)[1]).to.deep.equal(["unopened", false, null]);
  });
});
