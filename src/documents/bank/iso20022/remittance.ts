/** ISO 20022 structured remittance information, which statements and remittance advices share. */
import type { BankAmount } from "../../../domain/bankAmount.ts";
import type {
  CreditorReference,
  ReferredDocument,
  RemittanceAdjustment,
  StructuredRemittance,
} from "../../../domain/remittance.ts";
import { signed } from "../amounts.ts";
import type { FindingLog } from "../findingLog.ts";
import { amountAt, amountOf, creditAt } from "./money.ts";
import { dateAt, nodesAt, textAt, textsAt } from "./node.ts";
import type { Node } from "./node.ts";

/** A block, `Strd`. What is no amount or day in it is left out with a warning. */
export function structuredOf(block: Node, field: string, log: FindingLog): StructuredRemittance {
  const at = `${field}.amounts`;
  const amount = (name: string, ...paths: readonly string[]): BankAmount | undefined =>
    amountAt(block, `${at}.${name}`, log, "warning", ...paths);
  const each = (name: string, path: string): readonly BankAmount[] =>
    nodesAt(block, path)
      .map((node) =>
        amountOf(node.children.find(({ name: child }) => child === "Amt") ?? node, `${at}.${name}`, log, "warning"),
      )
      .filter((found) => found !== undefined);
  return {
    creditorReference: creditorReferenceOf(block),
    documents: documentsOf(block, field, log),
    amounts: {
      due: amount("due", "RfrdDocAmt/DuePyblAmt"),
      discounts: each("discounts", "RfrdDocAmt/DscntApldAmt"),
      credited: amount("credited", "RfrdDocAmt/CdtNoteAmt"),
      taxes: each("taxes", "RfrdDocAmt/TaxAmt"),
      adjustments: nodesAt(block, "RfrdDocAmt/AdjstmntAmtAndRsn")
        .map((node) => adjustmentOf(node, at, log))
        .filter((found) => found !== undefined),
      remitted: amount("remitted", "RfrdDocAmt/RmtdAmt"),
    },
    additional: textsAt(block, "AddtlRmtInf"),
  };
}

/** Version 1 writes the type, and the reference, without a level of their own. */
function creditorReferenceOf(block: Node): CreditorReference | undefined {
  const reference = textAt(block, "CdtrRefInf/Ref", "CdtrRefInf/CdtrRef");
  if (reference === undefined) return undefined;
  return {
    reference,
    type: textAt(
      block,
      "CdtrRefInf/Tp/CdOrPrtry/Cd",
      "CdtrRefInf/Tp/CdOrPrtry/Prtry",
      "CdtrRefInf/CdtrRefTp/Cd",
      "CdtrRefInf/CdtrRefTp/Prtry",
    ),
    issuer: textAt(block, "CdtrRefInf/Tp/Issr", "CdtrRefInf/CdtrRefTp/Issr"),
  };
}

/** Version 1 dates the block instead of the document. */
function documentsOf(block: Node, field: string, log: FindingLog): readonly ReferredDocument[] {
  return nodesAt(block, "RfrdDocInf").map((node, index) => {
    const at = `${field}.documents[${index}].date`;
    return {
      type: textAt(node, "Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry", "RfrdDocTp/Cd", "RfrdDocTp/Prtry"),
      number: textAt(node, "Nb", "RfrdDocNb"),
      date: dateAt(node, at, log, "RltdDt/Dt", "RltdDt") ?? dateAt(block, at, log, "RfrdDocRltdDt"),
    };
  });
}

/** An adjustment without a sign lowers what is remitted, as a deduction does. */
function adjustmentOf(node: Node, at: string, log: FindingLog): RemittanceAdjustment | undefined {
  const amount = amountAt(node, `${at}.adjustments`, log, "warning", "Amt");
  if (amount === undefined) return undefined;
  return {
    ...signed(amount, creditAt(node) ?? false),
    reason: textAt(node, "Rsn"),
    text: textAt(node, "AddtlInf"),
  };
}
