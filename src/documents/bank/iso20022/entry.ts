/** An entry, `Ntry`, in any version; its transactions are read apart, one by one. */
import type {
  BankBatch,
  BankDetail,
  BankEntry,
  BankEntryStatus,
  BankTransactionCode,
} from "../../../domain/bankStatement.ts";
import { detailsAddUp } from "../../../domain/bankEntries.ts";
import { signed } from "../amounts.ts";
import type { FindingLog } from "../findingLog.ts";
import { reference } from "../text.ts";
import { chargesOf } from "./detail.ts";
import { amountAt, creditAt, signedAt } from "./money.ts";
import { booleanAt, dateAt, nodeAt, nodesAt, textAt } from "./node.ts";
import type { Node } from "./node.ts";

const STATUSES: Readonly<Record<string, BankEntryStatus>> = {
  BOOK: "booked",
  PDNG: "pending",
  // What takes effect on a later day is not in the booked balance yet.
  FUTR: "pending",
  INFO: "information",
};

/** @returns undefined, with an error finding, for an entry whose amount, sign or status cannot be read. */
export function entryOf(
  node: Node,
  index: number,
  details: readonly BankDetail[],
  log: FindingLog,
): BankEntry | undefined {
  const field = `entries[${index}]`;
  const amount = amountAt(node, `${field}.amount`, log, "error", "Amt");
  const isCredit = creditAt(node);
  const status = statusOf(node);
  const place = { line: node.line };
  if (nodeAt(node, "Amt") === undefined) {
    log.error("AMOUNT-MISSING", `${field}.amount`, "The entry has no amount.", place);
  }
  if (isCredit === undefined) {
    const details = { ...place, actual: textAt(node, "CdtDbtInd") ?? "" };
    log.error("FORMAT-SIGN", `${field}.amount`, "Nothing says whether the money came in or went out.", details);
  }
  if (status === undefined) {
    const details = { ...place, actual: textAt(node, "Sts/Cd", "Sts") ?? "" };
    log.error("FORMAT-STATUS", `${field}.status`, "Nothing says whether the entry is booked.", details);
  }
  if (amount === undefined || isCredit === undefined || status === undefined) return undefined;
  const entry: BankEntry = {
    ...signed(amount, isCredit),
    index,
    line: node.line,
    status,
    reversal: booleanAt(node, "RvslInd") === true,
    bookingDate: dateAt(node, `${field}.bookingDate`, log, "BookgDt/Dt", "BookgDt/DtTm"),
    valueDate: dateAt(node, `${field}.valueDate`, log, "ValDt/Dt", "ValDt/DtTm"),
    bankReference: reference(textAt(node, "AcctSvcrRef")),
    reference: reference(textAt(node, "NtryRef")),
    transactionCode: transactionCodeOf(node),
    batch: batchOf(node, isCredit, `${field}.batch`, log),
    charges: chargesOf(node, `${field}.charges`, log),
    additionalInformation: textAt(node, "AddtlNtryInf"),
    details,
  };
  checkDetails(entry, field, log);
  return entry;
}

/** Before version 8 the status is a code by itself. */
function statusOf(node: Node): BankEntryStatus | undefined {
  const code = textAt(node, "Sts/Cd", "Sts");
  return code === undefined || !Object.hasOwn(STATUSES, code) ? undefined : STATUSES[code];
}

function transactionCodeOf(node: Node): BankTransactionCode | undefined {
  const code = nodeAt(node, "BkTxCd");
  if (code === undefined) return undefined;
  return {
    domain: textAt(code, "Domn/Cd"),
    family: textAt(code, "Domn/Fmly/Cd"),
    subFamily: textAt(code, "Domn/Fmly/SubFmlyCd"),
    proprietary: textAt(code, "Prtry/Cd"),
    issuer: textAt(code, "Prtry/Issr"),
  };
}

/**
 * Version 1 has the batch beside the transactions, not among them. Of several batches the first is named, all count.
 */
function batchOf(node: Node, isCredit: boolean, field: string, log: FindingLog): BankBatch | undefined {
  const batches = [...nodesAt(node, "NtryDtls/Btch"), ...nodesAt(node, "Btch")];
  const [first, other] = batches;
  if (first === undefined) return undefined;
  const counts = batches.map((batch) => textAt(batch, "NbOfTxs") ?? "");
  const isCounted = counts.every((count) => /^\d{1,15}$/.test(count));
  return {
    messageId: reference(textAt(first, "MsgId")),
    paymentInformationId: reference(textAt(first, "PmtInfId")),
    count: isCounted ? counts.reduce((sum, count) => sum + Number(count), 0) : undefined,
    total: other === undefined ? signedAt(first, `${field}.total`, log, isCredit, "TtlAmt") : undefined,
  };
}

/** The money of the entry stands either way; what its transactions do not make must not be split by them. */
function checkDetails(entry: BankEntry, field: string, log: FindingLog): void {
  const place = { line: entry.line };
  if (detailsAddUp(entry) === false) {
    log.warn("DETAILS-SUM", `${field}.details`, "The transactions do not make the amount of the entry.", place);
  }
  const expected = entry.batch?.count;
  const actual = entry.details.length;
  if (expected === undefined || actual === 0 || actual === expected) return;
  const details = { ...place, expected: String(expected), actual: String(actual) };
  log.warn("DETAILS-COUNT", `${field}.details`, "The batch counts other transactions than it has.", details);
}
