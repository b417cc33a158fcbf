/** From what a supplier sent to an invoice that can be issued, or a problem for everything that is wrong with it. */
import { DocumentError } from "../../documents/errors.ts";
import type { LocatedFinding } from "../../documents/finding.ts";
import { readInvoice } from "../../documents/readInvoice.ts";
import type { InvoiceReading, UsableReading } from "../../documents/readInvoice.ts";
import { currencyByCode } from "../../domain/currency.ts";
import { decimalsAsText } from "../../domain/decimal.ts";
import { fieldsOf } from "../../domain/document.ts";
import type { Field } from "../../domain/document.ts";
import type { Invoice, Party } from "../../domain/invoice.ts";
import type { Question, QuestionCode } from "../../domain/paymentTerms.ts";
import type { Hex } from "../../domain/receivable.ts";
import { sha256Of } from "../../store/documents.ts";
import type { InvoiceFields, NewReceivable } from "../../wire/newReceivable.ts";
import type { Fault } from "../../wire/problem.ts";
import { ProblemError } from "../http/problems.ts";

/** The bytes that came, by their hash. */
export interface GivenOriginal {
  readonly sha256: Hex;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** An invoice with nothing wrong in it. */
export interface GivenInvoice {
  readonly number: string;
  readonly issueDate: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly fields: readonly Field[];
  /** The model as JSON. */
  readonly model: unknown;
  readonly original: GivenOriginal | null;
  readonly sellerIds: readonly string[];
  readonly buyerIds: readonly string[];
  /** What was read of an e-invoice; undefined for one that was told field by field. */
  readonly reading: UsableReading | undefined;
  readonly told: InvoiceFields | undefined;
}

type Given = NewReceivable["invoice"];

/** @throws ProblemError for a document that cannot be read, is wrong, leaves something open or pays somebody else. */
export async function givenInvoice({ invoice, agreed, answered }: NewReceivable): Promise<GivenInvoice> {
  if (invoice.kind === "fields") return fromFields(invoice);
  const bytes = bytesOf(invoice);
  const reading = await read(bytes);
  checkFindings(reading);
  if (!reading.usable) throw new Error("an invoice without a fatal finding is not usable");
  checkQuestions(reading, new Set([...answered, ...answeredBy(agreed)]));
  const { number, issueDate, currency, seller, buyer } = reading.invoice;
  return {
    number,
    issueDate,
    currency,
    fields: fieldsOf(reading.invoice),
    model: plain(reading.invoice),
    original: { sha256: sha256Of(bytes), mediaType: invoice.mediaType, bytes },
    sellerIds: identifiersIn(seller),
    buyerIds: identifiersIn(buyer),
    reading,
    told: undefined,
  };
}

function bytesOf(invoice: Exclude<Given, { kind: "fields" }>): Uint8Array {
  return Buffer.from(
    invoice.kind === "xml" ? invoice.text : invoice.base64,
    invoice.kind === "xml" ? "utf8" : "base64",
  );
}

async function read(bytes: Uint8Array): Promise<InvoiceReading> {
  try {
    return await readInvoice(bytes);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const faults = [{ at: "body.invoice", message: `${error.code}: ${error.message}` }];
    throw new ProblemError("InvoiceUnreadable", `${error.code}: ${error.message}`, { faults, cause: error });
  }
}

/** BR-CL-04: a currency that ISO 4217 does not have, or that has no minor unit. */
const CURRENCY_RULE = "BR-CL-04";
const MOST_FAULTS = 20;

function checkFindings({ findings }: InvoiceReading): void {
  const fatal = findings.filter(({ severity }) => severity === "fatal");
  const [first] = fatal;
  if (first === undefined) return;
  const currency = fatal.find(({ rule }) => rule === CURRENCY_RULE);
  const faults = fatal.slice(0, MOST_FAULTS).map(faultOf);
  const code = currency === undefined ? "InvoiceInvalid" : "CurrencyUnknown";
  throw new ProblemError(code, `${faultOf(currency ?? first).message} Correct the invoice.`, { faults });
}

function faultOf({ rule, field, message, expected, actual, line }: LocatedFinding): Fault {
  const place = line === undefined ? "" : ` (line ${line})`;
  const figures = [expected && `expected ${expected}`, actual && `found ${actual}`].filter(Boolean).join(", ");
  return { at: `body.invoice.${field}`, message: `${rule}: ${message}${figures && ` ${figures}.`}${place}` };
}

/** What terms that are agreed outside the invoice settle by themselves. */
function answeredBy({ dueDate, lateRate }: NewReceivable["agreed"]): readonly QuestionCode[] {
  return [
    ...(dueDate === undefined ? [] : (["DUE_DATE_UNKNOWN", "DUE_CONTRADICTION"] as const)),
    ...(lateRate === undefined ? [] : (["LATE_INTEREST_PERIOD", "LATE_INTEREST_CONTRADICTION"] as const)),
  ];
}

/** A claim that goes to somebody else may have been assigned already (R67): it is not this supplier's to issue. */
function checkQuestions({ questions, invoice: { payee } }: UsableReading, answered: ReadonlySet<QuestionCode>): void {
  const open = questions.filter(({ code }) => !answered.has(code));
  const assigned = open.find(({ code }) => code === "ALREADY_ASSIGNED");
  if (assigned !== undefined && payee !== undefined) throw payeeProblem(assigned);
  const [first] = open;
  if (first === undefined) return;
  const faults = open.map(({ code, text, options }) => {
    const choice = options.length === 0 ? "" : ` (${options.join("; ")})`;
    return { at: `body.answered.${code}`, message: `${text}${choice}` };
  });
  const wayOut = "agree on it in `agreed`, and name the question in `answered`";
  throw new ProblemError("QuestionsOpen", `${first.code}: ${first.text} Way out: ${wayOut}.`, { faults });
}

function payeeProblem({ text }: Pick<Question, "text">): ProblemError {
  const wayOut = "Let whoever holds the claim now issue nothing of it twice; correct the payee if it is wrong.";
  return new ProblemError("PayeeNotSupplier", `${text} ${wayOut}`, {
    faults: [{ at: "body.invoice.payee", message: text }],
  });
}

function fromFields(told: InvoiceFields): GivenInvoice {
  const { number, issueDate, dueDate, currency, payable, seller, buyer, payee, purchaseOrder, contract } = told;
  if (currencyByCode(currency) === undefined) {
    const detail = `the currency is ${currency}, which is no current code of ISO 4217 with a minor unit: correct it`;
    throw new ProblemError("CurrencyUnknown", detail, { faults: [{ at: "body.invoice.currency", message: detail }] });
  }
  if (payee !== undefined && !isSame(payee, seller)) {
    throw payeeProblem({ text: `The money is to go to ${payee.name}, not to the seller (BG-10).` });
  }
  // The paths of these fields are those of the model of an e-invoice, so that one is disclosed as the other is.
  const parties = { seller, buyer, ...(payee === undefined ? {} : { payee }) };
  const references = { purchaseOrder, contract };
  const model = plain({ number, issueDate, currency, dueDate, ...references, ...parties, totals: { payable } });
  return {
    number,
    issueDate,
    currency,
    fields: fieldsOf(model as Invoice),
    model,
    original: null,
    sellerIds: identifiersIn(seller),
    buyerIds: identifiersIn(buyer),
    reading: undefined,
    told,
  };
}

type Named = InvoiceFields["seller"];

function isSame(payee: Named, seller: Named): boolean {
  if (payee.legalId !== undefined && seller.legalId !== undefined) return payee.legalId.value === seller.legalId.value;
  return payee.name === seller.name;
}

/** BT-30, BT-31 and BT-29 of a seller; BT-47, BT-48 and BT-46 of a buyer; and where it receives its documents. */
function identifiersIn(party: Named | Party): readonly string[] {
  const others = "ids" in party ? [...party.ids, party.endpoint].map((id) => id?.value) : [];
  const all = [party.legalId?.value, party.vatId, ...others];
  return [...new Set(all.filter((value) => value !== undefined))];
}

/** As JSON has it: decimals as text, what is absent left out. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, decimalsAsText)) as unknown;
}
