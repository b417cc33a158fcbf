/** What both sides of a frame contract sign: a message of its own, in words that a wallet shows. */
import { digestOf } from "../../domain/eip712.ts";
import type { SigningDomain, TypedMessage } from "../../domain/eip712.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { FrameTerms } from "../../wire/contract.ts";

/** What a version is made of. */
export interface FrameContractBody {
  readonly supplier: Address;
  readonly buyer: Address;
  readonly version: number;
  readonly from: string;
  readonly previous: Hex | null;
  readonly terms: FrameTerms;
}

/** Version 1 of the message; a change of its fields or of its text makes version 2. */
export const FRAME_CONTRACT_TYPES = {
  FrameContract: [
    { name: "text", type: "string" },
    { name: "supplier", type: "address" },
    { name: "buyer", type: "address" },
    { name: "version", type: "uint32" },
    { name: "from", type: "string" },
    { name: "previous", type: "bytes32" },
    { name: "policy", type: "bytes32" },
  ],
} as const;

const ASSIGNMENT: Readonly<Record<string, readonly [english: string, chinese: string]>> = {
  Freely: ["The holder may assign a claim without anybody's consent.", "债权人可自由转让债权。"],
  WithConsent: ["A claim is assigned with the buyer's consent alone.", "债权转让须经买方同意。"],
  NotAtAll: ["Claims are not assigned.", "债权不得转让。"],
};

/**
 * The canonical text: everything that is agreed, each line in English and Chinese, and the same text for the same
 * contract. It is signed whole, so that its hash is covered by that of the message.
 */
export function canonicalText({ supplier, buyer, version, from, terms }: FrameContractBody): string {
  const { law, assignability, splittable, currency, paymentTerms, endOfMonth, discountOnParts } = terms;
  const { lateRate, basis, graceDays, fixedSum, settlesFirst } = terms;
  const [assignment = "", assignmentZh = ""] = ASSIGNMENT[assignability] ?? [];
  const yes = (is: boolean): string => (is ? "yes 是" : "no 否");
  return [
    "Countersign frame contract 1. What follows rules all invoices of the supplier to the buyer from the first day on.",
    "会签框架合同 第1版。自生效日起，供应商向买方开具的每张发票均适用下列条款。",
    `Supplier 供应商: ${supplier}`,
    `Buyer 买方: ${buyer}`,
    `Version 版本: ${version}; first day 生效日: ${from}`,
    `Law 适用法律: ${law}`,
    `${assignment} ${assignmentZh}`,
    `A claim may be split 可拆分: ${yes(splittable)}`,
    `Currency 币种: ${currency}`,
    `Payment terms 付款条件: ${paymentTerms}${endOfMonth === null ? "" : ` (EOM: ${endOfMonth})`}`,
    `Discount on parts 部分付款折扣: ${yes(discountOnParts)}`,
    `Late interest, simple, per cent a year 逾期利息（单利，年百分率）: ${lateRate}, basis 计息基础 ${basis}`,
    `Days of grace 宽限天数: ${graceDays}; fixed sum 固定费用: ${fixedSum} ${currency}`,
    `A payment settles first 付款先抵充: ${settlesFirst === "charges" ? "charges 费用和利息" : "principal 本金"}`,
  ].join("\n");
}

export function frameContractMessage(body: FrameContractBody): TypedMessage {
  const { supplier, buyer, version, from, previous, terms } = body;
  return {
    types: FRAME_CONTRACT_TYPES,
    primaryType: "FrameContract",
    message: {
      ...{ text: canonicalText(body), supplier, buyer, version, from },
      ...{ previous: previous ?? ZERO_HASH, policy: terms.policy ?? ZERO_HASH },
    },
  };
}

/** What is signed, and what receivables cite. */
export function frameContractHash(domain: SigningDomain, body: FrameContractBody): Hex {
  return digestOf(domain, frameContractMessage(body));
}
