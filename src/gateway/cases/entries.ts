/** Entries of cases between the words of the interface and those of the domain. */
import type { CaseEntryBody, Security } from "../../domain/cases/caseFile.ts";
import type { InsurancePolicy } from "../../domain/clocks/insurance.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { NewCaseEntry } from "../../wire/case.ts";
import { minorUnits } from "../intents/amounts.ts";
import { shownAmount, shownCurrency } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";

type Entry = NewCaseEntry["entry"];
type ShownSecurity = Extract<Entry, { kind: "security" }>["security"];
type ShownInsurance = Extract<Entry, { kind: "insurance" }>["insurance"];

/** @throws ProblemError `AmountUnfit` */
export function bodyFrom(entry: Entry, tokens: Tokens): CaseEntryBody {
  switch (entry.kind) {
    case "fact": {
      const { kind, receivable, act, day, receivedOn, evidence } = entry;
      const received = receivedOn === null ? {} : { receivedOn: dayNumber(receivedOn) };
      return { kind, receivable, fact: { kind: act, day: dayNumber(day), ...received, evidence } };
    }
    case "security":
      return { kind: entry.kind, security: securityFrom(entry.security, tokens) };
    case "insurance":
      return { kind: entry.kind, policy: policyFrom(entry.insurance, tokens) };
    case "insurancePayout": {
      const amount = minorUnits(entry.amount, entry.currency, tokens, "entry.amount");
      return { ...entry, amount, day: dayNumber(entry.day) };
    }
    case "insuranceNotice":
      return { ...entry, day: dayNumber(entry.day) };
    case "insolvency":
    case "insolvencyWithdrawn":
      return { ...entry, day: dayNumber(entry.day) };
    default:
      return entry;
  }
}

type WriteOffAsked = Extract<CaseEntryBody, { readonly kind: "writeOffAsked" }>;

/** Without what the gateway added: what was open. */
export function askedAsSaid({ kind, receivable, reason, evidence }: WriteOffAsked): Omit<WriteOffAsked, "open"> {
  return { kind, receivable, reason, evidence };
}

export function shownBody(body: CaseEntryBody, tokens: Tokens): Entry {
  switch (body.kind) {
    case "fact": {
      const { kind: act, day, receivedOn, evidence } = body.fact;
      const received = receivedOn === undefined ? null : dateOfDay(receivedOn);
      return { kind: "fact", receivable: body.receivable, act, day: dateOfDay(day), receivedOn: received, evidence };
    }
    case "security":
      return { kind: body.kind, security: shownSecurity(body.security, tokens) };
    case "insurance":
      return { kind: body.kind, insurance: shownInsurance(body.policy, tokens) };
    case "insurancePayout": {
      const amount = shownAmount(body.amount, shownCurrency(body.currency, tokens));
      return { ...body, amount, day: dateOfDay(body.day) };
    }
    case "insuranceNotice":
      return { ...body, day: dateOfDay(body.day) };
    case "insolvency":
    case "insolvencyWithdrawn":
      return { ...body, day: dateOfDay(body.day) };
    case "writeOffAsked":
      return askedAsSaid(body);
    default:
      return body;
  }
}

function securityFrom({ amount, currency, until, ...rest }: ShownSecurity, tokens: Tokens): Security {
  return {
    ...rest,
    currency,
    // Without a currency nobody knows what an amount is of: it secures the whole.
    amount: amount === null || currency === null ? null : minorUnits(amount, currency, tokens, "entry.security.amount"),
    until: until === null ? null : dayNumber(until),
  };
}

export function shownSecurity({ amount, currency, until, ...rest }: Security, tokens: Tokens): ShownSecurity {
  const shown = shownCurrency(currency ?? undefined, tokens);
  return {
    ...rest,
    currency,
    amount: amount === null ? null : shownAmount(amount, shown),
    until: until === null ? null : dateOfDay(until),
  };
}

function policyFrom(
  { policy: id, lossPayee, insurer, recoveries, ...terms }: ShownInsurance,
  tokens: Tokens,
): InsurancePolicy {
  return {
    ...{ ...terms, id, lossPayee: lossPayee ?? undefined },
    ...(insurer === null ? {} : { insurer }),
    ...(recoveries === null ? {} : { recoveries }),
    buyerLimit: minorUnits(terms.buyerLimit, terms.currency, tokens, "entry.insurance.buyerLimit"),
    coveredFrom: dayNumber(terms.coveredFrom),
    coveredUntil: dayNumber(terms.coveredUntil),
  };
}

export function shownInsurance(
  { id, lossPayee, insurer, recoveries, ...terms }: InsurancePolicy,
  tokens: Tokens,
): ShownInsurance {
  return {
    ...{ ...terms, policy: id, lossPayee: lossPayee ?? null, insurer: insurer ?? null },
    recoveries: recoveries ?? null,
    buyerLimit: shownAmount(terms.buyerLimit, shownCurrency(terms.currency, tokens)),
    coveredFrom: dateOfDay(terms.coveredFrom),
    coveredUntil: dateOfDay(terms.coveredUntil),
  };
}
