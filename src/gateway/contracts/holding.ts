/** What the frame contract of a pair does to an invoice: it is cited, and whatever differs from it waits. */
import { fieldsOf } from "../../domain/document.ts";
import type { Field } from "../../domain/document.ts";
import type { Invoice } from "../../domain/invoice.ts";
import type { Address, Receivable } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { contractInForce, heldIntents, holdIntent } from "../../store/frameContracts.ts";
import { ProblemError } from "../http/problems.ts";
import type { Tokens } from "../receivables/showing.ts";
import { differencesOf } from "./differences.ts";
import type { ComparedInvoice } from "./differences.ts";
import type { FrameContractBody } from "./message.ts";

/** The part of an invoice that goes into the document of a receivable. */
export interface Citing {
  readonly issueDate: string;
  readonly model: unknown;
  readonly fields: readonly Field[];
}

/**
 * The invoice with the hash of the contract that is in force on its issue date, as a field of its own: the root of the
 * document covers it, the commitment covers the root, and so both parties sign it and either can disclose it alone.
 */
export async function citing<Given extends Citing>(
  sql: Sql,
  invoice: Given,
  supplier: Address,
  buyer: Address | undefined,
): Promise<Given> {
  const contract = buyer && (await contractInForce(sql, supplier, buyer, invoice.issueDate));
  if (contract === undefined) return invoice;
  const model = { ...(invoice.model as Invoice), frameContract: contract.hash };
  return { ...invoice, model, fields: fieldsOf(model) };
}

/** An intent to issue, and what its invoice says. */
export interface Differing {
  readonly intent: string;
  readonly receivable: Receivable;
  /** The invoice's model as JSON. */
  readonly invoice: unknown;
}

/** Holds an intent whose terms are not those of the contract in force on the invoice's issue date. */
export async function holdDiffering(
  sql: Sql,
  { intent, receivable, invoice }: Differing,
  tokens: Tokens,
  now: number,
): Promise<void> {
  const { supplier, buyer } = receivable.header;
  const compared = invoice as ComparedInvoice;
  const contract = await contractInForce(sql, supplier, buyer, compared.issueDate);
  if (contract === undefined) return;
  const { terms } = contract.body as FrameContractBody;
  const differences = differencesOf(terms, receivable, compared, tokens);
  if (differences.length === 0) return;
  await holdIntent(sql, { intent, organisation: supplier, contract: contract.id, differences, held: now });
}

/** @throws ProblemError `TermsHeld` where one of the intents waits for approval */
export async function checkApproved(sql: Sql, intents: readonly { readonly id: string }[]): Promise<void> {
  const held = await heldIntents(
    sql,
    intents.map(({ id }) => id),
  );
  const waiting = held.find(({ approved }) => approved === null);
  if (waiting === undefined) return;
  const named = waiting.differences.map(({ term, contract, invoice }) => ({
    at: `terms.${term}`,
    message: `the frame contract says ${contract}, the invoice ${invoice}`,
  }));
  const terms = waiting.differences.map(({ term }) => term).join(", ");
  const detail = `${waiting.intent} differs from the frame contract in ${terms}`;
  throw new ProblemError("TermsHeld", `${detail}: let another member approve it, or correct the invoice`, {
    faults: named,
  });
}
