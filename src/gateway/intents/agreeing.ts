/** The terms that supplier and buyer are to sign: the invoice's own, and what no invoice says. */
import { randomBytes } from "node:crypto";
import { currencyByCode } from "../../domain/currency.ts";
import { DecimalError, parseDecimal } from "../../domain/decimal.ts";
import type { Address, Hex, Terms } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber, isoCurrencyAddress, partsPerMillion, termsOf, TermsError } from "../../domain/terms.ts";
import type { AgreedTerms } from "../../domain/terms.ts";
import type { InvoiceFields, NewReceivable } from "../../wire/newReceivable.ts";
import { ProblemError } from "../http/problems.ts";
import type { Tokens } from "../receivables/showing.ts";
import { minorUnits } from "./amounts.ts";
import type { GivenInvoice } from "./invoices.ts";

type Agreed = NewReceivable["agreed"];

/** The currency of the terms, and the factor from the invoice's minor units to its own. */
interface Money {
  readonly address: Address;
  readonly factor: bigint;
}

/** ISO 4217 numbers end here; every address above is a token's. */
const LAST_ISO_NUMBER = 999n;

/** @throws ProblemError for terms that cannot be put exactly, and for a due date before the issue date. */
export function agreedTerms(invoice: GivenInvoice, agreed: Agreed, tokens: Tokens): Terms {
  const money = moneyOf(invoice.currency, agreed.currency, tokens);
  const terms = named(() =>
    invoice.told === undefined ? read(invoice, agreed, money, tokens) : told(invoice.told, agreed, money, tokens),
  );
  if (terms.dueDay < dayNumber(invoice.issueDate, "issueDate")) {
    const due = dateOfDay(terms.dueDay);
    const detail = `it is due on ${due} and was issued on ${invoice.issueDate}: correct the one that is wrong`;
    throw new ProblemError("DueBeforeIssue", detail, { faults: [{ at: "body.invoice.dueDate", message: detail }] });
  }
  return { ...terms, accelerationDays: agreed.accelerationDays ?? 0 };
}

/** 32 bytes that nobody else knows: a salt, or the secret of a document. */
export function randomHash(): Hex {
  return `0x${randomBytes(32).toString("hex")}`;
}

function moneyOf(code: string, token: Address | undefined, tokens: Tokens): Money {
  const iso = currencyByCode(code);
  if (iso === undefined) throw new Error(`the invoice's currency ${code} was not checked`);
  const own = isoCurrencyAddress(iso);
  if (token === undefined || token === own) return { address: own, factor: 1n };
  const known = BigInt(token) <= LAST_ISO_NUMBER ? undefined : tokens.get(token);
  if (known === undefined) {
    const detail = `agreed.currency is ${token}, which is neither ${code} nor a token that this gateway knows`;
    throw new ProblemError("CurrencyUnknown", `${detail}: name one of these`);
  }
  if (known.decimals < iso.exponent) {
    const detail = `agreed.currency has ${known.decimals} decimals and ${code} has ${iso.exponent}`;
    throw new ProblemError("AmountUnfit", `${detail}: name a token with as many`);
  }
  return { address: token, factor: 10n ** BigInt(known.decimals - iso.exponent) };
}

/** The terms of an e-invoice. */
function read({ reading }: GivenInvoice, agreed: Agreed, { address, factor }: Money, tokens: Tokens): Terms {
  if (reading === undefined) throw new Error("an e-invoice has been read");
  const { dueDate, lateRate, graceDays, utcOffset, basis, settlesFirst, fixedSum } = agreed;
  const beside: AgreedTerms = {
    ...{ currency: address, utcOffset, basis, allocation: settlesFirst === "principal" ? 1 : 0, salt: randomHash() },
    ...(dueDate === undefined ? {} : { dueDate }),
    ...(lateRate === undefined ? {} : { lateRate: rate(lateRate, "agreed.lateRate") }),
    ...(graceDays === undefined ? {} : { graceDays }),
  };
  const terms = termsOf(reading.invoice, reading.terms, reading.dueDate, beside);
  const sums = { amount: terms.amount, discount1: terms.discount1, discount2: terms.discount2 };
  const scaled = Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum * factor]));
  return { ...terms, ...(scaled as typeof sums), fixedSum: fixedUnits(fixedSum, address, tokens) };
}

/** The terms of an invoice that was told field by field; sums are in the currency that was agreed. */
function told(fields: InvoiceFields, agreed: Agreed, { address }: Money, tokens: Tokens): Terms {
  const { payable, dueDate, discounts, slidingRate, discountOnParts } = fields;
  const [first, second] = discounts.map(({ until, sum }, index) => ({
    day: dayNumber(until, `discounts.${index}.until`),
    sum: minorUnits(sum, address, tokens, `body.invoice.discounts.${index}.sum`),
  }));
  return {
    currency: address,
    amount: minorUnits(payable, address, tokens, "body.invoice.payable"),
    dueDay: dayNumber(agreed.dueDate ?? dueDate, "dueDate"),
    utcOffset: agreed.utcOffset,
    discountDay1: first?.day ?? 0,
    discount1: first?.sum ?? 0n,
    discountDay2: second?.day ?? 0,
    discount2: second?.sum ?? 0n,
    slidingRate: rate(slidingRate, "slidingRate"),
    discountOnParts,
    lateRate: rate(agreed.lateRate ?? "0", "agreed.lateRate"),
    basis: agreed.basis,
    graceDays: agreed.graceDays ?? 0,
    fixedSum: fixedUnits(agreed.fixedSum, address, tokens),
    allocation: agreed.settlesFirst === "principal" ? 1 : 0,
    accelerationDays: 0,
    salt: randomHash(),
  };
}

function fixedUnits(text: string | undefined, currency: Address, tokens: Tokens): bigint {
  return text === undefined ? 0n : minorUnits(text, currency, tokens, "body.agreed.fixedSum");
}

/** Parts per million. @throws TermsError */
export function rate(text: string, field: string): number {
  const percent = parseDecimal(text);
  if (percent === undefined) throw new TermsError(field, text, "write per cent a year");
  return partsPerMillion(percent, field);
}

/** Whatever the domain cannot put exactly is a fault of the invoice, with the domain's own words. */
function named(make: () => Terms): Terms {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof TermsError || error instanceof DecimalError)) throw error;
    const faults = [{ at: `body.invoice.${error.field}`, message: error.message }];
    throw new ProblemError("InvoiceInvalid", error.message, { faults, cause: error });
  }
}
