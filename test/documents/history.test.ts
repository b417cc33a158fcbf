import { expect } from "chai";
import { DocumentError } from "../../src/documents/errors.ts";
import { readHistory } from "../../src/documents/history/readHistory.ts";
import type { HistorySaid } from "../../src/documents/history/historyColumns.ts";
import { standingsAt } from "../../src/domain/indicators/standing.ts";
import { dayNumber } from "../../src/domain/terms.ts";

const HEADERS = "customer,invoice,issued,due,currency,amount,settled,paid";
const NOON = dayNumber("2026-03-31");

function fileOf(...lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode([HEADERS, ...lines].join("\n"));
}

async function refusalOf(file: Uint8Array, said: HistorySaid = {}): Promise<DocumentError> {
  try {
    await readHistory(file, said);
  } catch (error) {
    if (error instanceof DocumentError) return error;
    throw error;
  }
  return expect.fail("the file was read");
}

describe("A history of invoices", () => {
  it("has an item for each invoice, whose settlements are payments of their days", async () => {
    const file = fileOf(
      "K1,RE-1,2026-01-05,2026-02-04,EUR,1000.00,2026-02-10,400.00",
      "K1,RE-1,2026-01-05,2026-02-04,EUR,1000.00,2026-03-02,600.00",
      "K2,RE-2,2026-01-06,2026-02-05,EUR,250.50,,",
      `0x${"AB".repeat(20)},RE-3,2026-01-07,2026-02-06,JPY,5000,2026-02-06,`,
    );
    const [euros, yen] = await readHistory(file);
    expect([euros?.currency, euros?.exponent, euros?.items.length]).to.deep.equal(["EUR", 2, 2]);
    expect(euros?.items[0]?.moves.map(({ kind, amount }) => [kind, amount])).to.deep.equal([
      ["invoice", 100_000n],
      ["payment", -40_000n],
      ["payment", -60_000n],
    ]);
    expect(yen?.items.map(({ customer, moves }) => [customer, moves.at(-1)?.amount])).to.deep.equal([
      [`0x${"ab".repeat(20)}`, -5_000n],
    ]);
  });

  it("stands as it stood at the end of any of its days, since each move is recorded on its own day", async () => {
    const file = fileOf("K1,RE-1,2026-01-05,2026-02-04,EUR,10.00,2026-04-01,");
    const [book] = await readHistory(file);
    const openOn = (day: number): bigint[] => {
      return standingsAt({ items: book?.items ?? [] }, { day, known: (day + 1) * 86_400 - 1 }).map(({ open }) => open);
    };
    expect(openOn(NOON)).to.deep.equal([1_000n]);
    expect(openOn(NOON + 1)).to.deep.equal([]);
    expect(openOn(dayNumber("2026-01-04"))).to.deep.equal([]);
  });

  it("is read with German and Chinese headers, and with what its owner declares", async () => {
    const german = new TextEncoder().encode(
      "Kundennummer;Rechnungsnummer;Rechnungsdatum;Fälligkeitsdatum;Betrag;Zahlungsdatum\n" +
        "K1;7;01.02.26;03.03.26;1.234,50;",
    );
    const [book] = await readHistory(german, { currency: "EUR", dates: "DD.MM.YY", decimal: "comma" });
    expect(book?.items[0]?.moves[0]?.amount).to.equal(123_450n);
    const chinese =
      "客户编号,发票号码,开票日期,到期日,币种,金额,回款日期\nK1,7,2026/02/01,2026/03/03,CNY,12.50,2026/03/05";
    const [other] = await readHistory(new TextEncoder().encode(chinese));
    expect(other?.items[0]?.moves.length).to.equal(2);
  });

  it("is refused with the line, the field, its value and the way out", async () => {
    const cases: readonly (readonly [lines: readonly string[], line: number, field: string])[] = [
      [["K1,RE-1,2026-01-05,2026-02-04,EUR,ten,,"], 2, "amount"],
      [["K1,RE-1,2026-01-05,2026-02-04,EUR,10.0012,,"], 2, "amount"],
      [["K1,RE-1,2026-01-05,2026-02-04,EUR,-10.00,,"], 2, "amount"],
      [["K1,RE-1,2026-01-05,2026-02-04,EURO,10.00,,"], 2, "currency"],
      [["K1,RE-1,2026-01-05,2026-02-04,EUR,10.00,,", "K1,RE-2,2026-02-30,2026-02-04,EUR,10.00,,"], 3, "issued"],
      [[",RE-1,2026-01-05,2026-02-04,EUR,10.00,,"], 2, "customer"],
      [["K1,RE\u200b1,2026-01-05,2026-02-04,EUR,10.00,,"], 2, "invoice"],
      [["K1,RE-1,2026-01-05,2026-02-04,EUR,10.00,2026-02-01,11.00"], 2, "paid"],
      [["K1,RE-1,2026-01-05,2026-02-04,EUR,10.00,,5.00"], 2, "settled"],
      [["K1,RE-1,2026-01-05,2026-02-04,EUR,10.00"], 2, "record"],
      [
        [
          "K1,RE-1,2026-01-05,2026-02-04,EUR,10.00,2026-02-01,5.00",
          "K1,RE-1,2026-01-05,2026-02-05,EUR,10.00,2026-02-02,5.00",
        ],
        3,
        "due",
      ],
      [
        ["K1,RE-1,2026-01-05,2026-02-04,EUR,10.00,2026-02-01,5.00", "K1,RE-1,2026-01-05,2026-02-04,EUR,10.00,,"],
        3,
        "settled",
      ],
    ];
    for (const [lines, line, field] of cases) {
      const refusal = await refusalOf(fileOf(...lines));
      expect([refusal.line, refusal.field], lines.join(" / ")).to.deep.equal([line, field]);
      expect(refusal.wayOut).not.to.equal("");
    }
  });

  it("is refused where a column is missing, or where its days could be two", async () => {
    const missing = await refusalOf(new TextEncoder().encode("customer,invoice,amount\nK1,RE-1,10.00"));
    expect(missing.message).to.contain("issued, due, settled, currency");
    const unclear = await refusalOf(fileOf("K1,RE-1,01/02/2026,03/04/2026,EUR,10.00,,"));
    expect(unclear.field).to.equal("form of dates");
    const read = await readHistory(fileOf("K1,RE-1,01/02/2026,03/04/2026,EUR,10.00,,"), { dates: "DD/MM/YYYY" });
    expect(read[0]?.items[0]?.day).to.equal(dayNumber("2026-02-01"));
  });
});
