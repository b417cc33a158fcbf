/** Receivables as those who act on them have them: with their terms. */
import { commitmentOf } from "../../domain/commitment.ts";
import type { Address, Hex, Receivable } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import { contentOf } from "../../store/contents.ts";
import type { Sql } from "../../store/database.ts";
import { takesPart } from "../../store/participation.ts";
import { statesOf } from "../../store/readModel.ts";
import { notFound, ProblemError } from "../http/problems.ts";

export interface Opened {
  readonly receivable: Receivable;
  readonly state: ReceivableState;
}

/**
 * A receivable in which the organisation takes part, with its terms.
 * @throws ProblemError `NotFound`, or `ContentSealed` where the gateway knows no terms of its commitment
 */
export async function opened(sql: Sql, organisation: Address, id: Hex): Promise<Opened> {
  if (!(await takesPart(sql, organisation, id))) throw notFound();
  return openedAnyway(sql, id);
}

/** As {@link opened}, for whoever has shown already that it may know of it. @throws ProblemError as there */
export async function openedAnyway(sql: Sql, id: Hex): Promise<Opened> {
  const state = (await statesOf(sql, [id])).get(id)?.state;
  const agreed = state?.agreed;
  if (state === undefined || agreed === undefined) throw notFound();
  const { header, document, openTerms } = agreed;
  const receivable =
    openTerms === undefined
      ? (await contentOf(sql, state.commitment))?.receivable
      : { header, terms: openTerms, document };
  if (receivable !== undefined && commitmentOf(receivable) === state.commitment) return { receivable, state };
  const wayOut = "give the gateway its content first, or let its sender seal it to this gateway too";
  throw new ProblemError("ContentSealed", `the terms of receivable ${id} are sealed to others: ${wayOut}`);
}
