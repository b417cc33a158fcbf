/** Why a buyer queries or rejects and what it asks for: Peppol's lists OPStatusReason and OPStatusAction (R75). */
import type { ClarificationReason, ClarificationAction } from "../../../domain/clarification.ts";
import type { Words } from "./word.ts";

export const CLARIFICATION_REASON: Words<keyof typeof ClarificationReason> = {
  NON: { en: "No issue", zh: "无异议" },
  REF: { en: "References are incorrect", zh: "引用编号有误" },
  LEG: { en: "Legal information is incorrect", zh: "法定信息有误" },
  REC: { en: "The receiver is unknown", zh: "收票方不明" },
  QUA: { en: "Quality is insufficient", zh: "质量不符" },
  DEL: { en: "Delivery is at issue", zh: "交付问题" },
  PRI: { en: "Prices are incorrect", zh: "价格有误" },
  QTY: { en: "Quantities are incorrect", zh: "数量有误" },
  ITM: { en: "Items are incorrect", zh: "品项有误" },
  PAY: { en: "Payment terms are incorrect", zh: "付款条件有误" },
  UNR: { en: "The invoice is not recognised", zh: "无法识别该发票" },
  FIN: { en: "Financing is incorrect", zh: "融资安排有误" },
  PPD: { en: "Partly paid", zh: "已部分付款" },
  OTH: { en: "Other (say it in words)", zh: "其他（请说明）" },
};

export const CLARIFICATION_ACTION: Words<keyof typeof ClarificationAction> = {
  NOA: { en: "Nothing", zh: "无需处理" },
  PIN: { en: "More information", zh: "请补充资料" },
  NIN: { en: "A new invoice", zh: "请重开发票" },
  CNF: { en: "A credit note for all of it", zh: "请全额开具红字（贷项）发票" },
  CNP: { en: "A credit note for a part", zh: "请部分开具红字（贷项）发票" },
  CNA: { en: "A credit of an amount", zh: "请按金额开具贷项" },
  OTH: { en: "Other (say it in words)", zh: "其他（请说明）" },
};
