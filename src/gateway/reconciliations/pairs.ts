/** Which pairs under continuous reconciliation a member may see. */
import { continuousOf } from "../../store/continuousReconciliations.ts";
import type { Continuous } from "../../store/continuousReconciliations.ts";
import type { Sql } from "../../store/database.ts";
import type { Member } from "../http/exchange.ts";
import { notFound } from "../http/problems.ts";

/** One that the member's organisation is a side of. @throws ProblemError `NotFound` */
export async function pairSeenBy(sql: Sql, { organisation }: Member, id: string): Promise<Continuous> {
  const found = await continuousOf(sql, organisation, id);
  if (found === undefined) throw notFound();
  return found;
}
