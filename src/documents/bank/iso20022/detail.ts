/** One transaction of an entry, `TxDtls`, in any version. */
import type {
  BankCharge,
  BankDetail,
  BankExchange,
  BankReferences,
  BankReturn,
} from "../../../domain/bankStatement.ts";
import { parseDecimal } from "../../../domain/decimal.ts";
import { signed } from "../amounts.ts";
import type { FindingLog } from "../findingLog.ts";
import { reference } from "../text.ts";
import { amountAt, creditAt, signedAt } from "./money.ts";
import { booleanAt, nodeAt, nodesAt, textAt, textsAt } from "./node.ts";
import type { Node } from "./node.ts";
import { counterRole, partyOf, ultimateOf } from "./party.ts";
import { structuredOf } from "./remittance.ts";

/** What a transaction takes from the entry that it is in. */
export interface EntryContext {
  /** The account of the statement as it is written. */
  readonly account: string | undefined;
  readonly isCredit: boolean;
  readonly reversal: boolean;
}

/** @param field "entries[3].details[0]" */
export function detailOf(node: Node, context: EntryContext, field: string, log: FindingLog): BankDetail {
  const isCredit = creditAt(node) ?? context.isCredit;
  const returned = returnOf(node);
  const parties = { Dbtr: partyOf(node, "Dbtr"), Cdtr: partyOf(node, "Cdtr") };
  const comesBack = context.reversal || returned !== undefined;
  const role = counterRole(parties, context.account, isCredit, comesBack);
  return {
    money: signedAt(node, `${field}.money`, log, isCredit, "Amt", "AmtDtls/TxAmt/Amt"),
    references: referencesOf(node),
    counterparty: parties[role],
    ultimateCounterparty: ultimateOf(node, role),
    unstructured: textsAt(node, "RmtInf/Ustrd"),
    structured: nodesAt(node, "RmtInf/Strd").map((block, index) =>
      structuredOf(block, `${field}.structured[${index}]`, log),
    ),
    additionalInformation: textAt(node, "AddtlTxInf"),
    returned,
    instructed: amountAt(node, `${field}.instructed`, log, "warning", "AmtDtls/InstdAmt/Amt"),
    counterValue: amountAt(node, `${field}.counterValue`, log, "warning", "AmtDtls/CntrValAmt/Amt"),
    exchange: exchangeOf(node),
    charges: chargesOf(node, `${field}.charges`, log),
  };
}

function referencesOf(node: Node): BankReferences {
  const at = (...paths: readonly string[]): string | undefined =>
    reference(textAt(node, ...paths.map((path) => `Refs/${path}`)));
  return {
    messageId: at("MsgId"),
    bankReference: at("AcctSvcrRef"),
    paymentInformationId: at("PmtInfId"),
    instructionId: at("InstrId"),
    endToEndId: at("EndToEndId"),
    transactionId: at("TxId"),
    uetr: at("UETR"),
    mandateId: at("MndtId"),
    clearingReference: at("ClrSysRef"),
  };
}

function returnOf(node: Node): BankReturn | undefined {
  const info = nodeAt(node, "RtrInf");
  if (info === undefined) return undefined;
  return {
    reason: textAt(info, "Rsn/Cd", "Rsn/Prtry", "RtrRsn/Cd", "RtrRsn/Prtry"),
    texts: [...textsAt(info, "AddtlInf"), ...textsAt(info, "AddtlRtrRsnInf")],
  };
}

function exchangeOf(node: Node): BankExchange | undefined {
  for (const name of ["CntrValAmt", "TxAmt", "InstdAmt"]) {
    const found = nodeAt(node, `AmtDtls/${name}/CcyXchg`);
    const rate = parseDecimal(textAt(found, "XchgRate") ?? "");
    if (found === undefined || rate === undefined) continue;
    return { source: textAt(found, "SrcCcy"), target: textAt(found, "TrgtCcy"), rate };
  }
  return undefined;
}

/** Since version 4 charges are records of one `Chrgs`, before that each is a `Chrgs`. One without a sign was taken. */
export function chargesOf(node: Node, field: string, log: FindingLog): readonly BankCharge[] {
  const records = nodesAt(node, "Chrgs").flatMap((charges) => {
    const inner = nodesAt(charges, "Rcrd");
    return inner.length > 0 ? inner : [charges];
  });
  return records.flatMap((record) => {
    const amount = amountAt(record, field, log, "warning", "Amt");
    if (amount === undefined) return [];
    const bearer = textAt(record, "Br");
    return [{ ...signed(amount, creditAt(record) ?? false), included: booleanAt(record, "ChrgInclInd"), bearer }];
  });
}
