/** Plans of what was split: a creditor divides a receivable alone, so that its plan goes on putting off the parts. */
import type { LedgerEvent } from "../../domain/events.ts";
import { judgePlans } from "../../domain/plans/standing.ts";
import type { AgreedPlan, PlannedReceivable } from "../../domain/plans/standing.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import { eventsOf } from "../../store/chainTables.ts";
import { collectionEventsOf } from "../../store/collectionEvents.ts";
import type { StoredCollectionEvent } from "../../store/collectionEvents.ts";
import type { Sql } from "../../store/database.ts";
import { openedTermsOf } from "../../store/factorBookEvents.ts";
import { wholesOf } from "../../store/origin.ts";
import { plansKept } from "../../store/paymentPlans.ts";
import { statesOf } from "../../store/readModel.ts";
import { agreedPlansIn } from "./agreed.ts";

/** By part, the plan that stood of what it comes from when that was split. @param states By receivable. */
export async function plansOfWholes(
  sql: Sql,
  states: ReadonlyMap<Hex, Pick<ReceivableState, "part">>,
): Promise<ReadonlyMap<Hex, AgreedPlan>> {
  const parts = [...states].flatMap(([id, { part }]) => (part ? [id] : []));
  const paths = await wholesOf(sql, parts);
  const events = await collectionEventsOf(sql, [...new Set([...paths.values()].flat())]);
  const planned = Map.groupBy(
    events.filter(({ event }) => event.name === "PlanAgreed"),
    ({ event }) => event.id,
  );
  const known = planned.size === 0 ? new Map<Hex, Whole>() : await readWholes(sql, [...paths.values()].flat(), planned);
  const standing = new Map<Hex, AgreedPlan>();
  for (const [part, path] of paths) {
    let plan: AgreedPlan | undefined;
    // From the first one on, since a part may be split again, and be planned anew before.
    for (const id of path.toReversed()) plan = standingIn(known.get(id), plan);
    if (plan !== undefined) standing.set(part, plan);
  }
  return standing;
}

interface Whole {
  readonly of: PlannedReceivable;
  readonly planned: readonly StoredCollectionEvent[];
  readonly kept: Parameters<typeof agreedPlansIn>[1];
}

async function readWholes(
  sql: Sql,
  wholes: readonly Hex[],
  planned: ReadonlyMap<Hex, readonly StoredCollectionEvent[]>,
): Promise<ReadonlyMap<Hex, Whole>> {
  const ids = [...new Set(wholes)];
  const told = Map.groupBy(await eventsOf(sql, ids), ({ event }) => ("id" in event ? event.id : undefined));
  const [opened, kept] = [await openedTermsOf(sql, ids), await plansKept(sql, ids)];
  const known = new Map<Hex, Whole>();
  for (const [id, { state }] of await statesOf(sql, ids)) {
    const terms = state.agreed?.openTerms ?? opened.get(state.commitment);
    // Events that have the id of a receivable are the ledger's.
    const events = (told.get(id) ?? []).map((one) => ({ ...one, event: one.event as LedgerEvent }));
    const of = { terms, state, creditor: state.holder, events };
    known.set(id, { of, planned: planned.get(id) ?? [], kept: kept.get(id) });
  }
  return known;
}

/** @param before What the whole is put off by as a part itself. */
function standingIn(whole: Whole | undefined, before: AgreedPlan | undefined): AgreedPlan | undefined {
  if (whole === undefined) return undefined;
  const { of, planned, kept } = whole;
  const last = judgePlans(agreedPlansIn(planned, kept, before), of, Infinity).at(-1);
  if (last?.state !== "divided") return undefined;
  const { id, creditor, agreedAt, at, plan } = last;
  return { id, creditor, agreedAt, at, plan, ofWhole: true };
}
