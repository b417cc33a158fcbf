/** The deal about a receivable that a desk holds, for the two who have it: its seller and its factor. */
import type { DealState } from "../../domain/factoring/dealFold.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dealsOfReceivables } from "../../store/deals.ts";
import type { Sql } from "../../store/database.ts";
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
