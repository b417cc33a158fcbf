import { wordsOf } from "../../words/wordsOf.ts";

export const useVerdictWords = wordsOf("auditVerdict", {
  en: {
    verdict: "What came of it",
    nothing: "Nothing differs.",
    nothingMore: "This says what was checked, as counted below, and nothing beyond it.",
    differs_one: "{{count}} finding.",
    differs_other: "{{count}} findings.",
    graveOnes_one:
      "{{count}} of them is about money, holder, state or existence. Do not rely on what the gateway shows of it.",
    graveOnes_other:
      "{{count}} of them are about money, holder, state or existence. Do not rely on what the gateway shows of them.",
    remarksOnly: "None of them is about money, holder, state or existence.",
    asOf:
      "Chain {{chainId}}, ledger {{ledger}}, blocks {{from}} to {{to}} with the hash {{hash}}; final up to " +
      "block {{final}} by the node's word.",
    read: "Read from {{providers}} in {{milliseconds}} ms, {{rate}} events a second; added up in {{folding}} ms.",
    counts: "What was checked",
    headers: "Headers hashed",
    receipts: "Receipts proven",
    events: "Events added up",
    receivables: "Receivables on the ledger",
    sealed: "Sealed receivables",
    words: "Storage words compared",
    rows: "Receivables of the gateway compared",
    details: "Details and timelines compared",
    fields: "Fields of the gateway compared",
    blocksOfSecond: "Blocks compared with the second node",
    findings: "Findings",
    severity: "Weight",
    what: "What",
    receivable: "Receivable",
    field: "Field",
    said: "Said",
    chain: "By the chain",
    block: "Block",
    nothingSaid: "nothing",
    save: "Save findings as JSON",
    grave: "grave",
    notable: "notable",
    remark: "remark",
    ledgerWide: "the ledger",
    provedTitle: "Proved",
    provedHeaders:
      "Every block from the first to the last names the one before by its hash, and every event of ledger " +
      "and directory is among the receipts of its block: none was left out or added.",
    provedLogs:
      "Every event that the node told is among the receipts of its block. Whether it told all is not " +
      "proved: choose every header for that.",
    provedFold:
      "Every sum follows from the terms, the cash and the day, reckoned by a second implementation written " +
      "from the rules alone.",
    provedStorage: "By the node's answer, the ledger's storage holds what its events add up to.",
    provedGateway:
      "What the gateway shows {{name}} is compared field by field, and nothing in which {{name}} takes " +
      "part is missing from its list.",
    assumedTitle: "Assumed",
    assumedRpc:
      "That the last block's hash is of the chain that everybody means: it is the word of the node that " +
      "you chose, and of the second one.",
    assumedFinal: "That blocks after {{final}} stay: they can still be taken back.",
    assumedTags: "That what the node calls final stays.",
    assumedCode: "That the contract at this address is the published one.",
    assumedKeys: "That keys are held by those whom registrars vouched for, and that the registrars vouched rightly.",
    unclaimedTitle: "Not claimed",
    unclaimedTruth: "That what was recorded is true: goods, services and invoices are outside the chain.",
    unclaimedPriority: "Legal title or priority over other creditors.",
    unclaimedElsewhere: "That nothing was financed or assigned a second time elsewhere.",
    sealedNote:
      "Of sealed receivables the chain shows parties, state, holder, what was settled, credited and " +
      "disputed. Face amount, open amount, due date and terms cannot be told or summed without opening " +
      "them; where this gateway opened some for you, they are compared with the commitment.",
  },
  zh: {
    verdict: "核验结果",
    nothing: "没有差异。",
    nothingMore: "该结论仅限于下列已核对的内容。",
    differs_other: "发现 {{count}} 项。",
    graveOnes_other: "其中 {{count}} 项涉及金额、持有人、状态或是否存在。请勿依赖网关对此的显示。",
    remarksOnly: "均不涉及金额、持有人、状态或是否存在。",
    asOf: "链 {{chainId}}，账本 {{ledger}}，区块 {{from}} 至 {{to}}，哈希 {{hash}}；据节点所称，截至区块 {{final}} 已最终确定。",
    read: "读取自 {{providers}}，用时 {{milliseconds}} 毫秒，每秒 {{rate}} 个事件；汇总用时 {{folding}} 毫秒。",
    counts: "已核对的内容",
    headers: "已计算哈希的区块头",
    receipts: "已证明的交易回执",
    events: "已汇总的事件",
    receivables: "账本上的应收账款",
    sealed: "其中已密封的应收账款",
    words: "已比较的存储字",
    rows: "已比较的网关应收账款",
    details: "已比较的详情与时间线",
    fields: "已比较的网关字段",
    blocksOfSecond: "与第二节点比较的区块",
    findings: "发现",
    severity: "程度",
    what: "内容",
    receivable: "应收账款",
    field: "字段",
    said: "所称",
    chain: "链上",
    block: "区块",
    nothingSaid: "无",
    save: "将发现保存为 JSON",
    grave: "严重",
    notable: "应注意",
    remark: "备注",
    ledgerWide: "整个账本",
    provedTitle: "已证明",
    provedHeaders:
      "从首个到末个区块，每个区块都以哈希指明前一区块；账本与名录的每个事件都在其区块的回执之中：无遗漏，无添加。",
    provedLogs: "节点所报的每个事件都在其区块的回执之中。是否全部报出未获证明：如需证明，请选择读取全部区块头。",
    provedFold: "每笔金额均由条款、款项与日期推得，由仅依据规则另行编写的第二套程序重新计算。",
    provedStorage: "据节点回答，账本存储与其事件汇总结果一致。",
    provedGateway: "网关向{{name}}显示的内容已逐字段比较；{{name}}参与的应收账款在其列表中无一缺失。",
    assumedTitle: "所作假定",
    assumedRpc: "末个区块的哈希属于众所公认的那条链：这是您所选节点及第二节点的说法。",
    assumedFinal: "区块 {{final}} 之后的区块会保留：它们仍可能被撤回。",
    assumedTags: "节点所称已最终确定的区块不会被撤回。",
    assumedCode: "该地址的合约就是公开发布的合约。",
    assumedKeys: "密钥由登记机构所证明的主体持有，且登记机构的证明属实。",
    unclaimedTitle: "不作主张",
    unclaimedTruth: "所记录内容属实：货物、服务和发票均在链外。",
    unclaimedPriority: "法律上的所有权，或优先于其他债权人的顺位。",
    unclaimedElsewhere: "在别处没有重复融资或重复转让。",
    sealedNote:
      "对已密封的应收账款，链上可见当事人、状态、持有人及已结清、已贷记和有争议的金额。账面金额、未结金额、到期日和条款不开封则无从得知，也无法汇总；凡本网关已为您开封的，均与链上承诺比对。",
  },
});
