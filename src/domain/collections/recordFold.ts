/**
 * What stands of collections, from their events alone; the same as the contract keeps. Records, steps and answers stay
 * as they were recorded and change nothing, but that a record uses up its stage's cycle under an adopted schedule.
 */
import { keyOf } from "../fold.ts";
import type { Address, Hex } from "../receivable.ts";
import { STAGES } from "./policy.ts";
import type { Placement, Schedule } from "./record.ts";
import type { CollectionEvent, ScheduleAdopted } from "./recordEvents.ts";

/** What supplier and buyer agreed last. */
export interface AgreedSchedule {
  readonly supplier: Address;
  readonly buyer: Address;
  readonly schedule: Schedule;
}

/** What was adopted for a receivable. */
export interface AdoptedSchedule {
  readonly id: Hex;
  /** For what the receivable was then; after an amendment it is outdated. */
  readonly commitment: Hex;
  readonly dueDay: number;
  readonly utcOffset: number;
  readonly schedule: Schedule;
  /** Of each stage the last cycle in which it was recorded, from 1; 0 for none. */
  readonly cycles: readonly number[];
}

/** What a creditor lets a collector do. */
export interface StandingPlacement extends Placement {
  readonly id: Hex;
  readonly creditor: Address;
}

/** The payment plan that creditor and debtor of a receivable agreed on last. */
export interface RecordedPlan {
  readonly id: Hex;
  /** Of what the receivable was then. That it is another since does not end the plan: the debtor has to agree. */
  readonly commitment: Hex;
  readonly creditor: Address;
  readonly debtor: Address;
  /** Struct hash of the `PaymentPlan`. */
  readonly plan: Hex;
  /** How many plans were agreed for the receivable, this one included. */
  readonly count: number;
}

/** Keys are their parts joined by `keyOf`. */
export interface CollectionState {
  readonly agreed: ReadonlyMap<string, AgreedSchedule>;
  readonly adopted: ReadonlyMap<Hex, AdoptedSchedule>;
  readonly placements: ReadonlyMap<string, StandingPlacement>;
  readonly plans: ReadonlyMap<Hex, RecordedPlan>;
  readonly nonces: ReadonlyMap<string, { readonly signer: Address; readonly nonce: bigint }>;
}

/** Collections before their first event. */
export const NO_COLLECTIONS: CollectionState = {
  agreed: new Map(),
  adopted: new Map(),
  placements: new Map(),
  plans: new Map(),
  nonces: new Map(),
};

/** After some more events, in the order of the chain. The given state stays as it is. */
export function foldCollections(state: CollectionState, events: Iterable<CollectionEvent>): CollectionState {
  const agreed = new Map(state.agreed);
  const adopted = new Map(state.adopted);
  const placements = new Map(state.placements);
  const plans = new Map(state.plans);
  const nonces = new Map(state.nonces);
  for (const event of events) {
    switch (event.name) {
      case "ScheduleAgreed": {
        const { supplier, buyer, schedule } = event;
        agreed.set(keyOf(supplier, buyer), { supplier, buyer, schedule });
        break;
      }
      case "ScheduleAdopted": {
        const { id, commitment, dueDay, utcOffset, schedule } = event;
        const before = adopted.get(id);
        const cycles = before !== undefined && beginsNothing(before, event) ? before.cycles : STAGES.map(() => 0);
        adopted.set(id, { id, commitment, dueDay, utcOffset, schedule, cycles });
        break;
      }
      case "CollectionRecorded": {
        const standing = adopted.get(event.id);
        if (standing === undefined) break;
        const { stage } = event.entry;
        adopted.set(event.id, { ...standing, cycles: standing.cycles.with(stage, Number(event.cycle)) });
        break;
      }
      case "CollectionPlaced": {
        const { id, creditor, placement } = event;
        placements.set(keyOf(id, creditor, placement.collector), { id, creditor, ...placement });
        break;
      }
      case "CollectionRecalled":
        placements.delete(keyOf(event.id, event.creditor, event.collector));
        break;
      case "PlanAgreed": {
        const { id, commitment, creditor, debtor, plan } = event;
        plans.set(id, { id, commitment, creditor, debtor, plan, count: (plans.get(id)?.count ?? 0) + 1 });
        break;
      }
      case "NonceSpent":
        nonces.set(keyOf(event.signer, event.nonce), { signer: event.signer, nonce: event.nonce });
        break;
      case "CollectionStepTaken":
      case "DebtorAnswered":
        break;
    }
  }
  return { agreed, adopted, placements, plans, nonces };
}

/** The contract keeps so much of a due day: more counts as the most. */
const MOST_DUE_DAY = 2 ** 24 - 1;

/** Whether what is adopted after an amendment has the days of what was adopted before, so that no stage begins anew. */
function beginsNothing(before: AdoptedSchedule, { dueDay, utcOffset, schedule }: ScheduleAdopted): boolean {
  const [was, is] = [before.dueDay, dueDay].map((day) => Math.min(day, MOST_DUE_DAY));
  if (was !== is || before.utcOffset !== utcOffset) return false;
  return (Object.keys(schedule) as (keyof Schedule)[]).every((field) => before.schedule[field] === schedule[field]);
}
