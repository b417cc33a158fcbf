/** What banks call the columns of a statement, in the languages of their customers. */
import type { BankField } from "../../../domain/bankFormat.ts";
import type { ColumnsOf, FieldWords } from "../../table/columns.ts";

export type BankColumns = ColumnsOf<BankField>;

/** English, German, French, Spanish, Italian, Dutch and Chinese; the likelier ones first. */
export const BANK_WORDS: FieldWords<BankField> = {
  bookingDate:
    "bookingdate postingdate transactiondate buchungstag buchungsdatum dateopération datedopération datecomptable " +
    "fechaoperación fechacontable datacontabile dataoperazione boekdatum 记账日期 入账日期 交易日期 交易日 " +
    "date datum fecha data 日期",
  valueDate:
    "valuedate wertstellung valutadatum valuta datevaleur datedevaleur fechavalor datavaluta rentedatum 起息日",
  amount: "amount transactionamount betrag umsatz montant importe importo bedrag 交易金额 发生额 金额",
  debit:
    "debit debitamount withdrawal withdrawals paidout moneyout soll belastung débit cargo debe addebiti dare " +
    "借方发生额 借方金额 借方 支出",
  credit:
    "credit creditamount deposit deposits paidin moneyin haben gutschrift crédit abono haber accrediti avere " +
    "贷方发生额 贷方金额 贷方 收入",
  sign: "creditdebit debitcredit crdr drcr sollhaben sollhabenkennzeichen afbij sens segno 借贷标志 借贷",
  currency: "currency currencycode ccy währung waehrung devise moneda divisa muntsoort 币种 货币",
  balance: "runningbalance balance saldo kontostand solde saldoposterior 账户余额 余额",
  account:
    "account accountnumber accountid iban konto kontonummer auftragskonto compte cuenta conto rekening 本方账号 账号",
  bankReference: "bankreference transactionid transactionreference fitid bankreferenz 银行流水号 交易流水号 流水号",
  reference: "reference ref referenz kundenreferenz référence referencia riferimento referentie 凭证号",
  endToEndId: "endtoendid endtoendreference endtoendreferenz",
  counterparty:
    "counterparty counterpartyname payeepayer namezahlungsbeteiligter auftraggeberempfänger " +
    "beguenstigterzahlungspflichtiger empfänger contrepartie bénéficiaire beneficiario naamtegenpartij tegenpartij " +
    "对方户名 对方名称 name nom nombre",
  counterpartyAccount:
    "counterpartyaccount counterpartyiban ibanzahlungsbeteiligter kontonummeriban tegenrekening 对方账号",
  text:
    "description details narrative memo verwendungszweck buchungstext libellé concepto causale descrizione " +
    "omschrijving mededelingen 附言 用途 摘要",
};

const CREDITS: ReadonlySet<string> = new Set(["c", "cr", "crdt", "credit", "h", "haben", "bij", "crédit", "贷", "+"]);
const DEBITS: ReadonlySet<string> = new Set(["d", "dr", "dbit", "debit", "s", "soll", "af", "débit", "借", "-"]);

/** Whether a word in the column of signs means money in; undefined for one that is not known. */
export function isCreditWord(word: string): boolean | undefined {
  const level = word.trim().toLowerCase();
  if (CREDITS.has(level)) return true;
  return DEBITS.has(level) ? false : undefined;
}
