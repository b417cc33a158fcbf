/** Legal effects of acts on receivables and about statements. */
import type { Word } from "../../words/enumerations/word.ts";

export const LEDGER_EFFECTS = {
  issue: {
    en: "We state that the buyer owes this on these terms. It binds the buyer only once it accepts.",
    zh: "本方声明买方按所列条款应付该笔账款；买方确认后方对其有约束力。",
  },
  accept: {
    en:
      "We owe this amount to whoever holds the receivable, on its terms; it may be sold to a factor. " +
      "Objections become harder to raise, and accepting what does not exist can still bind us.",
    zh: "本方按所列条款对持有人负有该笔应付账款，该账款可能转让给保理商。确认后提出异议将更为困难；对虚构账款的确认仍可能使本方承担付款责任。",
  },
  query: {
    en: "We ask before we answer. It accepts nothing and rejects nothing.",
    zh: "本方在答复前提出疑问，既非确认，也非拒绝。",
  },
  reject: {
    en: "We reject this revision for good; it cannot be accepted afterwards. A corrected one can be " + "proposed.",
    zh: "本方最终拒绝此修订版，此后不得再确认；对方可提出更正后的版本。",
  },
  pay: {
    en:
      "Moves at most the amount shown from our account to the holder, and never more than is due. A " +
      "payment on the chain cannot be taken back.",
    zh: "从本方账户向持有人最多划转所示金额，且不超过应付金额。链上付款不可撤回。",
  },
  advise: {
    en: "We say that we paid outside the chain. Nothing is settled until the holder records the receipt.",
    zh: "本方告知已在链外付款；持有人登记收款前，账款不视为结清。",
  },
  recordReceipt: {
    en: "We confirm that this money reached us; what is owed falls by it.",
    zh: "本方确认已收到该笔款项，应付金额相应减少。",
  },
  reverseReceipt: {
    en: "We say that the bank took this money back; it is owed again.",
    zh: "本方声明该笔款项已被银行退回，恢复为应付。",
  },
  credit: { en: "What is owed falls by this amount for good.", zh: "应付金额永久减少该数额。" },
  waive: {
    en: "We let these charges go for good; the principal stays owed.",
    zh: "本方永久免除该笔费用，本金仍应付。",
  },
  dispute: {
    en:
      "We object to this amount and say so on record. The rest stays owed, and the disputed part is " +
      "settled between the parties.",
    zh: "本方对该金额提出异议并留存记录。其余部分仍应付，争议部分由双方处理。",
  },
  resolve: {
    en: "Ends the dispute about this amount: withdrawn, it is owed as before; conceded, it is credited " + "for good.",
    zh: "了结该金额的争议：撤回则照旧应付，让步则永久减额。",
  },
  split: {
    en:
      "Replaces the receivable by parts that together are what is open of it. Each can be paid or sold " + "by itself.",
    zh: "以若干部分取代原应收账款，合计等于未清金额，各部分可单独付款或转让。",
  },
  writeOff: {
    en: "We take it off our books as lost. The claim against the buyer stays.",
    zh: "本方在账上作坏账核销，对买方的债权仍然存在。",
  },
  cancel: {
    en: "We withdraw a receivable that nobody has accepted. It cannot be accepted any more.",
    zh: "本方撤销尚未确认的应收账款，此后不得再确认。",
  },
  consentTransfer: {
    en: "We agree to one transfer to the party named. What we owe and our defences stay the same.",
    zh: "本方同意向所列一方转让一次。本方的债务与抗辩不变。",
  },
  transfer: {
    en:
      "Passes the receivable on to the party named, as recorded here. The record alone does not settle " +
      "who owns it in law.",
    zh: "将该应收账款转给所列一方并在此登记；该登记本身并不决定法律上的归属。",
  },
  accelerate: {
    en: "Says that this later instalment is due now, since an earlier one is in default.",
    zh: "因前期分期违约，宣布该后续分期立即到期。",
  },
  amend: {
    en: "Replaces the agreed terms once all whose consent it takes have signed.",
    zh: "经所有须同意的各方签署后，取代原约定条款。",
  },
  debit: {
    en: "What is owed rises by this amount once holder and buyer have signed.",
    zh: "经持有人与买方签署后，应付金额增加该数额。",
  },
  postStatement: {
    en: "States our open items as of the cut-off, for checking. Silence of the other side is no " + "agreement.",
    zh: "提交本方截止时点的未清项目供核对。对方沉默不视为同意。",
  },
  agreeBalance: {
    en: "Our books say the same. It is for checking only and acknowledges no debt.",
    zh: "本方账目与之相符。仅供对账，不构成债务承认。",
  },
  agreeBalanceExcept: {
    en: "Our books say the same but for the listed exceptions. It acknowledges no debt.",
    zh: "除所列差异外，本方账目与之相符。不构成债务承认。",
  },
  rejectBalance: {
    en: "Our books say something else, for these versions for good. It acknowledges no debt.",
    zh: "就这些版本，本方账目与之不符。不构成债务承认。",
  },
  acknowledgeDebt: {
    en:
      "We acknowledge that we owe this sum. This can interrupt limitation, and owing what does not " +
      "exist can bind us.",
    zh: "本方承认欠付该笔款项。可使诉讼时效中断；对虚构债务的承认也可能使本方承担责任。",
  },
  receiveDemand: {
    en: "We confirm that the demand arrived, and agree to nothing that it says. It can matter for " + "limitation.",
    zh: "本方仅确认收到催款函，不表示同意其内容；可能影响诉讼时效。",
  },
} as const satisfies Readonly<Record<string, Word>>;
