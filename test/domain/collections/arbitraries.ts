/** Policies and items with any history, sensible or not, around one due date. */
import fc from "fast-check";
import { STAGES } from "../../../src/domain/collections/policy.ts";
import type { DunningPolicy, Level, PolicyException, Stage } from "../../../src/domain/collections/policy.ts";
import type { DunningItem, PaymentPromise, SentLevel, Settlement } from "../../../src/domain/collections/item.ts";
import { dateOfDay } from "../../../src/domain/terms.ts";
import { addressOf, BUYER, DUE, idOf, itemOf, level, morningOf, policyOf } from "./cases.ts";

const CHANNELS = ["email", "letter", "sms", "webhook"] as const;
const SECONDS = 3_600;

interface Rung {
  readonly weight: number;
  readonly apart: number;
  readonly changes: Pick<Level, "least" | "channel" | "payWithin" | "repeatDays" | "fee">;
}

const anyRung: fc.Arbitrary<Rung> = fc.record({
  weight: fc.integer({ min: 1, max: 6 }),
  apart: fc.integer({ min: 1, max: 16 }),
  changes: fc.record({
    least: fc.constantFrom(0n, 0n, 0n, 50_000n, 90_000n),
    channel: fc.constantFrom(...CHANNELS),
    payWithin: fc.integer({ min: 0, max: 12 }),
    repeatDays: fc.constantFrom(0, 0, 7, 10),
    fee: fc.constantFrom(0n, 1_000n),
  }),
});

/** Levels rise in days and never fall in weight; before the due date there are up to two reminders. */
export const anyPolicy: fc.Arbitrary<DunningPolicy> = fc
  .record({
    reminders: fc.uniqueArray(fc.integer({ min: -20, max: -1 }), { maxLength: 2 }),
    rungs: fc.array(anyRung, { minLength: 1, maxLength: 5 }),
    broken: fc.array(fc.record({ weight: fc.integer({ min: 1, max: 3 }), days: fc.nat(9) }), { maxLength: 2 }),
    holidays: fc.array(fc.integer({ min: DUE, max: DUE + 60 }).map(dateOfDay), { maxLength: 3 }),
    cap: fc.record({ perWeek: fc.integer({ min: 1, max: 3 }), pauseDays: fc.nat(3) }),
    promises: fc.record({ grace: fc.nat(3), longest: fc.integer({ min: 5, max: 40 }), most: fc.nat(2) }),
    chasesUnaccepted: fc.boolean(),
  })
  .map(({ reminders, rungs, broken, ...rules }) => {
    const before = reminders.toSorted((a, b) => a - b).map((days) => level("preDue", days, { id: `before${-days}` }));
    const weights = rungs.map(({ weight }) => weight).toSorted((a, b) => a - b);
    let days = 0;
    const after = rungs.map(({ apart, changes }, place) => {
      days += apart;
      return level(stageOf(weights[place] ?? 1), days, { id: `level${place}`, ...changes });
    });
    const answers = broken.map((one, place): Level => {
      const trigger = { kind: "brokenPromise", days: one.days } as const;
      return { ...level(stageOf(one.weight), 0), id: `broken${place}`, trigger };
    });
    return policyOf({ ...rules, levels: [...before, ...after, ...answers] });
  });

function stageOf(weight: number): Stage {
  return STAGES[weight] ?? "agency";
}

function anySent({ id, levels }: DunningPolicy): fc.Arbitrary<readonly SentLevel[]> {
  const when = { day: fc.integer({ min: DUE - 20, max: DUE + 70 }), cycle: fc.constantFrom(1, 1, 1, 2, 1_001, 1_002) };
  const own = fc
    .record({ level: fc.constantFrom(...levels), ...when })
    .map(({ level: { id: of, stage }, ...sent }) => ({ policy: id, level: of, stage, ...sent }));
  const namesake = own.map((sent) => ({ ...sent, policy: "other" }));
  const other = fc.record({
    policy: fc.constantFrom("other", id),
    level: fc.constant("gone"),
    stage: fc.constantFrom(...STAGES.slice(0, 4)),
    ...when,
  });
  return fc
    .array(
      fc.oneof({ arbitrary: own, weight: 6 }, { arbitrary: namesake, weight: 1 }, { arbitrary: other, weight: 1 }),
      { maxLength: 4 },
    )
    .map((sent) => sent.toSorted((a, b) => a.day - b.day));
}

const anyPromises: fc.Arbitrary<readonly PaymentPromise[]> = fc
  .array(
    fc.record({
      amount: fc.constantFrom(0n, 20_000n, 100_000n, 100_000n, 200_000n),
      ahead: fc.integer({ min: -2, max: 45 }),
      made: fc.integer({ min: DUE - 10, max: DUE + 60 }),
    }),
    { maxLength: 3 },
  )
  .map((promises) =>
    promises
      .toSorted((a, b) => a.made - b.made)
      .map(({ amount, ahead, made }, n) => ({ id: `p${n}`, amount, day: made + ahead, madeAt: morningOf(made) })),
  );

const anySettlement: fc.Arbitrary<Settlement> = fc
  .record({
    kind: fc.constantFrom("payment" as const, "payment" as const, "credit" as const),
    amount: fc.constantFrom(10_000n, 20_000n, 100_000n),
    day: fc.integer({ min: DUE - 10, max: DUE + 70 }),
    later: fc.nat(5 * 24),
  })
  .map(({ later, ...one }) => ({ ...one, at: morningOf(one.day) + later * SECONDS }));

const STANDINGS = ["isAssignedAway", "isInsolvent", "isPlanned", "isPlaced", "isWrittenOff"] as const;

/** Mostly items that may be chased, since the others are soon told. */
export function anyItem(policy: DunningPolicy): fc.Arbitrary<DunningItem> {
  const day = fc.integer({ min: DUE - 10, max: DUE + 60 });
  const scheduled = fc.record(
    Object.fromEntries(STAGES.map((stage) => [stage, fc.option(day, { nil: undefined, freq: 12 })])) as Record<
      Stage,
      fc.Arbitrary<number | undefined>
    >,
  );
  return fc
    .record({
      open: fc.constantFrom(100_000n, 100_000n, 100_000n, 95_000n, 60_000n, 60_000n, 60_000n, 1n, 0n),
      disputed: fc.constantFrom(0n, 0n, 0n, 0n, 0n, 0n, 30_000n, 30_000n, 100_000n),
      answer: fc.oneof(
        { arbitrary: fc.constant("accepted" as const), weight: 12 },
        { arbitrary: fc.constantFrom("none", "queried", "rejected"), weight: 1 },
      ),
      standing: fc.constantFrom(...STANDINGS),
      isSpared: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
      restart: fc.nat(1),
      isBrokenPlan: fc.boolean(),
      since: day,
      promises: anyPromises,
      settlements: fc.array(anySettlement, { maxLength: 3 }),
      sent: anySent(policy),
      schedule: fc.option(scheduled, { nil: undefined, freq: 1 }),
    })
    .map(({ standing, isSpared, restart, isBrokenPlan, since, ...item }) =>
      itemOf({
        ...item,
        ...(isSpared ? { [standing]: true } : {}),
        chase: chaseOf(restart, morningOf(restart === 0 ? DUE - 30 : since), isBrokenPlan),
        brokenPlan: restart > 0 && isBrokenPlan ? { plan: idOf(99), brokenOn: since } : undefined,
      }),
    );
}

export function anyExceptions({ id, levels }: DunningPolicy): fc.Arbitrary<readonly PolicyException[]> {
  const skip = fc.constantFrom(...levels).map((one) => ({ kind: "skip" as const, policy: id, level: one.id }));
  const does = fc.oneof(
    { arbitrary: fc.constant({ kind: "hold" as const }), weight: 1 },
    { arbitrary: skip, weight: 4 },
  );
  const until = fc.integer({ min: DUE - 10, max: DUE + 70 }).map(dateOfDay);
  return fc.array(fc.record({ does, until }), { maxLength: 2 }).map((made) =>
    made.map((one, place) => ({
      id: `e${place}`,
      scope: { kind: "customer" as const, customer: BUYER },
      reason: "agreed",
      by: addressOf(1),
      ...one,
    })),
  );
}

export const anyChannels = fc.subarray(["email", "letter", "sms", "webhook"] as const, { minLength: 1 });

/** A plan that was not kept begins the chase anew, and no other debt. */
function chaseOf(restart: number, since: number, isBrokenPlan: boolean): DunningItem["chase"] {
  return { restart, since, owedSince: isBrokenPlan ? morningOf(DUE - 30) : since };
}
