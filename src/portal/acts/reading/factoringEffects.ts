/** Legal effects of acts of factoring and collection. */
import type { Word } from "../../words/enumerations/word.ts";

export const FACTORING_EFFECTS = {
  giveNotice: {
    en:
      "Tells the debtor that these receivables were assigned and whom to pay. It gives no rank over " +
      "other assignees.",
    zh: "通知债务人所列应收账款已转让及应向谁付款。通知本身不确立优先于其他受让人的顺位。",
  },
  replyToNotice: {
    en:
      "Our answer to the notice. Acknowledging says that we will pay the payee; confirming what does " +
      "not exist can bind us.",
    zh: "本方对通知的答复。确认即表示将向所载收款人付款；确认虚构账款可能使本方承担责任。",
  },
  recordFiling: {
    en: "We state a filing in a public register. Nobody here verifies it, and this record gives no rank.",
    zh: "本方声明一项登记。此处无人核实，该记录不产生优先顺位。",
  },
  openDesk: {
    en: "Opens our desk as a factor. It buys nothing by itself.",
    zh: "开设本方的保理台，其本身不产生任何购买。",
  },
  repay: {
    en: "Pays the factor at most the amount shown of what is outstanding.",
    zh: "向保理商偿还未清款项，最多为所示金额。",
  },
  buyBack: {
    en: "We repay all that is outstanding and hold the receivable again.",
    zh: "本方偿还全部未清款项，并重新持有该应收账款。",
  },
  reassign: {
    en: "Gives the receivable back to its seller. The debtor should be told to pay the seller again.",
    zh: "将该应收账款反转让给卖方，并应通知债务人恢复向卖方付款。",
  },
  agreeAct: {
    en: "We agree to what the other side proposed, and it is done with this.",
    zh: "本方同意对方所提事项，并随即执行。",
  },
  chargeBack: {
    en: "Claims what is outstanding of the seller, for the reason named. It collects nothing by itself.",
    zh: "以所列理由向卖方追索未清款项，其本身并不收取款项。",
  },
  withdraw: {
    en: "Pays out the cash that waits at the desk to whom it belongs.",
    zh: "将保理台留存的款项付给其所属方。",
  },
  spendNonces: {
    en: "Voids the offers with these numbers. What was sold under them already stays sold.",
    zh: "作废这些编号的报价；已据此出售的不受影响。",
  },
  giveDeskMandate: {
    en: "Lets the agent do the named acts in the name of our desk. They bind us as our own.",
    zh: "授权代理人以本方保理台名义办理所列事项，效力及于本方。",
  },
  revokeDeskMandate: {
    en: "Ends the agent's mandate. What it did before stays done.",
    zh: "终止代理授权，此前的行为仍然有效。",
  },
  claim: {
    en: "Hands on the cash that the ledger keeps for the holder, to the holder.",
    zh: "将账本为持有人留存的款项转付持有人。",
  },
  collect: {
    en: "Shares out the kept cash between factor and seller as the deal says.",
    zh: "按交易约定在保理商与卖方之间分配留存款。",
  },
  agreeSchedule: {
    en: "We agree how receivables between us are chased: no stage is recorded before its day.",
    zh: "双方约定催收日程：未到约定日期，不得登记相应阶段。",
  },
  adoptSchedule: {
    en: "The agreed schedule counts for this receivable from now on.",
    zh: "自此该应收账款适用已约定的催收日程。",
  },
  recordCollection: {
    en: "Records that the debtor was reached, or was to be. A demand can interrupt limitation.",
    zh: "登记已联络或试图联络债务人。催款可使诉讼时效中断。",
  },
  takeCollectionStep: {
    en: "Records a step that is no word to the debtor, and that others may rely on.",
    zh: "登记一项不针对债务人的步骤，他方可能据此行事。",
  },
  placeCollection: {
    en: "Lets the collector named record contacts for us until the day shown. The claim stays ours.",
    zh: "委托所列催收方在所示期限内代本方登记催收，债权仍属本方。",
  },
  recallCollection: {
    en: "Ends the placement. What was recorded before stays.",
    zh: "终止催收委托，此前记录仍然有效。",
  },
  replyToCollection: {
    en: "Our answer on record. It acknowledges no debt and waives no defence.",
    zh: "本方答复并留存记录，不构成债务承认，亦不放弃抗辩。",
  },
  promiseToPay: {
    en: "We promise this sum by this day. It can interrupt limitation; what is disputed stays disputed.",
    zh: "本方承诺于该日前支付该款。可使诉讼时效中断；争议部分不受影响。",
  },
  requestExtension: {
    en: "We ask to pay later. It changes nothing until agreed, and a court may read it as an " + "acknowledgement.",
    zh: "本方申请延期，达成一致前不改变原义务；法院可能将其视为债务承认。",
  },
  agreePlan: {
    en:
      "The debt is paid in these instalments and put off while they are kept. The debtor acknowledges " +
      "the debt; one instalment missed brings the original terms back.",
    zh: "债务按所列分期偿还，按期履行期间予以延期。债务人承认该债务；任一期逾期即恢复原条款。",
  },
} as const satisfies Readonly<Record<string, Word>>;
