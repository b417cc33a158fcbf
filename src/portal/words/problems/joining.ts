/** Joining with a passkey, and accounts of several owners. */
import type { ProblemCode } from "../../../wire/problem.ts";
import type { ProblemWords } from "./problemWord.ts";

export const JOINING = {
  ApprovalOpen: { title: "该审批申请尚未结束", wayOut: "请等待其结束后再办理。" },
  InvitationAccountOpened: { title: "该邀请已开设另一账户", wayOut: "请用该邀请所开设的账户登录。" },
  PasskeyTaken: { title: "该通行密钥已用于其他账户", wayOut: "请用该通行密钥登录，或换用另一个。" },
  PasskeyAccountsMissing: { title: "此处不支持通行密钥账户", wayOut: "请使用钱包，或联系运营方。" },
  PasskeyInvalid: { title: "该通行密钥不能用于签署", wayOut: "请重新创建通行密钥后再试。" },
  OwnersMissing: { title: "该组织不是由多位所有人签署的合约账户", wayOut: "请用该组织自己的账户签署。" },
} as const satisfies Readonly<Partial<Record<ProblemCode, ProblemWords>>>;
