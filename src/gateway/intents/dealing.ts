/** The deal about a receivable that a desk holds, for the two who have it: its seller and its factor. */
import { Source } from "../../domain/factoring/deal.ts";
import { PROPOSAL_SECONDS } from "../../domain/factoring/dealFold.ts";
import type { DealState, ProposedAct } from "../../domain/factoring/dealFold.ts";
import type { DealEvent } from "../../domain/factoring/factoringEvents.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dealsOfReceivables } from "../../store/deals.ts";
import type { Sql } from "../../store/database.ts";
import type { StoredFactoringEvent } from "../../store/factoringEvents.ts";
import { openedAnyway } from "./opening.ts";
import type { Opened } from "./opening.ts";

export interface Dealing extends Opened {
  readonly deal: DealState;
  readonly factor: Address;
}

/** Undefined for everybody but seller and factor of a deal that lives. @throws ProblemError `ContentSealed` */
export async function dealingOf(sql: Sql, organisation: Address, id: Hex): Promise<Dealing | undefined> {
  const deals = (await dealsOfReceivables(sql, [id])).get(id) ?? [];
  const found = deals.find(({ state }) => state.live);
  if (found === undefined || (found.factor !== organisation && found.state.seller !== organisation)) return undefined;
  return { ...(await openedAnyway(sql, id)), deal: found.state, factor: found.factor };
}

/**
 * Whether the deal of the last sale ever took in a receipt, which was reversed since or was not: from then on the desk
 * lets its factor alone end it. @param events Of the receivable's deals with the desk, in the order of the chain.
 */
export function hasTakenReceipts(events: readonly StoredFactoringEvent<DealEvent>[]): boolean {
  const last = events.findLastIndex(({ event }) => event.name === "ReceivableSold");
  return events.slice(last + 1).some(({ event }) => event.name === "DealPaid" && RECEIPTS.has(event.source));
}

const RECEIPTS: ReadonlySet<Source> = new Set([Source.FactorReceipt, Source.SellerReceipt]);

/**
 * Until when the other side can answer one side's word for an act, unix seconds; what is said again counts from then.
 * @param events Of the receivable's deals with the desk, in the order of the chain.
 */
export function proposalUntil(events: readonly StoredFactoringEvent<DealEvent>[], { by, call }: ProposedAct): number {
  const last = events.findLast(({ event }) => event.name === "ActProposed" && event.by === by && event.call === call);
  return (last?.timestamp ?? 0) + PROPOSAL_SECONDS;
}
