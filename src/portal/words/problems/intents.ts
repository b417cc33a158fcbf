/** Acts that cannot be prepared or signed as they stand. */
import type { ProblemCode } from "../../../wire/problem.ts";
import type { ProblemWords } from "./problemWord.ts";

export const INTENTS = {
  AlreadySigned: { title: "该操作已经签署", wayOut: "无需再签，请等待上链。" },
  IntentExists: { title: "已有相同编号或同一发票的待办", wayOut: "请打开已有的待办继续办理。" },
  IntentOver: { title: "该操作已结束", wayOut: "请重新准备。" },
  SentItself: { title: "该操作由相关账户自行发送", wayOut: "请用该账户发送交易。" },
  SignatureMissing: { title: "贵方尚未签署", wayOut: "请先签署。" },
  CounterpartyMissing: { title: "对方尚无地址", wayOut: "请等待对方通过邀请链接加入。" },
  DeadlineInvalid: { title: "期限已过或过远", wayOut: "请填写未来366天内的时间。" },
  AmountUnfit: { title: "金额与币种不符", wayOut: "请按该币种的小数位填写。" },
  BatchMixed: { title: "批量签署内容不一致", wayOut: "请只选择同一方的开立或确认。" },
  ConsentUnfit: { title: "对方所签内容与待签内容不符", wayOut: "请向对方索取正确的签署文件。" },
  ContentSealed: { title: "网关无法解封相关内容", wayOut: "请提供查看密钥，或由知悉内容的一方办理。" },
  CurrencyUnknown: { title: "此处不识别该币种", wayOut: "请选择已知币种。" },
  PairSecretMissing: { title: "此处没有双方的密钥", wayOut: "请先导入双方共享密钥。" },
  ViewingKeyMissing: { title: "读者没有查看密钥", wayOut: "请对方先公布查看密钥。" },
  PairKeysChanged: { title: "双方的查看密钥已更换", wayOut: "请用新密钥重新准备。" },
  ReaderMayNotSee: { title: "该读者不得查看此应收账款", wayOut: "请选择有权查看的读者。" },
  PermitUnsupported: { title: "该币种不支持许可签名", wayOut: "请改用Permit2或先授权额度。" },
  ReceivableUnfit: { title: "应收账款当前状态不允许", wayOut: "请查看其最新状态。" },
  DisputeOver: { title: "该应收账款没有争议", wayOut: "无需处理，请刷新页面。" },
  ProposalOver: { title: "提议已被取代或不存在", wayOut: "请查看最新提议。" },
  PlanUnfit: { title: "还款计划与债务不符", wayOut: "请核对各期金额与日期。" },
  PlansTooMany: { title: "该应收账款的还款计划已达上限", wayOut: "请结束现有计划后再议。" },
  ContractOver: { title: "合同已签署或已撤回", wayOut: "请查看最新合同。" },
  RootNotPosted: { title: "账簿的根未在链上", wayOut: "请先提交对账单。" },
  StatementIncomplete: { title: "回复或登记信息不完整", wayOut: "请补全所有必填项。" },
  WriteOffUnapproved: { title: "尚无两位成员同意核销", wayOut: "请先取得两位成员同意。" },
  TermsHeld: { title: "发票与框架合同不符，等待审批", wayOut: "请更正发票或申请审批。" },
} as const satisfies Readonly<Partial<Record<ProblemCode, ProblemWords>>>;
