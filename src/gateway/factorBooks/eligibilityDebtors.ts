/** What is known of the debtors of a borrowing base: their groups, marks, vouchers and what they are owed. */
import type { EligibilityBuyer, EligibilityMark } from "../../domain/factoring/eligibilityRules.ts";
import { spelledOnce } from "../../domain/partyFile/groups.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { contraOf } from "../../store/factorBookChecks.ts";
import { debtorFactsOf } from "../../store/factorBookCriteria.ts";
import type { StoredDebtorFacts } from "../../store/factorBookCriteria.ts";
import { directoryEntryOf } from "../../store/organisations.ts";
import type { StoredVoucher } from "../../store/organisations.ts";
import type { NewEligibilityCheck, ShownEligibilityCheck } from "../../wire/eligibility.ts";
import type { LedgerCurrency } from "../accountStatements/currency.ts";
import { minorUnits } from "../intents/amounts.ts";
import type { Tokens } from "../receivables/showing.ts";
import { creditStanding } from "../scores/standing.ts";
import { knownItems } from "./eligibilityItems.ts";
import type { KnownItem } from "./eligibilityItems.ts";

const MOST_CONTRA = 1_000;

interface AskedDebtors {
  readonly organisation: Address;
  /** Unix seconds. */
  readonly now: number;
  readonly tokens: Tokens;
  readonly currency: LedgerCurrency;
}

type Payable = ShownEligibilityCheck["payables"][number]["from"];

/** What is known of the debtors of an answer. */
export interface Debtors {
  readonly facts: ReadonlyMap<Address, StoredDebtorFacts>;
  /** Of affiliates, each in one spelling: a space more makes no second limit for one group. */
  readonly groups: ReadonlyMap<Address, string>;
  /** Whom the factor's own credit policy makes ineligible. */
  readonly lowBands: ReadonlySet<Address>;
  readonly vouchers: ReadonlyMap<Address, readonly StoredVoucher[]>;
  readonly payables: ReadonlyMap<Address, { readonly amount: bigint; readonly from: Payable }>;
  /** Whether the ledger has more of them than were added up. */
  readonly payablesTruncated: boolean;
}

/** @throws ProblemError `AmountUnfit` */
export async function debtorsOf(
  sql: Sql,
  { organisation, now, tokens, currency }: AskedDebtors,
  { supplier, payables: stated }: NewEligibilityCheck,
  items: readonly KnownItem[],
): Promise<Debtors> {
  const buyers = [...new Set(items.map(({ buyer }) => buyer))];
  const vouchers = new Map<Address, readonly StoredVoucher[]>();
  for (const buyer of buyers) vouchers.set(buyer, (await directoryEntryOf(sql, buyer)).vouchers);
  const payables = new Map<Address, { amount: bigint; from: Payable }>();
  const isStated = new Set(stated.map(({ buyer }) => buyer));
  const asked = { supplier, buyers: buyers.filter((buyer) => !isStated.has(buyer)), now };
  const contra = await contraOf(sql, organisation, asked, MOST_CONTRA + 1);
  const owed = await knownItems(sql, contra.slice(0, MOST_CONTRA), currency.address);
  for (const { state, open } of owed.items) {
    const creditor = state.agreed?.header.supplier;
    if (creditor === undefined) continue;
    payables.set(creditor, { amount: (payables.get(creditor)?.amount ?? 0n) + open, from: "ledger" });
  }
  for (const [place, { buyer, amount }] of stated.entries()) {
    const units = minorUnits(amount, currency.address, tokens, `body.payables.${place}.amount`);
    payables.set(buyer, { amount: units, from: "stated" });
  }
  const facts = await debtorFactsOf(sql, organisation, buyers);
  const lowBands = new Set<Address>();
  for (const buyer of buyers) {
    if ((await creditStanding(sql, organisation, buyer, now))?.isEligible === false) lowBands.add(buyer);
  }
  const named = [...facts].flatMap(([buyer, { group }]) => (group === null ? [] : [[buyer, group] as const]));
  return {
    facts,
    groups: spelledOnce(new Map(named)),
    lowBands,
    vouchers,
    payables,
    payablesTruncated: contra.length > MOST_CONTRA,
  };
}

export function buyersOf(
  items: readonly KnownItem[],
  { facts, groups, lowBands, payables }: Debtors,
): readonly EligibilityBuyer[] {
  return [...new Set(items.map(({ buyer }) => buyer))].map((buyer) => {
    // Only marks of the interface are kept.
    const noted = (facts.get(buyer)?.marks ?? []) as readonly EligibilityMark[];
    const marks = new Set<EligibilityMark>([...noted, ...(lowBands.has(buyer) ? (["lowBand"] as const) : [])]);
    return { buyer, group: groups.get(buyer) ?? buyer, payable: payables.get(buyer)?.amount ?? 0n, marks };
  });
}
