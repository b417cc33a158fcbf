/** Two books of one pair, and what was planted in them. */
import fc from "fast-check";
import type { LedgerItem } from "../../src/domain/ledgerItem.ts";
import type { DifferenceClass } from "../../src/domain/ledgerDifference.ts";

export const CUT_OFF = 20_000;

export function item(over: Partial<LedgerItem> & Pick<LedgerItem, "amount">): LedgerItem {
  return {
    ...{ place: "line 1", kind: "invoice", number: "", order: "", day: CUT_OFF - 40, dueDay: undefined },
    ...{ currency: "EUR", settles: [], disputed: false, assignedTo: "", receivable: undefined, ...over },
  };
}

/** What both books say of one deal, and how the difference in it is classed; undefined where there is none. */
export interface Planted {
  readonly supplier: readonly LedgerItem[];
  readonly buyer: readonly LedgerItem[];
  readonly class: DifferenceClass | undefined;
}

interface Seed {
  readonly amount: bigint;
  readonly part: bigint;
  readonly day: number;
  readonly zeros: string;
}

type Plant = (base: LedgerItem, seed: Seed) => Omit<Planted, "class">;

function same(
  base: LedgerItem,
  over: Partial<LedgerItem> = {},
  overBuyer: Partial<LedgerItem> = {},
): Omit<Planted, "class"> {
  return { supplier: [{ ...base, ...over }], buyer: [{ ...base, ...overBuyer }] };
}

const AGREEING: Readonly<Record<string, Plant>> = {
  "the same number": (base, { zeros }) => same(base, {}, { number: ` ${zeros}${base.number.toLowerCase()} ` }),
  "the same number in other words": (base) => same(base, {}, { number: base.number.replace("INV", "re. ") }),
  "the same order and amount": (base) => same(base, { number: "" }, { number: "" }),
  "the same amount a few days later": (base) => same(base, { order: "" }, { order: "", number: "", day: base.day + 3 }),
  "a deduction by its number": (base) =>
    same(base, { kind: "creditNote", amount: -base.amount }, { kind: "debitNote", amount: -base.amount }),
  "money by its amount": (base, { part }) => {
    const money = { kind: "payment", amount: -base.amount - part, order: "" } as const;
    return same(base, { ...money, number: "" }, { ...money, day: base.day - 2 });
  },
  "parts under one number": (base, { part }) => ({
    supplier: [
      { ...base, amount: base.amount - part },
      { ...base, amount: part },
    ],
    buyer: [base],
  }),
  "an order in several documents": (base, { part }) => ({
    supplier: [
      { ...base, number: `${base.number}-S1`, amount: base.amount - part },
      { ...base, number: `${base.number}-S2`, amount: part },
    ],
    buyer: [{ ...base, number: "" }],
  }),
  "the ledger's identity": (base) => {
    const receivable = `0x${base.number.slice(3).padStart(64, "0")}` as const;
    return same(base, { receivable }, { receivable, number: "" });
  },
};

const DIFFERING: Readonly<Record<DifferenceClass, readonly Plant[]>> = {
  MISSING_AT_BUYER: [(base) => ({ supplier: [base], buyer: [] })],
  MISSING_AT_SUPPLIER: [
    (base) => ({ supplier: [], buyer: [{ ...base, kind: "debitNote", amount: -base.amount }] }),
    (base) => ({ supplier: [], buyer: [{ ...base, kind: "payment", amount: -base.amount, day: CUT_OFF - 60 }] }),
  ],
  PAYMENT_IN_TRANSIT: [
    (base) => ({ supplier: [], buyer: [{ ...base, kind: "payment", amount: -base.amount, day: CUT_OFF - 2 }] }),
    (base) => {
      const money = { ...base, kind: "payment", amount: -base.amount, day: CUT_OFF } as const;
      return { supplier: [{ ...money, day: CUT_OFF + 2 }], buyer: [money] };
    },
  ],
  PAYMENT_UNAPPLIED: [
    (base) => ({ supplier: [base, { ...base, kind: "unapplied", number: "", amount: -base.amount }], buyer: [] }),
    (base, { part }) => ({
      supplier: [base, { ...base, kind: "unapplied", number: "", amount: -part }],
      buyer: [{ ...base, amount: base.amount - part }],
    }),
    (base, { part }) => ({
      supplier: [
        { ...base, number: `${base.number}1`, amount: base.amount - part },
        { ...base, number: `${base.number}2`, amount: part },
        {
          ...base,
          kind: "unapplied",
          number: "",
          amount: -base.amount,
          settles: [`${base.number}1`, `${base.number}2`],
        },
      ],
      buyer: [],
    }),
  ],
  AMOUNT_DIFF: [(base, { part }) => same(base, {}, { amount: base.amount - part })],
  DUPLICATE: [
    (base) => ({ supplier: [base, base], buyer: [base] }),
    (base) => ({ supplier: [base], buyer: [base, { ...base, day: base.day + 1 }] }),
    (base) => ({ supplier: [base], buyer: [base, { ...base, number: base.number.replace("INV", "INV ") }] }),
  ],
  CREDIT_NOT_TAKEN: [(base) => ({ supplier: [{ ...base, kind: "creditNote", amount: -base.amount }], buyer: [] })],
  WRONG_PERIOD: [
    (base) => same(base, { day: CUT_OFF }, { day: CUT_OFF + 1 }),
    (base) => same(base, { day: CUT_OFF + 4, order: "" }, { day: CUT_OFF - 1, order: "", number: "" }),
  ],
  CURRENCY: [(base) => same(base, {}, { currency: "USD" })],
  ASSIGNED: [(base) => ({ supplier: [{ ...base, assignedTo: "Factor AG" }], buyer: [] })],
  DISPUTED: [
    (base, { part }) => same(base, {}, { amount: base.amount - part, disputed: true }),
    (base) => ({ supplier: [{ ...base, disputed: true }], buyer: [] }),
  ],
};

const PLANTS: readonly { readonly class: DifferenceClass | undefined; readonly plant: Plant }[] = [
  ...Object.values(AGREEING).map((plant) => ({ class: undefined, plant })),
  ...Object.entries(DIFFERING).flatMap(([name, plants]) =>
    plants.map((plant) => ({ class: name as DifferenceClass, plant })),
  ),
];

export const PLANT_COUNT = PLANTS.length;

/** One deal of each kind of plant: number, order and amount are its own, so that nothing meets by chance. */
export function plantAll(seed: Omit<Seed, "amount">, first = 0): readonly Planted[] {
  return PLANTS.map(({ class: name, plant }, index) => {
    const place = first + index;
    const amount = 10_000_000n + BigInt(place) * 1_000_003n;
    const base = item({ number: `INV${7_001 + place * 13}`, order: `PO${place}`, day: CUT_OFF - seed.day, amount });
    return { ...plant(base, { ...seed, amount, part: seed.part + BigInt(place) }), class: name };
  });
}

/** Several of each, and both books shuffled. */
export const plantedBooks = fc
  .record({
    seeds: fc.array(
      fc.record({
        part: fc.bigInt({ min: 1n, max: 900_000n }),
        day: fc.integer({ min: 11, max: 25 }),
        zeros: fc.constantFrom("", "0", "000"),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    order: fc.infiniteStream(fc.nat()),
  })
  .map(({ seeds, order }) => {
    const planted = seeds.flatMap((seed, index) => plantAll(seed, index * PLANT_COUNT));
    const shuffled = (items: readonly LedgerItem[]): LedgerItem[] =>
      items
        .map((one) => ({ one, key: order.next().value as number }))
        .sort((left, right) => left.key - right.key)
        .map(({ one }, index) => ({ ...one, place: `line ${index}` }));
    return {
      planted,
      supplier: shuffled(planted.flatMap(({ supplier }) => supplier)),
      buyer: shuffled(planted.flatMap(({ buyer }) => buyer)),
    };
  });
