/** Books made up for borrowing bases: items and buyers by hand, and random ones. */
import fc from "fast-check";
import { ELIGIBILITY_MARKS } from "../../../src/domain/factoring/eligibilityRules.ts";
import type {
  EligibilityBuyer,
  EligibilityItem,
  EligibilityPolicy,
} from "../../../src/domain/factoring/eligibilityRules.ts";

export const DAY = 1_000;
export const POLICY: EligibilityPolicy = {
  day: DAY,
  mostDaysFromInvoice: 90,
  mostDaysPastDue: 60,
  crossAgeing: 100_000,
  excluded: new Set(ELIGIBILITY_MARKS),
  concentration: { limit: 200_000, of: "eligible" },
  advanceRate: 850_000,
};
export const ALONE: EligibilityPolicy = { ...POLICY, concentration: undefined };

export function item(id: string, buyer: string, amount: bigint, over: Partial<EligibilityItem> = {}): EligibilityItem {
  const state = { heldBy: "supplier", disputed: 0n, accepted: true, marks: new Set<never>() } as const;
  return { id, buyer, amount, invoiceDay: DAY - 30, dueDay: DAY, ...state, ...over };
}

export function old(id: string, buyer: string, amount: bigint): EligibilityItem {
  return item(id, buyer, amount, { invoiceDay: DAY - 91, dueDay: DAY - 61 });
}

export function buyer(name: string, over: Partial<EligibilityBuyer> = {}): EligibilityBuyer {
  return { buyer: name, group: name, payable: 0n, marks: new Set(), ...over };
}

const anyMarks = fc.uniqueArray(fc.constantFrom(...ELIGIBILITY_MARKS), { maxLength: 2 }).map((all) => new Set(all));
const anyItem = fc
  .record({
    buyer: fc.constantFrom("A", "B", "C", "D"),
    heldBy: fc.constantFrom("supplier" as const, "supplier" as const, "factor" as const, "another" as const),
    amount: fc.bigInt(-5_000n, 20_000n),
    age: fc.integer({ min: 0, max: 130 }),
    term: fc.integer({ min: 0, max: 60 }),
    part: fc.constantFrom(0n, 0n, 1n, 2n),
    accepted: fc.boolean(),
    marks: anyMarks,
  })
  .map(({ age, term, part, amount, ...rest }) => ({
    ...rest,
    amount,
    invoiceDay: DAY - age,
    dueDay: DAY - age + term,
    disputed: part === 0n || amount < 0n ? 0n : amount / part,
  }));
export const anyItems = fc
  .array(anyItem, { maxLength: 15 })
  .map((all) => all.map((row, n) => ({ id: `I${n}`, ...row })));
export const anyBuyers = fc
  .tuple(...["A", "B", "C"].map((name) => fc.record({ name: fc.constant(name), payable: fc.bigInt(0n, 30_000n) })))
  .chain((all) =>
    fc.record({
      group: fc.constantFrom("G", "A"),
      marks: anyMarks,
      rows: fc.constant(all),
    }),
  )
  .map(({ group, marks, rows }) =>
    rows.map(({ name, payable }) => buyer(name, name === "B" ? { payable, group, marks } : { payable })),
  );
export const anyPolicy = fc.record({
  crossAgeing: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: undefined }),
  limit: fc.integer({ min: 0, max: 1_000_000 }),
  of: fc.constantFrom("gross" as const, "eligible" as const),
});
