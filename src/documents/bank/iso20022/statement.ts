/** A camt message, record by record: statements, account reports and notifications, which differ in names alone. */
import type { BankBalance, BankDetail, BankFormat } from "../../../domain/bankStatement.ts";
import type { XmlElement } from "../../xml/readXml.ts";
import { Arithmetic } from "../arithmetic.ts";
import { BankFileError } from "../errors.ts";
import { FindingLog } from "../findingLog.ts";
import { MAX_BALANCES, MAX_DETAILS } from "../limits.ts";
import type { PartQueue } from "../parts.ts";
import type { Plan, Step } from "./collector.ts";
import { detailOf } from "./detail.ts";
import { entryOf } from "./entry.ts";
import { creditAt } from "./money.ts";
import { booleanAt } from "./node.ts";
import type { Node } from "./node.ts";
import { checkEntry, checkHead, checkLength } from "./schema.ts";
import { balanceOf, HEAD_RECORDS, headOf, totalsOf, withPageEdges } from "./statementHead.ts";

/** The element of a message that is one statement. */
const STATEMENTS: ReadonlySet<string> = new Set(["Stmt", "Rpt", "Ntfctn"]);

/** What has been read of one statement. */
class OpenStatement {
  readonly log = new FindingLog();
  readonly records = new Map<string, Node>();
  readonly balances: BankBalance[] = [];
  readonly arithmetic = new Arithmetic();
  details: BankDetail[] = [];
  account: string | undefined;
  isPart = false;
  isTold = false;
  entryCount = 0;
  balanceCount = 0;
}

export class StatementPlan implements Plan {
  readonly parts: ReadonlySet<string> = new Set(["TxDtls"]);
  readonly #format: BankFormat;
  readonly #message: string | undefined;
  readonly #queue: PartQueue;
  #group: Node | undefined;
  #statement: OpenStatement | undefined;
  #statements = 0;

  constructor(format: BankFormat, message: string | undefined, queue: PartQueue) {
    this.#format = format;
    this.#message = message;
    this.#queue = queue;
  }

  /** How many statements were in it. */
  get count(): number {
    return this.#statements;
  }

  open({ local }: XmlElement): Step {
    const statement = this.#statement;
    if (statement === undefined) {
      if (local === "GrpHdr") return "record";
      if (!STATEMENTS.has(local)) return "skip";
      this.#statement = new OpenStatement();
      this.#statements += 1;
      return "enter";
    }
    if (local === "Ntry") {
      this.#tell(statement);
      return "record";
    }
    return local === "Bal" || HEAD_RECORDS.has(local) ? "record" : "skip";
  }

  leave(name: string): void {
    const statement = this.#statement;
    if (statement === undefined || !STATEMENTS.has(name)) return;
    this.#tell(statement);
    const { log, arithmetic, entryCount, isPart } = statement;
    const balances = this.#format === "camt.053" ? withPageEdges(statement.balances) : statement.balances;
    const balanced = arithmetic.checkBalances({ balances, entryCount, isPart }, log);
    if (!isPart) arithmetic.checkTotals(totalsOf(statement.records), entryCount, log);
    this.#queue({ kind: "end", end: { balances, entryCount, balanced, findings: log.all() } });
    this.#statement = undefined;
  }

  record(node: Node): void {
    const statement = this.#statement;
    if (statement === undefined) this.#group ??= node;
    else if (node.name === "Ntry") this.#entry(node, statement);
    else {
      if (!statement.records.has(node.name)) statement.records.set(node.name, node);
      if (node.name === "Bal") addBalance(node, statement);
    }
  }

  part(node: Node, record: Node): void {
    const statement = this.#statement;
    if (statement === undefined) return;
    const { details, log, account, entryCount } = statement;
    if (details.length >= MAX_DETAILS) throw tooManyDetails(node.line);
    const context = { account, isCredit: creditAt(record) ?? true, reversal: booleanAt(record, "RvslInd") === true };
    details.push(detailOf(node, context, `entries[${entryCount + 1}].details[${details.length}]`, log));
  }

  closed(node: Node): void {
    if (this.#statement !== undefined) checkLength(node, this.#statement.log);
  }

  #entry(node: Node, statement: OpenStatement): void {
    const { log, details, arithmetic } = statement;
    statement.details = [];
    statement.entryCount += 1;
    checkEntry(node, log);
    const entry = entryOf(node, statement.entryCount, details, log);
    if (entry === undefined) return;
    arithmetic.add(entry);
    this.#queue({ kind: "entry", entry });
  }

  /** Passes the head on, once whatever stands before the first entry has been read. */
  #tell(statement: OpenStatement): void {
    if (statement.isTold) return;
    const { records, log } = statement;
    const head = headOf(this.#format, this.#message, this.#group, records, log);
    checkHead(this.#format, this.#group, records, log);
    const { account, page } = head;
    statement.account = account.iban ?? account.otherId;
    statement.isPart = page !== undefined && (page.number > 1 || page.last === false);
    statement.isTold = true;
    this.#queue({ kind: "statement", head });
  }
}

function addBalance(node: Node, statement: OpenStatement): void {
  statement.balanceCount += 1;
  if (statement.balanceCount > MAX_BALANCES) throw tooManyBalances(node.line);
  const balance = balanceOf(node, statement.balanceCount, statement.log);
  if (balance !== undefined) statement.balances.push(balance);
}

function tooManyBalances(line: number): BankFileError {
  return new BankFileError("TOO_MANY_PARTS", {
    field: "balances",
    value: `more than ${MAX_BALANCES}`,
    problem: `One statement has more than ${MAX_BALANCES} balances`,
    wayOut: "ask the bank for a shorter period",
    line,
  });
}

function tooManyDetails(line: number): BankFileError {
  return new BankFileError("TOO_MANY_PARTS", {
    field: "details",
    value: `more than ${MAX_DETAILS}`,
    problem: `One entry has more than ${MAX_DETAILS} transactions`,
    wayOut: "ask the bank to book them one by one, or in smaller batches",
    line,
  });
}
