/** Fields into statements: one for each message, so that a statement of several pages is read page by page. */
import type { BankBalance, BankEntry, BankStatementHead } from "../../../domain/bankStatement.ts";
import { formatDecimal, fromMinorUnits } from "../../../domain/decimal.ts";
import { Arithmetic, NO_TOTALS } from "../arithmetic.ts";
import type { GivenTally, GivenTotals } from "../arithmetic.ts";
import { BankFileError } from "../errors.ts";
import { FindingLog } from "../findingLog.ts";
import { MAX_BALANCES } from "../limits.ts";
import type { PartQueue } from "../parts.ts";
import { filled } from "../text.ts";
import { accountOf, numberOf } from "./account.ts";
import { entryOf } from "./entry.ts";
import type { Field, FieldSink } from "./fields.ts";
import { ownerIn } from "./nonSwift.ts";
import { balanceOf } from "./values.ts";

const TOTAL = /^(\d{1,5})([A-Z]{3})(\d{1,15}(?:,\d{0,4})?)\s*$/;

/** What has been read of one message. */
class OpenMessage {
  readonly type: string | undefined;
  readonly log = new FindingLog();
  /** The first of each field that a message has once. */
  readonly fields = new Map<string, Field>();
  readonly balances: BankBalance[] = [];
  readonly arithmetic = new Arithmetic();
  /** The line of the entry that is being read, and what stands behind it. */
  entry: { readonly line: Field; readonly information: Field[] } | undefined;
  entryCount = 0;
  totals: GivenTotals = NO_TOTALS;
  isTold = false;

  constructor(type: string | undefined) {
    this.type = type;
  }

  get currency(): string | undefined {
    return this.balances[0]?.currency ?? filled(this.fields.get("34F")?.lines[0]?.slice(0, CURRENCY_LETTERS));
  }
}

const CURRENCY_LETTERS = 3;

/** What the page before says that this one goes on from. */
interface PageEnd {
  readonly account: string;
  readonly number: string | undefined;
  readonly balance: BankBalance;
}

export class StatementSink implements FieldSink {
  readonly #queue: PartQueue;
  readonly #encodings: ReadonlySet<string>;
  #message: OpenMessage | undefined;
  #before: PageEnd | undefined;
  #statements = 0;

  /** @param encodings Those that the file has been met in, beyond ASCII; they are looked at when a message ends. */
  constructor(queue: PartQueue, encodings: ReadonlySet<string>) {
    this.#queue = queue;
    this.#encodings = encodings;
  }

  /** How many messages there were. */
  get count(): number {
    return this.#statements;
  }

  begin(type: string | undefined): void {
    this.#message = new OpenMessage(type);
  }

  field(field: Field): void {
    const message = this.#message;
    if (message === undefined) return;
    if (this.#statements === 0 && !message.fields.has("20") && field.tag !== "20") throw noStatement(field);
    if ((field.tag === "86" || field.tag === "NS") && message.entry !== undefined) {
      message.entry.information.push(field);
      return;
    }
    this.#flushEntry(message);
    if (field.tag === "61") message.entry = { line: field, information: [] };
    else if (/^6\d/.test(field.tag)) addBalance(field, message);
    else if (field.tag === "90C") message.totals = { ...message.totals, credits: totalOf(field) };
    else if (field.tag === "90D") message.totals = { ...message.totals, debits: totalOf(field) };
    else if (!message.fields.has(field.tag)) message.fields.set(field.tag, field);
  }

  finish(isMarked: boolean): void {
    const message = this.#message;
    if (message === undefined) return;
    this.#flushEntry(message);
    this.#tell(message);
    const { balances, arithmetic, entryCount, log } = message;
    const balanced = arithmetic.checkBalances({ balances, entryCount, isPart: false }, log);
    arithmetic.checkTotals(message.totals, entryCount, log);
    checkEnd(message, isMarked);
    this.#checkPages(message);
    if (this.#encodings.size > 1) log.warn("ENCODING-MIXED", "file", "Its lines are in more than one encoding.");
    this.#queue({ kind: "end", end: { balances, entryCount, balanced, findings: log.all() } });
    this.#statements += 1;
    this.#message = undefined;
  }

  #flushEntry(message: OpenMessage): void {
    const { entry, log } = message;
    if (entry === undefined) return;
    message.entry = undefined;
    message.entryCount += 1;
    this.#tell(message);
    const read: BankEntry | undefined = entryOf(entry, message.currency, message.entryCount, log);
    if (read === undefined) return;
    message.arithmetic.add(read);
    this.#queue({ kind: "entry", entry: read });
  }

  /** Passes the head on, once whatever stands before the first entry has been read. */
  #tell(message: OpenMessage): void {
    if (message.isTold) return;
    message.isTold = true;
    const head = headOf(message);
    checkFields(head, message);
    this.#queue({ kind: "statement", head });
  }

  /** A page begins with the balance that the one before ended with, if both are in the file. */
  #checkPages({ fields, balances, log }: OpenMessage): void {
    const account = fields.get("25")?.lines[0]?.trim() ?? "";
    const { number } = numberOf(fields.get("28C") ?? fields.get("28"));
    const before = this.#before;
    const opening = balances.find(({ kind }) => kind === "interimOpening");
    if (opening !== undefined && before?.account === account && before.number === number) {
      const [expected, actual] = [before.balance, opening].map(shown);
      if (expected !== actual) {
        const message = "The page does not begin with the balance that the one before ended with.";
        log.error("BALANCE-PAGES", "interimOpening", message, { expected: expected ?? "", actual: actual ?? "" });
      }
    }
    const balance = balances.findLast(({ kind }) => kind === "interimClosing");
    this.#before = balance === undefined ? undefined : { account, number, balance };
  }
}

function shown({ amount, currency, exponent }: BankBalance): string {
  return `${formatDecimal(fromMinorUnits(amount, exponent))} ${currency}`;
}

/** MT942 has a floor limit (34F), and totals instead of balances. */
function isInterim({ type, fields }: OpenMessage): boolean {
  return type === "942" || fields.has("34F");
}

function headOf(message: OpenMessage): BankStatementHead {
  const { fields } = message;
  const text = (tag: string): string | undefined => filled(fields.get(tag)?.lines[0]);
  const { number, page } = numberOf(fields.get("28C") ?? fields.get("28"));
  const account = fields.get("25") ?? fields.get("25P") ?? { tag: "25", lines: [], line: 0 };
  return {
    format: isInterim(message) ? "MT942" : "MT940",
    message: undefined,
    messageId: text("20"),
    statementId: number,
    sequence: number,
    page,
    account: accountOf(account, ownerIn(fields.get("NS")?.lines ?? [])),
    from: undefined,
    to: undefined,
  };
}

function checkFields({ account, format }: BankStatementHead, { fields, balances, log }: OpenMessage): void {
  if (account.iban === undefined && account.otherId === undefined) {
    log.error("ACCOUNT-MISSING", "account", "Nothing says which account it is about.");
  }
  if (!fields.has("20")) missing("20", log);
  if (!fields.has("28C") && !fields.has("28")) missing("28C", log);
  if (format === "MT940" && !balances.some(({ code }) => /^60/.test(code))) missing("60F", log);
}

/**
 * A statement without closing balance and without a mark at its end may have lost entries: the file, or a forger, cut
 * it.
 */
function checkEnd(message: OpenMessage, isMarked: boolean): void {
  const { balances, totals, log } = message;
  const isClosed = isInterim(message) ? totals !== NO_TOTALS : balances.some(({ code }) => /^62/.test(code));
  if (isClosed) return;
  if (!isMarked) log.error("STATEMENT-CUT", "closing", "It has no closing balance and no end: it may be cut off.");
  else if (!isInterim(message)) missing("62F", log);
}

function missing(tag: string, log: FindingLog): void {
  log.warn("SCHEMA-MISSING", `field ${tag}`, "The message must have this field.", { expected: tag });
}

function addBalance(field: Field, message: OpenMessage): void {
  const { balances, currency, log } = message;
  if (balances.length >= MAX_BALANCES) throw tooManyBalances(field);
  const balance = balanceOf(field, currency, log);
  if (balance !== undefined) balances.push(balance);
}

function totalOf({ lines }: Field): GivenTally {
  const [, count, , sum] = TOTAL.exec(lines[0] ?? "") ?? [];
  return { count: count === undefined ? undefined : Number(count), sum: sum?.replace(",", ".") };
}

function noStatement({ tag, line }: Field): BankFileError {
  return new BankFileError("NO_STATEMENT", {
    field: "file",
    value: `:${tag}:`,
    problem: `The file begins with a field ${tag}, which is a piece of a statement`,
    wayOut: "a statement begins with field 20: download the whole file from the bank again",
    line,
  });
}

function tooManyBalances({ line }: Field): BankFileError {
  return new BankFileError("TOO_MANY_PARTS", {
    field: "balances",
    value: `more than ${MAX_BALANCES}`,
    problem: `One statement has more than ${MAX_BALANCES} balances`,
    wayOut: "ask the bank for a shorter period",
    line,
  });
}
