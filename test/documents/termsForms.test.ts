import { expect } from "chai";
import { readTerms } from "../../src/documents/terms/readTerms.ts";
import { summary } from "./summary.ts";

const READ: Readonly<Record<string, readonly string[]>> = {
  // Structured lines
  "#SKONTO#TAGE=7#PROZENT=2.00#": ["2.00% in 7 days"],
  "#SKONTO#TAGE=7#PROZENT=2.00#BASISBETRAG=252.94#": ["2.00% in 7 days of 252.94"],
  "#SKONTO#TAGE=14#PROZENT=1.00#\n#SKONTO#TAGE=7#PROZENT=2.00#\n": ["2.00% in 7 days", "1.00% in 14 days"],
  "#SKONTO#TAGE=7#PROZENT=2.00# #SKONTO#TAGE=14#PROZENT=1.00#": ["2.00% in 7 days", "1.00% in 14 days"],
  "#VERZUG#TAGE=14#PROZENT=1.0#": ["late 1.0% per unstated"],
  "#VERZUG#TAGE=0#PROZENT=9.00#\nVerzugszinsen 9 % p.a.": ["late 9% per year"],
  "Verzugszinsen 9 % p.a.\n#VERZUG#TAGE=0#PROZENT=9.00#": ["late 9% per year"],
  "30 Tage netto\n#SKONTO#TAGE=10#PROZENT=3.00#": ["30 days", "3.00% in 10 days"],
  // English, with the notation of R1
  "2/10 net 30": ["30 days", "2% in 10 days"],
  "2/10, n/30": ["30 days", "2% in 10 days"],
  "2/10, 1/20, n/30": ["30 days", "2% in 10 days", "1% in 20 days"],
  "2/10-50 extra": ["2% in 60 days"],
  "2% 10, net 30": ["30 days", "2% in 10 days"],
  "Net 30": ["30 days"],
  "net 30 days from invoice date": ["30 days from invoiceDate"],
  "n/30": ["30 days"],
  "Net 30 EOM": ["30 days eom"],
  EOM: ["0 days eom"],
  "10 prox": ["day 10 of next month"],
  "MFI 21": ["day 21 of next month"],
  COD: ["with delivery"],
  CIA: ["with order"],
  CBS: ["with shipment"],
  "n/30 ROG": ["30 days from goodsReceipt"],
  "Payment within 30 days": ["30 days"],
  "Payment terms: 30 days net.": ["30 days"],
  "Payable immediately.": ["immediately"],
  "Payable on receipt": ["0 days from invoiceReceipt"],
  "Please pay by 2026-12-24": ["on 2026-12-24"],
  "Due on 2026-12-24": ["on 2026-12-24"],
  "2 % discount if paid within 2 days": ["2% in 2 days"],
  "2 % discount if paid within 2 days Penalty percentage 10% from due date": ["2% in 2 days", "penalty 10%"],
  "Payment within 30 days; late interest 8 % per year": ["30 days", "late 8% per year"],
  "late payment interest 1.5 % per month": ["late 1.5% per month"],
  // German
  "14 Tage": ["14 days"],
  "30 Tage netto": ["30 days"],
  "Zahlbar innerhalb 14 Tagen nach Erhalt der Rechnung.": ["14 days from invoiceReceipt"],
  "Zahlbar innerhalb von 30 Tagen nach Rechnungsdatum.": ["30 days from invoiceDate"],
  "Fällig nach Belegdatum + 10 Tage": ["10 days from invoiceDate"],
  "Bis zum 14.08.2016 ohne Abzug": ["on 2016-08-14"],
  "Zahlung ohne Abzug bis zum 13.08.2021 bei uns\n   eingehend.": ["on 2021-08-13"],
  "Zahlbar sofort ohne Abzug.": ["immediately"],
  "Fällig sofort, ohne Abzug": ["immediately"],
  "fällig zum 04.02.2021 ohne Abzug": ["on 2021-02-04"],
  "10 Tage 3% Skonto, 30 Tage netto": ["30 days", "3% in 10 days"],
  "Bei Zahlungen binnen 14 Tagen, 2% Skonto": ["2% in 14 days"],
  "2,5 % Skonto bis zum 12.11.2026": ["2.5% until 2026-11-12"],
  "Verzugszinsen: 9 % pro Jahr": ["late 9% per year"],
  "Bitte überweisen Sie bis zum 24.01.2015 auf das unten aufgeführte Konto.": ["on 2015-01-24"],
  // Swedish
  "30 dagar netto. Dröjsmålsränta:12 %": ["30 days", "late 12% per unstated"],
  // Chinese
  票到30天付款: ["30 days from invoiceReceipt"],
  收到发票后30日内付清: ["30 days from invoiceReceipt"],
  货到30天付款: ["30 days from goodsReceipt"],
  货到付款: ["with delivery"],
  款到发货: ["with shipment"],
  月结60天: ["60 days eom"],
  月结: ["0 days eom"],
  "开票后60天付款；逾期按日万分之五支付违约金": ["60 days from invoiceDate", "late 0.05% per day"],
  验收合格后15日内付款: ["15 days from goodsReceipt"],
  "2026年12月31日前付款": ["on 2026-12-31"],
  "30天内付款，10天内付款享受2%折扣。": ["30 days", "2% in 10 days"],
  违约金日万分之五: ["late 0.05% per day"],
  "逾期付款按每日0.05%计收违约金": ["late 0.05% per day"],
  见票即付: ["immediately"],
  "付款条件：３０天": ["30 days"],
};

describe("Payment terms that are read", () => {
  for (const [text, expected] of Object.entries(READ)) {
    it(`are ${JSON.stringify(text)}`, () => {
      expect(summary(text)).to.deep.equal(expected);
      expect(readTerms(text).unread).to.deep.equal([]);
    });
  }
});
