import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { noticeMailFor } from "../../src/notifier/noticeMail.ts";
import type { ClaimedNotice } from "../../src/store/notices.ts";

const ORGANISATION = `0x${"a1".repeat(20)}` as const;
const INTENT = "11111111-1111-4111-8111-111111111111";

describe("The mail about an act that awaits a signature", () => {
  const mailAbout = (about: Readonly<Record<string, string>>, language: "en" | "zh"): string => {
    const notice: ClaimedNotice = {
      ...{ id: INTENT, organisation: ORGANISATION, kind: "SignatureAwaited", at: 0, tries: 1, language },
      ...{ data: { ...about, intent: INTENT, organisation: ORGANISATION } },
      ...{ subscription: null, address: null, secret: null },
    };
    return noticeMailFor(notice, "office@buyer.example", new URL("https://ledger.example")).text;
  };

  it("names the statement where it is about one, and the receivable where it is about that", () => {
    const id = keccakOfText("a statement");
    expect(mailAbout({ statement: id }, "en")).to.contain(`Statement: ${id}\nTo be signed: ${INTENT}`);
    expect(mailAbout({ statement: id }, "zh")).to.contain(`对账单：${id}`);
    const receivable = mailAbout({ receivable: id }, "en");
    expect(receivable).to.contain(`Receivable: ${id}`).and.not.contain("Statement");
  });
});

describe("The mail about a request for quotes", () => {
  const offer = "22222222-2222-4222-8222-222222222222";

  function mailOf(kind: string, data: ClaimedNotice["data"], language: "en" | "zh"): string {
    const notice: ClaimedNotice = {
      ...{ id: INTENT, organisation: ORGANISATION, kind, at: 0, tries: 1, language, data },
      ...{ subscription: null, address: null, secret: null },
    };
    return noticeMailFor(notice, "office@factor.example", new URL("https://ledger.example")).text;
  }

  it("tells a factor which one asks it, and whoever asked which offer was made", () => {
    const asked = mailOf("QuoteAsked", { quoteRequest: INTENT }, "en");
    expect(asked).to.contain(`You are asked for an offer\n\nRequest for quotes: ${INTENT}`);
    expect(mailOf("QuoteAsked", { quoteRequest: INTENT }, "zh")).to.contain(`询价：${INTENT}`);
    const received = { quoteRequest: INTENT, quoteOffer: offer };
    expect(mailOf("OfferReceived", received, "en")).to.contain(`Request for quotes: ${INTENT}\nOffer: ${offer}`);
    expect(mailOf("OfferReceived", received, "zh")).to.contain(`报价：${offer}`);
  });
});

describe("The mail about money that went to the old payee", () => {
  const id = keccakOfText("a receivable");
  const payee = `0x${"fa".repeat(20)}`;

  function mailOf(kind: ClaimedNotice["kind"], data: ClaimedNotice["data"], language: "en" | "zh"): string {
    const notice: ClaimedNotice = {
      ...{ id: INTENT, organisation: ORGANISATION, kind, at: 0, tries: 1, language, data },
      ...{ subscription: null, address: null, secret: null },
    };
    return noticeMailFor(notice, "office@buyer.example", new URL("https://ledger.example")).text;
  }

  it("tells seller and factor which payment it is, and of which receivable", () => {
    const data = { indirectPayment: INTENT, receivable: id };
    const text = mailOf("IndirectPaymentOpened", data, "en");
    expect(text).to.contain(`Receivable: ${id}`).and.to.contain(INTENT).and.to.contain("went to its seller");
    expect(mailOf("IndirectPaymentOpened", data, "zh"))
      .to.contain("原债权人")
      .and.to.contain(INTENT);
  });

  it("tells the debtor whom to pay, and to call back before it pays to a new account", () => {
    const data = { receivable: id, payee };
    const text = mailOf("PaymentMisdirected", data, "en");
    expect(text).to.contain(`Receivable: ${id}`).and.to.contain(payee).and.to.contain("called the payee back");
    expect(mailOf("PaymentMisdirected", data, "zh"))
      .to.contain(payee)
      .and.to.contain("回拨核实");
  });
});

describe("The mail about an insolvency", () => {
  it("tells whoever holds a receivable which debtor it is about, and when it was withdrawn", () => {
    const [receivable, debtor]: [Hex, Address] = [`0x${"77".repeat(32)}`, `0x${"88".repeat(20)}`];
    const mailOf = (word: "noticed" | "withdrawn", language: "en" | "zh"): string => {
      const data = { receivable, seller: ORGANISATION, debtor, word };
      const notice = {
        ...{ id: INTENT, organisation: ORGANISATION, kind: "InsolvencyNoticed", at: 0, tries: 1, language, data },
        ...{ subscription: null, address: null, secret: null },
      };
      return noticeMailFor(notice, "office@factor.example", new URL("https://ledger.example")).text;
    };
    expect(mailOf("noticed", "en")).to.contain("insolvent").and.to.contain(receivable).and.to.contain(debtor);
    expect(mailOf("withdrawn", "en")).to.contain("withdrawn");
    expect(mailOf("noticed", "zh")).to.contain("破产").and.to.contain(debtor);
  });
});
