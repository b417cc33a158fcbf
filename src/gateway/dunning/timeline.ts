/** What happened with a customer, as the interface writes it. */
import { CHANNELS, STAGES } from "../../domain/collections/policy.ts";
import { ANSWER_KINDS, COLLECTION_STEPS, CONTACT_OUTCOMES } from "../../domain/collections/record.ts";
import type { TimelineRow } from "../../store/dunningTimeline.ts";
import type { ShownTimelineEntry } from "../../wire/dunningSend.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";

export function shownEntry(row: TimelineRow, tokens: Tokens): ShownTimelineEntry {
  const { at, kind, what, id, item, channel, event } = row;
  const currency = shownCurrency(row.currency ?? undefined, tokens);
  const recorded = event === null ? undefined : recordedIn(event);
  const amount = row.amount ?? recorded?.claimed ?? null;
  return {
    ...{ at: shownInstant(at), kind, what, id, item, channel: recorded?.channel ?? channel },
    detail: recorded?.detail ?? null,
    // Of sends and acts, in their own words.
    state: recorded?.outcome ?? (row.state as ShownTimelineEntry["state"]),
    amount: amount === null ? null : shownAmount(amount, currency),
    ...{ currency: currency.code, decimals: currency.decimals },
  };
}

interface Recorded {
  readonly detail?: string | undefined;
  readonly channel?: ShownTimelineEntry["channel"] | undefined;
  readonly outcome?: ShownTimelineEntry["state"] | undefined;
  /** Minor units. */
  readonly claimed?: bigint;
}

function recordedIn(event: NonNullable<TimelineRow["event"]>): Recorded {
  switch (event.name) {
    case "CollectionRecorded": {
      const { stage, channel, outcome } = event.entry;
      const said = { detail: STAGES[stage], channel: CHANNELS[channel], outcome: CONTACT_OUTCOMES[outcome] };
      return event.claimed === 0n ? said : { ...said, claimed: event.claimed };
    }
    case "CollectionStepTaken":
      return { detail: COLLECTION_STEPS[event.step] };
    case "DebtorAnswered":
      return { detail: ANSWER_KINDS[event.answer.kind] };
    default:
      return {};
  }
}
