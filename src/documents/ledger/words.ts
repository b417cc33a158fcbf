/** How the books of firms name their columns and kinds of documents, in the languages of their systems. */
import type { BookField } from "../../domain/bookFormat.ts";
import type { ItemKind } from "../../domain/ledgerItem.ts";
import type { FieldWords } from "../table/columns.ts";

export const BOOK_WORDS: FieldWords<BookField> = {
  // A buyer's own voucher number means nothing to the supplier, so references come before it.
  number:
    "supplierinvoicenumber supplierinvoice vendorinvoice externaldocumentnumber invoicenumber invoiceno invoice " +
    "rechnungsnummer rechnungsnr rechnung numérofacture facture factura 发票号码 发票号 发票编号 yourreference ihrereferenz " +
    "externebelegnummer referenz reference documentnumber documentno document docno number belegnummer belegnr beleg " +
    "numéro 单据号 单据编号 凭证号",
  date:
    "documentdate invoicedate issuedate postingdate date belegdatum rechnungsdatum buchungsdatum datum datefacture " +
    "fecha 开票日期 发票日期 单据日期 记账日期 日期",
  dueDate:
    "duedate due netduedate maturity fälligkeit fälligkeitsdatum " +
    "fälligam échéance dateéchéance vencimiento 到期日 到期日期 付款到期日",
  currency: "currency currencycode curr währung waehrung währungsschlüssel devise moneda 币种 货币 币别",
  debit: "debit debitamount soll sollbetrag débit debe 借方 借方金额",
  credit: "credit creditamount haben habenbetrag crédit haber 贷方 贷方金额",
  open:
    "open openamount outstanding outstandingamount amountdue balancedue " +
    "offen offenerbetrag offenerposten restbetrag solde " +
    "未付金额 未收金额 余额 未清金额 未核销金额",
  amount:
    "amount invoiceamount grossamount total gross betrag rechnungsbetrag " +
    "bruttobetrag montant importe 金额 发票金额 价税合计 含税金额",
  kind: "type kind documenttype doctype transactiontype belegart art typ typedocument tipo 类型 单据类型 凭证类型 业务类型",
  order:
    "purchaseorder ponumber pono po ordernumber order bestellnummer " +
    "bestellung auftragsnummer commande pedido 采购订单 采购订单号 订单号",
  settles:
    "settles applies appliesto appliedto pays paidinvoices " +
    "clears zahltrechnung ausgleich verwendungszweck 核销发票 对应发票 付款说明",
  disputed: "disputed dispute blocked strittig gesperrt reklamation litige 争议 有争议",
  assignedTo: "assignedto abgetretenan factorname cessionnaire 受让人 保理商",
  receivable: "receivableid receivable ledgerid tokenid 应收账款编号 链上编号",
};

/** As {@link levelledWord} leaves them. */
const KINDS: Readonly<Record<ItemKind, string>> = {
  invoice: "invoice inv re rv rechnung dr kr facture factura bill 发票 应收 应付 380",
  debitNote:
    "debitnote dn lastschrift belastung belastungsanzeige deduction abzug chargeback 借项 借项通知单 扣款 索赔 383",
  creditNote: "creditnote creditmemo cn gutschrift gs kg rg dg avoir abono 贷项 贷项通知单 红字发票 红字 红冲 381",
  payment:
    "payment pay pmt receipt cash zahlung zahlungseingang zahlungsausgang dz kz " +
    "zp zv paiement règlement pago 付款 收款 付款单 收款单 回款",
  unapplied:
    "unapplied unappliedcash onaccount unallocated akonto akontozahlung " +
    "nichtzugeordnet advance acompte 预收 预收款 未核销 未核销收款",
};

const KIND_OF: ReadonlyMap<string, ItemKind> = new Map(
  Object.entries(KINDS).flatMap(([kind, words]) => words.split(" ").map((word) => [word, kind as ItemKind])),
);

/** What a line of sums is called, in any of its cells. */
const SUMS = new Set([
  ...["total", "subtotal", "grandtotal", "summe", "zwischensumme", "gesamtsumme", "saldo", "saldovortrag", "solde"],
  ...["totaux", "balancebf", "balancecf", "balancebroughtforward", "balancecarriedforward", "openingbalance"],
  ...["closingbalance", "本月合计", "本年累计", "合计", "小计", "总计", "累计", "期初余额", "期末余额", "上年结转"],
]);

/** What says that something is so. */
const YES = new Set([
  "yes",
  "y",
  "true",
  "1",
  "x",
  "ja",
  "oui",
  "si",
  "sí",
  "是",
  "disputed",
  "strittig",
  "gesperrt",
  "有",
  "争议",
]);
const NO = new Set(["", "no", "n", "false", "0", "nein", "non", "否", "无"]);

function levelledWord(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

export function kindOfWord(text: string): ItemKind | undefined {
  return KIND_OF.get(levelledWord(text));
}

export function isSumWord(text: string): boolean {
  return SUMS.has(levelledWord(text));
}

/** What a cell says that names somebody, where it does not say no. */
export function nameOrNone(text: string): string {
  return NO.has(levelledWord(text)) ? "" : text;
}

/** Undefined for what says neither. */
export function yesOrNo(text: string): boolean | undefined {
  const word = levelledWord(text);
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}
