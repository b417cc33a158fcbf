/** What mails say about an insolvency. */
import type { InsolvencyWord } from "../store/insolvency.ts";
import type { Language } from "../store/notifications.ts";

type Text = Readonly<Record<Language, string>>;

/** To whoever holds a receivable on the debtor. */
export const INSOLVENCY_SENTENCES: Readonly<Record<InsolvencyWord, Text>> = {
  noticed: { en: "A debtor of an assigned receivable is reported insolvent", zh: "已转让应收账款的债务人据报破产" },
  withdrawn: { en: "A report that a debtor is insolvent was withdrawn", zh: "债务人破产的通知已撤回" },
};

export const DEBTOR_LABEL: Text = { en: "Debtor: ", zh: "债务人：" };

interface InsurerWords {
  readonly sentence: Readonly<Record<InsolvencyWord, string>>;
  readonly policy: string;
  readonly insured: string;
  readonly debtor: string;
  readonly happened: string;
  readonly purpose: string;
}

/** To the insurer. */
export const INSURER_WORDS: Readonly<Record<Language, InsurerWords>> = {
  en: {
    sentence: {
      noticed: "A buyer under a credit insurance policy is reported insolvent",
      withdrawn: "A report that a buyer is insolvent was withdrawn",
    },
    policy: "Policy: ",
    insured: "Insured, by its address on the ledger: ",
    debtor: "Buyer, by its address on the ledger: ",
    happened: "Reported: ",
    purpose: "The insured gave your address for this. Names, sums and documents come from the insured itself.",
  },
  zh: {
    sentence: { noticed: "信用保险保单项下买方据报破产", withdrawn: "买方破产的通知已撤回" },
    policy: "保单：",
    insured: "被保险人（账本地址）：",
    debtor: "买方（账本地址）：",
    happened: "通知时间：",
    purpose: "被保险人登记了贵方地址以接收此通知。名称、金额及材料由被保险人另行提供。",
  },
};
