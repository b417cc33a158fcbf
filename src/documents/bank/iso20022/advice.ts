/** A remt.001 remittance advice, record by record. */
import type {
  AdvisedPayment,
  RemittanceAdvice,
  RemittanceParty,
  StructuredRemittance,
} from "../../../domain/remittance.ts";
import { adviceTotal } from "../../../domain/remittanceSums.ts";
import { formatDecimal, fromMinorUnits } from "../../../domain/decimal.ts";
import type { XmlElement } from "../../xml/readXml.ts";
import { BankFileError } from "../errors.ts";
import { FindingLog } from "../findingLog.ts";
import { MAX_DETAILS } from "../limits.ts";
import type { PartQueue } from "../parts.ts";
import { accountNumber, reference } from "../text.ts";
import type { Plan, Step } from "./collector.ts";
import { amountAt } from "./money.ts";
import { dateAt, nodeAt, textAt, textsAt } from "./node.ts";
import type { Node } from "./node.ts";
import { ACCOUNT_PATHS } from "./party.ts";
import { structuredOf } from "./remittance.ts";

export class AdvicePlan implements Plan {
  readonly parts: ReadonlySet<string> = new Set(["Strd"]);
  readonly #message: string | undefined;
  readonly #queue: PartQueue;
  #group: Node | undefined;
  #lines: StructuredRemittance[] = [];
  #log = new FindingLog();
  #advices = 0;

  constructor(message: string | undefined, queue: PartQueue) {
    this.#message = message;
    this.#queue = queue;
  }

  /** How many payments were advised. */
  get count(): number {
    return this.#advices;
  }

  open({ local }: XmlElement): Step {
    return local === "GrpHdr" || local === "RmtInf" ? "record" : "skip";
  }

  leave(): void {
    // Nothing is entered below the message itself.
  }

  record(node: Node): void {
    if (node.name === "GrpHdr") {
      this.#group ??= node;
      return;
    }
    const lines = this.#lines;
    const log = this.#log;
    this.#lines = [];
    this.#log = new FindingLog();
    this.#advices += 1;
    this.#queue({ kind: "advice", advice: this.#adviceOf(node, lines, log) });
  }

  part(node: Node): void {
    const { length } = this.#lines;
    if (length >= MAX_DETAILS) throw tooManyLines(node.line);
    this.#lines.push(structuredOf(node, `lines[${length}]`, this.#log));
  }

  closed(): void {
    // The form of an advice is judged by what it says of money alone.
  }

  #adviceOf(node: Node, lines: readonly StructuredRemittance[], log: FindingLog): RemittanceAdvice {
    const payment = nodeAt(node, "OrgnlPmtInf");
    const advice = {
      message: this.#message,
      messageId: textAt(this.#group, "MsgId"),
      adviceId: textAt(node, "RmtId"),
      payer: partyOf(payment, "Dbtr"),
      payee: partyOf(payment, "Cdtr"),
      payment: paymentOf(payment, log),
      unstructured: textsAt(node, "Ustrd"),
      lines,
    };
    checkTotal(advice, node.line, log);
    return { ...advice, findings: log.all() };
  }
}

/** An advice whose blocks do not make its payment cannot say which documents are paid. */
function checkTotal(advice: Omit<RemittanceAdvice, "findings">, line: number, log: FindingLog): void {
  const total = adviceTotal(advice);
  const paid = advice.payment.amount;
  if (total === undefined || paid === undefined || total.currency !== paid.currency) return;
  if (total.amount === paid.amount) return;
  const [expected, actual] = [paid, total].map(({ amount, exponent, currency }) => {
    return `${formatDecimal(fromMinorUnits(amount, exponent))} ${currency}`;
  });
  const details = { expected: expected ?? "", actual: actual ?? "", line };
  log.error("ADVICE-SUM", "lines", "The documents do not make the amount of the payment.", details);
}

function partyOf(payment: Node | undefined, role: "Dbtr" | "Cdtr"): RemittanceParty {
  const account = textAt(payment, ...ACCOUNT_PATHS.map((path) => `${role}Acct/${path}`));
  return { name: textAt(payment, `${role}/Nm`, `${role}/Pty/Nm`), ...accountNumber(account) };
}

function paymentOf(payment: Node | undefined, log: FindingLog): AdvisedPayment {
  const at = (name: string): string | undefined => reference(textAt(payment, `Refs/${name}`));
  const amounts = ["Amt/InstdAmt", "Amt/EqvtAmt/Amt", "Amt"];
  const dates = ["ReqdExctnDt/Dt", "ReqdExctnDt/DtTm", "ReqdExctnDt", "ReqdColltnDt"];
  return {
    amount: payment === undefined ? undefined : amountAt(payment, "payment.amount", log, "error", ...amounts),
    date: payment === undefined ? undefined : dateAt(payment, "payment.date", log, ...dates),
    instructionId: at("InstrId"),
    endToEndId: at("EndToEndId"),
    transactionId: at("TxId"),
    uetr: at("UETR"),
  };
}

function tooManyLines(line: number): BankFileError {
  return new BankFileError("TOO_MANY_PARTS", {
    field: "lines",
    value: `more than ${MAX_DETAILS}`,
    problem: `One advice has more than ${MAX_DETAILS} blocks`,
    wayOut: "ask the payer for an advice for each payment",
    line,
  });
}
