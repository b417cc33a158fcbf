/** All there is to tell of the collection of one receivable, from one state of the index. */
import type { AdoptedSchedule } from "../../domain/collections/recordFold.ts";
import type { PaymentPlan } from "../../domain/collections/paymentPlan.ts";
import type { PromisedPayment } from "../../domain/collections/record.ts";
import type { LedgerEvent } from "../../domain/events.ts";
import { USUAL_PLANS } from "../../domain/plans/plan.ts";
import type { AgreedPlan } from "../../domain/plans/standing.ts";
import type { Address, Hex, Terms } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import { cursorOf, eventsOf } from "../../store/chainTables.ts";
import type { Cursor, StoredEvent } from "../../store/chainTables.ts";
import { contentsKept, paymentsKept } from "../../store/collectionContents.ts";
import type { KeptContent } from "../../store/collectionContents.ts";
import { collectionEventsOf } from "../../store/collectionEvents.ts";
import type { StoredCollectionEvent } from "../../store/collectionEvents.ts";
import { adoptedOf, placementsOf } from "../../store/collections.ts";
import type { KnownPlacement } from "../../store/collections.ts";
import { contentOf } from "../../store/contents.ts";
import type { Sql } from "../../store/database.ts";
import { factorOf } from "../../store/desks.ts";
import { grantsThatShow, takesPart } from "../../store/participation.ts";
import { planLimitOf, plansKept } from "../../store/paymentPlans.ts";
import { statesOf } from "../../store/readModel.ts";
import { insuredUntil } from "../plans/insured.ts";
import { proposalsOf } from "../plans/proposals.ts";
import type { Proposal } from "../plans/proposals.ts";
import { plansOfWholes } from "../plans/wholes.ts";

export interface ReadCollection {
  readonly state: ReceivableState;
  /** Undefined while they are sealed to others. */
  readonly terms: Terms | undefined;
  readonly creditor: Address;
  readonly adopted: AdoptedSchedule | undefined;
  /** Those that count. */
  readonly placements: readonly KnownPlacement[];
  readonly events: readonly StoredCollectionEvent[];
  /** What the ledger recorded of the receivable, from which the standing of promises follows. */
  readonly ledger: readonly (StoredEvent & { readonly event: LedgerEvent })[];
  readonly contents: ReadonlyMap<Hex, KeptContent>;
  readonly payments: ReadonlyMap<Hex, PromisedPayment>;
  /** By their hashes, also those that were only proposed. */
  readonly plans: ReadonlyMap<Hex, PaymentPlan>;
  /** That stood of what it is a part of. */
  readonly planOfWhole: AgreedPlan | undefined;
  /** That the reader signs, or would have. */
  readonly proposals: readonly Proposal[];
  /** The last day that its insurer lets it be put off to, for the creditor to read alone. */
  readonly insuredUntil: number | undefined;
  /** So many plans may be agreed. */
  readonly mostPlans: number;
  readonly cursor: Cursor | undefined;
}

/** Undefined if there is none, or none that the organisation may see. @param now Unix seconds. */
export async function readCollection(
  sql: Sql,
  organisation: Address,
  id: Hex,
  now: number,
): Promise<ReadCollection | undefined> {
  const placements = (await placementsOf(sql, [id])).filter((one) => one.isCreditors && now <= one.until);
  const isPlaced = placements.some(({ collector }) => collector === organisation);
  const shownBy = await grantsThatShow(sql, organisation, id, now);
  const isParty = await takesPart(sql, organisation, id);
  if (!isParty && !isPlaced && shownBy.length === 0) return undefined;
  // To whom it is only offered, the words of the parties are none of its business.
  const seesWords = isParty || isPlaced || shownBy.includes("audit");
  const state = (await statesOf(sql, [id])).get(id)?.state;
  if (state === undefined) return undefined;
  const [adopted] = await adoptedOf(sql, [id]);
  const creditor = (await factorOf(sql, state.holder)) ?? state.holder;
  // Events that have the id of a receivable are the ledger's.
  const ledger = (await eventsOf(sql, [id])).map((stored) => ({ ...stored, event: stored.event as LedgerEvent }));
  const terms = state.agreed?.openTerms ?? (await contentOf(sql, state.commitment))?.receivable.terms;
  return {
    ...{ state, placements, adopted },
    terms,
    ...{ creditor, ledger, events: await collectionEventsOf(sql, [id]) },
    contents: seesWords ? await contentsKept(sql, id) : new Map<Hex, KeptContent>(),
    payments: (seesWords ? await paymentsKept(sql, [id]) : undefined)?.get(id) ?? new Map<Hex, PromisedPayment>(),
    plans: (seesWords ? await plansKept(sql, [id]) : undefined)?.get(id) ?? new Map<Hex, PaymentPlan>(),
    planOfWhole: hidden((await plansOfWholes(sql, new Map([[id, state]]))).get(id), seesWords),
    insuredUntil: organisation === creditor ? await insuredDay(sql, creditor, { id, state, terms, ledger }) : undefined,
    proposals: isParty ? await proposalsOf(sql, organisation, id, now) : [],
    mostPlans: (await planLimitOf(sql, creditor))?.mostPlans ?? USUAL_PLANS,
    cursor: await cursorOf(sql),
  };
}

function hidden(plan: AgreedPlan | undefined, seesWords: boolean): AgreedPlan | undefined {
  return plan && { ...plan, plan: seesWords ? plan.plan : undefined };
}

async function insuredDay(
  sql: Sql,
  creditor: Address,
  { id, state, terms, ledger }: Pick<ReadCollection, "state" | "terms" | "ledger"> & { readonly id: Hex },
): Promise<number | undefined> {
  const customer = state.agreed?.header.buyer;
  if (terms === undefined || customer === undefined) return undefined;
  const first = ledger.find(({ event }) => event.name === "ReceivableIssued")?.event;
  const firstDueDay = first?.name === "ReceivableIssued" ? first.terms.dueDay : terms.dueDay;
  return insuredUntil(sql, creditor, { id, customer, currency: terms.currency, firstDueDay });
}
