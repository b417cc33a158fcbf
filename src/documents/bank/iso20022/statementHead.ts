/** What a camt message says of a statement besides its entries. */
import type {
  BankAccount,
  BankBalance,
  BankBalanceKind,
  BankFormat,
  BankPage,
  BankStatementHead,
} from "../../../domain/bankStatement.ts";
import { signed } from "../amounts.ts";
import type { GivenTally, GivenTotals } from "../arithmetic.ts";
import type { FindingLog } from "../findingLog.ts";
import { accountNumber } from "../text.ts";
import { amountAt, creditAt } from "./money.ts";
import { booleanAt, dateAt, nodeAt, textAt } from "./node.ts";
import type { Node } from "./node.ts";
import { ACCOUNT_PATHS, BIC_PATHS } from "./party.ts";

/** The names of what a statement says once, by the record of the model that they make. */
export const HEAD_RECORDS: ReadonlySet<string> = new Set([
  ...["Id", "ElctrncSeqNb", "LglSeqNb", "CreDtTm", "FrToDt", "Acct", "TxsSummry"],
  ...["StmtPgntn", "RptPgntn", "NtfctnPgntn"],
]);

/** The records that have been read of a message and of a statement, by their names; the first of each counts. */
export type Records = ReadonlyMap<string, Node>;

export function headOf(
  format: BankFormat,
  message: string | undefined,
  group: Node | undefined,
  records: Records,
  log: FindingLog,
): BankStatementHead {
  const text = (name: string): string | undefined => textAt(asParent(records.get(name)), name);
  const period = records.get("FrToDt");
  return {
    format,
    message,
    messageId: textAt(group, "MsgId"),
    statementId: text("Id"),
    sequence: text("ElctrncSeqNb") ?? text("LglSeqNb"),
    page: pageOf(group, records),
    account: accountOf(records.get("Acct")),
    from: period === undefined ? undefined : dateAt(period, "from", log, "FrDtTm", "FrDt"),
    to: period === undefined ? undefined : dateAt(period, "to", log, "ToDtTm", "ToDt"),
  };
}

/** A record as the only child of a parent, so that it is found by its name like any other element. */
function asParent(record: Node | undefined): Node | undefined {
  return record === undefined ? undefined : { ...record, name: "", children: [record] };
}

/** Since version 3 a statement has pages; before that the message has. */
function pageOf(group: Node | undefined, records: Records): BankPage | undefined {
  const own = records.get("StmtPgntn") ?? records.get("RptPgntn") ?? records.get("NtfctnPgntn");
  const pagination = own ?? (group === undefined ? undefined : nodeAt(group, "MsgPgntn"));
  const number = textAt(pagination, "PgNb");
  if (pagination === undefined || number === undefined || !/^\d{1,5}$/.test(number)) return undefined;
  return { number: Number(number), last: booleanAt(pagination, "LastPgInd") };
}

function accountOf(node: Node | undefined): BankAccount {
  return {
    ...accountNumber(textAt(node, ...ACCOUNT_PATHS)),
    currency: textAt(node, "Ccy"),
    owner: textAt(node, "Ownr/Nm", "Nm"),
    bic: textAt(node, ...BIC_PATHS.map((path) => `Svcr/${path}`)),
  };
}

const KINDS: Readonly<Record<string, BankBalanceKind>> = {
  OPBD: "opening",
  CLBD: "closing",
  PRCD: "previousClosing",
  ITBD: "interim",
  OPAV: "openingAvailable",
  CLAV: "closingAvailable",
  ITAV: "interimAvailable",
  FWAV: "forwardAvailable",
  XPCD: "expected",
  INFO: "information",
};

/** @returns undefined, with an error finding, for a balance whose amount or sign cannot be read. */
export function balanceOf(node: Node, index: number, log: FindingLog): BankBalance | undefined {
  const field = `balances[${index}]`;
  const amount = amountAt(node, `${field}.amount`, log, "error", "Amt");
  const isCredit = creditAt(node);
  if (amount === undefined || isCredit === undefined) {
    log.error("BALANCE-UNREADABLE", field, "The balance has no amount, or nothing says whether it is a debt.", {
      line: node.line,
    });
    return undefined;
  }
  const code = textAt(node, "Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry", "Tp/Cd", "Tp/Prtry") ?? "";
  return {
    ...signed(amount, isCredit),
    kind: Object.hasOwn(KINDS, code) ? (KINDS[code] ?? "other") : "other",
    code,
    date: dateAt(node, `${field}.date`, log, "Dt/Dt", "Dt/DtTm"),
  };
}

/**
 * A page of a camt.053 that has no opening or closing balance of its own begins, or ends, with an interim one (ITBD):
 * the first of them opens it, the last one closes it. One that might do either is left as it is.
 */
export function withPageEdges(balances: readonly BankBalance[]): readonly BankBalance[] {
  const has = (...kinds: readonly BankBalanceKind[]): boolean => balances.some(({ kind }) => kinds.includes(kind));
  const opened = has("opening", "previousClosing");
  const closed = has("closing");
  const interim = balances.filter(({ kind }) => kind === "interim");
  if (interim.length === 0 || (!opened && !closed && interim.length === 1)) return balances;
  return balances.map((balance) => {
    if (!opened && balance === interim[0]) return { ...balance, kind: "interimOpening" };
    return !closed && balance === interim.at(-1) ? { ...balance, kind: "interimClosing" } : balance;
  });
}

/** `TxsSummry`, as far as it is given. */
export function totalsOf(records: Records): GivenTotals {
  const summary = records.get("TxsSummry");
  const tally = (name: string): GivenTally => {
    const count = textAt(summary, `${name}/NbOfNtries`);
    const sum = textAt(summary, `${name}/Sum`);
    return {
      count: count !== undefined && /^\d{1,15}$/.test(count) ? Number(count) : undefined,
      sum: sum !== undefined && /^\d{1,18}(?:\.\d{1,17})?$/.test(sum) ? sum : undefined,
    };
  };
  return { all: tally("TtlNtries"), credits: tally("TtlCdtNtries"), debits: tally("TtlDbtNtries") };
}
