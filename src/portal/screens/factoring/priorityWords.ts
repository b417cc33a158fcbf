/** What is said of competing claims in both languages; the English is the domain's own. */
import { LEFT_OUT, MISSING, PRIORITY_NOTES, REASONS } from "../../../domain/factoring/priorityTexts.ts";
import type { MissingStep, PriorityLaw, PriorityReason } from "../../../domain/factoring/priorityTexts.ts";
import type { Language } from "../../words/i18n.ts";

type ByLaw<Key extends string> = Readonly<Record<PriorityLaw, Partial<Readonly<Record<Key, string>>>>>;

const REASONS_ZH: ByLaw<PriorityReason> = {
  prc768: {
    registered: "已登记：已登记的优先于其他，按登记先后排列（第768条）。",
    noticed: "未登记，按转让通知到达债务人的时间排列（第768条）。",
    neitherRegisteredNorNoticed: "既未登记也未通知：按融资款或服务报酬的比例分享（第768条）。",
  },
  ucc9322: {
    perfected: "已完善，按登记与完善中较早者排列（9-322(a)(1)、(2)）。",
    attached: "未完善，排在已完善者之后，按成立时间排列（9-322(a)(3)）。",
  },
  english: {
    noticed: "按通知到达债务人的时间排列（Dearle v Hall）。",
    firstInTime: "尚无通知到达债务人：排在已通知者之后，按转让时间排列。",
    knewOfEarlier: "保理商给付对价时知道在先的转让，不能以通知超越之。",
  },
};

const MISSING_ZH: ByLaw<MissingStep> = {
  prc768: {
    registration: "未见登记：请办理登记（中登网），任何已登记的债权均优先。",
    renewal: "登记已到期：请重新登记，以新登记时间为准。",
    term: "登记未写明期限，而登记须有期限（中登网）：请说明有效期；是否有效不明，到期后不产生顺位。",
    notice: "未见通知到达：请附证明发出通知（第764条）；此前债务人可以向他人付款。",
  },
  ucc9322: {
    registration: "未见登记，亦未以其他方式完善：请提交融资声明（UCC-1）；此前卖方可能再次转让（9-318）。",
    renewal: "登记已失效：请重新登记。",
    term: "登记未写明期限，视为登记后五年失效（9-515(a)）；如已续展，请说明有效期（9-515(e)）。",
    notice: "未见通知到达：在指明收款人的通知到达之前，债务人可以向转让人付款（9-406）。",
  },
  english: {
    notice: "未见通知到达：请书面通知债务人，顺位取决于通知。",
  },
};

const LEFT_OUT_ZH: Readonly<Record<PriorityLaw, string>> = {
  prc768: "",
  ucc9322: "没有有效登记，亦未见向其转让：没有成立可排列顺位的权利（9-203）。",
  english: "未见向其转让，而登记本身不产生转让：Dearle v Hall 排列的是转让。",
};

const NOTES_ZH: readonly string[] = [
  "依各方陈述推算。此处记录转让与通知的先后只是时间证据，并非法定顺位。",
  "债务人按最先到达的通知付款的，债务即告免除，即使另一保理商顺位在先；收款的保理商须向其交代。",
];

/** What the gateway says is known text of the domain; anything else is shown as it is. */
export function reasonIn(language: Language, law: PriorityLaw, reason: string, text: string): string {
  return language === "en" ? text : textOf(REASONS_ZH[law], reason, REASONS[law], text);
}

export function missingIn(language: Language, law: PriorityLaw, step: MissingStep, text: string): string {
  return language === "en" ? text : textOf(MISSING_ZH[law], step, MISSING[law], text);
}

export function leftOutIn(language: Language, law: PriorityLaw, text: string): string {
  return language === "zh" && text === LEFT_OUT[law] ? LEFT_OUT_ZH[law] : text;
}

export function noteIn(language: Language, text: string): string {
  const place = PRIORITY_NOTES.findIndex((note) => note === text);
  return language === "zh" ? (NOTES_ZH[place] ?? text) : text;
}

function textOf(
  translated: Readonly<Partial<Record<string, string>>>,
  key: string,
  known: Readonly<Partial<Record<string, string>>>,
  text: string,
): string {
  return known[key] === text ? (translated[key] ?? text) : text;
}
