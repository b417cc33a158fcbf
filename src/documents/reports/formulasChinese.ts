/** Names and formulas of the indicators in Chinese. */
import { LOSS_HORIZON, LOSS_MONTHS } from "../../domain/indicators/losses.ts";
import type { IndicatorName } from "../../domain/indicators/registry.ts";

export interface FormulaWords {
  readonly name: string;
  readonly formula: string;
  /** What the names in the formula mean. */
  readonly inputs: readonly string[];
  /** Absent where it always has a value. */
  readonly undefinedWhere?: string;
}

const RECEIVABLES = "应收账款：未作坏账核销的未清本金，未扣除未核销款项";
const SALES = "销售额：期内发票与借项通知，未扣除贷项，不含期前已作坏账核销的项目";
const TRANSFERS = "受让减转让：期内受让的债权减转让的债权，不含期前已作坏账核销的项目";
const WRITTEN_OFF = "期内核销：期内作坏账核销的款项在期末的未清本金，已不在期末应收账款中，但并非收款";
const NO_SALES = "期内没有销售额";

export const CHINESE_FORMULAS: Readonly<Record<IndicatorName, FormulaWords>> = {
  aging: {
    name: "账龄分析",
    formula: "各账龄段之和 + 贷方余额 − 未核销款项 = 合计",
    inputs: [
      "账龄段：按逾期天数或自发票日起的天数，0天（未逾期）、1至30、31至60、61至90、90天以上",
      "贷方余额：贷记或付款超过欠款的项目，不大于零",
      "合计：已扣除未核销款项、含导入数据的欠款",
      "账本余额：账本自身项目的未清本金，未扣除未核销款项",
    ],
  },
  dsoSimple: {
    name: "周转天数（简单法）",
    formula: "应收账款 ÷ 销售额 × 期间天数",
    inputs: [RECEIVABLES, SALES],
    undefinedWhere: NO_SALES,
  },
  dsoCountback: {
    name: "周转天数（倒推法）",
    formula: "从最近月份起，应收账款所耗尽的各月天数 + 余额 ÷ 下一月销售额 × 该月天数",
    inputs: [RECEIVABLES, "销售额：各日历月的发票（按单据日）与借项通知（按记录日），截止月算至截止日"],
    undefinedWhere: "应收账款超过全部销售额，或某月冲回多于销售",
  },
  dsoTrue: {
    name: "周转天数（逐笔法）",
    formula: "逐笔（账龄 × 未清金额 ÷ 单据所属月份的销售额）之和",
    inputs: ["账龄：单据日至截止日的天数", RECEIVABLES],
    undefinedWhere: "某笔未清项目所属月份没有销售额，例如受让的债权",
  },
  dsoBest: {
    name: "最佳可能周转天数",
    formula: "未逾期应收账款 ÷ 销售额 × 期间天数",
    inputs: [SALES],
    undefinedWhere: NO_SALES,
  },
  averageDaysDelinquent: {
    name: "平均逾期天数",
    formula: "（应收账款 − 未逾期应收账款）÷ 销售额 × 期间天数，即简单法周转天数减最佳可能周转天数",
    inputs: [RECEIVABLES, SALES],
    undefinedWhere: NO_SALES,
  },
  turnover: {
    name: "周转率",
    formula: "销售额 ÷（（期初 + 期末）÷ 2）",
    inputs: [SALES, "期初、期末：未作坏账核销的应收账款"],
    undefinedWhere: "期初与期末之和不大于零",
  },
  dsoOfTurnover: {
    name: "周转天数（期间天数除以周转率）",
    formula: "期间天数 ÷ 周转率；周转率与周转天数互为倒数",
    inputs: [SALES, "期初、期末：未作坏账核销的应收账款"],
    undefinedWhere: NO_SALES,
  },
  collectionEffectiveness: {
    name: "收款效率指数",
    formula: "（期初 + 销售额 + 受让减转让 − 期末 − 期内核销）÷（期初 + 销售额 + 受让减转让 − 期末未逾期）",
    inputs: [SALES, TRANSFERS, "期末未逾期：期末应收账款中未逾期的部分，而非“账龄60天以内”", WRITTEN_OFF],
    undefinedWhere: "没有可收的款项",
  },
  collectionEffectivenessCrf: {
    name: "收款效率指数（信用研究基金会公式）",
    formula:
      "（期初 +（销售额 + 受让减转让）÷ N − 期末 − 期内核销）÷" + "（期初 +（销售额 + 受让减转让）÷ N − 期末未逾期）",
    inputs: [SALES, TRANSFERS, "N：期间的月数", WRITTEN_OFF],
    undefinedWhere: "没有可收的款项",
  },
  paymentBehaviour: {
    name: "付款行为",
    formula: "金额 × 逾期天数之和 ÷ 金额之和；逾期天数的中位数与第90百分位；按时付款笔数 ÷ 付款笔数",
    inputs: ["逾期天数：付款起息日减当时有效的到期日，提前付款为负数", "金额：结清本金的款项，不含已退回部分"],
    undefinedWhere: "付款少于5笔",
  },
  daysLateHistogram: {
    name: "付款时间分布",
    formula: "按逾期天数统计付款笔数与金额；中位数与第90百分位取实际发生值",
    inputs: ["逾期天数：付款起息日减当时有效的到期日"],
    undefinedWhere: "分位数：付款少于5笔",
  },
  paymentAmountHistogram: {
    name: "付款金额分布",
    formula: "按金额（1、2、5递进）统计付款笔数与金额；中位数与第90百分位取实际发生值",
    inputs: ["金额：每笔结清本金的款项，不含已退回部分"],
    undefinedWhere: "分位数：付款少于5笔",
  },
  promisesKept: {
    name: "承诺兑现率",
    formula: "已兑现 ÷（已兑现 + 宽限期内兑现 + 未兑现）",
    inputs: ["已兑现：承诺日前全额结清", "宽限期：2个工作日；已及时更换或被贷项冲销的承诺不计"],
    undefinedWhere: "到期承诺少于5笔",
  },
  rollRates: {
    name: "账龄迁徙率",
    formula: "本月末第 k+1 段金额 ÷ 上月末第 k 段金额",
    inputs: [
      "90天以上：只计当月新进入的金额，含当月进入后即于当月核销的金额",
      "坏账核销：当月核销的金额，按核销日的未清金额，只计上月末已逾期90天以上，或上月末在账而核销日已逾期90天以上的；其余核销另列",
    ],
    undefinedWhere: "上月末该段没有金额",
  },
  rollChain: {
    name: "迁徙损失率",
    formula: "由未逾期至坏账核销各段迁徙率的乘积，各段按所有月份合计",
    inputs: ["不含：另列的核销，即逾期未满90天即核销、未经各段迁徙的金额"],
    undefinedWhere: "任一段没有迁徙率",
  },
  lossRates: {
    name: "历史损失率",
    formula: "损失 ÷ 敞口，按客户分类与账龄段",
    inputs: [
      `月末：截止日前至少${LOSS_HORIZON}天的最近${LOSS_MONTHS}个月末`,
      "敞口：所观察各月末该段的未清本金，只计至截止日到期已超过90天的项目",
      "损失：其中至截止日已作坏账核销的金额（按核销日的未清金额，其后的收款、贷项或出售均不减少损失），或仍未清的金额（推定违约）",
      "已拆分的项目：其损失为各部分损失之和",
    ],
    undefinedWhere: "该分类及全部分类中的不同项目均少于5笔",
  },
  expectedCreditLoss: {
    name: "预期信用损失",
    formula: "各分类各账龄段（未清金额 × 损失率 ×（1 + 前瞻性调整））之和",
    inputs: ["损失率：本单位设定，否则取该分类的历史，再否则取全部分类的历史", "前瞻性调整：须有理由与责任人"],
    undefinedWhere: "某段有金额而没有损失率",
  },
  recoveries: {
    name: "坏账核销后收回",
    formula: "坏账核销之后收到的款项之和，计入利得，不降低损失率",
    inputs: ["期间：截止日前十二个月"],
  },
  dilution: {
    name: "稀释率",
    formula: "（贷项 + 折扣）÷ 销售额",
    inputs: ["期间：截止日前十二个月；发票按单据日，借项通知与贷项按记录日，折扣按其款项的起息日"],
    undefinedWhere: "期间内没有销售额",
  },
  disputed: {
    name: "争议金额",
    formula: "争议金额之和；占比 = 争议金额 ÷ 应收账款",
    inputs: [RECEIVABLES],
    undefinedWhere: "占比：没有未清金额",
  },
  concentration: {
    name: "集中度",
    formula: "最大集团 ÷ 合计；前五大集团之和 ÷ 合计；赫芬达尔指数 = 各集团占比的平方和",
    inputs: ["集团：按关联集团而非法人；没有集团的客户自成一个集团"],
    undefinedWhere: "没有欠款",
  },
  exposure: {
    name: "敞口",
    formula: "按行业、客户分类、国家或地区的未清本金之和；占比 = 该项 ÷ 合计",
    inputs: [RECEIVABLES],
    undefinedWhere: "占比：没有未清金额",
  },
  holdingCost: {
    name: "持有成本",
    formula: "日均余额 × 年资金成本率 × 期间天数 ÷ 365",
    inputs: ["日均余额：期内每日终了未作坏账核销的未清本金之和 ÷ 天数"],
    undefinedWhere: "未设定资金成本率",
  },
  workingCapital: {
    name: "营运资金（应收部分）",
    formula: "应收账款 − 未核销款项 − 预期信用损失",
    inputs: ["不含存货与应付账款，本账本不掌握"],
    undefinedWhere: "预期信用损失没有数值",
  },
  cycleTimes: {
    name: "流程时长",
    formula: "由一个动作到对应动作的时间，中位数与第90百分位",
    inputs: ["等待中：至报告时点尚未有回应的项目另计"],
    undefinedWhere: "已有回应的少于5笔",
  },
  cohorts: {
    name: "按开票月份的收款进度",
    formula: "单据日后30、60、90、120天内收到的款项 ÷（销售额 + 受让减转让）",
    inputs: ["款项：按起息日，不含已退回部分、折扣与贷项"],
    undefinedWhere: "该月全部单据尚未满相应天数，或该月没有销售额",
  },
  seasonality: {
    name: "季节性",
    formula: "某月销售额 ÷ 全部销售额；某月逾期款项 ÷ 全部逾期款项；均按整年计算",
    inputs: [
      "销售额：发票按单据日，借项通知按记录日",
      "逾期款项：到期日之后收到的款项，或截止日时逾期未清的金额，按到期日所属月份",
      "平均逾期天数：截止日前已收的款项；最近月份尚不含较晚的付款",
    ],
    undefinedWhere: "销售历史不足24个整月；开始销售的当月若非自首日起，不计为整月",
  },
  whatIf: {
    name: "条件模拟",
    formula: "影响 = 利息 − 折扣 − 持有成本；持有成本 = 金额 × 移动天数 × 资金成本率 ÷ 365",
    inputs: ["利息：不享受折扣的金额 × 逾期天数 × 逾期利率的变动 ÷ 365", "假设：逾期习惯与销售额不变"],
    undefinedWhere: "天数：前十二个月没有付款；持有成本与影响：未设定资金成本率",
  },
};
