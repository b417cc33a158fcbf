/** What the schemas of ISO 20022 ask for and a statement can do without: a breach is a warning. */
import type { BankFormat } from "../../../domain/bankStatement.ts";
import type { FindingLog } from "../findingLog.ts";
import { nodeAt } from "./node.ts";
import type { Node } from "./node.ts";
import type { Records } from "./statementHead.ts";

/** Characters that a text may have, by the name of its element; names that mean two things are left out. */
const LENGTHS: ReadonlyMap<string, number> = new Map([
  ...["MsgId", "EndToEndId", "InstrId", "TxId", "PmtInfId", "MndtId", "AcctSvcrRef", "NtryRef", "ClrSysRef"].map(max35),
  ...["Ref", "Nb"].map(max35),
  ["Ustrd", 140],
  ["Nm", 140],
  ["AddtlRmtInf", 140],
  ["AddtlNtryInf", 500],
  ["AddtlTxInf", 500],
]);

function max35(name: string): [string, number] {
  return [name, 35];
}

/** Warns of a text that is longer than its element allows; it is kept whole. */
export function checkLength(node: Node, log: FindingLog): void {
  const most = LENGTHS.get(node.name);
  if (most === undefined || node.text.length <= most) return;
  const { length } = node.text.trim();
  if (length <= most) return;
  const details = { expected: String(most), actual: String(length), line: node.line };
  log.warn("SCHEMA-LENGTH", node.name, "The text is longer than the schema allows.", details);
}

/** Warns of elements that every version since the first has, and that this entry lacks. */
export function checkEntry(node: Node, log: FindingLog): void {
  if (nodeAt(node, "BkTxCd") === undefined) missing("Ntry/BkTxCd", node.line, log);
}

/** Warns of elements that a statement must have, and that this one lacks; without an account it cannot be used. */
export function checkHead(format: BankFormat, group: Node | undefined, records: Records, log: FindingLog): void {
  if (group === undefined) missing("GrpHdr", undefined, log);
  for (const name of ["MsgId", "CreDtTm"]) {
    if (group !== undefined && nodeAt(group, name) === undefined) missing(`GrpHdr/${name}`, group.line, log);
  }
  if (!records.has("Id")) missing("Id", undefined, log);
  if (!records.has("Acct")) log.error("ACCOUNT-MISSING", "account", "Nothing says which account it is about.");
  if (format === "camt.053" && !records.has("Bal")) missing("Bal", undefined, log);
}

function missing(name: string, line: number | undefined, log: FindingLog): void {
  const details = line === undefined ? {} : { line };
  log.warn("SCHEMA-MISSING", name, "The schema asks for this element.", { ...details, expected: name });
}
