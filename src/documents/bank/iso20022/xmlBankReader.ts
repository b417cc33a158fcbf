/** Messages of ISO 20022 among all that XML may be: statements and advices are read, payments are sent back. */
import type { BankFormat } from "../../../domain/bankStatement.ts";
import { DocumentError } from "../../errors.ts";
import type { Limits } from "../../limits.ts";
import { createUtf8Decoder } from "../../xml/decodeUtf8.ts";
import { createXmlReader } from "../../xml/readXml.ts";
import type { XmlElement } from "../../xml/readXml.ts";
import { BankFileError, fromDocumentError } from "../errors.ts";
import type { BankFileErrorCode } from "../errors.ts";
import type { BankReader, PartQueue } from "../parts.ts";
import { AdvicePlan } from "./advice.ts";
import { RecordCollector } from "./collector.ts";
import type { Plan, Step } from "./collector.ts";
import type { Node } from "./node.ts";
import { StatementPlan } from "./statement.ts";

/** The element below `Document` that makes a message what it is; version 1 adds "V01" to its name. */
const STATEMENTS: readonly (readonly [name: RegExp, format: BankFormat])[] = [
  [/^BkToCstmrAcctRpt(?:V01)?$/, "camt.052"],
  [/^BkToCstmrStmt(?:V01)?$/, "camt.053"],
  [/^BkToCstmrDbtCdtNtfctn(?:V01)?$/, "camt.054"],
];
const ADVICE = /^RmtAdvc(?:V01)?$/;
const MESSAGE = /(?:camt|remt)\.\d{3}\.\d{3}\.\d{2}$/;

const ORDER = "this is what one sends to a bank: read the statement (camt.053) that comes back instead";
const STATUS = "this is what a bank answers to an order: read the statement (camt.053) of its account instead";

const REFUSED: ReadonlyMap<string, readonly [code: BankFileErrorCode, what: string, wayOut: string]> = new Map([
  ["CstmrCdtTrfInitn", ["PAYMENT_ORDER", "a payment order (pain.001)", ORDER]],
  ["CstmrDrctDbtInitn", ["PAYMENT_ORDER", "a direct debit order (pain.008)", ORDER]],
  ["CstmrPmtStsRpt", ["PAYMENT_STATUS", "a payment status report (pain.002)", STATUS]],
  ["OFX", ["OFX", "an OFX file", "ask the bank for camt.053, MT940 or CSV"]],
]);

/** @throws DocumentError and BankFileError at the first thing that keeps the file from being read. */
export function createXmlBankReader(queue: PartQueue, limits: Limits): BankReader {
  const message = new MessagePlan(queue);
  const decoder = createUtf8Decoder(limits);
  const xml = createXmlReader(new RecordCollector(message), limits);
  return {
    write: (bytes) => inBankWords(() => xml.write(decoder.write(bytes))),
    end: () => {
      inBankWords(() => {
        xml.write(decoder.end());
        xml.end();
      });
      message.end();
    },
  };
}

function inBankWords(action: () => void): void {
  try {
    action();
  } catch (error) {
    throw error instanceof DocumentError ? fromDocumentError(error) : error;
  }
}

/** Finds the message in whatever envelope it stands, and leaves the rest to the plan for it. */
class MessagePlan implements Plan {
  readonly #queue: PartQueue;
  #plan: StatementPlan | AdvicePlan | undefined;
  #name = "";
  #inside = false;
  #root = "";
  #count = 0;

  constructor(queue: PartQueue) {
    this.#queue = queue;
  }

  get parts(): ReadonlySet<string> {
    return this.#plan?.parts ?? new Set();
  }

  open(element: XmlElement): Step {
    if (this.#inside && this.#plan !== undefined) return this.#plan.open(element);
    if (this.#root === "") this.#root = element.local;
    const refused = REFUSED.get(element.local);
    if (refused !== undefined) throw refusal(refused, element);
    const plan = planFor(element, this.#queue);
    if (plan === undefined) return "enter";
    this.#plan = plan;
    this.#name = element.local;
    this.#inside = true;
    return "enter";
  }

  leave(name: string): void {
    if (!this.#inside) return;
    if (name !== this.#name) this.#plan?.leave(name);
    else {
      this.#inside = false;
      this.#count += this.#plan?.count ?? 0;
    }
  }

  record(node: Node): void {
    this.#plan?.record(node);
  }

  part(node: Node, record: Node): void {
    this.#plan?.part(node, record);
  }

  closed(node: Node): void {
    this.#plan?.closed(node);
  }

  end(): void {
    if (this.#plan === undefined) throw unknown(this.#root);
    if (this.#count === 0) throw noStatement(this.#name);
  }
}

function planFor({ local, uri }: XmlElement, queue: PartQueue): StatementPlan | AdvicePlan | undefined {
  const message = MESSAGE.exec(uri)?.[0];
  if (ADVICE.test(local)) return new AdvicePlan(message, queue);
  const format = STATEMENTS.find(([name]) => name.test(local))?.[1];
  return format === undefined ? undefined : new StatementPlan(format, message, queue);
}

function refusal(
  [code, what, wayOut]: readonly [BankFileErrorCode, string, string],
  { local, line }: XmlElement,
): BankFileError {
  return new BankFileError(code, { field: "file", value: local, problem: `The file is ${what}`, wayOut, line });
}

function unknown(root: string): BankFileError {
  return new BankFileError("FORMAT_UNKNOWN", {
    field: "file",
    value: root,
    problem: `The XML with the root <${root}> is no statement and no remittance advice of ISO 20022`,
    wayOut: "ask the bank for camt.052, camt.053, camt.054, MT940 or CSV",
  });
}

function noStatement(name: string): BankFileError {
  return new BankFileError("NO_STATEMENT", {
    field: "file",
    value: name,
    problem: `The message <${name}> holds no statement`,
    wayOut: "download it from the bank again",
  });
}
