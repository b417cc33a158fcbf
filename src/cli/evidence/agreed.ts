/** What was agreed: terms that open a commitment of the events, and an e-invoice that hashes to their document. */
import { readInvoice } from "../../documents/readInvoice.ts";
import { DocumentError } from "../../documents/errors.ts";
import { commitmentOf, commitmentOfHeader, idOf } from "../../domain/commitment.ts";
import { documentRoot, fieldsOf } from "../../domain/document.ts";
import type { Field } from "../../domain/document.ts";
import type { Header, Hex, Receivable, Terms } from "../../domain/receivable.ts";
import type { LedgerState } from "../../audit/state.ts";
import { evidenceTerms } from "../../wire/evidence.ts";
import { fails, holds, unknown } from "./findings.ts";
import type { Finding } from "./findings.ts";
import type { Pack } from "./pack.ts";
import type { FoundEvent } from "./proofs.ts";

export interface OpenedTerms {
  readonly path: string;
  readonly commitment: Hex;
  readonly receivable: Receivable;
  readonly documentSecret: Hex | null;
}

/** The terms of evidence as they are written there; whether they are anybody's is another question. */
export function termsIn(pack: Pack): readonly OpenedTerms[] {
  return pack.of("terms").map((file) => {
    const { receivable, ...rest } = pack.read(file, evidenceTerms);
    const { amount, discount1, discount2, fixedSum } = receivable.terms;
    const sums = { amount: BigInt(amount), discount1: BigInt(discount1), discount2: BigInt(discount2) };
    const terms: Terms = { ...receivable.terms, ...sums, fixedSum: BigInt(fixedSum) };
    return { path: file.path, ...rest, receivable: { ...receivable, terms } };
  });
}

/** Of the receivable and what it is a part of: every commitment that the events show. */
export function commitmentsIn(events: readonly FoundEvent[], state: LedgerState): ReadonlySet<string> {
  const found = new Set<string>([...state.receivables.values()].map(({ commitment }) => commitment));
  for (const { name, values } of events) {
    if (typeof values["commitment"] === "string") found.add(values["commitment"]);
    if (name === "ReceivableIssued" || name === "ReceivableSealed") {
      const commitment = commitmentBy(name, values);
      if (commitment !== undefined) found.add(commitment);
    }
  }
  return found;
}

function commitmentBy(name: string, values: FoundEvent["values"]): Hex | undefined {
  // What is told and not proven may be anything.
  const { supplier, buyer, invoice, line, policy, revision, terms, document } = values as unknown as Header & {
    readonly terms: Terms & Hex;
    readonly document: Hex;
  };
  const header = { supplier, buyer, invoice, line, policy, revision };
  try {
    return name === "ReceivableSealed"
      ? commitmentOfHeader({ header, terms, document })
      : commitmentOf({ header, terms, document });
  } catch {
    return undefined;
  }
}

export function checkTerms(
  opened: readonly OpenedTerms[],
  lineage: readonly Hex[],
  commitments: ReadonlySet<string>,
): Finding[] {
  return opened.map(({ path, commitment, receivable }) => {
    if (commitmentIfAny(receivable) !== commitment) return fails(path, "what it opens has another commitment");
    if (!lineage.includes(idOf(receivable.header))) return fails(path, "it is of another receivable");
    if (!commitments.has(commitment)) return fails(path, `no event shows the commitment ${commitment}`);
    return holds(path, `header, terms and document root open the commitment ${commitment} of the events`);
  });
}

function commitmentIfAny(receivable: Receivable): Hex | undefined {
  try {
    return commitmentOf(receivable);
  } catch {
    return undefined;
  }
}

/**
 * Which of the documents is the e-invoice that the parties agreed on; of the others nobody can say more than a hash.
 */
export async function checkDocuments(pack: Pack, opened: readonly OpenedTerms[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  const roots = new Set(opened.map(({ receivable }) => receivable.document));
  const proven = new Set<Hex>();
  for (const file of pack.of("document")) {
    const named = /^documents\/(?:[a-z]+-){0,2}([0-9a-f]{64})\.[a-z]+$/.exec(file.path)?.[1];
    if (file.sha256 !== `0x${named ?? ""}`) {
      findings.push(fails(file.path, "its name is not its hash"));
      continue;
    }
    const fields = file.mediaType.endsWith("xml") ? await fieldsIn(pack.bytes(file)) : [];
    const of = fields.length === 0 ? undefined : opened.find((terms) => isDocumentOf(terms, fields));
    if (of === undefined) findings.push(unknown(file.path, "no commitment covers it: it rests on whoever gave it"));
    else {
      proven.add(of.receivable.document);
      findings.push(
        holds(file.path, `its ${fields.length} fields come to the document root ${of.receivable.document}`),
      );
    }
  }
  for (const root of roots) {
    if (proven.has(root)) continue;
    findings.push(unknown("documents/", `the e-invoice with the root ${root} is not here, or its secret is not`));
  }
  return findings;
}

function isDocumentOf({ receivable, documentSecret }: OpenedTerms, fields: readonly Field[]): boolean {
  return documentSecret !== null && documentRoot(fields, documentSecret) === receivable.document;
}

async function fieldsIn(content: Uint8Array): Promise<readonly Field[]> {
  try {
    return fieldsOf((await readInvoice(content)).invoice);
  } catch (error) {
    if (error instanceof DocumentError) return [];
    throw error;
  }
}
