import { createHmac } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { FactoringError } from "../../../src/domain/factoring/figures.ts";
import { amountBand, duplicatesOf, fingerprinting } from "../../../src/domain/factoring/fingerprint.ts";
import type {
  FingerprintEntry,
  Fingerprints,
  FingerprintStatus,
  InvoiceIdentity,
} from "../../../src/domain/factoring/fingerprint.ts";
import { InvoiceNumberError } from "../../../src/domain/invoiceNumber.ts";
import { TermsError } from "../../../src/domain/terms.ts";

const KEY = new Uint8Array(32).fill(7);
const of = fingerprinting(KEY);
const INVOICE: InvoiceIdentity = {
  seller: { scheme: "LEI", value: "529900T8BM49AURSDO55" },
  buyer: { scheme: "HRB", value: "12 345 (Hamburg)" },
  number: "INV-001",
  issueDate: "2026-10-01",
  currency: "EUR",
  gross: 11_900_00n,
};

function made(over: Partial<InvoiceIdentity> = {}): Fingerprints {
  return of({ ...INVOICE, ...over });
}

function entry(prints: Fingerprints, status: FingerprintStatus = "registered"): FingerprintEntry {
  return { key: prints.key, exact: prints.exact, near: prints.near, status };
}

function hmac(...lines: readonly string[]): string {
  return `0x${createHmac("sha256", KEY).update(lines.join("\n")).digest("hex")}`;
}

describe("A fingerprint", () => {
  it("is HMAC-SHA256 over lines of text that every member of the circle can write (R68)", () => {
    const parties = ["LEI", "529900T8BM49AURSDO55", "HRB", "12345HAMBURG"];
    const prints = made();
    expect(prints.key).to.equal(hmac("countersign fingerprint key 1"));
    expect(prints.exact).to.equal(
      hmac("countersign invoice fingerprint 1", ...parties, "INV-1", "2026-10-01", "EUR", "1190000"),
    );
    const nears = ["640", "641", "642"].map((band) =>
      hmac("countersign near fingerprint 1", ...parties, "2026-10-01", "EUR", band),
    );
    expect(prints).to.include({ near: nears[1] });
    expect(prints.lookup).to.deep.equal(nears);
  });

  it("is the same for case, blanks, leading zeros, O for nought, and punctuation of register numbers", () => {
    const same: readonly Partial<InvoiceIdentity>[] = [
      { number: " inv-1 " },
      { number: "INV-OO1" },
      { number: "ＩＮＶ-００１" },
      { buyer: { scheme: "hrb", value: "12345 Hamburg" } },
      { seller: { scheme: "LEI", value: "5299-00T8-BM49-AURS-DO55" } },
    ];
    for (const over of same) expect(made(over).exact, JSON.stringify(over)).to.equal(made().exact);
  });

  it("is another one for another party, number, date, currency or amount", () => {
    const others: readonly Partial<InvoiceIdentity>[] = [
      { seller: INVOICE.buyer },
      { buyer: { scheme: "VAT", value: "12345HAMBURG" } },
      { number: "INV-002" },
      { issueDate: "2026-10-02" },
      { currency: "USD" },
      { gross: 1_190_001n },
    ];
    const all = [made(), ...others.map(made)].map(({ exact }) => exact);
    expect(new Set(all).size).to.equal(all.length);
  });

  it("tells nothing to whoever has another key", () => {
    const other = fingerprinting(new Uint8Array(32).fill(8))(INVOICE);
    const words = [made().key, made().exact, ...made().lookup, other.key, other.exact, ...other.lookup];
    expect(new Set(words).size).to.equal(words.length);
  });

  it("cannot be made to look like another by what a field contains", () => {
    const split = made({ seller: { scheme: "LEI\nA", value: "B" }, buyer: { scheme: "C", value: "D" } });
    const moved = made({ seller: { scheme: "LEI", value: "A" }, buyer: { scheme: "B\nC", value: "D" } });
    expect(split.exact).not.to.equal(moved.exact);
  });

  for (const [what, field, over] of [
    ["a currency that is none", "currency", { currency: "eur" }],
    ["an amount of nothing", "gross", { gross: 0n }],
    ["a seller without a number", "seller", { seller: { scheme: "LEI", value: " - " } }],
    ["a buyer without a scheme", "buyer", { buyer: { scheme: "", value: "1" } }],
  ] as const) {
    it(`is refused for ${what}, naming the ${field}`, () => {
      expect(() => made(over))
        .to.throw(FactoringError)
        .with.property("field", field);
    });
  }

  it("is refused for a blank number, a date of no calendar, and a key of another length", () => {
    expect(() => made({ number: " " })).to.throw(InvoiceNumberError);
    expect(() => made({ issueDate: "2026-02-30" })).to.throw(TermsError, "issueDate");
    expect(() => fingerprinting(new Uint8Array(31))).to.throw(FactoringError, "key is 31 bytes long");
  });
});

describe("A band of amounts", () => {
  it("is ninety times the digits and the first two of them", () => {
    const bands = [1n, 9n, 10n, 99n, 100n, 129n, 1_299n].map(amountBand);
    expect(bands).to.deep.equal([100, 180, 190, 279, 280, 282, 372]);
    expect(made({ gross: 1n }).near).not.to.equal(made({ gross: 2n }).near);
  });

  it("rises by one over every power of ten", () => {
    for (const power of [100n, 1_000n, 10n ** 20n]) expect(amountBand(power) - amountBand(power - 1n)).to.equal(1);
  });

  it("never falls, and amounts that differ by less than one in a hundred are at most neighbours", () => {
    fc.assert(
      fc.property(fc.bigInt(100n, 2n ** 92n), fc.bigInt(0n, 10_000n), (amount, more) => {
        const rise = amountBand(amount + (amount * more) / 1_010_000n) - amountBand(amount);
        expect(rise === 0 || rise === 1).to.equal(true);
      }),
    );
  });
});

describe("A look-up of fingerprints", () => {
  it("finds the same invoice, and whether it is financed", () => {
    const found = duplicatesOf(made(), [entry(made({ number: "inv 001".replace(" ", "-") }), "financed")]);
    expect([found.copies.length, found.nearCopies.length, found.financed]).to.deep.equal([1, 0, "copy"]);
  });

  it("finds INV-001A beside INV-001, also with an amount just over the edge of a band (R68)", () => {
    const near = [entry(made({ number: "INV-001A" }), "financed"), entry(made({ number: "X", gross: 1_205_000n }))];
    const found = duplicatesOf(made(), near);
    expect([found.copies.length, found.nearCopies.length, found.financed]).to.deep.equal([0, 2, "nearCopy"]);
  });

  it("finds no other invoice: another day, another buyer, a very different amount", () => {
    const others = [{ issueDate: "2026-10-02" }, { gross: 2_000_000n }, { buyer: INVOICE.seller }];
    const found = duplicatesOf(
      made(),
      others.map((over) => entry(made({ number: "INV-002", ...over }), "financed")),
    );
    expect([found.copies.length, found.nearCopies.length, found.financed]).to.deep.equal([0, 0, "none"]);
  });

  it("is calmed by what was released, and not by what is only registered", () => {
    const released = duplicatesOf(made(), [entry(made(), "released")]);
    expect([released.copies.length, released.financed]).to.deep.equal([1, "none"]);
  });

  it("counts what was made under another key instead of passing it over", () => {
    const foreign = fingerprinting(new Uint8Array(32).fill(8))(INVOICE);
    const found = duplicatesOf(made(), [entry(foreign, "financed"), entry(made())]);
    expect([found.copies.length, found.incomparable, found.financed]).to.deep.equal([1, 1, "none"]);
  });

  it("says how far it sees, whatever it found", () => {
    expect(duplicatesOf(made(), []).scope).to.match(/^Copies among users of the same key only/);
  });
});
