import type { BankAmount } from "../../../domain/bankAmount.ts";
import { readAmount, signed } from "../amounts.ts";
import type { AmountWeight } from "../amounts.ts";
import type { FindingLog } from "../findingLog.ts";
import { filled } from "../text.ts";
import { nodeAt, textAt } from "./node.ts";
import type { Node } from "./node.ts";

/**
 * An amount with its `Ccy`, at the end of the first path that leads to one; unsigned. See readAmount for its
 * findings.
 */
export function amountAt(
  node: Node,
  field: string,
  log: FindingLog,
  weight: AmountWeight,
  ...paths: readonly string[]
): BankAmount | undefined {
  const found = nodeAt(node, ...paths);
  return found === undefined ? undefined : amountOf(found, field, log, weight);
}

/** The amount that an element is. */
export function amountOf(node: Node, field: string, log: FindingLog, weight: AmountWeight): BankAmount | undefined {
  const place = { field, line: node.line };
  return readAmount(filled(node.text) ?? "", filled(node.attributes.get("Ccy")), place, log, weight);
}

/** True for CRDT, false for DBIT, undefined for anything else: without it an amount has no sign. */
export function creditAt(node: Node, path = "CdtDbtInd"): boolean | undefined {
  const text = textAt(node, path);
  if (text === "CRDT") return true;
  return text === "DBIT" ? false : undefined;
}

/** An amount with the sign that stands beside it, or else with the sign of what it belongs to. */
export function signedAt(
  node: Node,
  field: string,
  log: FindingLog,
  otherwise: boolean,
  ...paths: readonly string[]
): BankAmount | undefined {
  const amount = amountAt(node, field, log, "warning", ...paths);
  return amount === undefined ? undefined : signed(amount, creditAt(node) ?? otherwise);
}
