/**
 * The statement of account for programs. Amounts are decimal strings in the currency's own decimals, days YYYY-MM-DD;
 * what is not known is left out, never null.
 */
import { daysPastDue } from "../../domain/account/aging.ts";
import { cutOffInstant } from "../../domain/account/heading.ts";
import type { Payee } from "../../domain/account/movement.ts";
import type { Item, Unapplied } from "../../domain/account/standing.ts";
import type { AccountLine, AccountStatement } from "../../domain/account/statement.ts";
import { plainAmount, plainDay } from "./language.ts";

type Amount = (units: bigint) => string;

/** The statement as a JSON value: both layouts, the equation, the aging and every total. */
export function statementAsJson(statement: AccountStatement): object {
  const { heading, equation, aging } = statement;
  const amount: Amount = (units) => plainAmount(units, heading.currency.exponent);
  return {
    ...headingAsJson(statement),
    totals: {
      balance: amount(equation.closing),
      dueNow: amount(statement.dueNow),
      dueLater: amount(statement.dueLater),
      credit: amount(statement.credit),
      disputed: amount(statement.disputed),
      accruedInterest: amount(statement.interest),
    },
    equation: Object.fromEntries(Object.entries(equation).map(([term, units]) => [term, amount(units as bigint)])),
    openItems: statement.open.map((item) => itemAsJson(item, heading.cutOff, amount)),
    movements: statement.lines.map((line) => lineAsJson(line, amount)),
    unapplied: statement.unapplied.map((free) => unappliedAsJson(free, amount)),
    aging: {
      buckets: aging.buckets.map((bucket) => ({
        name: bucket.name,
        amount: amount(bucket.amount),
        disputed: amount(bucket.disputed),
      })),
      credits: amount(aging.credits),
      unapplied: amount(aging.unapplied),
      total: amount(aging.total),
    },
    payees: statement.shares.map(({ payee, dueNow, dueLater }) => ({
      ...(payee === undefined
        ? { isSupplier: true, ...accountOf(statement) }
        : { isSupplier: false, ...payeeAsJson(payee) }),
      dueNow: amount(dueNow),
      dueLater: amount(dueLater),
    })),
    discounts: statement.discounts.map(({ payee, until, discount, payable }) => ({
      payee: payee?.name ?? heading.supplier.name,
      until: plainDay(until),
      discount: amount(discount),
      payable: amount(payable),
    })),
  };
}

function headingAsJson({ heading }: AccountStatement): object {
  const { number, version, replaces, supplier, buyer, currency, from, cutOff, zone, paymentReference, contact } =
    heading;
  return {
    number,
    version,
    ...(replaces === undefined ? {} : { replaces }),
    supplier,
    buyer,
    currency: currency.code,
    period: { from: plainDay(from), to: plainDay(cutOff) },
    cutOff: { date: plainDay(cutOff), zone, instant: new Date(cutOffInstant(heading) * 1000).toISOString() },
    ...(paymentReference === undefined ? {} : { paymentReference }),
    ...(contact === undefined ? {} : { contact }),
  };
}

function accountOf({ heading }: AccountStatement): object {
  const { supplier, account } = heading;
  return { name: supplier.name, ...(account === undefined ? {} : { account }) };
}

function payeeAsJson({ name, legalId, account, notice }: Payee): object {
  return {
    name,
    ...(legalId === undefined ? {} : { legalId }),
    ...(account === undefined ? {} : { account }),
    ...(notice === undefined ? {} : { notice }),
  };
}

function itemAsJson(item: Item, cutOff: number, amount: Amount): object {
  const { kind, number, reference, day, due, payee } = item;
  return {
    date: plainDay(day),
    kind,
    number,
    reference,
    due: plainDay(due),
    amount: amount(item.amount),
    open: amount(item.rest),
    disputed: amount(item.disputed),
    accruedInterest: amount(item.interest),
    daysPastDue: kind === "creditNote" ? 0 : daysPastDue(item, cutOff),
    ...(payee === undefined ? {} : { payee: payeeAsJson(payee) }),
  };
}

function lineAsJson(line: AccountLine, amount: Amount): object {
  const { day, kind, number, items, reference, due, balance } = line;
  const dated = kind === "payment" ? { valueDate: plainDay(day) } : { date: plainDay(day) };
  const dueDay = due === undefined ? {} : { due: plainDay(due) };
  return { ...dated, kind, number, items, reference, ...dueDay, amount: amount(line.amount), balance: amount(balance) };
}

function unappliedAsJson({ reference, day, amount: units, item }: Unapplied, amount: Amount): object {
  return {
    date: plainDay(day),
    reference,
    amount: amount(units),
    ...(item === undefined ? {} : { overpaidItem: item }),
  };
}
