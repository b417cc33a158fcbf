import type { Invoice, UsableInvoice } from "../domain/invoice.ts";
import type { PaymentTerms, Question } from "../domain/paymentTerms.ts";
import { checkClaim } from "./check/claim.ts";
import { checkCnEinvoice } from "./check/cnEinvoice.ts";
import { checkPresence } from "./check/presence.ts";
import { checkText } from "./check/text.ts";
import { checkTotals } from "./check/totals.ts";
import type { Finding, LocatedFinding } from "./finding.ts";
import { LIMITS, MAX_FINDINGS, PORTION } from "./limits.ts";
import type { Limits } from "./limits.ts";
import { fromCnEinvoice } from "./model/fromCnEinvoice.ts";
import { TermReader } from "./model/terms.ts";
import { toInvoice } from "./model/toInvoice.ts";
import { certainDueDate, questionsOf } from "./questions.ts";
import { expectedPath } from "./syntax/expectedPath.ts";
import { prefixOf } from "./syntax/namespaces.ts";
import { syntaxOf } from "./syntax/syntaxes.ts";
import type { SyntaxDefinition } from "./syntax/syntaxes.ts";
import { readTerms } from "./terms/readTerms.ts";
import { createUtf8Decoder, tooLarge } from "./xml/decodeUtf8.ts";
import { createExtractor } from "./xml/extract.ts";
import type { Extract } from "./xml/extract.ts";
import { createXmlReader } from "./xml/readXml.ts";

/** What was read: a claim that can be issued once its questions are answered, or what keeps it from being one. */
export type InvoiceReading = UsableReading | UnusableReading;

interface Reading {
  readonly terms: PaymentTerms;
  /** BT-9, or the only day that the terms can mean, `YYYY-MM-DD`; undefined when it has to be asked. */
  readonly dueDate: string | undefined;
  /** What is wrong, in the order of the checks; no more than MAX_FINDINGS. */
  readonly findings: readonly LocatedFinding[];
  readonly questions: readonly Question[];
}

export interface UsableReading extends Reading {
  readonly usable: true;
  readonly invoice: UsableInvoice;
}

/** At least one finding is fatal. */
export interface UnusableReading extends Reading {
  readonly usable: false;
  readonly invoice: Invoice;
}

export interface ReadOptions {
  /** Other limits than LIMITS, for a sender who is known to need them. */
  readonly limits?: Partial<Limits>;
}

/** A document: all its bytes, or a stream of them such as a file or a request body. */
export type DocumentSource = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Reads an e-invoice: UBL 2.1 Invoice or CreditNote, UN/CEFACT CII D16B, 数电票. The document is read as a stream, in
 * time linear in its length and memory bounded by `options.limits`; nothing outside it is ever fetched.
 *
 * @throws DocumentError when it cannot be read at all. What is wrong with its content is in the reading's findings.
 */
export async function readInvoice(source: DocumentSource, options: ReadOptions = {}): Promise<InvoiceReading> {
  const { definition, extract } = await extractFrom(source, { ...LIMITS, ...options.limits });
  const reader = new TermReader();
  const { syntax } = definition;
  const invoice = syntax === "cn-einvoice" ? fromCnEinvoice(reader, extract) : toInvoice(reader, extract, syntax);
  const findings = [
    ...reader.findings,
    // A term that is there and cannot be read has a finding of its own.
    ...checkPresence(invoice).filter(({ field }) => !reader.places.has(field)),
    ...checkTotals(invoice),
    ...checkCnEinvoice(invoice),
    ...checkClaim(invoice),
    ...checkText(invoice),
  ];
  const terms = readTerms(invoice.paymentTerms);
  const reading = {
    terms,
    dueDate: certainDueDate(invoice, terms),
    findings: findings.slice(0, MAX_FINDINGS).map((finding) => located(finding, reader, definition)),
    questions: questionsOf(invoice, terms),
  };
  return findings.some(({ severity }) => severity === "fatal") || !isUsable(invoice)
    ? { usable: false, invoice, ...reading }
    : { usable: true, invoice, ...reading };
}

interface Extracted {
  readonly definition: SyntaxDefinition;
  readonly extract: Extract;
}

async function extractFrom(source: DocumentSource, limits: Limits): Promise<Extracted> {
  let definition: SyntaxDefinition | undefined;
  const extractor = createExtractor((root) => {
    definition = syntaxOf(root);
    return { node: definition.node, name: definition.rootName };
  }, prefixOf);
  const decoder = createUtf8Decoder(limits);
  const xml = createXmlReader(extractor, limits);
  if (source instanceof Uint8Array && source.length > limits.bytes) throw tooLarge(limits.bytes);
  for await (const chunk of source instanceof Uint8Array ? [source] : source) {
    for (let start = 0; start < chunk.length; start += PORTION) {
      xml.write(decoder.write(chunk.subarray(start, start + PORTION)));
    }
  }
  xml.write(decoder.end());
  xml.end();
  const extract = extractor.result();
  // Well-formed XML has a root element, and its table was chosen when it opened.
  if (definition === undefined || extract === undefined) throw new Error("the document ended without a root element");
  return { definition, extract };
}

/** Presence is checked rule by rule; this says the same to the compiler. */
function isUsable(invoice: Invoice): invoice is UsableInvoice {
  const { number, issueDate, currency, seller, buyer, totals } = invoice;
  return [number, issueDate, currency, seller.name, buyer.name, totals.payable].every((term) => term !== undefined);
}

function located(finding: Finding, reader: TermReader, definition: SyntaxDefinition): LocatedFinding {
  const place = reader.places.get(finding.field);
  return { ...finding, path: place?.path ?? expectedPath(definition, finding.field), line: place?.line };
}
