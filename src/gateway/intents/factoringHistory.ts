/** What the index has of the notices, filings, deals and desks that some intents are about. */
import { keyOf } from "../../domain/fold.ts";
import type { Hex } from "../../domain/receivable.ts";
import { noticesByHashes } from "../../store/assignmentNotices.ts";
import type { StoredNotice } from "../../store/assignmentNotices.ts";
import { filingEventsBy } from "../../store/assignments.ts";
import { eventsOfFacts } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { deskOf } from "../../store/desks.ts";
import type { StoredChainEvent } from "../../store/eventRows.ts";
import { dealEventsOf, noticeEventsOf } from "../../store/factoringEvents.ts";
import type { FactKey } from "../../store/factTables.ts";
import type { StoredIntent } from "../../store/intents.ts";
import type { DealPlan } from "./dealPlans.ts";
import { materialOf } from "./material.ts";
import { isOfDeal, isOfNotice } from "./plans.ts";

/** By the ids of intents. */
export interface FactoringHistory {
  readonly events: ReadonlyMap<string, readonly StoredChainEvent[]>;
  /** Notices by their hashes. */
  readonly notices: ReadonlyMap<Hex, StoredNotice>;
}

/** @param ofReceivable The ledger's events of a receivable, which are read already. */
export async function factoringHistoryOf(
  sql: Sql,
  intents: readonly StoredIntent[],
  ofReceivable: (id: Hex) => readonly StoredChainEvent[],
): Promise<FactoringHistory> {
  const hashes = [...new Set(intents.flatMap(({ notice }) => notice ?? []))];
  const ofNotices = Map.groupBy(await noticeEventsOf(sql, hashes), ({ event }) => event.notice);
  const events = new Map<string, readonly StoredChainEvent[]>();
  for (const intent of intents) {
    const { plan } = materialOf(intent);
    if (plan === null) continue;
    if (isOfNotice(plan)) {
      const own = intent.notice === null ? await filingEventsBy(sql, plan.party) : ofNotices.get(intent.notice);
      events.set(intent.id, own ?? []);
    } else if (isOfDeal(plan)) {
      const ofLedger = intent.receivable === null ? [] : ofReceivable(intent.receivable);
      events.set(intent.id, [...ofLedger, ...(await dealHistoryOf(sql, plan, intent.receivable))]);
    }
  }
  const notices = hashes.length === 0 ? new Map<Hex, StoredNotice>() : await noticesByHashes(sql, hashes);
  return { events, notices };
}

/** What no event of a desk records. */
const OF_LEDGER: ReadonlySet<DealPlan["deed"]["verb"]> = new Set(["claim", "collect", "transfer"]);

async function dealHistoryOf(sql: Sql, plan: DealPlan, id: Hex | null): Promise<readonly StoredChainEvent[]> {
  const { desk, deed } = plan;
  if (id !== null) return OF_LEDGER.has(deed.verb) ? [] : dealEventsOf(sql, [{ desk, id }]);
  const facts = await factsOfDeed(sql, plan);
  const found: readonly StoredChainEvent[] = facts.length === 0 ? [] : await eventsOfFacts(sql, facts);
  // Nonces are void once all of them are, whichever call spent which: the last one says when.
  if (deed.verb === "spendNonces") return found.length < facts.length ? [] : found.slice(-1);
  return found;
}

async function factsOfDeed(sql: Sql, { deed, desk, factor }: DealPlan): Promise<readonly FactKey[]> {
  switch (deed.verb) {
    case "openDesk": {
      const opened = await deskOf(sql, factor);
      return opened === undefined ? [] : [`desks/${keyOf(opened)}`];
    }
    case "withdraw":
      return [`owed/${keyOf(desk, deed.account, deed.currency)}`];
    case "spendNonces":
      return Array.from(
        { length: deed.count },
        (_, place): FactKey => `deskNonces/${keyOf(desk, deed.first + BigInt(place))}`,
      );
    case "giveDeskMandate":
    case "revokeDeskMandate":
      return [`mandates/${keyOf(desk, deed.agent)}`];
    default:
      return [];
  }
}
