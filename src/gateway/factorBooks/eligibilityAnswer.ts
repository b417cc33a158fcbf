/** The answer to what of a supplier's receivables a factor lends on: the base with its working, and each item. */
import { EnrolmentChannel } from "../../domain/directory.ts";
import { borrowingBase } from "../../domain/factoring/eligibility.ts";
import type { BorrowingBase } from "../../domain/factoring/eligibility.ts";
import type { EligibilityMark } from "../../domain/factoring/eligibilityRules.ts";
import { sumOf } from "../../domain/account/standing.ts";
import { tenorWarnings } from "../../domain/factoring/tenorWarnings.ts";
import type { TenorCase } from "../../domain/factoring/tenorWarnings.ts";
import { Status, ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { Sql } from "../../store/database.ts";
import type { StoredCriteria } from "../../store/factorBookCriteria.ts";
import type { NewEligibilityCheck, ShownEligibilityCheck } from "../../wire/eligibility.ts";
import { CHANNELS } from "../../wire/organisation.ts";
import type { LedgerCurrency } from "../accountStatements/currency.ts";
import { shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";
import { criteriaIn, policyOf } from "./criteria.ts";
import { duplicatesAmong } from "./duplicates.ts";
import { buyersOf, debtorsOf } from "./eligibilityDebtors.ts";
import type { Debtors } from "./eligibilityDebtors.ts";
import { knownItems } from "./eligibilityItems.ts";
import type { KnownItem } from "./eligibilityItems.ts";
import { amountsIn } from "./showing.ts";

export interface Asking {
  readonly organisation: Address;
  readonly secret: Uint8Array;
  /** Unix seconds, by which grants are in force. */
  readonly now: number;
  readonly tokens: Tokens;
  readonly currency: LedgerCurrency;
  readonly criteria: StoredCriteria;
  readonly block: number;
  /** That ages are reckoned to, and the instant at which vouchers have to be in force. */
  readonly day: number;
  readonly instant: number;
}

interface Chosen {
  readonly body: NewEligibilityCheck;
  readonly ids: readonly Hex[];
  readonly truncated: boolean;
}

type Item = ShownEligibilityCheck["items"][number];

/** @throws ProblemError `AmountUnfit` */
export async function answerOf(sql: Sql, asking: Asking, chosen: Chosen): Promise<ShownEligibilityCheck> {
  const { body, ids, truncated } = chosen;
  const { items, unknown } = await knownItems(sql, ids, asking.currency.address);
  const debtors = await debtorsOf(sql, asking, body, items);
  const marks = new Map(items.map((item) => [item.id, marksOf(item, debtors, asking)]));
  const base = borrowingBase(
    items.map((item) => ({
      ...{ id: item.id, buyer: item.buyer, heldBy: item.heldBy, amount: item.open, disputed: item.disputed },
      ...{ invoiceDay: item.invoiceDay, dueDay: item.terms.dueDay },
      ...{ accepted: isAccepted(item), marks: marks.get(item.id) ?? new Set() },
    })),
    buyersOf(items, debtors),
    policyOf(criteriaIn(asking.criteria), asking.day),
  );
  const duplicates = await duplicatesAmong(sql, { ...asking, supplier: body.supplier }, items);
  const amount = amountsIn(asking.currency.address, asking.tokens);
  return {
    ...headOf(asking, body),
    ...shownBase(base, amount),
    payables: [...debtors.payables].map(([buyer, owed]) => ({ buyer, amount: amount(owed.amount), from: owed.from })),
    advanceRate: criteriaIn(asking.criteria).advanceRate,
    items: items.map((item) => shownItem(item, { asking, debtors, base, duplicates, marks, amount })),
    unknown: [...unknown],
    truncated,
    payablesTruncated: debtors.payablesTruncated,
    remarks: remarksOf(truncated, debtors.payablesTruncated),
  };
}

function headOf(
  { criteria, currency, tokens, block, day, now }: Asking,
  { id, supplier }: NewEligibilityCheck,
): Pick<ShownEligibilityCheck, "id" | "supplier" | "currency" | "criteria" | "block" | "date" | "checked"> {
  return {
    ...{ id, supplier, currency: shownCurrency(currency.address, tokens) },
    criteria: { id: criteria.id, version: criteria.version },
    ...{ block, date: dateOfDay(day), checked: shownInstant(now) },
  };
}

function isAccepted({ state }: KnownItem): boolean {
  return state.status === Status.Accepted;
}

function marksOf(item: KnownItem, debtors: Debtors, asking: Asking): ReadonlySet<EligibilityMark> {
  return new Set(verificationOf(item, debtors, asking).verified ? [] : ["unverified"]);
}

/** Accepted, by whose key, and who vouches for that key by which channel. */
function verificationOf(item: KnownItem, { vouchers }: Debtors, { criteria, instant }: Asking): Item["verification"] {
  const relied: ReadonlySet<Address> = new Set(criteriaIn(criteria).registrars);
  const told = (vouchers.get(item.buyer) ?? []).map(({ registrar, channel, since, until }) => ({
    ...{ registrar, reliedOn: relied.has(registrar), until: shownInstant(until) },
    channel: CHANNELS.find((name) => EnrolmentChannel[name] === channel) ?? ("Other" as const),
    inForce: since <= instant && instant <= until,
  }));
  const isVouched = told.some(({ reliedOn, inForce }) => reliedOn && inForce);
  return {
    accepted: isAccepted(item),
    by: item.acceptance?.by ?? null,
    acceptedAt: item.acceptance === undefined ? null : shownInstant(item.acceptance.at),
    vouchers: told,
    verified: isAccepted(item) && isVouched,
  };
}

type Amount = (units: bigint) => string;

function shownBase(
  { gross, steps, exclusions, groups, eligible, available }: BorrowingBase,
  amount: Amount,
): Pick<ShownEligibilityCheck, "gross" | "steps" | "exclusions" | "groups" | "eligible" | "available"> {
  return {
    ...{ gross: amount(gross), eligible: amount(eligible), available: amount(available) },
    steps: steps.map((step) => ({ rule: step.rule, amount: amount(step.amount), left: amount(step.left) })),
    exclusions: exclusions.map(({ rule, item, buyer, group, reason, compared, ...of }) => ({
      // Both are those of the items that were handed in.
      ...{ rule, receivable: (item ?? null) as Hex | null, buyer: (buyer ?? null) as Address | null, group, reason },
      amount: amount(of.amount),
      compared: compared === undefined ? null : { amount: amount(compared.amount), with: amount(compared.with) },
    })),
    groups: groups.map(({ group, limit, ...of }) => ({
      ...{ group, amount: amount(of.amount), excess: amount(of.excess) },
      limit: limit === undefined ? null : amount(limit),
    })),
  };
}

interface ShowingItem {
  readonly asking: Asking;
  readonly debtors: Debtors;
  readonly base: BorrowingBase;
  readonly duplicates: (id: Hex) => Item["duplicates"];
  readonly marks: ReadonlyMap<Hex, ReadonlySet<EligibilityMark>>;
  readonly amount: Amount;
}

function shownItem(item: KnownItem, { asking, debtors, base, duplicates, marks, amount }: ShowingItem): Item {
  const { id, buyer, terms, state } = item;
  const own = base.exclusions.filter((exclusion) => exclusion.item === id);
  return {
    ...{ receivable: id, buyer, group: debtors.groups.get(buyer) ?? buyer },
    ...{ open: amount(item.open), disputed: amount(item.disputed) },
    ...{ invoiceDate: dateOfDay(item.invoiceDay), invoiceDateFrom: item.invoiceDayFrom },
    ...{ dueDate: dateOfDay(terms.dueDay), marks: [...(marks.get(id) ?? [])], advices: state.advices },
    excluded: amount(sumOf(own, (exclusion) => exclusion.amount)),
    verification: verificationOf(item, debtors, asking),
    duplicates: duplicates(id),
    warnings: warningsOf(item, debtors, asking),
  };
}

function warningsOf(
  { state, terms, buyer, invoiceDay }: KnownItem,
  { facts }: Debtors,
  { criteria }: Asking,
): Item["warnings"] {
  const { tenor } = criteriaIn(criteria);
  if (tenor === null) return [];
  const found: TenorCase = {
    ...{ law: tenor.law, smallCreditor: tenor.smallSuppliers, voucher: tenor.vouchers },
    // Only kinds of the interface are kept.
    debtor: (facts.get(buyer)?.kind ?? "otherFirm") as TenorCase["debtor"],
    tradeNamed: (state.agreed?.document ?? ZERO_HASH) !== ZERO_HASH,
    ...{ from: invoiceDay, dueDay: terms.dueDay },
    insuredDays: tenor.insuredDays ?? undefined,
  };
  return tenorWarnings(found).map(({ code, source, lastDay, daysOver, text }) => ({
    ...{ code, source, daysOver, text, lastDay: lastDay === undefined ? null : dateOfDay(lastDay) },
  }));
}

function remarksOf(truncated: boolean, payablesTruncated: boolean): string[] {
  return [
    "Terms are counted from the invoice's day, since nothing here knows of delivery or receipt.",
    "A warning about a term excludes nothing: which law governs, and whether an exception holds, is for people to say.",
    ...(payablesTruncated
      ? ["The supplier owes more than was added up, so that too much may be eligible: state what it owes its buyers."]
      : []),
    ...(truncated ? ["The supplier has more receivables than are counted at once: name those that are meant."] : []),
  ];
}
