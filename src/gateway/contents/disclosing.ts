/** Showing the content of a receivable to one more reader, and single fields of its document to anybody. */
import { encodeContent, seal } from "../../clients/sealing.ts";
import { ViewingKeyError } from "../../clients/sealingKeys.ts";
import { readInvoice } from "../../documents/readInvoice.ts";
import { DocumentError } from "../../documents/errors.ts";
import { disclose as discloseField, documentRoot, fieldsOf } from "../../domain/document.ts";
import type { Field } from "../../domain/document.ts";
import type { Invoice } from "../../domain/invoice.ts";
import type { Address, Hex, Receivable } from "../../domain/receivable.ts";
import { documentOf } from "../../store/contents.ts";
import type { Sql } from "../../store/database.ts";
import { originalOf, originalsOf } from "../../store/documents.ts";
import { factsOf } from "../../store/facts.ts";
import { openingOf } from "../../store/openings.ts";
import { lineageOf, statesOf } from "../../store/readModel.ts";
import type { FieldDisclosure } from "../../wire/document.ts";
import { notFound, ProblemError } from "../http/problems.ts";

/** A receivable as far as the gateway knows it. */
interface Known {
  readonly id: Hex;
  readonly commitment: Hex;
  readonly document: Hex;
  /** Undefined where its terms are sealed to others. */
  readonly receivable: Receivable | undefined;
}

async function knownOf(sql: Sql, id: Hex): Promise<Known> {
  const state = (await statesOf(sql, [id])).get(id)?.state;
  if (state?.agreed === undefined) throw notFound();
  const { header, document, openTerms: terms } = state.agreed;
  const { commitment } = state;
  const opened = terms === undefined ? (await openingOf(sql, id, commitment)).content?.receivable : undefined;
  return { id, commitment, document, receivable: terms === undefined ? opened : { header, terms, document } };
}

/**
 * The content of a receivable sealed to a reader, and of which commitment it is.
 * @param given What the party sealed itself; undefined to have the gateway do so.
 * @throws ProblemError `ContentSealed`, `ViewingKeyMissing`
 */
export async function sealedFor(
  sql: Sql,
  id: Hex,
  reader: Address,
  given: Hex | undefined,
): Promise<{ readonly commitment: Hex; readonly sealed: Hex }> {
  const known = await knownOf(sql, id);
  const { commitment, receivable } = known;
  if (given !== undefined) return { commitment, sealed: given };
  if (receivable === undefined) throw sealedToOthers(id, "seal it to the reader yourself (`countersign disclose`)");
  const { secret } = await documentOf(sql, await lineageOf(sql, [id]), known.document);
  const key = (await factsOf(sql, [`viewingKeys/${reader}`])).viewingKeys[0]?.key;
  if (key === undefined) throw keyMissing(`${reader} has set no viewing key in the directory`);
  try {
    return { commitment, sealed: await seal(encodeContent(receivable, secret), [key]) };
  } catch (error) {
    if (error instanceof ViewingKeyError) throw keyMissing(error.message);
    throw error;
  }
}

/**
 * A file that proves fields of a receivable's e-invoice.
 * @throws ProblemError `ContentSealed` where the gateway has not both the invoice and its secret, `FieldUnknown`
 */
export async function provenFields(
  sql: Sql,
  id: Hex,
  paths: readonly string[],
): Promise<Omit<FieldDisclosure, "chainId" | "ledger">> {
  const { document: root } = await knownOf(sql, id);
  const { fields, secret } = await documentWithRoot(sql, id, root);
  const proven = [...new Set(paths)].map((path) => {
    if (!fields.some((field) => field.path === path)) {
      const some = fields.slice(0, 5).map((field) => field.path);
      throw new ProblemError("FieldUnknown", `the document has no field ${path}: it has ${some.join(", ")}, …`);
    }
    const { field, salt, proof } = discloseField(fields, secret, path);
    return { ...field, salt, proof: [...proof] };
  });
  return { version: 1, receivable: id, root, fields: proven };
}

async function documentWithRoot(
  sql: Sql,
  id: Hex,
  root: Hex,
): Promise<{ readonly fields: readonly Field[]; readonly secret: Hex }> {
  const ids = await lineageOf(sql, [id]);
  const { secret, invoices } = await documentOf(sql, ids, root);
  if (secret === null) throw sealedToOthers(id, "disclose the fields yourself (`countersign disclose`)");
  // What was kept as JSON has the paths and the texts that the model has.
  for (const invoice of invoices) {
    const fields = fieldsOf(invoice as Invoice);
    if (documentRoot(fields, secret) === root) return { fields, secret };
  }
  for (const one of ids) {
    for (const sha256 of await originalsOf(sql, one)) {
      const fields = await fieldsIn((await originalOf(sql, sha256))?.bytes ?? null);
      if (fields.length > 0 && documentRoot(fields, secret) === root) return { fields, secret };
    }
  }
  throw sealedToOthers(id, "give the gateway the e-invoice (`POST /v1/documents`), or disclose the fields yourself");
}

async function fieldsIn(bytes: Uint8Array | null): Promise<readonly Field[]> {
  if (bytes === null) return [];
  try {
    return fieldsOf((await readInvoice(bytes)).invoice);
  } catch (error) {
    if (error instanceof DocumentError) return [];
    throw error;
  }
}

function sealedToOthers(id: Hex, wayOut: string): ProblemError {
  return new ProblemError("ContentSealed", `the gateway cannot open what receivable ${id} is about: ${wayOut}`);
}

function keyMissing(fault: string): ProblemError {
  return new ProblemError("ViewingKeyMissing", `${fault}: let the reader set one (\`countersign viewing-key\`)`);
}
