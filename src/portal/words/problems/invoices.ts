/** Files and invoices that cannot be taken as they are. */
import type { ProblemCode } from "../../../wire/problem.ts";
import type { ProblemWords } from "./problemWord.ts";

export const INVOICES = {
  DueBeforeIssue: { title: "到期日早于开票日", wayOut: "请更正到期日或开票日。" },
  EncodingUnsupported: { title: "文件不是UTF-8编码", wayOut: "请另存为UTF-8后重新上传。" },
  FieldUnknown: { title: "单据中没有该字段", wayOut: "请从列表中选择字段。" },
  FileUnreadable: { title: "文件不是可读取的CSV", wayOut: "请按模板重新导出。" },
  ImportUndeclared: { title: "未说明文件如何读取", wayOut: "请填写列、分隔符及日期格式。" },
  ImportRunning: { title: "导入正在进行", wayOut: "请等待完成。" },
  InvoiceInvalid: { title: "发票可读取但内容有误", wayOut: "请按提示更正发票。" },
  InvoiceUnreadable: { title: "发票无法读取", wayOut: "请上传符合EN 16931的XML发票。" },
  CounterpartyAmbiguous: { title: "发票标识对应多个地址", wayOut: "请指定对方地址。" },
  IdentifierNotVouched: { title: "无登记人证明该标识", wayOut: "请对方先完成登记。" },
  PayeeNotSupplier: { title: "发票收款人不是供应商", wayOut: "请核对收款人。" },
  QuestionsOpen: { title: "发票有未明确之处", wayOut: "请逐项回答所列问题。" },
  RecipientUnknown: { title: "对方尚未与贵组织在账本上往来", wayOut: "请核对对方地址。" },
  SupplierMismatch: { title: "发票卖方是其他组织", wayOut: "请用该卖方登录，或核对发票。" },
  DocumentMismatch: { title: "单据哈希与所述不符", wayOut: "请上传原始文件。" },
  DocumentErased: { title: "单据已删除", wayOut: "如需要，请向对方索取副本。" },
  UploadIncomplete: { title: "文件未完整上传", wayOut: "请重新上传。" },
  PieceMisplaced: { title: "上传分片顺序有误", wayOut: "请重新上传。" },
  RetentionRunning: { title: "单据仍在保存期内", wayOut: "保存期满后方可删除。" },
  GradesUnreadable: { title: "文件不是评级证明表", wayOut: "请上传正确格式的文件。" },
  HistoryCounts: { title: "该导入尚未撤回", wayOut: "请先撤回导入。" },
  OpeningNotRecorded: { title: "没有与此开封内容相符的链上事件", wayOut: "请核对所披露的内容。" },
} as const satisfies Readonly<Partial<Record<ProblemCode, ProblemWords>>>;
