import type { CountryPack, FactSource, TermCap } from "../countryPack.ts";

const ORDER = "保障中小企业款项支付条例";
const NOTICE = "关于规范供应链金融业务 引导供应链信息服务机构更好服务中小企业融资有关事宜的通知（银发〔2025〕77号）";

function order802(article: string, verified: FactSource["verified"]): FactSource {
  const url = "https://www.gov.cn/zhengce/content/202503/content_7015401.htm";
  return { instrument: `${ORDER} (State Council Order 802)`, article, url, retrieved: "2026-11-23", verified };
}

function order728(article: string): FactSource {
  const url = "https://www.gov.cn/zhengce/content/2020-07/14/content_5526768.htm";
  const instrument = `${ORDER} (State Council Order 728)`;
  return { instrument, article, url, retrieved: "2026-11-23", verified: "secondary" };
}

/** Of what is said of vouchers. */
export const VOUCHERS: FactSource = {
  instrument: NOTICE,
  article: "",
  url: "https://www.gov.cn/zhengce/zhengceku/202505/content_7021925.htm",
  retrieved: "2026-11-23",
  verified: "secondary",
};

const LENDING: FactSource = {
  instrument: "最高人民法院关于审理民间借贷案件适用法律若干问题的规定 (2020, second amendment)",
  article: "第二十五条 (so numbered since 2021-01-01; this date and that of 2020-08-20 are not verified)",
  url: "http://lawask.net/a1832916.html",
  retrieved: "2026-11-23",
  verified: "secondary",
};

function lpr(url: string, verified: FactSource["verified"]): FactSource {
  const instrument = "全国银行间同业拆借中心, 1年期贷款市场报价利率";
  return { instrument, article: "", url, retrieved: "2026-11-23", verified };
}

/** Public bodies had the same terms before the revision. */
const PUBLIC: Pick<TermCap, "kind" | "debtors" | "smallCreditorOnly"> = {
  kind: "termCap",
  debtors: ["publicBody"],
  smallCreditorOnly: true,
};

const REVISED = "2025-06-01";
const BEFORE = { from: "2020-09-01", until: "2025-05-31" } as const;
/** 0.05 % a day for 365 days. */
const DAILY = 182_500n;

export const CN_PACK: CountryPack = {
  code: "CN",
  version: 3,
  currency: "CNY",
  reviewBy: "2027-01-15",
  fixing: "contract",
  facts: [
    {
      ...PUBLIC,
      ...{ code: "cnPublic30", ...BEFORE, source: order728("第八条"), term: { days: 30 } },
      text: "A public body pays a small or medium-sized firm within 30 days of delivery; up to 60 have to be agreed.",
    },
    {
      ...PUBLIC,
      ...{ code: "cnPublic60", ...BEFORE, source: order728("第八条"), term: { days: 60 } },
      text: "A public body has at most 60 days from delivery.",
    },
    {
      ...PUBLIC,
      ...{ code: "cnPublic30", from: REVISED, source: order802("第九条", "text"), term: { days: 30 } },
      text: "A public body pays a small or medium-sized firm within 30 days of delivery; up to 60 have to be agreed.",
    },
    {
      ...PUBLIC,
      ...{ code: "cnPublic60", from: REVISED, source: order802("第九条", "text"), term: { days: 60 } },
      text: "A public body has at most 60 days from delivery.",
    },
    {
      kind: "termCap",
      ...{ code: "cnLarge60", from: REVISED, source: order802("第九条", "text"), term: { days: 60 } },
      ...{ debtors: ["largeFirm"], smallCreditorOnly: true },
      text:
        "A large firm pays a small or medium-sized one within 60 days of delivery; another term has to follow the " +
        "trade's customs, and must not hang on the debtor being paid itself.",
    },
    {
      kind: "voucherTenor",
      ...{ code: "cnVoucherSixMonths", from: "2025-06-15", source: VOUCHERS, term: { months: 6 } },
      ...{ debtors: ["publicBody", "largeFirm", "otherFirm"], smallCreditorOnly: false },
      text: "A voucher (应收账款电子凭证) runs at most six months in principle.",
    },
    {
      kind: "voucherTenor",
      ...{ code: "cnVoucherOneYear", from: "2025-06-15", source: VOUCHERS, term: { months: 12 } },
      ...{ debtors: ["publicBody", "largeFirm", "otherFirm"], smallCreditorOnly: false },
      text: "A voucher (应收账款电子凭证) never runs more than one year.",
    },
    {
      kind: "interestFloor",
      ...{ code: "cnLprFloor", ...BEFORE, source: order728("第十五条"), reference: "lpr1Year" },
      ...{ debtors: ["publicBody", "largeFirm"], smallCreditorOnly: true, factor: 1n, margin: 0n, statutory: false },
      text: "An agreed rate is not below the one-year LPR of the day of the contract.",
    },
    {
      kind: "interestFloor",
      ...{ code: "cnLprFloor", from: REVISED, source: order802("第十七条", "text"), reference: "lpr1Year" },
      ...{ debtors: ["publicBody", "largeFirm"], smallCreditorOnly: true, factor: 1n, margin: 0n, statutory: false },
      text: "An agreed rate is not below the one-year LPR of the day of the contract.",
    },
    {
      kind: "interestFloor",
      ...{ code: "cnDaily5", ...BEFORE, source: order728("第十五条"), reference: null },
      ...{ debtors: ["publicBody", "largeFirm"], smallCreditorOnly: true, factor: 0n, margin: DAILY, statutory: true },
      text: "Where no rate is agreed, late interest is 0.05 % a day.",
    },
    {
      kind: "interestFloor",
      ...{ code: "cnDaily5", from: REVISED, source: order802("第十七条", "text"), reference: null },
      ...{ debtors: ["publicBody", "largeFirm"], smallCreditorOnly: true, factor: 0n, margin: DAILY, statutory: true },
      text: "Where no rate is agreed, late interest is 0.05 % a day.",
    },
    {
      kind: "interestCap",
      ...{ code: "cnFourLpr", from: "2020-08-20", source: LENDING, reference: "lpr1Year", factor: 4n, margin: 0n },
      ...{ debtors: ["publicBody", "largeFirm", "otherFirm"], smallCreditorOnly: false, statutory: false },
      text:
        "Courts protect no more than four times the one-year LPR in private lending, and cut agreed penalties that " +
        "are excessive (民法典 art. 585): a rate above it may not hold.",
    },
    {
      kind: "personalData",
      code: "cnStorageLimit",
      from: "2021-11-01",
      source: {
        instrument: "中华人民共和国个人信息保护法",
        article: "第十九条、第四十七条",
        // 第四十七条 was read at http://www.ahdhf.com/law/twsy/15105.html.
        url: "https://chinadataregulation.com/laws/pipl/articles/article-19/",
        retrieved: "2026-11-23",
        verified: "text",
      },
      text: "Personal information is kept for the shortest time that its purpose needs, and deleted once it is gone.",
    },
  ],
  references: [
    {
      ...{ reference: "lpr1Year", from: "2025-05-20", ppm: 30_000n },
      source: lpr(
        "https://www.finanzen.at/nachrichten/zinsen/china-keeps-loan-prime-rates-unchanged-1035725659",
        "secondary",
      ),
    },
    {
      ...{ reference: "lpr1Year", from: "2026-02-24", ppm: 30_000n },
      source: lpr("http://en.people.cn/n3/2026/0224/c90000-20427679.html", "secondary"),
    },
    // Of the months since then nobody was found to tell.
    {
      ...{ reference: "lpr1Year", from: "2026-03-20", ppm: 30_000n },
      source: lpr("https://www.chinamoney.com.cn/chinese/bklpr/", "unverified"),
    },
  ],
};
