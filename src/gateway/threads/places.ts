/** Threads and lists: how long their pages are, and who may turn them. */
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { takesPart } from "../../store/participation.ts";
import { notFound } from "../http/problems.ts";

/** Of messages, and of what somebody looks after. */
export const PAGE = 100;

/** @throws ProblemError `NotFound` for whoever takes no part, however much else it may see. */
export async function checkPart(sql: Sql, organisation: Address, receivable: Hex): Promise<void> {
  if (!(await takesPart(sql, organisation, receivable))) throw notFound();
}
