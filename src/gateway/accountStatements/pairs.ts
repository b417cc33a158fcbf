/** Whose account may be asked for, and who may be written to. */
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { areCounterparties } from "../../store/organisations.ts";
import { isPair } from "../../store/pairItems.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { pairOf } from "./making.ts";

interface AskedPair {
  readonly side: "supplier" | "buyer";
  readonly counterparty: Address;
}

/** @throws ProblemError `NotFound` for a pair without receivables */
export async function checkPair(sql: Sql, organisation: Address, { side, counterparty }: AskedPair): Promise<void> {
  if (!(await isPair(sql, pairOf(organisation, side, counterparty)))) throw notFound();
}

/**
 * Anybody may issue to anybody: nobody is written to in the name of whom it never dealt with.
 * @throws ProblemError `RecipientUnknown`
 */
export async function checkRecipients(
  sql: Sql,
  organisation: Address,
  { counterparty, recipients }: { readonly counterparty: Address; readonly recipients: readonly string[] },
): Promise<void> {
  if (recipients.length === 0 || (await areCounterparties(sql, organisation, counterparty))) return;
  const wayOut = "leave out the recipients: its members see it here";
  throw new ProblemError("RecipientUnknown", `${counterparty} has accepted nothing of yours yet: ${wayOut}`);
}
