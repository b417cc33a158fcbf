/**
 * A write-off takes two people of the organisation (R49): one asks with evidence in a case, another approves what was
 * open then. The gate is this gateway's: the ledger takes the holder's one consent, whoever brings it there.
 */
import { approvedWriteOff, caseFile } from "../../domain/cases/caseFile.ts";
import { openPrincipal } from "../../domain/money.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { caseEntriesOf, casesWithWriteOff } from "../../store/cases.ts";
import type { Sql } from "../../store/database.ts";
import { ProblemError } from "../http/problems.ts";
import { opened } from "../intents/opening.ts";

/** @throws ProblemError `WriteOffUnapproved`, `NotFound`, `ContentSealed` */
export async function checkWriteOff(sql: Sql, organisation: Address, id: Hex): Promise<void> {
  const { receivable, state } = await opened(sql, organisation, id);
  const open = openPrincipal(receivable.terms, state);
  for (const of of await casesWithWriteOff(sql, organisation, id)) {
    if (approvedWriteOff(caseFile(await caseEntriesOf(sql, of)), id, open) !== undefined) return;
  }
  const wayOut =
    "in a case over it one member makes the entry `writeOffAsked` with a document that shows the loss, and another " +
    "one `writeOffDecided` with isApproved (POST /v1/cases/{id}/entries); the case stays open until it is written " +
    "off, and what was approved lapses once more is open than when it was asked for: ask anew then";
  throw new ProblemError("WriteOffUnapproved", `no case of ${organisation} has it approved: ${wayOut}`);
}
