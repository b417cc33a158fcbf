/** What e-mails say of contests of scores. */
import type { Language } from "../store/notifications.ts";
import type { ContestWord } from "../wire/notice.ts";

export const CONTEST_SENTENCES: Readonly<Record<ContestWord, Readonly<Record<Language, string>>>> = {
  opened: { en: "A customer contests its score", zh: "客户对其信用评分提出异议" },
  overdue: { en: "A contest of a score was not answered in time", zh: "信用评分异议逾期未答复" },
  withdrawn: { en: "A customer took back a contest of its score", zh: "客户撤回了信用评分异议" },
  upheld: { en: "A creditor upheld your contest, and scored you again", zh: "债权人采纳了异议，并已重新评分" },
  refused: { en: "A creditor refused your contest, and says why", zh: "债权人未采纳异议，并说明了理由" },
};

const CONTEST_LABELS = {
  en: { contest: "Contest: ", creditor: "Creditor: ", customer: "Customer: " },
  zh: { contest: "异议：", creditor: "债权人：", customer: "客户：" },
} as const satisfies Readonly<Record<Language, unknown>>;

/** Its ids, a line each. */
export function contestFacts(data: Readonly<Record<string, string>>, language: Language): readonly string[] {
  const { contest = "", creditor = "", customer = "" } = data;
  const labels = CONTEST_LABELS[language];
  return [`${labels.contest}${contest}`, `${labels.creditor}${creditor}`, `${labels.customer}${customer}`];
}
