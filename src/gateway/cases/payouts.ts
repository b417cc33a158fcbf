/** What an insurer paid for receivables of a case, and whose the claims are since (J03). */
import type { CaseFile } from "../../domain/cases/caseFile.ts";
import { RECOVERY_WORDS, subrogationOf } from "../../domain/cases/subrogation.ts";
import type { ClaimChange, Subrogation } from "../../domain/cases/subrogation.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { CaseDetail } from "../../wire/case.ts";
import { shownAmount } from "../receivables/showing.ts";
import type { ShownCurrency } from "../receivables/showing.ts";
import { dayAt } from "../disputes/reading.ts";
import type { CaseItem } from "./facts.ts";

type Claim = Pick<CaseItem, "id" | "terms" | "open" | "events">;

/** Its parts are claims of their own since: what was paid of it cannot be told apart among them. */
export function isDivided({ events }: Pick<Claim, "events">): boolean {
  return events.some(({ event }) => event.name === "ReceivableSplit");
}

/** Undefined where no insurer paid, the terms are unknown here, or it was split. */
export function subrogationFor(item: Claim, { payouts }: Pick<CaseFile, "payouts">): Subrogation | undefined {
  const { id, terms, open, events } = item;
  const own = payouts.filter(({ receivable }) => receivable === id);
  if (open === undefined || isDivided(item)) return undefined;
  return subrogationOf(
    open,
    own,
    claimChanges(events, (instant) => dayAt(terms, instant)),
  );
}

/**
 * What became of the principal, without receipts that were reversed: those are as if never paid (R36). A receipt is of
 * its value day, whenever its creditor recorded it. A discount is principal that did not come in. An amendment counts
 * as if it had been agreed from the beginning.
 */
function claimChanges(events: Claim["events"], dayOf: (instant: number) => number): readonly ClaimChange[] {
  // A bank's reference is never recorded again.
  const reversed = new Set(events.flatMap(({ event }) => (event.name === "ReceiptReversed" ? [event.bankRef] : [])));
  return events.flatMap(({ event, timestamp }): readonly ClaimChange[] => {
    const day = dayOf(timestamp);
    switch (event.name) {
      case "ReceivablePaid":
        return paid(event, day);
      case "ReceiptRecorded":
        return reversed.has(event.bankRef) ? [] : paid(event, event.valueDay);
      case "ReceivableCredited":
        return [{ kind: "lessened", day, amount: event.principal }];
      case "ReceivableDebited":
        return [{ kind: "added", day, amount: event.amount }];
      default:
        return [];
    }
  });
}

function paid(
  { principal, discount }: { readonly principal: bigint; readonly discount: bigint },
  day: number,
): readonly ClaimChange[] {
  const recovered: ClaimChange = { kind: "recovered", day, amount: principal - discount };
  return discount === 0n ? [recovered] : [{ kind: "lessened", day, amount: discount }, recovered];
}

type Shown = NonNullable<CaseDetail["receivables"][number]["subrogation"]>;

export function shownSubrogation(item: CaseItem, file: CaseFile, currency: ShownCurrency): Shown | null {
  const found = subrogationFor(item, file);
  if (found === undefined) return null;
  const payouts = file.payouts.filter(({ receivable }) => receivable === item.id);
  const show = (units: bigint): string => shownAmount(units, currency);
  const { rule } = found;
  return {
    ...{ paid: show(found.paid), insurers: show(found.insurers), creditors: show(found.creditors) },
    ...{ dueToInsurer: show(found.dueToInsurer), insurersLessened: show(found.insurersLessened) },
    ...{ overpaid: show(found.overpaid), rule: rule ?? "proRata", why: RECOVERY_WORDS[rule ?? "unnamed"] },
    recoveries: found.recoveries.map(({ day, insurer, creditor }) => {
      return { date: dateOfDay(day), insurer: show(insurer), creditor: show(creditor) };
    }),
    payouts: payouts.map(({ id, amount, day, insurer, policy, evidence }) => {
      return { id, amount: show(amount), date: dateOfDay(day), insurer, policy, evidence };
    }),
  };
}
