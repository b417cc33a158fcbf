/** What e-mails say of a day of the watchlist: how many of each, and whom nobody reads but whoever signs in. */
import type { Language } from "../store/notifications.ts";

export const DIGEST_SENTENCE: Readonly<Record<Language, string>> = {
  en: "The day's changes of the watchlist",
  zh: "关注名单当日变动",
};

/** In the order in which they are told; each before its number. */
const LABELS = {
  day: { en: "Day: ", zh: "日期：" },
  added: { en: "Customers added: ", zh: "新增客户：" },
  ended: { en: "Customers taken off: ", zh: "移出客户：" },
  toReview: { en: "To be reviewed: ", zh: "待复核：" },
  frozen: { en: "Limits frozen or thawed: ", zh: "额度冻结或解冻：" },
  exceptions: { en: "Issued past the gateway: ", zh: "绕过网关开立：" },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** A line for the day, and one for each count that is not nought. */
export function digestFacts(data: Readonly<Record<string, string>>, language: Language): readonly string[] {
  return Object.entries(LABELS).flatMap(([name, label]) => {
    const value = data[name] ?? "0";
    return value === "0" ? [] : [`${label[language]}${value}`];
  });
}
