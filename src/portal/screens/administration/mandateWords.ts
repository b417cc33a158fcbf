import { wordsOf } from "../../words/wordsOf.ts";

export const useMandateWords = wordsOf("administration.mandates", {
  en: {
    mandates: "Mandates in the directory",
    lead:
      "A mandate lets an agent act on the ledger in your name: these acts, up to this face amount, until this " +
      "instant. The chain checks it at every act, whatever a gateway says.",
    none: "Nobody has a mandate: your organisation’s own account alone acts on the ledger.",
    agent: "Agent",
    verbs: "May",
    until: "Until",
    cap: "Largest face amount",
    noCap: "no cap",
    document: "Power of attorney (hash)",
    howTitle: "To give or revoke a mandate",
    how:
      "This gateway prepares no mandates: whoever runs a gateway must not be able to put one before you. Your " +
      "organisation’s own account calls the directory itself.",
    step1: "Hash the signed power of attorney (keccak-256); the file stays with you.",
    step2:
      "With the organisation’s own account call giveMandate at the directory below: agent, acts, last instant, cap " +
      "and " +
      "its currency, hash. revokeMandate ends one at once.",
    step3: "The mandate stands in the list above as soon as its block is read.",
    directory: "Directory",
    chain: "Chain",
    limit:
      "The ledger enforces the mandate’s limits. It does not know whether the person behind the agent’s key still " +
      "works for you: revoke the mandate when they leave, and remove the member too.",
  },
  zh: {
    mandates: "目录中的授权",
    lead: "授权允许代理人以贵方名义在账本上操作：限于所列操作、票面上限及截止时间。每次操作都由链检查，与网关的说法无关。",
    none: "没有任何授权：只有组织自有账户可在账本上操作。",
    agent: "代理人",
    verbs: "可执行",
    until: "截止",
    cap: "单笔金额上限",
    noCap: "无上限",
    document: "授权委托书（哈希）",
    howTitle: "如何授予或撤销授权",
    how: "本网关不编制授权：网关运营者不应能把授权摆到您面前签署。由组织自有账户直接调用目录合约。",
    step1: "对已签署的授权委托书计算哈希（keccak-256）；文件由贵方自存。",
    step2:
      "用组织自有账户在下列目录合约上调用 giveMandate：代理人、操作、最后时刻、上限及币种、哈希。revokeMandate 立即终止授权。",
    step3: "相关区块被读取后，授权即出现在上表中。",
    directory: "目录合约",
    chain: "链",
    limit: "账本只强制执行授权的限制，并不知道代理人密钥背后的人是否仍在职：人员离职时请撤销授权并移除成员。",
  },
});
