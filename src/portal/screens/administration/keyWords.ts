import { wordsOf } from "../../words/wordsOf.ts";

export const useKeyWords = wordsOf("administration.keys", {
  en: {
    keys: "API keys",
    none: "There are no keys. Make one for each system of yours that asks this gateway.",
    label: "What it is for",
    prefix: "Begins with",
    scopes: "Good for",
    maker: "Made by",
    made: "Made",
    expires: "Expires",
    used: "Last used",
    never: "never",
    revoked: "revoked",
    revoke: "Revoke",
    revokeTitle: "Revoke this key?",
    revokeWhat: "Whatever uses it is refused from now on. It cannot be brought back; make another one.",
    make: "Make a key",
    makeButton: "Make",
    scopeMissing: "Choose at least one.",
    lastDay: "Last day",
    lastDayHint: "At most 366 days from now",
    secretTitle: "This is the key. It is shown this once.",
    secretWhat:
      "Put it where your system keeps its secrets, and send it as “Authorization: Bearer …”. This page does not keep " +
      "it, and " +
      "the gateway keeps its hash alone.",
    limit:
      "A key reads and prepares; it signs nothing on the ledger and decides no request. Whoever has it sees what you " +
      "see: give each system its own, with no more than it needs.",
  },
  zh: {
    keys: "API 密钥",
    none: "没有密钥。请为每个访问本网关的系统各创建一个。",
    label: "用途",
    prefix: "开头",
    scopes: "权限",
    maker: "创建人",
    made: "创建时间",
    expires: "到期",
    used: "最近使用",
    never: "从未",
    revoked: "已吊销",
    revoke: "吊销",
    revokeTitle: "吊销该密钥？",
    revokeWhat: "使用它的系统从现在起将被拒绝。无法恢复，只能另建。",
    make: "创建密钥",
    makeButton: "创建",
    scopeMissing: "请至少选择一项。",
    lastDay: "最后一天",
    lastDayHint: "最长自今日起 366 天",
    secretTitle: "这是密钥，仅显示这一次。",
    secretWhat: "请存入贵方系统的密钥库，以“Authorization: Bearer …”发送。本页面不保存它，网关只保存其哈希。",
    limit:
      "密钥只能读取和编制，不能在账本上签署，也不能作审批决定。持有者能看到贵方所见：请为每个系统单独创建，权限够用即可。",
  },
});
