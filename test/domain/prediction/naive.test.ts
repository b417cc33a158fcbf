/** A second implementation of the prediction, item by item and in binary fractions, which must agree. */
import { expect } from "chai";
import { curvesOf } from "../../../src/domain/prediction/customerCurve.ts";
import { fitModel } from "../../../src/domain/prediction/fit.ts";
import { LATE_DAYS } from "../../../src/domain/prediction/late.ts";
import { modelWith } from "../../../src/domain/prediction/model.ts";
import type { PaymentModel } from "../../../src/domain/prediction/model.ts";
import { outcomesAt } from "../../../src/domain/prediction/outcome.ts";
import type { Outcome } from "../../../src/domain/prediction/outcome.ts";
import { predictItem } from "../../../src/domain/prediction/predict.ts";
import { bookIn, endOf, FIRST_DAY, segmentIn, USUAL } from "./worlds.ts";

const MILLION = 1_000_000;
/** What rounding to whole numbers, day by day, may come to. */
const ROUNDING = 300;

interface NaiveModel extends Pick<PaymentModel, "memory" | "strengths"> {
  readonly outcomes: readonly Outcome[];
  readonly day: number;
}

type Of = "all" | "segment" | "customer";

function membersOf({ outcomes }: NaiveModel, of: Of, customer: string): readonly Outcome[] {
  return outcomes.filter(({ item }) => {
    if (of === "all") return true;
    return of === "customer" ? item.customer === customer : segmentIn(item.customer) === segmentIn(customer);
  });
}

/** Half for each span of memory since the due day, and nothing once it is less than a 64th. */
function weightOf({ due }: Outcome, { memory, day }: NaiveModel): number {
  if (memory === undefined || due >= day) return 1;
  const weight = 0.5 ** Math.floor((day - due) / memory);
  return weight < 1 / 64 ? 0 : weight;
}

/** The chance of being unpaid at the end of a day late, of an item that is unpaid at the end of an earlier one. */
function unpaid(model: NaiveModel, of: Of, customer: string, from: number, to: number): number {
  const members = membersOf(model, of, customer);
  const weigh = (chosen: readonly Outcome[]): number => {
    return chosen.reduce((sum, outcome) => sum + weightOf(outcome, model), 0);
  };
  let left = 1;
  let larger = 1;
  let base = 1;
  for (let day = from + 1; day <= to; day += 1) {
    const stretch = model.strengths.findLast((one) => one.from <= day);
    if (of !== "all" && stretch?.from === day && day > from + 1) base = larger;
    const paid = weigh(members.filter((one) => one.isPaid && one.last === day));
    const waiting = weigh(members.filter((one) => one.entry <= day && one.last >= day));
    const next = of === "all" ? 0 : unpaid(model, of === "customer" ? "segment" : "all", customer, from, day);
    const strength = of === "all" ? 0 : strengthOf(model, of, customer, stretch);
    const leaving = paid + (strength * (larger - next)) / base;
    const being = waiting + (strength * larger) / base;
    if (being > 0) left *= 1 - leaving / being;
    larger = next;
  }
  return left;
}

function strengthOf(
  model: NaiveModel,
  of: Of,
  customer: string,
  stretch: NaiveModel["strengths"][number] | undefined,
): number {
  if (stretch === undefined) return 0;
  if (of === "customer") return stretch.customer;
  const members = membersOf(model, "segment", customer).filter((one) => weightOf(one, model) > 0);
  const customers = new Set(members.map(({ item }) => item.customer)).size;
  const reaching = members.filter(({ last }) => last >= stretch.from);
  const weight = reaching.reduce((sum, one) => sum + weightOf(one, model), 0);
  return Math.max(1, (stretch.segment * weight) / customers);
}

describe("predictions reckoned a second time", () => {
  it("are the same of items at every lateness, in worlds with segments, drift and a short memory", function () {
    this.timeout(60_000);
    let compared = 0;
    for (const seed of [61, 62, 63]) {
      const day = FIRST_DAY + 500;
      const cut = { day, known: endOf(day) };
      const book = bookIn({ ...USUAL, seed, customers: 12, busiest: 30, drifting: 70 });
      const model = fitModel(book, cut, segmentIn);
      if (model.kind === "tooFew") throw new Error("too few outcomes are known");
      for (const memory of [model.memory, 120] as const) {
        const outcomes = outcomesAt(book, cut);
        const made = modelWith(outcomes, { cut, segmentOf: segmentIn, memory });
        if (made.kind === "tooFew") throw new Error("too few outcomes are known");
        const naive = { outcomes, day, memory, strengths: made.strengths };
        const curves = curvesOf(made);
        for (const outcome of outcomes.filter(({ open }) => open > 0n).slice(0, 12)) {
          const found = predictItem(curves, outcome, day);
          if (found.kind !== "prediction") continue;
          for (const days of LATE_DAYS.filter((one) => one > found.daysLate && one < 90)) {
            const expected = unpaid(naive, "customer", outcome.item.customer, found.daysLate, days) * MILLION;
            const said = found.late[days];
            if (said === undefined) continue;
            compared += 1;
            expect(Math.abs(said - expected), `${outcome.item.id} ${days}`).to.be.at.most(ROUNDING);
          }
        }
      }
    }
    expect(compared).to.be.above(30);
  });
});
