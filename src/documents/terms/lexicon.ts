import type { DayAnchor } from "../../domain/paymentTerms.ts";

/**
 * What a word of payment terms means for the forms in forms.ts. A word that is not here makes its sentence unreadable:
 * "not", "except", "unless" must never be passed over.
 *
 * N number, P per cent, D days, X date are found by their shape; the rest are words.
 */
export type Meaning =
  | "N"
  | "P"
  | "D"
  | "X"
  /** a day that is counted from */
  | "A"
  /** the due date itself */
  | "B"
  /** slash */
  | "C"
  /** end of month */
  | "E"
  /** if, in case of */
  | "F"
  /** prox: of next month */
  | "G"
  /** hyphen */
  | "H"
  /** within */
  | "I"
  /** MFI: of the month following the invoice */
  | "J"
  /** extra */
  | "K"
  /** late interest */
  | "L"
  /** immediately */
  | "M"
  /** pay, due */
  | "Y"
  /** penalty */
  | "Q"
  /** per period */
  | "R"
  /** early-payment discount */
  | "S"
  /** net, without deduction */
  | "T"
  /** until, on */
  | "U"
  /** cash on delivery and the like */
  | "V"
  /** monthly settlement, 月结 */
  | "W"
  /** plus */
  | "Z";

export type Period = "year" | "month" | "day";
export type CashEvent = "delivery" | "shipment" | "order";

export interface Entry {
  /** Undefined for words that say nothing about the terms. */
  readonly symbol: Meaning | undefined;
  readonly value: DayAnchor | Period | CashEvent | undefined;
}

interface Row {
  readonly symbol?: Meaning;
  readonly value?: DayAnchor | Period | CashEvent;
  readonly phrases: string;
}

/** Phrases are separated by bars; case does not matter; Chinese needs no spaces. */
const ROWS: readonly Row[] = [
  { symbol: "D", phrases: "day|days|tag|tage|tagen|dag|dagar|dagen|dage|dager|天|日|日历天|个自然日" },
  { symbol: "P", phrases: "%|percent|per cent|prozent|procent" },
  { symbol: "I", phrases: "within|in|innerhalb|innerhalb von|innert|binnen|inom|innen|内|以内|之内" },
  { symbol: "T", phrases: "net|netto|n /|ohne abzug|ohne jeden abzug|without deduction|netto kasse|rein netto|全额" },
  { symbol: "S", phrases: "discount|cash discount|early payment discount|skonto|折扣|现金折扣|优惠|kassarabatt" },
  { symbol: "F", phrases: "if|when|bei|falls|wenn|for|如|若" },
  {
    symbol: "Y",
    phrases:
      "payment|payments|payment due|payment is due|pay|paid|payable|due|due for payment|zahlung|zahlungen|" +
      "zahlbar|zahlungsziel|zahlungseingang|fällig|betalning|betaling|overføres|überweisen|付款|支付|付清|结清|付讫|" +
      "结算|到期",
  },
  {
    symbol: "U",
    phrases: "by|until|not later than|on|bis|bis zum|bis spätestens|spätestens bis|spätestens am|zum|am|den",
  },
  { symbol: "M", phrases: "immediately|sofort|umgehend|立即|即期|见票即付|见票即付款" },
  {
    symbol: "B",
    phrases: "from due date|from the due date|after due date|after the due date|ab fälligkeit|nach fälligkeit",
  },
  { symbol: "E", phrases: "eom|end of month|monatsende|zum monatsende|nach monatsende|月底" },
  { symbol: "W", phrases: "月结" },
  { symbol: "G", phrases: "prox|proximo" },
  { symbol: "J", phrases: "mfi" },
  { symbol: "K", phrases: "extra" },
  { symbol: "C", phrases: "/" },
  { symbol: "H", phrases: "-" },
  { symbol: "Z", phrases: "+" },
  {
    symbol: "L",
    phrases:
      "late interest|late payment interest|interest on late payment|interest on late payments|" +
      "default interest|overdue interest|verzugszins|verzugszinsen|dröjsmålsränta|morarente|逾期利息|逾期违约金|违约金|" +
      "滞纳金|延迟付款利息",
  },
  { symbol: "Q", phrases: "penalty|penalty percentage|late fee|late payment fee" },
  {
    symbol: "R",
    value: "year",
    phrases: "p.a.|p. a.|per annum|per year|a year|annually|pro jahr|jährlich|per år|每年|年|按年|年利率",
  },
  { symbol: "R", value: "month", phrases: "per month|a month|monthly|pro monat|monatlich|per månad|每月|按月|月利率" },
  { symbol: "R", value: "day", phrases: "per day|a day|daily|pro tag|täglich|每日|每天|按日|按天" },
  { symbol: "V", value: "delivery", phrases: "cod|cash on delivery|货到付款" },
  { symbol: "V", value: "shipment", phrases: "cbs|cash before shipment|款到发货|先款后货" },
  { symbol: "V", value: "order", phrases: "cia|cash in advance|prepayment|vorkasse" },
  {
    symbol: "A",
    value: "invoiceDate",
    phrases:
      "from invoice date|from the invoice date|after invoice date|after the invoice date|" +
      "from date of invoice|from the date of invoice|from the date of the invoice|after date of invoice|" +
      "ab rechnungsdatum|nach rechnungsdatum|nach belegdatum|ab belegdatum|ab rechnungsstellung|" +
      "nach rechnungsstellung|från fakturadatum|fra fakturadato|开票|开票后|开票日|开票日起|开票日后|开票之日起|自开票之日起|发票日起|" +
      "发票日期起",
  },
  {
    symbol: "A",
    value: "invoiceReceipt",
    phrases:
      "on receipt|upon receipt|after receipt|after receipt of invoice|after receipt of the invoice|" +
      "from receipt of invoice|from receipt of the invoice|on receipt of invoice|upon receipt of invoice|" +
      "upon receipt of the invoice|nach erhalt der rechnung|nach rechnungserhalt|ab rechnungserhalt|" +
      "nach zugang der rechnung|nach rechnungseingang|bei rechnungserhalt|bei erhalt der rechnung|票到|票到后|" +
      "收票后|收到发票后|收到发票之日起|发票到后",
  },
  {
    symbol: "A",
    value: "goodsReceipt",
    phrases:
      "rog|after delivery|from delivery|after receipt of goods|after receipt of the goods|" +
      "from receipt of goods|nach lieferung|ab lieferung|nach wareneingang|nach erhalt der ware|货到|货到后|到货后|" +
      "收货后|交货后|验收后|验收合格后",
  },
  {
    // Words that say how or how much in ways that change no term.
    phrases:
      "the|is|are|be|to be|please|terms|terms of payment|payment terms|zahlungsbedingungen|" +
      "zahlungsbedingung|betalningsvillkor|der|die|das|den betrag|der betrag|der rechnungsbetrag|" +
      "den rechnungsbetrag|rechnungsbetrag|gesamtbetrag|in full|bitte|bitte überweisen sie|" +
      "bitte überweisen sie den betrag|bitte überweisen sie den rechnungsbetrag|bitte zahlen sie|ist|sind|" +
      "erfolgt|auf unten stehendes konto|auf das unten aufgeführte konto|auf das unten genannte konto|" +
      "auf unser konto|bei uns eingehend|from|of|付款方式|付款条件|结算方式|账期|享受|可享受|享|给予|逾期|逾期付款|按|计收|计算|收取|的|前",
  },
];

/** Separators that stand between words and mean nothing of their own. */
const PUNCTUATION = ", : ( ) . ! * 、 “ ” \" '".split(" ");

const ENTRIES: ReadonlyMap<string, Entry> = new Map([
  ...ROWS.flatMap(({ symbol, value, phrases }) =>
    phrases.split("|").map((phrase): [string, Entry] => [phraseKey(phrase), { symbol, value }]),
  ),
  ...PUNCTUATION.map((mark): [string, Entry] => [mark, { symbol: undefined, value: undefined }]),
]);

/** The beginnings of all phrases, whole tokens of them. */
const BEGINNINGS: ReadonlySet<string> = new Set(
  [...ENTRIES.keys()].flatMap((key) => {
    const words = key.split(" ");
    return words.map((_, index) => words.slice(0, index + 1).join(" "));
  }),
);

/** Whether a longer phrase may begin with these tokens. */
export function beginsPhrase(key: string): boolean {
  return BEGINNINGS.has(key);
}

/** What a phrase means, by its tokens joined with spaces; undefined for one that is not known. */
export function lookUp(key: string): Entry | undefined {
  return ENTRIES.get(key);
}

/** Latin words are tokens of their own, Chinese characters one each. */
function phraseKey(phrase: string): string {
  return phrase
    .replace(/\p{Script=Han}/gu, " $& ")
    .trim()
    .replace(/ +/g, " ");
}
