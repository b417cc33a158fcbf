/** The rules of R66 one after the other: each takes what it excludes off what is left of the items that it gets. */
import { sumOf } from "../account/standing.ts";
import { formatDecimal, shortest } from "../decimal.ts";
import { PARTS_PER_MILLION } from "../money.ts";
import { PERCENT_DECIMALS } from "../terms.ts";
import { ELIGIBILITY_MARKS } from "./eligibilityRules.ts";
import type {
  Compared,
  ConcentrationLimit,
  EligibilityBuyer,
  EligibilityItem,
  EligibilityMark,
  EligibilityPolicy,
  EligibilityRule,
  Exclusion,
  GroupShare,
  ItemHolder,
} from "./eligibilityRules.ts";
import { partOf } from "./figures.ts";

/** An item and what the rules so far have left of it, minor units. */
export interface BookedItem {
  readonly item: EligibilityItem;
  readonly buyer: EligibilityBuyer;
  left: bigint;
}

const HOLDERS: Readonly<Record<Exclude<ItemHolder, "supplier">, string>> = {
  factor: "a factor has financed it",
  another: "the supplier has passed it on",
};

const MARKS: Readonly<Record<EligibilityMark, string>> = {
  lowBand: "is owed by a firm whose band in the credit policy is not eligible",
  unverified: "was not verified with the debtor",
  foreign: "is owed from abroad",
  government: "is owed by a public body",
  affiliate: "is owed by an affiliate of the supplier",
  billAndHold: "is for goods that were billed and not delivered",
  progressBilling: "is billed by the progress of work",
};

/**
 * What was sold or passed on: it is nobody's base but its holder's, and tells nothing of the supplier's other items.
 */
export function byHolder(book: readonly BookedItem[]): readonly Exclusion[] {
  return book.flatMap((booked) => {
    const { heldBy } = booked.item;
    return heldBy === "supplier" ? [] : takeOff("notHeld", booked, HOLDERS[heldBy]);
  });
}

/**
 * Aged items, then the rest of buyers too much of whose balance is aged, then credits in prior: an aged credit lowered
 * what was taken off as aged, and its buyer can still use it against a newer item, so it is added back. Of a buyer that
 * is excluded whole there is nothing left that it could be used against.
 */
export function byAge(book: readonly BookedItem[], policy: EligibilityPolicy): readonly Exclusion[] {
  const ages = new Map(book.map((booked) => [booked, ageOf(booked.item, policy)]));
  const aged = book.flatMap((booked) => {
    const age = ages.get(booked);
    return age === undefined ? [] : takeOff("aged", booked, age);
  });
  const crossed = crossAgedIn(book, ages, policy.crossAgeing);
  const rest = book.flatMap((booked) => {
    const compared = crossed.get(booked.item.buyer);
    if (compared === undefined || ages.get(booked) !== undefined) return [];
    const why = `more than ${percent(policy.crossAgeing ?? 0)} of its buyer's balance is aged`;
    return takeOff("crossAged", booked, why).map((exclusion) => ({ ...exclusion, compared }));
  });
  const credits = book.flatMap((booked) => {
    const { item } = booked;
    if (item.amount >= 0n || ages.get(booked) === undefined || crossed.has(item.buyer)) return [];
    return takeOff("creditsInPrior", booked, "an aged credit may be used against a newer item", -item.amount);
  });
  return [...aged, ...rest, ...credits];
}

/** The disputed part of each item, and what the buyer has not accepted (R75). */
export function byState(book: readonly BookedItem[]): readonly Exclusion[] {
  const disputed = book.flatMap((booked) => {
    const { disputed: amount } = booked.item;
    const part = amount < booked.left ? amount : booked.left;
    return part > 0n ? takeOff("disputed", booked, "the buyer disputes it", part) : [];
  });
  const open = book.filter(({ item }) => item.amount > 0n && !item.accepted);
  return [...disputed, ...open.flatMap((booked) => takeOff("notAccepted", booked, "the buyer has not accepted it"))];
}

/** What the contract excludes, of items and of whole buyers. */
export function byMarks(book: readonly BookedItem[], { excluded }: EligibilityPolicy): readonly Exclusion[] {
  return ELIGIBILITY_MARKS.filter((mark) => excluded.has(mark)).flatMap((mark) =>
    book.flatMap((booked) => {
      const marked = booked.item.marks.has(mark) || booked.buyer.marks.has(mark);
      return marked ? takeOff(mark, booked, `it ${MARKS[mark]}`) : [];
    }),
  );
}

/** Contra: of what a buyer owes and what it is owed the lower sum, since it may set them off (R38). */
export function byContra(book: readonly BookedItem[]): readonly Exclusion[] {
  const buyers = new Map(book.map(({ buyer }) => [buyer.buyer, buyer]));
  const owed = new Map<string, bigint>();
  for (const { item, left } of book) owed.set(item.buyer, (owed.get(item.buyer) ?? 0n) + left);
  return [...buyers.values()].flatMap(({ buyer, group, payable }): Exclusion[] => {
    const owes = owed.get(buyer) ?? 0n;
    const amount = owes < payable ? owes : payable;
    if (amount <= 0n) return [];
    const reason = "the supplier owes this buyer money, which may be set off";
    const compared = { amount: owes, with: payable };
    return [{ rule: "contra", item: undefined, buyer, group, amount, reason, compared }];
  });
}

/**
 * What each group has above its limit. The base of the limit is not reduced by the excess of others; the limit is
 * rounded half up. @param left By group, what is eligible before. @param gross Of what the supplier holds.
 */
export function byConcentration(
  left: ReadonlyMap<string, bigint>,
  gross: bigint,
  agreed: ConcentrationLimit | undefined,
): { readonly groups: readonly GroupShare[]; readonly exclusions: readonly Exclusion[] } {
  const base = agreed?.of === "gross" ? gross : sumOf(left.values(), (amount) => amount);
  const limit = agreed === undefined ? undefined : partOf(base > 0n ? base : 0n, agreed.limit);
  const groups = [...left]
    .map(([group, amount]) => ({ group, amount, limit, excess: excessOf(amount, limit) }))
    .toSorted((one, other) => Number(other.amount > one.amount) - Number(other.amount < one.amount));
  const exclusions = groups.flatMap(({ group, amount, excess }): Exclusion[] => {
    if (excess === 0n || agreed === undefined) return [];
    const reason = `its group is more than ${percent(agreed.limit)} of what is ${agreed.of}`;
    const compared = { amount, with: limit ?? 0n };
    return [{ rule: "concentration", item: undefined, buyer: undefined, group, amount: excess, reason, compared }];
  });
  return { groups, exclusions };
}

function excessOf(amount: bigint, limit: bigint | undefined): bigint {
  return limit !== undefined && amount > limit ? amount - limit : 0n;
}

/** Why an item is aged; undefined if it is not. A credit ages as an invoice does. */
function ageOf({ invoiceDay, dueDay }: EligibilityItem, policy: EligibilityPolicy): string | undefined {
  const { day, mostDaysFromInvoice: fromInvoice, mostDaysPastDue: pastDue } = policy;
  if (fromInvoice !== undefined && day - invoiceDay > fromInvoice) {
    return `${day - invoiceDay} days from the invoice, more than ${fromInvoice}`;
  }
  return pastDue !== undefined && day - dueDay > pastDue
    ? `${day - dueDay} days past due, more than ${pastDue}`
    : undefined;
}

/**
 * The buyers of whose balance too much is aged, with what is aged and the balance, minor units. Aged credits make what
 * is aged no smaller, and all credits make the balance smaller: the reading that protects the lender.
 */
function crossAgedIn(
  book: readonly BookedItem[],
  ages: ReadonlyMap<BookedItem, string | undefined>,
  threshold: number | undefined,
): ReadonlyMap<string, Compared> {
  if (threshold === undefined) return new Map();
  const balances = new Map<string, { aged: bigint; balance: bigint }>();
  for (const booked of book) {
    const { buyer, amount } = booked.item;
    const sum = balances.get(buyer) ?? { aged: 0n, balance: 0n };
    sum.balance += amount;
    if (amount > 0n && ages.get(booked) !== undefined) sum.aged += amount;
    balances.set(buyer, sum);
  }
  return new Map(
    [...balances].flatMap(([buyer, { aged, balance }]): [string, Compared][] => {
      const much = aged > 0n && aged * PARTS_PER_MILLION > BigInt(threshold) * (balance > 0n ? balance : 0n);
      return much ? [[buyer, { amount: aged, with: balance }]] : [];
    }),
  );
}

function takeOff(rule: EligibilityRule, booked: BookedItem, reason: string, part = booked.left): Exclusion[] {
  if (part === 0n) return [];
  booked.left -= part;
  const { item, buyer } = booked;
  return [{ rule, item: item.id, buyer: item.buyer, group: buyer.group, amount: part, reason, compared: undefined }];
}

/** Parts per million as per cent, exactly: 125,000 is "12.5 %". */
function percent(rate: number): string {
  return `${formatDecimal(shortest({ units: BigInt(rate), scale: PERCENT_DECIMALS }))} %`;
}
