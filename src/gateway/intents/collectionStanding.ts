/** Who is who in the collection of a receivable, by the index. */
import { refusal } from "../../clients/failures.ts";
import type { AdoptedSchedule } from "../../domain/collections/recordFold.ts";
import { Status } from "../../domain/receivable.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Agreement, ReceivableState } from "../../domain/receivableState.ts";
import { adoptedOf, placementsOf } from "../../store/collections.ts";
import type { KnownPlacement } from "../../store/collections.ts";
import type { Sql } from "../../store/database.ts";
import { factorOf } from "../../store/desks.ts";
import { takesPart } from "../../store/participation.ts";
import { statesOf } from "../../store/readModel.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { problemOfLedger } from "./refusals.ts";

export interface CollectionStanding {
  readonly id: Hex;
  readonly state: ReceivableState;
  readonly agreed: Agreement;
  /** The holder, or the factor whose desk it is. */
  readonly creditor: Address;
  readonly adopted: AdoptedSchedule | undefined;
  readonly placements: readonly KnownPlacement[];
}

/**
 * How the collection of a receivable stands, for who takes part in it and for whom it was placed with.
 * @throws ProblemError `NotFound`
 */
export async function collectionStanding(sql: Sql, organisation: Address, id: Hex): Promise<CollectionStanding> {
  const placements = await placementsOf(sql, [id]);
  const isPlaced = placements.some(({ collector }) => collector === organisation);
  if (!(await takesPart(sql, organisation, id)) && !isPlaced) throw notFound();
  const state = (await statesOf(sql, [id])).get(id)?.state;
  if (state?.agreed === undefined) throw notFound();
  const creditor = (await factorOf(sql, state.holder)) ?? state.holder;
  const [adopted] = await adoptedOf(sql, [id]);
  return { id, state, agreed: state.agreed, creditor, adopted, placements };
}

/** Bit of a scope that lets a collector take steps. */
export const STEP_SCOPE = 1 << 7;

/**
 * Whether the organisation may record this now: as the creditor, or by a placement. @param scope Bit of what is done.
 * @throws ProblemError `NotAuthorised`, `NotPlaced`
 */
export function checkCollector(
  { id, creditor, placements }: CollectionStanding,
  organisation: Address,
  scope: number,
  now: number,
): void {
  if (organisation === creditor) return;
  const own = placements.filter(({ collector }) => collector === organisation);
  const isPlaced = own.some((one) => one.isCreditors && (one.scope & scope) !== 0 && now <= one.until);
  if (isPlaced) return;
  if (own.length > 0) {
    throw problemOfLedger(refusal({ name: "NotPlaced", values: { id, creditor, collector: organisation } }));
  }
  const detail = `this is for ${creditor} to do, or for whom it places the receivable with`;
  throw new ProblemError("NotAuthorised", `${detail}: sign in for that organisation`);
}

const COLLECTIBLE: ReadonlySet<Status> = new Set([Status.Issued, Status.Queried, Status.Accepted]);

/** @throws ProblemError `NothingToCollect` */
export function checkCollectible({ id, state }: Pick<CollectionStanding, "id" | "state">): void {
  if (!state.closed && COLLECTIBLE.has(state.status)) return;
  throw problemOfLedger(refusal({ name: "NothingToCollect", values: { id } }));
}

/** A fault of one field of an act, with the way out. */
export function unfit(field: string, message: string): ProblemError {
  return new ProblemError("ArgumentInvalid", `${field}: ${message}`, { faults: [{ at: `body.${field}`, message }] });
}
