/**
 * What a buyer pays: from the open items of its accounts to one payment for each payee, with what it settles. An item
 * is paid to whom it is owed to on the day: after an assignment that is the payee, not the supplier (R56, R60).
 */
import type { AccountCurrency } from "./heading.ts";
import { AccountError } from "./movement.ts";
import type { BankAccount, DiscountOffer, Payee } from "./movement.ts";
import { sumOf } from "./standing.ts";
import type { Item } from "./standing.ts";
import { payeeKey } from "./statement.ts";

/** An open item as a buyer pays it. */
export type Payable = Pick<
  Item,
  "kind" | "number" | "day" | "due" | "amount" | "rest" | "disputed" | "payee" | "discounts"
> & {
  /** Whether the debtor itself refused the notice that names the payee. */
  readonly noticeRefused?: boolean;
};

/** Who is paid, and where. */
export interface Creditor {
  readonly name: string;
  readonly account: BankAccount;
}

/** One document that a payment settles, minor units. */
export interface Settlement {
  readonly kind: "invoice" | "debitNote" | "creditNote";
  readonly number: string;
  readonly day: number;
  /** What was due of it; positive, also for a credit note. */
  readonly due: bigint;
  /** Taken off for paying early; nothing for a credit note. */
  readonly discount: bigint;
  /** `due − discount`: added to the payment, or taken off it for a credit note. */
  readonly paid: bigint;
}

/** One payment to one creditor. */
export interface PaymentOrder {
  /** Up to 35 characters, the payer's own; comes back with the bank line. */
  readonly endToEndId: string;
  /** The day on which it is to be carried out. */
  readonly day: number;
  readonly currency: AccountCurrency;
  readonly creditor: Creditor;
  readonly debtorAccount: BankAccount;
  /** Of ISO 11649, where the creditor gave one. */
  readonly reference?: string;
  readonly settlements: readonly Settlement[];
  /** Minor units, positive: what is paid less what credit notes take off. */
  readonly amount: bigint;
}

/** What the buyer decides when it pays an account. */
export interface PayingAccount {
  readonly day: number;
  readonly currency: AccountCurrency;
  readonly debtorAccount: BankAccount;
  readonly supplier: Payee;
  /** Begins every end-to-end id of the run. */
  readonly run: string;
  readonly reference?: string;
}

/**
 * The payments for the chosen open items of one account. Discounts are taken where the day earns them, never on a
 * disputed item's disputed part, which is not paid; free credit notes are taken off what the supplier itself is owed,
 * never off an assigned item. Items that are paid with nothing left are left out.
 * @throws AccountError where a payee has no account, or credit notes exceed what the supplier is paid.
 */
export function paymentOrdersOf(items: readonly Payable[], pay: PayingAccount): readonly PaymentOrder[] {
  const byPayee = new Map<string, { readonly payee: Payee; readonly settlements: Settlement[] }>();
  for (const item of items) {
    const settlement = settlementOf(item, pay.day);
    if (settlement.paid === 0n) continue;
    const key = payeeKey(item.payee);
    const group = byPayee.get(key) ?? { payee: item.payee ?? pay.supplier, settlements: [] };
    group.settlements.push(settlement);
    byPayee.set(key, group);
  }
  const groups = [...byPayee].toSorted(([left], [right]) => (left < right ? -1 : 1));
  return groups.map(([, { payee, settlements }], i): PaymentOrder => {
    const { day, currency, debtorAccount, reference } = pay;
    const isSupplier = payee === pay.supplier;
    return {
      endToEndId: `${pay.run}-${i + 1}`,
      day,
      currency,
      creditor: creditorOf(payee),
      debtorAccount,
      ...(isSupplier && reference !== undefined ? { reference } : {}),
      settlements,
      amount: amountOf(settlements, payee),
    };
  });
}

function settlementOf(item: Payable, on: number): Settlement {
  const { kind, number, day, rest, disputed } = item;
  if (kind === "creditNote") return { kind, number, day, due: -rest, discount: 0n, paid: -rest };
  const due = rest - disputed;
  const sum = offerOf(item, on)?.sum ?? 0n;
  const discount = sum < due ? sum : due;
  return { kind, number, day, due, discount, paid: due - discount };
}

/** What the day earns of an item, none of whose parts are disputed. */
export function offerOf({ kind, disputed, discounts }: Payable, day: number): DiscountOffer | undefined {
  if (kind === "creditNote" || disputed !== 0n) return undefined;
  return discounts.find(({ until }) => until >= day);
}

function creditorOf({ name, account }: Payee): Creditor {
  if (account !== undefined) return { name, account };
  throw new AccountError("account", `missing for ${JSON.stringify(name)}`, "ask the payee where it is to be paid");
}

function amountOf(settlements: readonly Settlement[], { name }: Payee): bigint {
  const amount = sumOf(settlements, ({ kind, paid }) => (kind === "creditNote" ? -paid : paid));
  if (amount > 0n) return amount;
  const value = `${amount.toString()} minor units to ${JSON.stringify(name)}`;
  throw new AccountError("amount", value, "leave out credit notes, or pay more items with them");
}
