/** Credit, risk and what is known of parties. */
import type { ProblemCode } from "../../../wire/problem.ts";
import type { ProblemWords } from "./problemWord.ts";

export const CREDIT = {
  CreditPolicyMissing: { title: "没有生效的信用政策", wayOut: "请先设定信用政策。" },
  CreditHeld: { title: "客户违约，暂停新增业务", wayOut: "请先收回逾期款，或申请审批。" },
  CreditLimitExceeded: { title: "将超出信用额度", wayOut: "请减少金额，或申请超额审批。" },
  LimitFrozen: { title: "客户已被冻结", wayOut: "请解除冻结，或申请审批。" },
  FactsMissing: { title: "缺少信用政策要求的资料", wayOut: "请补充所列资料。" },
  PrepaymentMissing: { title: "应预付的款项未到", wayOut: "请等待预付款到账。" },
  TermsBeyondPolicy: { title: "付款期限超出信用政策", wayOut: "请缩短期限，或申请审批。" },
  OverrideOver: { title: "该提议已决定、结束或失效", wayOut: "请查看最新状态。" },
  ContestOver: { title: "评分异议已结束", wayOut: "请查看结果。" },
  ContestStands: { title: "该项目已有异议在处理", wayOut: "请等待处理结果。" },
  PartyAccountsRestated: { title: "财务数据已被新版取代", wayOut: "请查看最新版本。" },
  PartyFactOver: { title: "该资料已撤回或删除", wayOut: "请刷新页面。" },
  ReferenceOver: { title: "该同意已不允许查看此内容", wayOut: "请对方重新同意。" },
  ReferenceTooThin: { title: "展示会泄露某一供应商的业务", wayOut: "数据积累后再试。" },
  OnboardingIncomplete: { title: "开立前的准备尚未完成", wayOut: "请按清单补齐。" },
  DutyConflict: { title: "同一人不得兼任这些职责", wayOut: "请分配给不同的人，或申请例外。" },
  DutiesUncovered: { title: "仍有职责无人承担", wayOut: "请先分配所有职责。" },
  ApprovalOver: { title: "审批申请已结束", wayOut: "如仍需要，请重新申请。" },
  ApprovalUnneeded: { title: "此事项无需他人审批", wayOut: "可直接办理。" },
  DunningSendOver: { title: "该通知状态已变更", wayOut: "请刷新页面。" },
  TargetRefused: { title: "不向该地址发送", wayOut: "请改用公网可达的https地址。" },
} as const satisfies Readonly<Partial<Record<ProblemCode, ProblemWords>>>;
