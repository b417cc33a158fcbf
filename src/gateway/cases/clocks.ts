/** The clocks of a case's receivables on a day: limitation (R52), insurance (R71), disputes (R39, R64). */
import type { CaseFile } from "../../domain/cases/caseFile.ts";
import { deadlinesOf } from "../../domain/clocks/deadlines.ts";
import type { Deadline } from "../../domain/clocks/deadlines.ts";
import { insuranceClocks } from "../../domain/clocks/insurance.ts";
import type { InsuranceClocks, InsuredItem } from "../../domain/clocks/insurance.ts";
import { factorDisputeClocks } from "../../domain/clocks/factorDispute.ts";
import type { FactorDisputeClock } from "../../domain/clocks/factorDispute.ts";
import { limitationOn } from "../../domain/clocks/limitation.ts";
import type { Jurisdiction, Limitation } from "../../domain/clocks/limitation.ts";
import type { Hex } from "../../domain/receivable.ts";
import { TermsError } from "../../domain/terms.ts";
import { dayAt } from "../disputes/reading.ts";
import type { ReadDispute } from "../disputes/reading.ts";
import type { CaseItem } from "./facts.ts";

export interface CaseClocks {
  /** Undefined where the due day is unknown, or no rules are known of its time. */
  readonly limitation: Limitation | undefined;
  readonly insurance: InsuranceClocks | undefined;
  readonly deadlines: readonly Deadline[];
}

interface Looked {
  readonly jurisdiction: Jurisdiction;
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Those about receivables of the case. */
  readonly disputes: readonly ReadDispute[];
}

/** Half a year: a claim is brought to court in months. */
const LIMITATION_WARNING = 180;
const INSURANCE_WARNING = 14;

/** By receivable. */
export function caseClocks(
  items: readonly CaseItem[],
  file: CaseFile,
  { jurisdiction, day, disputes }: Looked,
): ReadonlyMap<Hex, CaseClocks> {
  const insurance = insuredOf(items, file, day);
  return new Map(
    items.map((item) => {
      const { id } = item;
      const limitation = limitationFor(item, file, jurisdiction, day);
      const clocks = insurance.get(id);
      const isNotified = file.insuranceNotices.has(id);
      const isPaid = clocks !== undefined && hasPaid(file, id, clocks);
      const insured = clocks === undefined ? undefined : { clocks, isNotified, isPaid };
      const standing = disputes.find((one) => one.id === id && one.answer !== undefined);
      const known = { limitation, insurance: insured, twoFactor: twoFactorOf(item, standing, day) };
      const disputeAnswer = standing?.answer;
      // Nothing runs of what is paid.
      const deadlines = item.stored.state.closed
        ? []
        : deadlinesOf(disputeAnswer === undefined ? known : { ...known, disputeAnswer }, day);
      return [id, { limitation, insurance: clocks, deadlines }];
    }),
  );
}

/** Whether the insurer paid all that it covers of what is open: a part of it leaves the rest due. */
function hasPaid({ payouts }: CaseFile, id: Hex, { payout }: InsuranceClocks): boolean {
  const own = payouts.filter(({ receivable }) => receivable === id);
  return own.length > 0 && own.reduce((sum, { amount }) => sum + amount, 0n) >= payout;
}

/** Of a dispute that stands about what was assigned. */
function twoFactorOf(
  { stored, terms, holder }: CaseItem,
  standing: ReadDispute | undefined,
  day: number,
): readonly FactorDisputeClock[] {
  if (standing === undefined || terms === undefined || holder === stored.state.agreed?.header.supplier) return [];
  const disputedOn = dayAt(terms, standing.dispute.since);
  const assignedOn = dayAt(terms, standing.heldSince);
  return factorDisputeClocks({ dueDay: terms.dueDay, disputedOn, assignedOn, isDisputed: true }, day);
}

function limitationFor(
  { id, terms, facts: recorded }: CaseItem,
  { facts }: CaseFile,
  jurisdiction: Jurisdiction,
  day: number,
): Limitation | undefined {
  if (terms === undefined) return undefined;
  const all = [...recorded, ...facts.filter(({ receivable }) => receivable === id)];
  try {
    return limitationOn({ jurisdiction, dueDay: terms.dueDay, facts: all, day, warnDays: LIMITATION_WARNING });
  } catch (error) {
    if (error instanceof TermsError) return undefined;
    throw error;
  }
}

function insuredOf(items: readonly CaseItem[], file: CaseFile, day: number): ReadonlyMap<Hex, InsuranceClocks> {
  const { insurance: policy, insolventOn } = file;
  if (policy === undefined) return new Map();
  const insured = items.flatMap(({ id, terms, open, firstDueDay, invoiceDay, holder, stored }): InsuredItem[] => {
    const { header } = stored.state.agreed ?? {};
    if (terms === undefined || open === undefined || terms.currency !== policy.currency) return [];
    return [
      {
        ...{ id, invoiceDay, firstDueDay: firstDueDay ?? terms.dueDay, dueDay: terms.dueDay, open },
        ...{ isDisputed: stored.state.disputed > 0n, notifiedOn: file.insuranceNotices.get(id), insolventOn },
        assignedTo: holder === header?.supplier ? undefined : holder,
      },
    ];
  });
  const clocks = insuranceClocks(policy, insured, { day, warnDays: INSURANCE_WARNING });
  return new Map(clocks.map((one) => [one.id as Hex, one]));
}
