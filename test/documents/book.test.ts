/** Firms' books from files: columns, signs, figures and days as systems of several languages write them. */
import { expect } from "chai";
import { DocumentError } from "../../src/documents/errors.ts";
import type { BookDeclarations } from "../../src/documents/ledger/bookReading.ts";
import { readBook } from "../../src/documents/ledger/readBook.ts";
import type { Book } from "../../src/documents/ledger/readBook.ts";
import type { BookSide } from "../../src/domain/ledgerItem.ts";
import type { DateFormat } from "../../src/domain/tableFormats.ts";
import { dayNumber } from "../../src/domain/terms.ts";

async function read(text: string, side: BookSide = "buyer", said: BookDeclarations = {}): Promise<Book> {
  return readBook(new TextEncoder().encode(text), side, said);
}

async function refusal(text: string, said: BookDeclarations = {}): Promise<string> {
  try {
    await read(text, "buyer", said);
  } catch (error) {
    if (error instanceof DocumentError) return error.message;
    throw error;
  }
  throw new Error("it was read");
}

const HEADERS = "number,date,currency,amount";
/** A book of one line; the others are in EUC-KR, with Korean headers and with English ones. */
const GBK = "t6LGsbrFwussv6rGscjVxtossdLW1iy98LbuLMrcyMPIywpGLTEsMjAyNsTqNdTCNMjVLENOWSwxMDAwLjAwLMnPuqOxo8DtCg==";
const KOREAN = "vNvA5bn4yKMss6/CpSzF68itLLHdvtcKRi0xLDIwMjYtMDUtMDQsQ05ZLDEwMDAuMDAK";
const KOREAN_BELOW_ENGLISH =
  "bnVtYmVyLGRhdGUsY3VycmVuY3ksb3Blbixhc3NpZ25lZCB0bwpGLTEsMjAyNi0wNS0wNCxDTlksMTAwMC4wMCzH0bG5Cg==";
const bytesOf = (base64: string): Uint8Array => Buffer.from(base64, "base64");
const short = ({ items }: Book): unknown => items.map(({ kind, number, amount }) => [kind, number, amount]);

describe("A book", () => {
  it("in German, with payables below zero, says what is owed above it", async () => {
    const { items, reading } = await read(
      "Belegart;Referenz;Belegnummer;Belegdatum;Fälligkeit;Währung;Betrag\n" +
        "RE;INV-7;510001;04.05.2026;03.06.2026;EUR;-1.234,56\n" +
        "KZ;E2E-9;510002;13.05.2026;;EUR;34,56\n",
    );
    expect(reading).to.deep.include({ signs: "reversed", decimal: "comma", dates: "DD.MM.YYYY" });
    expect(items).to.deep.equal([
      {
        ...{ place: "line 2", kind: "invoice", number: "INV-7", order: "", currency: "EUR", amount: 123_456n },
        ...{ day: dayNumber("2026-05-04"), dueDay: dayNumber("2026-06-03"), settles: [], disputed: false },
        ...{ assignedTo: "", receivable: undefined },
      },
      {
        ...{ place: "line 3", kind: "payment", number: "E2E-9", order: "", currency: "EUR", amount: -3_456n },
        ...{ day: dayNumber("2026-05-13"), dueDay: undefined, settles: [], disputed: false },
        ...{ assignedTo: "", receivable: undefined },
      },
    ]);
  });

  it("in Chinese, with nothing below zero, knows deductions by their kind", async () => {
    const book = await read(
      "单据类型,发票号码,开票日期,币种,金额\n发票,25312000001,2026年5月4日,CNY,1000.00\n" +
        "付款,回单77,2026年5月9日,CNY,400.00\n红字发票,25312000009,2026年5月6日,CNY,100.00\n" +
        "扣款,D1,2026年5月6日,CNY,20.00\n",
    );
    expect(book.reading.signs).to.equal("byKind");
    expect(short(book)).to.deep.equal([
      ["invoice", "25312000001", 100_000n],
      ["payment", "回单77", -40_000n],
      ["creditNote", "25312000009", -10_000n],
      ["debitNote", "D1", -2_000n],
    ]);
  });

  it("of two columns has its sign by whose book it is", async () => {
    const text = "number,date,currency,debit,credit\nA,2026-05-04,EUR,10.00,\nB,2026-05-04,EUR,,4.00\n";
    const amounts = async (side: BookSide): Promise<bigint[]> =>
      (await read(text, side)).items.map(({ amount }) => amount);
    expect(await amounts("supplier")).to.deep.equal([1_000n, -400n]);
    expect(await amounts("buyer")).to.deep.equal([-1_000n, 400n]);
  });

  it("has figures and days as accountants and systems write them", async () => {
    const lines = [
      "A,2026-05-04 00:00:00,EUR,(1.50)",
      "B,2026-05-04T00:00,EUR,2.50-",
      ",,,",
      "C,2026-05-04,EUR,\u22123.00",
    ];
    const { items, faults } = await read(`${HEADERS}\n${lines.join("\n")}\n`, "supplier");
    expect(faults).to.deep.equal([]);
    expect(items.map(({ amount }) => amount)).to.deep.equal([-150n, -250n, -300n]);
  });

  it("has no running balance for what is open, beside a debit and a credit", async () => {
    const { items } = await read(
      "日期,凭证号,币种,借方,贷方,余额\n2026-05-04,1,CNY,1000.00,,1000.00\n2026-05-05,2,CNY,,400.00,600.00\n",
      "supplier",
    );
    expect(items.map(({ amount }) => amount)).to.deep.equal([100_000n, -40_000n]);
  });

  it("is refused where its signs could mean either, until that is declared", async () => {
    const text = `${HEADERS}\nA,2026-05-04,EUR,1000000.00\nD,2026-05-04,EUR,-1.00\nE,2026-05-04,EUR,-1.00\n`;
    expect(await refusal(text)).to.match(/signs: some claims are above zero and some below: declare owed, reversed/);
    const { items } = await read(text, "buyer", { signs: "owed" });
    expect(items.map(({ amount }) => amount)).to.deep.equal([100_000_000n, -100n, -100n]);
  });

  it("takes no sum of a month for an item, and no assignee that is none", async () => {
    const dated = `${HEADERS},摘要\nA,2026-05-04,EUR,10.00,x\n,2026-05-31,EUR,10.00,本月合计\n`;
    expect((await read(dated, "supplier")).items).to.have.length(1);
    expect((await read(dated.replace(",10.00,本月", ",11.00,本月"), "supplier")).faults).to.have.length(1);
    const unsold = await read(`${HEADERS},assigned to\nA,2026-05-04,EUR,10.00,No\n`, "supplier");
    expect(unsold.items[0]?.assignedTo).to.equal("");
  });

  it("takes what is open before what was billed", async () => {
    const book = await read("number,date,currency,amount,open\nA,2026-05-04,EUR,10.00,2.50\n");
    expect(short(book)).to.deep.equal([["invoice", "A", 250n]]);
  });

  it("names a deduction without a kind by whose book it is", async () => {
    const text = `${HEADERS}\nA,2026-05-04,EUR,10.00\nB,2026-05-04,EUR,9.00\nC,2026-05-04,EUR,-1.00\n`;
    expect((await read(text, "supplier")).items[2]?.kind).to.equal("creditNote");
    expect((await read(text, "buyer")).items[2]?.kind).to.equal("debitNote");
  });

  it("checks the line of totals under it, and takes none that is not their sum", async () => {
    const lines = `${HEADERS}\nA,2026-05-04,EUR,10.00\nB,2026-05-04,EUR,5.00\n`;
    expect((await read(`${lines},,,15.00\n`)).items).to.have.length(2);
    const { faults } = await read(`${lines},,,15.01\n`);
    expect(faults).to.deep.equal([
      {
        ...{ line: 4, field: "amount", value: "15.01" },
        message: "it looks like a sum and is not that of the lines above: mend or take out the line",
      },
    ]);
  });

  it("reads numbers that a payment names, disputes, assignees and ids of the ledger", async () => {
    const id = `0x${"aB".repeat(32)}`;
    const { items } = await read(
      `${HEADERS},kind,settles,disputed,assigned to,receivable\n` +
        `P,2026-05-04,EUR,-3.00,Payment,"A; B,C",no,,\nA,2026-05-04,EUR,3.00,Invoice,,Yes,Factor,${id}\n`,
    );
    expect(items[0]?.settles).to.deep.equal(["A", "B", "C"]);
    expect(items[1]).to.include({ disputed: true, assignedTo: "Factor", receivable: id.toLowerCase() });
  });
});

describe("A book that cannot be read whole", () => {
  it("names each line with its field, its value and the way out", async () => {
    const { faults, items } = await read(
      `${HEADERS},kind,disputed,receivable\n` +
        "A,2026-02-30,EUR,10.00,Invoice,no,\n" +
        "B,2026-05-04,EUX,10.00,Invoice,no,\n" +
        "C,2026-05-04,JPY,10.50,Invoice,no,\n" +
        "D,2026-05-04,EUR,ten,Invoice,no,\n" +
        "E,2026-05-04,EUR,10.00,Pudding,no,\n" +
        "F,2026-05-04,EUR,10.00,Invoice,maybe,\n" +
        "G,2026-05-04,EUR,10.00,Invoice,no,0x12\n" +
        "H,2026-05-04\n",
    );
    expect(items).to.deep.equal([]);
    expect(faults.map(({ line, field, value }) => `${line} ${field} ${value}`)).to.deep.equal([
      ...["2 date 2026-02-30", "3 currency EUX", "4 amount 10.50", "5 amount ten", "6 kind Pudding"],
      ...["7 disputed maybe", "8 receivable 0x12", "9 record H 2026-05-04"],
    ]);
    for (const { message } of faults) expect(message).to.match(/write|give/);
  });

  it("is refused where figures or days can be read in two ways, until that is declared", async () => {
    const figures = `${HEADERS}\nA,2026-05-04,EUR,"1,234"\n`;
    expect(await refusal(figures)).to.match(/decimal mark: .*: declare which/);
    expect(short(await read(figures, "buyer", { decimal: "point" }))).to.deep.equal([["invoice", "A", 123_400n]]);
    const days = `${HEADERS}\nA,04/05/2026,EUR,1.00\n`;
    expect(await refusal(days)).to.match(/form of dates: .*: declare which/);
    expect((await read(days, "buyer", { dates: "MM/DD/YYYY" })).items[0]?.day).to.equal(dayNumber("2026-04-05"));
  });

  it("is refused without columns that it needs, or with one declared that is not there", async () => {
    expect(await refusal("a,b\n1,2\n")).to.match(
      /number; date; open, amount, or debit and credit; currency: say which/,
    );
    expect(await refusal(`${HEADERS}\n`, { columns: { open: "Rest" } })).to.match(/column open: "Rest": there is no/);
    expect(await refusal("number,number,date,currency,amount\n")).to.match(
      /no column was recognised for number: say which/,
    );
  });

  it("stands below titles, whatever these look like, and is told from which line on", async () => {
    const titled = await read(
      "Offene Posten, Kunde 4711\n\nStand: 30.06.2026; alle Beträge in EUR\n" +
        "Rechnungsnummer;Belegdatum;Währung;Betrag\nINV-7;04.05.2026;EUR;1.234,56\n",
      "supplier",
    );
    expect(titled.reading).to.deep.include({ headerLine: 4, encoding: "utf-8" });
    expect(titled.items.map(({ place, amount }) => [place, amount])).to.deep.equal([["line 5", 123_456n]]);
    expect(
      await refusal(`${"title\n".repeat(21)}${HEADERS}\n7,2026-05-04,EUR,1.00\n`),
      "so far down and no further",
    ).to.match(/no column was recognised for number/);
  });

  it("in GB 18030 is read where its headers are known in Chinese, or where that is declared", async () => {
    const chinese = bytesOf(GBK);
    const { items, reading } = await readBook(chinese, "supplier");
    expect(reading.encoding).to.equal("gb18030");
    expect(items[0]).to.deep.include({ number: "F-1", amount: 100_000n, assignedTo: "上海保理", currency: "CNY" });
    // The same bytes are other characters in Korean, and nothing but headers tells which.
    for (const korean of [KOREAN, KOREAN_BELOW_ENGLISH].map(bytesOf)) {
      const fault = await readBook(korean, "supplier").catch((error: unknown) => error);
      expect((fault as DocumentError).code).to.equal("ENCODING_UNSUPPORTED");
    }
    const declared = await readBook(bytesOf(KOREAN_BELOW_ENGLISH), "supplier", { encoding: "gb18030" });
    expect(declared.items[0]?.assignedTo, "as its owner said").to.equal("茄惫");
    const wrong = await readBook(Uint8Array.of(0x41, 0xff, 0x0a), "supplier", { encoding: "gb18030" }).catch(
      (error: unknown) => error,
    );
    expect((wrong as DocumentError).message).to.match(
      /it holds bytes that are no character there: save it as CSV in UTF-8/,
    );
  });

  it("has years of two digits only where that is declared, and 70 is the first of the last century", async () => {
    const rows = (day: string): string => `${HEADERS}\nINV-7,${day},EUR,1.00\n`;
    expect(await refusal(rows("04.05.26"))).to.match(
      /its years have two digits, .*: declare which, such as DD\.MM\.YY \(00 to 69 are 2000 to 2069\)/,
    );
    const dayOf = async (day: string, dates: DateFormat = "DD.MM.YY"): Promise<number | undefined> =>
      (await read(rows(day), "supplier", { dates })).items[0]?.day;
    expect(await dayOf("04.05.26")).to.equal(dayNumber("2026-05-04"));
    expect(await dayOf("04.05.69")).to.equal(dayNumber("2069-05-04"));
    expect(await dayOf("04.05.70")).to.equal(dayNumber("1970-05-04"));
    expect(await dayOf("26/5/4", "YY/MM/DD")).to.equal(dayNumber("2026-05-04"));
    expect(await dayOf("29.02.25"), "no day").to.equal(undefined);
  });
});
