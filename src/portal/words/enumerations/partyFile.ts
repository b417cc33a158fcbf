/** What is known of a party, and from where. */
import type { FactKind, SOURCE_KINDS } from "../../../domain/partyFile/facts.ts";
import type { GRADE_STATES } from "../../../domain/partyFile/grades.ts";
import type { ThinReason } from "../../../domain/partyFile/trackReference.ts";
import type { Words } from "./word.ts";

export const FACT_KIND: Words<FactKind> = {
  legalName: { en: "Legal name", zh: "法定名称" },
  registrationNumber: { en: "Registration number", zh: "注册号" },
  founded: { en: "Founded", zh: "成立日期" },
  employees: { en: "Employees", zh: "员工人数" },
  industry: { en: "Industry", zh: "行业" },
  country: { en: "Country", zh: "国家/地区" },
  group: { en: "Group", zh: "所属集团" },
  owner: { en: "Owner", zh: "股东" },
  rating: { en: "Rating", zh: "评级" },
  licence: { en: "Licence", zh: "许可资质" },
  siteVisit: { en: "Site visit", zh: "实地走访" },
  reference: { en: "Reference", zh: "商业资信" },
  free: { en: "Note", zh: "备注" },
};

export const SOURCE_KIND: Words<(typeof SOURCE_KINDS)[number]> = {
  register: { en: "Public register", zh: "公共登记机构" },
  customer: { en: "The customer itself", zh: "客户自述" },
  agency: { en: "Credit agency", zh: "资信机构" },
  association: { en: "Association", zh: "行业协会" },
  bank: { en: "Bank", zh: "银行" },
  press: { en: "Press", zh: "媒体" },
  ownVisit: { en: "Own visit", zh: "我方走访" },
  ownBooks: { en: "Own books", zh: "我方账簿" },
  other: { en: "Other", zh: "其他" },
};

export const GRADE_STATE: Words<(typeof GRADE_STATES)[number]> = {
  counts: { en: "Counts", zh: "有效" },
  untrusted: { en: "Its issuer is not trusted", zh: "出具方未受信任" },
  revoked: { en: "Revoked", zh: "已撤销" },
  expired: { en: "Expired", zh: "已过期" },
  unmapped: { en: "Its scale is not mapped", zh: "评级标度未映射" },
  otherSubject: { en: "About somebody else", zh: "主体不符" },
};

export const THIN_REASON: Words<ThinReason> = {
  tooFewItems: { en: "Too few items", zh: "项目过少" },
  tooFewSuppliers: { en: "Too few suppliers", zh: "供应商过少" },
  oneSupplierDominates: { en: "One supplier dominates", zh: "单一供应商占比过大" },
  tooLittleChanged: { en: "Too little has changed", zh: "变化过少" },
  tooManyShown: { en: "Shown too often", zh: "展示次数过多" },
};
