/** The clocks of a case's receivables on a day: limitation (R52), insurance (R71). */
import type { CaseFile } from "../../domain/cases/caseFile.ts";
import { deadlinesOf } from "../../domain/clocks/deadlines.ts";
import type { Deadline } from "../../domain/clocks/deadlines.ts";
import { insuranceClocks } from "../../domain/clocks/insurance.ts";
import type { InsuranceClocks, InsuredItem } from "../../domain/clocks/insurance.ts";
import { limitationOn } from "../../domain/clocks/limitation.ts";
import type { Jurisdiction, Limitation } from "../../domain/clocks/limitation.ts";
import type { Hex } from "../../domain/receivable.ts";
import { TermsError } from "../../domain/terms.ts";
import type { CaseItem } from "./facts.ts";

export interface CaseClocks {
  /** Undefined where the due day is unknown, or no rules are known of its time. */
  readonly limitation: Limitation | undefined;
  readonly insurance: InsuranceClocks | undefined;
  readonly deadlines: readonly Deadline[];
}

/** Half a year: a claim is brought to court in months. */
const LIMITATION_WARNING = 180;
const INSURANCE_WARNING = 14;

/** By receivable. @param day Days since 1970-01-01. */
export function caseClocks(
  items: readonly CaseItem[],
  file: CaseFile,
  { jurisdiction, day }: { readonly jurisdiction: Jurisdiction; readonly day: number },
): ReadonlyMap<Hex, CaseClocks> {
  const insurance = insuredOf(items, file, day);
  return new Map(
    items.map((item) => {
      const { id } = item;
      const limitation = limitationFor(item, file, jurisdiction, day);
      const clocks = insurance.get(id);
      const isNotified = file.insuranceNotices.has(id);
      const insured = clocks === undefined ? undefined : { clocks, isNotified };
      // Nothing runs of what is paid.
      const deadlines = item.stored.state.closed
        ? []
        : deadlinesOf({ limitation, insurance: insured, twoFactor: [] }, day);
      return [id, { limitation, insurance: clocks, deadlines }];
    }),
  );
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
