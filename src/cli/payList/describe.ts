/** A pay list in words and figures, and as JSON. */
import type { PaymentOrder } from "../../domain/account/payList.ts";
import type { LeftItem, PayList, ReasonLeft, TakenDiscount, WaitingMoney } from "../../domain/account/payRun.ts";
import { sumOf } from "../../domain/account/standing.ts";
import { formatDecimal, fromMinorUnits } from "../../domain/decimal.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { visible } from "../../documents/visible.ts";
import { formatMoney } from "../money.ts";
import { renderTable } from "../table.ts";

const WHY: Readonly<Record<ReasonLeft, string>> = {
  notDue: "it can wait",
  disputed: "all of it is disputed",
  nothingToPay: "the discount of today eats all of it: ask the supplier for a credit note that closes it",
  noAccount: "its payee has no account: ask the payee, by a contact that you knew before",
  creditExceeds: "the credit note is more than what the supplier is paid now",
  noticeRefused: "you refused the notice of its assignment: settle first whom it is owed to",
};
const HUNDREDTHS = 2;

/** @yields lines for a terminal; nothing that a file says can move its cursor. */
export function* describePayList({ orders, left, discounts, waiting }: PayList): Generator<string> {
  if (orders.length > 0) {
    yield renderTable<PaymentOrder>(
      [
        { title: "Payment", of: ({ endToEndId }) => endToEndId },
        { title: "To", of: ({ creditor }) => visible(creditor.name) },
        { title: "Account", of: ({ creditor }) => visible(creditor.account.account) },
        { title: "Documents", of: ({ settlements }) => String(settlements.length), align: "right" },
        { title: "Discount", of: (order) => money(order, discountOf(order)), align: "right" },
        { title: "Amount", of: (order) => money(order, order.amount), align: "right" },
      ],
      orders,
    );
  }
  for (const one of discounts) yield visible(discountLine(one));
  for (const { account, amount } of waiting) {
    const sum = money(account, amount);
    yield visible(`${sum} of yours wait unapplied at ${account.supplier.name}: ask it to apply them before you pay`);
  }
  for (const { account, item, reason } of left) {
    const sum = money(account, item.rest);
    yield visible(`Not paid: ${item.number} of ${account.supplier.name}, ${sum}: ${WHY[reason]}`);
  }
}

function discountLine({ account, item, sum, until, cost }: TakenDiscount): string {
  const worth = cost === undefined ? "" : `, worth ${percentOf(cost.simple)} % a year`;
  return `Discount taken: ${money(account, sum)} off ${item.number} until ${dateOfDay(until)}${worth}`;
}

function percentOf(hundredths: bigint): string {
  return formatDecimal(fromMinorUnits(hundredths, HUNDREDTHS));
}

function discountOf({ settlements }: PaymentOrder): bigint {
  return sumOf(settlements, ({ discount }) => discount);
}

type InCurrency = Pick<PaymentOrder, "currency">;

function money({ currency: { code, exponent } }: InCurrency, units: bigint): string {
  return `${formatMoney(units, exponent)} ${code}`;
}

function plain({ currency: { exponent } }: InCurrency, units: bigint): string {
  return formatDecimal(fromMinorUnits(units, exponent));
}

export function payListAsJson({ orders, left, discounts, waiting }: PayList): object {
  return {
    orders: orders.map((order) => ({
      ...{ endToEndId: order.endToEndId, day: dateOfDay(order.day), currency: order.currency.code },
      ...{ creditor: order.creditor, ...(order.reference === undefined ? {} : { reference: order.reference }) },
      ...{ amount: plain(order, order.amount), discount: plain(order, discountOf(order)) },
      settlements: order.settlements.map(({ kind, number, due, discount, paid }) => ({
        ...{ kind, number, due: plain(order, due), discount: plain(order, discount), paid: plain(order, paid) },
      })),
    })),
    left: left.map(leftAsJson),
    discounts: discounts.map(({ account, item, sum, until, cost }) => ({
      ...{ supplier: account.supplier.name, number: item.number, sum: plain(account, sum), until: dateOfDay(until) },
      ...(cost === undefined ? {} : { percentAYear: percentOf(cost.simple) }),
    })),
    waiting: waiting.map(waitingAsJson),
  };
}

function leftAsJson({ account, item, reason }: LeftItem): object {
  const { supplier, currency } = account;
  return {
    supplier: supplier.name,
    number: item.number,
    currency: currency.code,
    open: plain(account, item.rest),
    reason,
  };
}

function waitingAsJson({ account, amount }: WaitingMoney): object {
  return { supplier: account.supplier.name, currency: account.currency.code, amount: plain(account, amount) };
}
