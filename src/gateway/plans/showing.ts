/** Everything that was planned for a receivable as the interface writes it. */
import { ANSWER_KINDS } from "../../domain/collections/record.ts";
import { tenorWarnings } from "../../domain/factoring/tenorWarnings.ts";
import { localDay } from "../../domain/money.ts";
import { judgePlans } from "../../domain/plans/standing.ts";
import type { AgreedPlan, JudgedPlan, PlannedReceivable } from "../../domain/plans/standing.ts";
import type { StoredCollectionEvent } from "../../store/collectionEvents.ts";
import type { ShownWorklistItem } from "../../wire/dunningWorklist.ts";
import type { ShownAgreedPlan, ShownPlanning } from "../../wire/paymentPlan.ts";
import type { ReadCollection } from "../collections/reading.ts";
import { materialOf } from "../intents/material.ts";
import { isCurrent } from "../intents/planProposals.ts";
import { shownAmount, shownInstant } from "../receivables/showing.ts";
import type { ShownCurrency } from "../receivables/showing.ts";
import { shownDay } from "../receivables/timeline.ts";
import { agreedPlansIn } from "./agreed.ts";
import type { Proposal } from "./proposals.ts";
import { shownPlanTerms } from "./terms.ts";

const EXTENSION = ANSWER_KINDS.indexOf("extensionRequest");

/** @param now Unix seconds. */
export function shownPlanning(read: ReadCollection, currency: ShownCurrency, now: number): ShownPlanning {
  const { state, terms, creditor, ledger, events, plans, planOfWhole, proposals, mostPlans } = read;
  const agreed = agreedPlansIn(events, plans, planOfWhole);
  return {
    agreed: shownPlans(agreed, { terms, state, creditor, events: ledger }, currency, now),
    mostPlans,
    requests: events.flatMap((stored) => shownRequest(stored, read, agreed, currency)),
    proposals: proposals.map((proposal) => shownProposal(proposal, read, currency)),
  };
}

/** While the terms are sealed to others, nobody here can tell what a plan says. */
export function shownPlans(
  agreed: readonly AgreedPlan[],
  of: PlannedReceivable,
  currency: ShownCurrency,
  now: number,
): ShownAgreedPlan[] {
  const known = of.terms === undefined ? agreed.map((plan) => ({ ...plan, plan: undefined })) : agreed;
  return judgePlans(known, of, now).map((plan) => shownPlan(plan, currency));
}

/** The last one, where it counts or was not kept. */
export function shownWorklistPlan(judged: readonly JudgedPlan[], currency: ShownCurrency): ShownWorklistItem["plan"] {
  const last = judged.at(-1);
  if (last === undefined || !(last.putsOff || last.state === "broken")) return null;
  const { plan, state, next, behind } = shownPlan(last, currency);
  return { plan, state, next, behind };
}

function shownPlan(
  { id, agreedAt, plan, state, standing, putsOff }: JudgedPlan,
  currency: ShownCurrency,
): ShownAgreedPlan {
  const next = standing?.next;
  const payBy = next === undefined ? null : shownDay(next.payBy);
  return {
    ...{ plan: id, agreedAt: shownInstant(agreedAt), state, putsOff },
    terms: plan === undefined ? null : shownPlanTerms(plan, currency),
    paid: standing === undefined ? null : shownAmount(standing.paid, currency),
    behind: standing === undefined ? null : shownAmount(standing.behind, currency),
    next: next === undefined || payBy === null ? null : { amount: shownAmount(next.amount, currency), payBy },
    brokenOn: standing?.brokenOn === undefined ? null : shownDay(standing.brokenOn),
    interestCounts: standing?.interestCounts ?? null,
  };
}

function shownRequest(
  { event, timestamp }: StoredCollectionEvent,
  { payments, proposals }: ReadCollection,
  agreed: readonly AgreedPlan[],
  currency: ShownCurrency,
): ShownPlanning["requests"] {
  if (event.name !== "DebtorAnswered" || event.answer.kind !== EXTENSION) return [];
  const { payment: hash } = event.answer;
  const payment = payments.get(hash);
  return [
    {
      ...{ payment: hash, at: shownInstant(timestamp) },
      amount: payment === undefined ? null : shownAmount(payment.amount, currency),
      payBy: payment === undefined ? null : shownDay(payment.payBy),
      isOpen: !agreed.some(({ agreedAt }) => agreedAt >= timestamp),
      answeredBy: proposals.find(({ deed }) => deed.answers === hash)?.intent.id ?? null,
    },
  ];
}

type ShownProposal = ShownPlanning["proposals"][number];

function shownProposal(proposal: Proposal, read: ReadCollection, currency: ShownCurrency): ShownProposal {
  const { intent, deed, signed } = proposal;
  const state = stateOf(proposal, read);
  const missing = intent.parties.flatMap(({ party }) => (signed.has(party) ? [] : [party]));
  return {
    ...{ intent: intent.id, state, by: intent.organisation, at: shownInstant(intent.prepared) },
    ...{ until: shownInstant(intent.deadline), answers: deed.answers },
    ...{ said: materialOf(intent).said, terms: shownPlanTerms(deed.plan, currency) },
    warnings: warningsOf(proposal, read),
    missing: state === "open" ? missing : [],
  };
}

const UNINSURED = {
  code: "insuredExtension",
  source: "The credit insurance policy (R71)",
  text: "It is put off for longer than the policy allows without the insurer's consent: the cover may be lost.",
} as const;

const LAWS = [
  { law: "eu", debtor: "otherFirm" },
  { law: "prc", debtor: "largeFirm" },
] as const;

/** Nobody here knows whose law governs: those of both are told, as far as they are about firms. */
function warningsOf({ deed }: Proposal, read: ReadCollection): ShownProposal["warnings"] {
  const { terms, ledger, insuredUntil } = read;
  const [dueDay, issued] = [deed.plan.instalments.at(-1)?.payBy, ledger[0]?.timestamp];
  if (terms === undefined || dueDay === undefined || issued === undefined) return [];
  const about = { smallCreditor: true, voucher: false, tradeNamed: true, insuredDays: undefined };
  const from = localDay(terms, issued);
  const caps = LAWS.flatMap((of) => tenorWarnings({ ...of, ...about, from, dueDay })).map(
    ({ code, source, text, lastDay }) => ({
      ...{ code, source, text },
      lastDay: lastDay === undefined ? null : shownDay(lastDay),
    }),
  );
  if (insuredUntil === undefined || dueDay <= insuredUntil) return caps;
  return [...caps, { ...UNINSURED, lastDay: shownDay(insuredUntil) }];
}

function stateOf({ intent, deed, fate }: Proposal, read: ReadCollection): ShownProposal["state"] {
  switch (fate.state) {
    case "recorded":
      return "agreed";
    case "signed":
    case "sent":
      return "signed";
    case "expired":
      return "expired";
    case "refused":
      return "refused";
    case "withdrawn":
      if (read.proposals.some((other) => isCounter(other, intent))) return "countered";
      return intent.withdrawnBy === intent.organisation ? "withdrawn" : "refused";
    default:
      return isCurrent(deed, intent.commitment, read) ? "open" : "outdated";
  }
}

/** Whether it ended the other one: what was withdrawn or refused before may still be named. */
function isCounter({ intent: { organisation, prepared }, deed }: Proposal, ended: Proposal["intent"]): boolean {
  return deed.answers === ended.id && organisation === ended.withdrawnBy && prepared === ended.withdrawn;
}
