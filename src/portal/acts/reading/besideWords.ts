/** What stands before and behind values of messages and calls, in Chinese, by their English words. */

/** Whose part of what is signed a value is. */
export const CHINESE_PLACES: Readonly<Record<string, string>> = {
  New: "新",
  Old: "原",
  Late: "逾期分期",
  Consent: "签署",
  Supplier: "供应商",
  Buyer: "买方",
  Holder: "持有人",
  Recorder: "登记方",
  Creditor: "债权人",
  Debtor: "债务人",
};

/** What stands behind a number, by what does in English. */
export const CHINESE_UNITS: Readonly<Record<string, string>> = {
  " minutes": "分钟",
  " days": "天",
  " days of default": "天违约",
  " minor units": "最小单位",
  " days after due (32767: never)": "天（到期后）",
  " days (0: never)": "天",
  " days after due": "天（到期后）",
  "% a year": "%/年",
  "%": "%",
};

/** What stands for an amount beyond all others. */
export const CHINESE_MESSAGES: Readonly<Record<string, string>> = {
  "All that is due": "全部应付款",
  Unlimited: "不限额",
  "No cap": "无上限",
};
