/** Words that tell what a number is: behind some stands that of a document, behind others anything but that. */
import { currencyByCode } from "../../domain/currency.ts";
import { isDigit } from "./text.ts";
import type { Scanner } from "./text.ts";

/** In the normal form of tokens: capital letters, no punctuation. */
const DOCUMENTS: ReadonlySet<string> = new Set(
  [
    "INV INVOICE INVOICES INVNO INVNR INVOICENO INVOICENR INVOICENUMBER BILL CREDITNOTE DEBITNOTE",
    "RG RNR RGNR RENR RECH RECHNR RECHNUNG RECHNUNGEN RECHNUNGSNR RECHNUNGSNUMMER BELEG BELEGNR GUTSCHRIFT",
    "FACT FACTURE FACTURES FACTURENO FACTURA FACTURAS FACTUUR FACTUURNR FATT FATTURA FATTURE FATURA",
    "FAKTURA FAKTURY FAKTURANR LASKU SZÁMLA СЧЕТ СЧЁТ ΤΙΜΟΛΟΓΙΟ فاتورة 发票 发票号 发票号码 發票 請求書 請求書番号",
  ].flatMap((words) => words.split(" ")),
);
/** Behind these stands the number of a telephone, a customer, an account or a tax office. */
const OTHERS: ReadonlySet<string> = new Set(
  [
    "TEL TELEFON TELEPHONE PHONE FAX MOB MOBIL MOBILE HANDY CELL CUSTOMER CUST CLIENT KUNDE KUNDEN KUNDENNR KDNR KD",
    "KUNDENNUMMER DEBITOR ACCOUNT ACCT ACC KONTO KTO KONTONR BLZ VAT TAX USTID UID STNR STEUERNR TVA SIRET NIF CIF",
    "TÉL CLIENTE TELÉFONO ТЕЛ ИНН 电话 手机 客户 客户编号 账号 税号 電話",
  ].flatMap((words) => words.split(" ")),
);
/** Words that say "number", of whatever the word before them is. */
const NUMBERS: ReadonlySet<string> = new Set("NO NR NUM NUMBER NUMMER N NUMERO NUMÉRO NÚMERO 号 号码 番号".split(" "));
const LONGEST_WORD = 20;
const CURRENCY_LETTERS = 3;

/** Whether a number that begins at a place of a token stands right behind a word for a document. */
export function isBehindDocument(scanner: Scanner, token: number, start: number): boolean {
  return isBehind(DOCUMENTS, scanner, token, start);
}

/** Whether digits stand right behind a word for something else than a document, or beside a currency. */
export function isBesideOther(scanner: Scanner, token: number, start: number): boolean {
  if (isBehind(OTHERS, scanner, token, start)) return true;
  return (
    isCurrency(wordBefore(scanner, token, start)) ||
    [token - 1, token + 1].some((other) => {
      return isCurrency(wholeWord(scanner, other));
    })
  );
}

function isCurrency(word: string): boolean {
  return word.length === CURRENCY_LETTERS && currencyByCode(word) !== undefined;
}

function isBehind(words: ReadonlySet<string>, scanner: Scanner, token: number, start: number): boolean {
  const own = wordBefore(scanner, token, start);
  if (own !== "") return words.has(own);
  const [before, earlier] = [wholeWord(scanner, token - 1), wholeWord(scanner, token - 2)];
  return words.has(before) || (NUMBERS.has(before) && words.has(earlier));
}

/** The letters of a token that stand right before a place of it. */
function wordBefore({ codes, starts }: Scanner, token: number, place: number): string {
  const first = starts[token] ?? 0;
  let from = place;
  while (from > first && !isDigit(codes[from - 1] ?? 0)) from -= 1;
  return place - from > LONGEST_WORD ? "" : String.fromCharCode(...codes.subarray(from, place));
}

/** A token that is letters alone; "" for any other, and where there is none. */
function wholeWord(scanner: Scanner, token: number): string {
  if (token < 0 || token >= scanner.tokens) return "";
  const end = scanner.starts[token + 1] ?? 0;
  const word = wordBefore(scanner, token, end);
  return word.length === end - (scanner.starts[token] ?? 0) ? word : "";
}
