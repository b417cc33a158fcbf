import { readFileSync } from "node:fs";
import { BankFileError } from "../../src/documents/bank/errors.ts";
import { readBankFile } from "../../src/documents/bank/readBankFile.ts";
import type { BankFile, BankFileOptions, BankFileSource } from "../../src/documents/bank/readBankFile.ts";
import type { BankEntry, BankStatement } from "../../src/domain/bankStatement.ts";
import { bytes } from "./documents.ts";

/** Bank files for tests: fixtures, and small valid messages whose pieces can be changed. */

export function bankFixture(name: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/bank/${name}`, import.meta.url));
}

export async function readBank(source: BankFileSource | string, options?: BankFileOptions): Promise<BankFile> {
  return readBankFile(typeof source === "string" ? bytes(source) : source, options);
}

export async function statementsIn(
  source: BankFileSource | string,
  options?: BankFileOptions,
): Promise<readonly BankStatement[]> {
  const file = await readBank(source, options);
  if (file.kind !== "statements") throw new Error("the file holds no statements");
  return file.statements;
}

/** The only statement of a file. */
export async function statementIn(source: BankFileSource | string, options?: BankFileOptions): Promise<BankStatement> {
  const [only, other] = await statementsIn(source, options);
  if (only === undefined || other !== undefined) throw new Error("the file does not hold one statement");
  return only;
}

/** The error that reading ends in. Anything else than a BankFileError, or no error, fails the test. */
export async function bankRefusal(source: BankFileSource | string, options?: BankFileOptions): Promise<BankFileError> {
  try {
    await readBank(source, options);
  } catch (error) {
    if (error instanceof BankFileError) return error;
    throw error;
  }
  throw new Error("the file was read");
}

export function errorRules({ findings }: Pick<BankStatement, "findings">): readonly string[] {
  return findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule);
}

export function warningRules({ findings }: Pick<BankStatement, "findings">): readonly string[] {
  return findings.filter(({ severity }) => severity === "warning").map(({ rule }) => rule);
}

/** One entry as `Ntry`; further elements stand before its end. */
export function ntry(amount: string, more = "", sign = "CRDT", currency = "EUR", status = "BOOK"): string {
  const date = "<BookgDt><Dt>2026-11-02</Dt></BookgDt><ValDt><Dt>2026-11-02</Dt></ValDt>";
  const head = `<Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Sts>${status}</Sts>${date}`;
  return `<Ntry>${head}<BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd>${more}</Ntry>`;
}

/** A booked balance as `Bal`. */
export function bal(code: string, amount: string, sign = "CRDT", currency = "EUR", date = "2026-11-02"): string {
  const type = `<Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>`;
  const figure = `<Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd>`;
  return `<Bal>${type}${figure}<Dt><Dt>${date}</Dt></Dt></Bal>`;
}

/** From 10.00 to 15.00 EUR. */
export const BALANCES = bal("OPBD", "10.00") + bal("CLBD", "15.00");

const HEAD = "<GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-02T00:00:00</CreDtTm></GrpHdr>";
const ACCOUNT = "<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>";

/** A camt.053 of one statement with that content; of version 2 unless a namespace says otherwise. */
export function camt053(content: string, namespace = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"): string {
  const xmlns = namespace === "" ? "" : ` xmlns="${namespace}"`;
  const statement = `<Id>S</Id><CreDtTm>2026-11-02T00:00:00</CreDtTm>${ACCOUNT}${content}`;
  return `<Document${xmlns}><BkToCstmrStmt>${HEAD}<Stmt>${statement}</Stmt></BkToCstmrStmt></Document>`;
}

/** An MT940 of one statement with those lines between its head and its end. */
export function mt940(lines: readonly string[], opening = "C261102EUR0,", closing?: string): string {
  const end = closing === undefined ? [] : [`:62F:${closing}`];
  return [":20:M", ":25:DE89370400440532013000", ":28C:1/1", `:60F:${opening}`, ...lines, ...end, "-"].join("\r\n");
}

/** The entry at a place, from 0. */
export function entryAt({ entries }: BankStatement, place: number): BankEntry {
  const entry = entries[place];
  if (entry === undefined) throw new Error(`there is no entry ${place}`);
  return entry;
}
