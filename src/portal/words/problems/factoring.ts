/** Factors, quotes and desks. */
import type { ProblemCode } from "../../../wire/problem.ts";
import type { ProblemWords } from "./problemWord.ts";

export const FACTORING = {
  CriteriaMissing: { title: "尚未设定融资条件", wayOut: "请先设定融资标准。" },
  DeskMissing: { title: "保理商尚未开设保理台", wayOut: "请先开设保理台。" },
  OfferOver: { title: "报价未签署、已失效、已撤回或已使用", wayOut: "请另行询价。" },
  OfferUnfit: { title: "报价与询价不符", wayOut: "请按询价要求报价。" },
  QuoteRequestOver: { title: "询价已结束或撤回", wayOut: "请重新询价。" },
  ReceivableLocked: { title: "该应收账款的报价已被接受，出售尚未上链", wayOut: "请等待上链或期满释放。" },
  ReceivableQuoted: { title: "该应收账款正在另一询价中", wayOut: "请先结束该询价。" },
  FactorUnknown: { title: "该保理商不在此网关", wayOut: "请核对其地址。" },
} as const satisfies Readonly<Partial<Record<ProblemCode, ProblemWords>>>;
