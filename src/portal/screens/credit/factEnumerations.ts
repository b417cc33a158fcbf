/** Names of facts of a party file, of their sources and of what is worked out from accounts. */
import type { FactKind, SOURCE_KINDS } from "../../../domain/partyFile/facts.ts";
import type { RatioName } from "../../../domain/partyFile/ratios.ts";
import type { Schemas } from "../../data/gateway.ts";
import type { Word, Words } from "../../words/enumerations/word.ts";

type SourceKind = (typeof SOURCE_KINDS)[number];
type GradeState = Schemas["PartyGrade"]["state"];

export const FACT_KIND: Words<FactKind> = {
  legalName: { en: "Legal name", zh: "法定名称" },
  registrationNumber: { en: "Registration number", zh: "登记号码" },
  founded: { en: "Founded", zh: "成立日期" },
  employees: { en: "Employees", zh: "员工人数" },
  industry: { en: "Industry", zh: "行业" },
  country: { en: "Country", zh: "国家或地区" },
  group: { en: "Group", zh: "集团" },
  owner: { en: "Owner", zh: "股东" },
  rating: { en: "Rating", zh: "评级" },
  licence: { en: "Licence", zh: "许可证" },
  siteVisit: { en: "Visit", zh: "实地走访" },
  reference: { en: "Reference", zh: "资信证明" },
  free: { en: "Note", zh: "备注" },
};

/** With what else a policy can ask for. */
export const FACT_KIND_WITH_EVIDENCE: Readonly<Record<string, Word>> = {
  ...FACT_KIND,
  accounts: { en: "Annual accounts", zh: "年度财务报表" },
  grade: { en: "Grade of an agency", zh: "机构评级" },
};

export const SOURCE_KIND: Words<SourceKind> = {
  register: { en: "Register", zh: "登记机关" },
  customer: { en: "The customer", zh: "客户自述" },
  agency: { en: "Agency", zh: "资信机构" },
  association: { en: "Association", zh: "行业协会" },
  bank: { en: "Bank", zh: "银行" },
  press: { en: "Press", zh: "媒体" },
  ownVisit: { en: "Own visit", zh: "本方走访" },
  ownBooks: { en: "Own books", zh: "本方账簿" },
  other: { en: "Other", zh: "其他" },
};

export const RATIO_NAME: Words<RatioName> = {
  current: { en: "Current ratio", zh: "流动比率" },
  quick: { en: "Quick ratio", zh: "速动比率" },
  equity: { en: "Equity ratio", zh: "权益比率" },
  interestCover: { en: "Interest cover", zh: "利息保障倍数" },
  debtToEquity: { en: "Debt to equity", zh: "产权比率" },
  returnOnAssets: { en: "Return on assets", zh: "总资产收益率" },
  returnOnEquity: { en: "Return on equity", zh: "净资产收益率" },
};

export const GRADE_STATE: Words<GradeState> = {
  counts: { en: "counts", zh: "有效" },
  untrusted: { en: "agency not trusted", zh: "机构未受信任" },
  revoked: { en: "revoked", zh: "已撤销" },
  expired: { en: "expired", zh: "已过期" },
  unmapped: { en: "not on the common scale", zh: "未对应统一等级" },
  otherSubject: { en: "of another subject", zh: "主体不符" },
};
