/** Which column is what: by the headers that ERPs of three languages write. */
import { guessColumns } from "../../documents/table/columns.ts";
import type { FieldWords } from "../../documents/table/columns.ts";
import type { ColumnMapping, ImportField, NewImport } from "../../wire/import.ts";
import { ProblemError } from "../http/problems.ts";

type Kind = NewImport["kind"];

interface KindFields {
  readonly required: readonly ImportField[];
  readonly optional: readonly ImportField[];
}

export const FIELDS: Readonly<Record<Kind, KindFields>> = {
  parties: { required: ["party", "name"], optional: ["legalId", "vatId", "country", "address"] },
  openItems: {
    required: ["party", "number", "issueDate", "dueDate", "currency", "amount"],
    optional: ["line", "open", "purchaseOrder"],
  },
  orders: { required: ["party", "purchaseOrder", "line", "item", "quantity", "price", "currency"], optional: [] },
  receipts: { required: ["party", "receipt", "purchaseOrder", "line", "quantity"], optional: [] },
};

const WORDS: FieldWords<ImportField> = {
  party:
    "party partyid partynumber customerid customernumber customerno customercode customer supplierid " +
    "suppliernumber  " +
    "supplierno supplier vendorid vendornumber vendorno vendor accountnumber kundennummer kundennr kunde debitor " +
    "debitorennummer debitorennr lieferantennummer lieferantennr lieferant kreditor kreditorennummer kreditorennr " +
    "geschäftspartner 客户编号 客户编码 客户代码 供应商编号 供应商编码 供应商代码 往来单位编号 往来单位编码 客户 供应商 往来单位",
  name:
    "name companyname legalname customername suppliername firma firmenname bezeichnung name1 名称 公司名称 " +
    "企业名称 客户名称 供应商名称 单位名称",
  legalId:
    "legalid lei registernumber registrationnumber companynumber handelsregister handelsregisternummer hrb " +
    "统一社会信用代码 社会信用代码 营业执照号 uscc",
  vatId:
    "vatid vat vatnumber vatno taxid taxnumber ustid ustidnr umsatzsteuerid " +
    "umsatzsteueridentifikationsnummer 税号 纳税人识别号 增值税号",
  country: "country countrycode land ländercode länderkennzeichen 国家 国家代码 国别",
  address:
    "ledgeraddress blockchainaddress ethereumaddress evmaddress wallet ledgeradresse 区块链地址 链上地址 钱包地址",
  number:
    "invoicenumber invoiceno invoice documentnumber documentno number rechnungsnummer rechnungsnr " +
    "rechnung belegnummer  " +
    "belegnr beleg 发票号码 发票号 发票编号 单据号 单据编号",
  line: "line linenumber instalment installment position rate teilbetrag pos 行号 期次 分期",
  issueDate:
    "issuedate invoicedate documentdate date rechnungsdatum belegdatum ausstellungsdatum datum 开票日期 发票日期 单据日期 日期",
  dueDate:
    "duedate due netduedate fälligkeit fälligkeitsdatum fälligam faelligkeit 到期日 到期日期 付款到期日 应付日期 应收日期",
  currency: "currency currencycode währung waehrung währungsschlüssel 币种 货币 币别",
  amount:
    "amount invoiceamount grossamount total gross betrag rechnungsbetrag bruttobetrag brutto " +
    "gesamtbetrag 金额 发票金额 价税合计 含税金额 总金额",
  open:
    "open openamount balance outstanding amountdue offen offenerbetrag offenerposten restbetrag " +
    "saldo 未付金额 未收金额 余额 未清金额 未核销金额",
  purchaseOrder:
    "purchaseorder ponumber po ordernumber bestellnummer bestellung auftragsnummer 采购订单 采购订单号 订单号",
  item: "item itemname description product article artikel bezeichnung artikelbezeichnung material 物料 物料名称 商品名称 品名",
  quantity:
    "quantity qty orderedquantity receivedquantity menge bestellmenge liefermenge anzahl 数量 订购数量 收货数量",
  price: "price unitprice netprice preis einzelpreis nettopreis 单价 不含税单价",
  receipt:
    "receipt receiptnumber goodsreceipt deliverynote grn wareneingang lieferschein lieferscheinnummer 收货单 收货单号 入库单号",
};

/** What the headers themselves say. */
export function guessMapping(kind: Kind, headers: readonly string[]): ColumnMapping {
  return guessColumns(fieldsOf(kind), WORDS, headers);
}

export function fieldsOf(kind: Kind): readonly ImportField[] {
  return [...FIELDS[kind].required, ...FIELDS[kind].optional];
}

/** Fields that need a column and have none. */
export function missingIn(kind: Kind, mapping: ColumnMapping): readonly ImportField[] {
  return FIELDS[kind].required.filter((field) => mapping[field] === undefined);
}

/** @throws ProblemError `RequestInvalid` for a mapping that does not fit the kind or the file */
export function checkMapping(kind: Kind, mapping: ColumnMapping, headers: readonly string[]): void {
  const faults = Object.entries(mapping).flatMap(([field, header]) => {
    const message = faultOf(kind, field as ImportField, header, headers);
    return message === undefined ? [] : [{ at: `body.mapping.${field}`, message }];
  });
  const [first] = faults;
  if (first !== undefined) throw new ProblemError("RequestInvalid", `${first.at}: ${first.message}`, { faults });
}

function faultOf(
  kind: Kind,
  field: ImportField,
  header: string | undefined,
  headers: readonly string[],
): string | undefined {
  if (header === undefined) return undefined;
  if (!fieldsOf(kind).includes(field)) return `a file of ${kind} has no such field: leave it out`;
  const count = headers.filter((one) => one === header).length;
  if (count === 0) return `the file has no column ${JSON.stringify(header)}: name one of its headers`;
  return count === 1
    ? undefined
    : `the file has ${count} columns ${JSON.stringify(header)}: give them different headers`;
}
