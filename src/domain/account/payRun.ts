/**
 * A pay run over the accounts of a buyer: what has to be paid by a day, in one payment for each payee, and why the rest
 * is not. Nothing is dropped in silence: an item is paid, or left with its reason.
 */
import { costOfMissing } from "../discountCost.ts";
import type { DiscountCost } from "../discountCost.ts";
import type { AccountCurrency } from "./heading.ts";
import type { BankAccount, Payee } from "./movement.ts";
import { offerOf, paymentOrdersOf } from "./payList.ts";
import type { Payable, PaymentOrder } from "./payList.ts";
import { sumOf } from "./standing.ts";
import type { Unapplied } from "./standing.ts";

/** What a buyer owes one supplier and its payees in one currency. */
export interface PayableAccount {
  readonly supplier: Payee;
  readonly currency: AccountCurrency;
  /** Of ISO 11649, where the supplier gave one. */
  readonly reference?: string;
  readonly items: readonly Payable[];
  /** Money of the buyer that waits at the supplier for an item. */
  readonly unapplied: readonly Pick<Unapplied, "reference" | "day" | "amount">[];
}

export interface PayRun {
  /** The day on which the payments are to be carried out. */
  readonly day: number;
  /** The last day before the next run: what falls due, or loses a discount, by then is paid now. */
  readonly through: number;
  readonly debtorAccount: BankAccount;
  /** Begins every end-to-end id of the run. */
  readonly run: string;
}

/**
 * Why an item is not paid: it can wait; all of it is disputed; the discount of today eats all of it; its payee has no
 * account that money may be sent to; or a credit note is more than what the supplier itself is paid now; or the buyer
 * refused the notice of its assignment, so that whom it is owed to has to be settled first.
 */
export const REASONS_LEFT = [
  "notDue",
  "disputed",
  "nothingToPay",
  "noAccount",
  "creditExceeds",
  "noticeRefused",
] as const;
export type ReasonLeft = (typeof REASONS_LEFT)[number];

export interface LeftItem {
  readonly account: PayableAccount;
  readonly item: Payable;
  readonly reason: ReasonLeft;
}

/** A discount that the run takes, and what it would cost a year to pay on the due day instead (R9). */
export interface TakenDiscount {
  readonly account: PayableAccount;
  readonly item: Payable;
  /** Minor units. */
  readonly sum: bigint;
  readonly until: number;
  /** Undefined where the due day is no later. */
  readonly cost: DiscountCost | undefined;
}

/** Money that waits unapplied at a supplier which is paid: to be asked about first, never taken off unasked. */
export interface WaitingMoney {
  readonly account: PayableAccount;
  /** Minor units. */
  readonly amount: bigint;
}

export interface PayList {
  readonly orders: readonly PaymentOrder[];
  readonly left: readonly LeftItem[];
  readonly discounts: readonly TakenDiscount[];
  readonly waiting: readonly WaitingMoney[];
}

/** The payments of a run over several accounts, numbered through. */
export function payListOf(accounts: readonly PayableAccount[], run: PayRun): PayList {
  const lists = accounts.map((account) => ofAccount(account, run));
  const orders = lists.flatMap((list) => list.orders);
  return {
    orders: orders.map((order, place) => ({ ...order, endToEndId: `${run.run}-${place + 1}` })),
    left: lists.flatMap(({ left }) => left),
    discounts: lists.flatMap(({ discounts }) => discounts),
    waiting: accounts.flatMap((account): WaitingMoney[] => {
      const amount = sumOf(account.unapplied, (money) => money.amount);
      return amount === 0n ? [] : [{ account, amount }];
    }),
  };
}

function ofAccount(account: PayableAccount, run: PayRun): Omit<PayList, "waiting"> {
  const { supplier, currency, reference, items } = account;
  const sorted = items.map((item) => ({ item, reason: reasonOf(item, supplier, run) }));
  const claims = sorted.flatMap(({ item, reason }) => (reason === undefined ? [item] : []));
  const own = claims.filter(({ kind, payee }) => kind !== "creditNote" && payee === undefined);
  const credits = fitting(
    claims.filter(({ kind }) => kind === "creditNote"),
    sumOf(own, (item) => payable(item, run.day)),
  );
  const chosen = claims.filter((item) => item.kind !== "creditNote" || credits.has(item));
  const exceeding = claims.filter((item) => !chosen.includes(item));
  const { day, debtorAccount } = run;
  const pay = {
    day,
    currency,
    debtorAccount,
    supplier,
    run: run.run,
    ...(reference === undefined ? {} : { reference }),
  };
  return {
    orders: chosen.length === 0 ? [] : paymentOrdersOf(chosen, pay),
    left: [
      ...sorted.flatMap(({ item, reason }) => (reason === undefined ? [] : [{ account, item, reason }])),
      ...exceeding.map((item) => ({ account, item, reason: "creditExceeds" as const })),
    ],
    discounts: claims.flatMap((item): TakenDiscount[] => {
      const offer = offerOf(item, day);
      if (offer === undefined) return [];
      const { sum, until } = offer;
      return [{ account, item, sum, until, cost: costOfMissing(item.rest, sum, item.due - until) }];
    }),
  };
}

function reasonOf(item: Payable, supplier: Payee, { day, through }: PayRun): ReasonLeft | undefined {
  const { kind, rest, disputed, due, payee, noticeRefused } = item;
  if (noticeRefused === true) return "noticeRefused";
  if ((payee ?? supplier).account === undefined) return "noAccount";
  if (kind === "creditNote") return undefined;
  if (rest === disputed) return "disputed";
  const offer = offerOf(item, day);
  const isWaiting = due > through && (offer === undefined || offer.until > through);
  if (isWaiting) return "notDue";
  return payable(item, day) === 0n ? "nothingToPay" : undefined;
}

function payable(item: Payable, day: number): bigint {
  const due = item.rest - item.disputed;
  const sum = offerOf(item, day)?.sum ?? 0n;
  return due - (sum < due ? sum : due);
}

/** The credit notes that leave something to pay, the oldest first. */
function fitting(credits: readonly Payable[], paid: bigint): ReadonlySet<Payable> {
  const taken = new Set<Payable>();
  let left = paid;
  for (const credit of credits.toSorted((one, other) => one.day - other.day || compare(one.number, other.number))) {
    if (-credit.rest >= left) continue;
    left += credit.rest;
    taken.add(credit);
  }
  return taken;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
