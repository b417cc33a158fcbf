/** How a debt is chased, what came of it and why it rests. */
import type { components } from "../../../../generated/openapi.d.ts";
import type { Rest } from "../../../domain/collections/finding.ts";
import type { Stage, Channel, PolicyException } from "../../../domain/collections/policy.ts";
import type { RecordKind, ContactOutcome, CollectionStep, AnswerKind } from "../../../domain/collections/record.ts";
import type { ACT_OUTCOMES } from "../../../wire/dunningCustomer.ts";
import type { Words } from "./word.ts";

export const STAGE: Words<Stage> = {
  preDue: { en: "Reminder before due", zh: "到期前提醒" },
  friendly: { en: "Friendly reminder", zh: "友好提醒" },
  firm: { en: "Firm reminder", zh: "正式催款" },
  final: { en: "Final notice", zh: "最后通知" },
  preLegal: { en: "Pre-legal notice", zh: "诉前催告" },
  legal: { en: "Legal", zh: "法律程序" },
  agency: { en: "Agency", zh: "委外催收" },
};

export const CHANNEL: Words<Channel> = {
  email: { en: "E-mail", zh: "电子邮件" },
  webhook: { en: "Webhook", zh: "系统推送" },
  letter: { en: "Letter", zh: "信函" },
  sms: { en: "Text message", zh: "短信" },
  phone: { en: "Phone", zh: "电话" },
  visit: { en: "Visit", zh: "上门" },
};

export const RECORD_KIND: Words<RecordKind> = {
  contact: { en: "Contact", zh: "联络" },
  demand: { en: "Demand for payment", zh: "催款" },
};

export const CONTACT_OUTCOME: Words<ContactOutcome> = {
  sent: { en: "Sent", zh: "已发出" },
  delivered: { en: "Delivered", zh: "已送达" },
  notDelivered: { en: "Not delivered", zh: "未送达" },
  reached: { en: "Reached", zh: "已联系上" },
  notReached: { en: "Not reached", zh: "未联系上" },
  promised: { en: "Promised to pay", zh: "承诺付款" },
  disputed: { en: "Disputes it", zh: "提出争议" },
  refused: { en: "Refuses to pay", zh: "拒绝付款" },
};

export const COLLECTION_STEP: Words<CollectionStep> = {
  insuranceNotification: { en: "Insurer notified", zh: "已通知保险人" },
  insuranceClaim: { en: "Claim made to the insurer", zh: "已向保险人索赔" },
  insolvencyNotice: { en: "Insolvency reported", zh: "已通报破产" },
  insolvencyWithdrawal: { en: "Insolvency report withdrawn", zh: "破产通报已撤回" },
};

export const DEBTOR_ANSWER: Words<AnswerKind> = {
  reply: { en: "Reply", zh: "答复" },
  promiseToPay: { en: "Promise to pay", zh: "付款承诺" },
  extensionRequest: { en: "Request for time", zh: "延期申请" },
};

export const REST_REASON: Words<Rest["code"]> = {
  closed: { en: "Nothing is open", zh: "已结清" },
  assignedAway: { en: "Assigned to somebody else", zh: "已转让他人" },
  insolvent: { en: "The debtor is insolvent", zh: "债务人破产" },
  planned: { en: "A payment plan runs", zh: "还款计划执行中" },
  placed: { en: "Placed with a collector", zh: "已委托催收" },
  writtenOff: { en: "Written off", zh: "已核销" },
  noPolicy: { en: "No policy applies", zh: "无适用的催收策略" },
  queried: { en: "The buyer queried it", zh: "买方提出疑问" },
  rejected: { en: "The buyer rejected it", zh: "买方已拒绝" },
  notAccepted: { en: "Not accepted yet", zh: "尚未确认" },
  held: { en: "Held by an exception", zh: "因例外暂停" },
  disputed: { en: "All of it is disputed", zh: "全额存在争议" },
  promised: { en: "The debtor promised to pay", zh: "债务人已承诺付款" },
  notDue: { en: "No level is due yet", zh: "尚未到催收时点" },
  alreadySent: { en: "The last level due was sent", zh: "到期层级已发出" },
  tooSoon: { en: "The last notice gave more days", zh: "上次通知的宽限日未满" },
  passedOver: { en: "Every level was passed over", zh: "所有层级均已跳过" },
  agreedSchedule: { en: "The agreed schedule does not allow it yet", zh: "约定日程尚不允许" },
  noContact: { en: "Nobody to be reached", zh: "无可联系人" },
  unwarned: { en: "A milder notice has to come first", zh: "须先发较轻的通知" },
  holiday: { en: "A day of rest", zh: "非工作日" },
  outOfHours: { en: "Outside the hours of contact", zh: "非联络时段" },
  capped: { en: "Contacted often enough", zh: "已达联络上限" },
};

export const ACT_OUTCOME: Words<(typeof ACT_OUTCOMES)[number]> = {
  reached: { en: "Reached", zh: "已联系上" },
  notReached: { en: "Not reached", zh: "未联系上" },
  messageLeft: { en: "Message left", zh: "已留言" },
  promised: { en: "Promised to pay", zh: "承诺付款" },
  disputes: { en: "Disputes it", zh: "提出争议" },
  saysPaid: { en: "Says it is paid", zh: "称已付款" },
  refuses: { en: "Refuses to pay", zh: "拒绝付款" },
  wrongPerson: { en: "Wrong person", zh: "非负责人" },
};

export const SEND_STATE: Words<components["schemas"]["DunningSend"]["state"]> = {
  waiting: { en: "Waiting to go out", zh: "待发送" },
  toPrint: { en: "To be printed", zh: "待打印" },
  toDo: { en: "To be done by a person", zh: "待人工处理" },
  taken: { en: "Taken by the receiving server", zh: "接收服务器已接收" },
  printed: { en: "Printed", zh: "已打印" },
  logged: { en: "Done and noted", zh: "已完成并登记" },
  failed: { en: "Failed", zh: "失败" },
  withdrawn: { en: "Withdrawn", zh: "已撤回" },
};

export const EXCEPTION_DOES: Words<PolicyException["does"]["kind"]> = {
  hold: { en: "Sends nothing", zh: "暂停催收" },
  skip: { en: "Leaves a level out", zh: "跳过一个层级" },
  use: { en: "Uses another policy", zh: "改用其他策略" },
};
