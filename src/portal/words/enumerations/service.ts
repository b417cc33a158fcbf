/** What registrars, imports and deliveries say. */
import type { components } from "../../../../generated/openapi.d.ts";
import type { EnrolmentChannel } from "../../../domain/directory.ts";
import type { CALLBACK_CHANNELS } from "../../../wire/account.ts";
import type { IMPORT_KINDS } from "../../../wire/import.ts";
import type { AccountChange } from "../../../wire/notice.ts";
import type { Profile } from "../../../wire/organisation.ts";
import type { REASONS } from "../../../wire/rule.ts";
import type { ShownDelivery } from "../../../wire/webhook.ts";
import type { Words } from "./word.ts";

export const REGISTRAR_CHANNEL: Words<keyof typeof EnrolmentChannel> = {
  InPerson: { en: "In person", zh: "当面" },
  RegisteredLetter: { en: "Registered letter", zh: "挂号信" },
  QualifiedSignature: { en: "Qualified signature", zh: "合格电子签名" },
  BankTransfer: { en: "Bank transfer", zh: "银行转账验证" },
  RegisteredEmail: { en: "Registered e-mail", zh: "挂号电子邮件" },
  Other: { en: "Other", zh: "其他" },
};

export const CALLBACK_CHANNEL: Words<(typeof CALLBACK_CHANNELS)[number]> = {
  telephone: { en: "Telephone", zh: "电话回访" },
  inPerson: { en: "In person", zh: "当面" },
  registeredLetter: { en: "Registered letter", zh: "挂号信" },
  bankConfirmation: { en: "Confirmation of the bank", zh: "银行函证" },
};

export const ACCOUNT_CHANGE: Words<AccountChange> = {
  stated: { en: "Stated", zh: "已申报" },
  approved: { en: "Approved", zh: "已批准" },
  withdrawn: { en: "Withdrawn", zh: "已撤回" },
};

export const WEBHOOK_STATE: Words<ShownDelivery["state"]> = {
  waiting: { en: "Waiting", zh: "待送达" },
  delivered: { en: "Delivered", zh: "已送达" },
  skipped: { en: "Not sent: the chain took it back", zh: "未发送：已被链回滚" },
};

export const MAIL_STATE: Words<"waiting" | "taken" | "failed" | "withdrawn"> = {
  waiting: { en: "Waiting to go out", zh: "待发送" },
  taken: { en: "Taken by the mail server", zh: "邮件服务器已接收" },
  failed: { en: "Failed", zh: "失败" },
  withdrawn: { en: "Withdrawn", zh: "已撤回" },
};

export const IMPORT_RESULT: Words<components["schemas"]["ImportLine"]["result"]> = {
  created: { en: "Created", zh: "已新增" },
  updated: { en: "Updated", zh: "已更新" },
  unchanged: { en: "Unchanged", zh: "无变化" },
  failed: { en: "Failed", zh: "失败" },
};

export const IMPORT_KIND: Words<(typeof IMPORT_KINDS)[number]> = {
  parties: { en: "Parties", zh: "往来单位" },
  openItems: { en: "Open items", zh: "未清项目" },
  orders: { en: "Orders", zh: "订单" },
  receipts: { en: "Goods receipts", zh: "收货记录" },
};

export const AUDIENCE: Words<Profile["audience"]> = {
  nobody: { en: "Nobody", zh: "不公开" },
  counterparties: { en: "Counterparties", zh: "往来方" },
  everybody: { en: "Everybody", zh: "所有人" },
};

export const RULE_REASON: Words<(typeof REASONS)[number]> = {
  noRule: { en: "No rule covers it", zh: "无适用规则" },
  agentMandate: { en: "The agent has no mandate for it", zh: "代理人无授权" },
  contentUnknown: { en: "Its content is not known", zh: "内容未知" },
  documentMismatch: { en: "The document is another one", zh: "单据不符" },
  frameContract: { en: "It differs from the frame contract", zh: "与框架合同不符" },
  amountAboveCap: { en: "Above the cap of the rule", zh: "超出规则上限" },
  orderMissing: { en: "No order is named", zh: "未注明订单" },
  orderUnknown: { en: "The order is not known", zh: "订单不存在" },
  lineUnknown: { en: "A line is not on the order", zh: "订单无此行" },
  chargeNotOrdered: { en: "A charge was not ordered", zh: "费用未在订单中" },
  quantityNotReceived: { en: "More than was received", zh: "超过收货数量" },
  priceDiffers: { en: "Another price than ordered", zh: "价格与订单不符" },
};
