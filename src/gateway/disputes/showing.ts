/** Disputes as the interface writes them. */
import { outcomeState } from "../../domain/cases/dispute.ts";
import { factorDisputeClocks } from "../../domain/clocks/factorDispute.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { DisputeDocument } from "../../store/disputes.ts";
import type { Message } from "../../store/threads.ts";
import type { DisputeDetail, DisputeSummary, ShownOutcome } from "../../wire/dispute.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { ShownCurrency, Tokens } from "../receivables/showing.ts";
import { shownMessage } from "../threads/messages.ts";
import { isTheirs, standingOf } from "./outcomes.ts";
import type { ReadOutcome } from "./outcomes.ts";
import { dayAt } from "./reading.ts";
import type { ReadDispute } from "./reading.ts";

type About = Omit<DisputeSummary, "codes">;

function shownAbout(read: ReadDispute, currency: ShownCurrency): About {
  const { id, header, creditor, dispute, answer } = read;
  return {
    ...{ receivable: id, supplier: header.supplier, buyer: header.buyer, creditor, currency },
    state: dispute.settledAt === undefined ? "open" : "settled",
    disputed: shownAmount(dispute.disputed, currency),
    since: shownInstant(dispute.since),
    settledAt: dispute.settledAt === undefined ? null : shownInstant(dispute.settledAt),
    answer: answer === undefined ? null : shownAnswer(answer),
  };
}

function shownAnswer({
  side,
  since,
  days,
  by,
  isOverdue,
  source,
}: NonNullable<ReadDispute["answer"]>): NonNullable<About["answer"]> {
  return { side, since: shownInstant(since), days, by: dateOfDay(by), overdue: isOverdue, source };
}

export function shownSummary(read: ReadDispute, tokens: Tokens): DisputeSummary {
  const codes = new Set(read.dispute.acts.flatMap(({ code }) => code ?? []));
  return { ...shownAbout(read, shownCurrency(read.terms?.currency, tokens)), codes: [...codes] };
}

interface Beside {
  readonly documents: readonly DisputeDocument[];
  readonly messages: readonly Message[];
  readonly outcome: ReadOutcome | undefined;
  readonly reader: Address;
  /** Unix seconds. */
  readonly now: number;
  readonly tokens: Tokens;
}

export function shownDispute(read: ReadDispute, { documents, messages, outcome, ...showing }: Beside): DisputeDetail {
  const { reader, now, tokens } = showing;
  const currency = shownCurrency(read.terms?.currency, tokens);
  return {
    ...shownAbout(read, currency),
    acts: read.dispute.acts.map(({ kind, amount, code, evidence, by, at }) => ({
      ...{ kind, amount: shownAmount(amount, currency), code: code ?? null, evidence: hashOrNull(evidence), by },
      at: shownInstant(at),
    })),
    documents: documents.map(({ since, ...document }) => ({ ...document, since: shownInstant(since) })),
    messages: messages.map(shownMessage),
    twoFactorClocks: clocksOf(read, now),
    outcome: outcome === undefined ? null : shownOutcome(outcome, reader, currency),
  };
}

function hashOrNull(hash: Hex): Hex | null {
  return hash === ZERO_HASH ? null : hash;
}

/** Nothing runs of what is closed, whether it was paid, credited or cancelled. */
function clocksOf(
  { stored, header, terms, dispute, heldSince }: ReadDispute,
  now: number,
): DisputeDetail["twoFactorClocks"] {
  const { holder, closed } = stored.state;
  if (terms === undefined || closed || holder === header.supplier) return [];
  const found = {
    ...{ dueDay: terms.dueDay, isDisputed: dispute.settledAt === undefined },
    ...{ disputedOn: dayAt(terms, dispute.since), assignedOn: dayAt(terms, heldSince) },
  };
  return factorDisputeClocks(found, dayAt(terms, now)).map(({ due, ...clock }) => ({ ...clock, due: dateOfDay(due) }));
}

function shownOutcome({ outcome, parts }: ReadOutcome, reader: Address, currency: ShownCurrency): ShownOutcome {
  const { id, organisation, side, at } = outcome;
  return {
    ...{ id, organisation, side, at: shownInstant(at), state: outcomeState(parts.map(standingOf)) },
    parts: parts.map(({ part, side: whose, amount, intent, state }) => ({
      ...{ part, side: whose, amount: shownAmount(amount, currency), state },
      intent: intent !== undefined && isTheirs(intent, reader) ? intent.id : null,
    })),
  };
}
