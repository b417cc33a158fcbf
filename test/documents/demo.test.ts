import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { CAST, DEMO_INVOICES } from "../../src/cli/demo/cast.ts";
import type { LegalId } from "../../src/cli/demo/cast.ts";
import { formatDecimal } from "../../src/domain/decimal.ts";
import { claimEffect } from "../../src/domain/invoice.ts";
import { readInvoice } from "../../src/documents/readInvoice.ts";
import type { UsableReading } from "../../src/documents/readInvoice.ts";

const FOLDER = new URL("../../src/cli/demo/invoices/", import.meta.url);
const USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

async function readDemo(file: string): Promise<UsableReading> {
  const reading = await readInvoice(readFileSync(new URL(file, FOLDER)));
  if (!reading.usable) throw new Error(`${file} is unusable`);
  return reading;
}

/** ISO 17442 with ISO 7064 MOD 97-10: letters are 10 to 35, the whole is 1 modulo 97. */
function isLei(value: string): boolean {
  const digits = Array.from(value, (character) => Number.parseInt(character, 36)).join("");
  return /^[0-9A-Z]{18}\d{2}$/.test(value) && BigInt(digits) % 97n === 1n;
}

/** GB 32100-2015: characters by the powers of 3 modulo 31; the last, of weight 1, makes the sum divisible by 31. */
function isUscc(value: string): boolean {
  const codes = Array.from(value, (character) => USCC_ALPHABET.indexOf(character));
  let weight = 1;
  let sum = codes.at(-1) ?? 0;
  for (const code of codes.slice(0, -1)) {
    sum += code * weight;
    weight = (weight * 3) % 31;
  }
  return codes.length === 18 && codes.every((code) => code >= 0) && sum % 31 === 0;
}

describe("The cast of the demo", () => {
  it("has two suppliers, two buyers, a factor, an auditor and a registrar", () => {
    const roles = Object.values(CAST).map(({ role }) => role);
    expect(roles.toSorted()).to.deep.equal([
      "auditor",
      "buyer",
      "buyer",
      "factor",
      "registrar",
      "supplier",
      "supplier",
    ]);
  });

  for (const { name, legalId } of Object.values(CAST)) {
    it(`gives ${name} an identifier with valid check digits that nobody else has`, () => {
      const check: Record<LegalId["kind"], (value: string) => boolean> = { LEI: isLei, USCC: isUscc };
      expect(check[legalId.kind](legalId.value)).to.equal(true);
      expect(Object.values(CAST).filter((other) => other.legalId.value === legalId.value)).to.have.length(1);
    });
  }
});

describe("The invoices of the demo", () => {
  it("are the files of their folder", () => {
    expect(DEMO_INVOICES.map(({ file }) => file).toSorted()).to.deep.equal(readdirSync(FOLDER).toSorted());
  });

  for (const { file, supplier, buyer, plot } of DEMO_INVOICES) {
    it(`include ${file}, without a finding or a question, between members of the cast`, async () => {
      const { invoice, findings, questions, terms, dueDate } = await readDemo(file);
      expect(findings).to.deep.equal([]);
      expect(questions).to.deep.equal([]);
      expect(terms.unread).to.deep.equal([]);
      expect(invoice.seller.name).to.equal(CAST[supplier].name);
      expect(invoice.seller.legalId?.value).to.equal(CAST[supplier].legalId.value);
      expect(invoice.seller.vatId).to.equal(CAST[supplier].vatId);
      expect(invoice.buyer.name).to.equal(CAST[buyer].name);
      expect(invoice.buyer.legalId?.value).to.equal(CAST[buyer].legalId.value);
      expect(file).to.contain(invoice.number);
      const isLater = plot === "sold to a factor" || plot === "awaits acceptance";
      expect(invoice.issueDate).to.match(isLater ? /^2027-0[24]-/ : /^2026-11-/);
      if (invoice.kind === "invoice") expect(dueDate).to.match(isLater ? /^2027-0[45]-/ : /^(2026-12|2027-0[123])-/);
    });
  }

  it("stand in the order of their issue dates", async () => {
    const dates = await Promise.all(DEMO_INVOICES.map(async ({ file }) => (await readDemo(file)).invoice.issueDate));
    expect(dates).to.deep.equal(dates.toSorted());
  });

  it("come to these claims", async () => {
    const claims = await Promise.all(
      DEMO_INVOICES.map(async ({ file }) => {
        const { invoice } = await readDemo(file);
        const effect = claimEffect(invoice);
        return `${invoice.number} ${invoice.currency} ${effect === undefined ? "?" : formatDecimal(effect)}`;
      }),
    );
    expect(claims).to.deep.equal([
      "MW-2026-1101 EUR 11900.00",
      "MW-2026-1102 EUR 11303.99",
      "MW-2026-1103 EUR 10019.99",
      "MW-2026-1104 EUR 59500.00",
      "MW-2026-1105 EUR 10805.20",
      "26990000000000000001 CNY 319363.99",
      "MW-2026-1107 EUR 26180.00",
      "MW-2026-1106 EUR -931.77",
      "MW-2027-0201 EUR 100000.00",
      "MW-2027-0401 EUR 8568.00",
    ]);
  });

  it("have the terms that the story needs", async () => {
    const discounts = async (file: string): Promise<readonly string[]> =>
      (await readDemo(file)).terms.discounts.map(({ percent }) => formatDecimal(percent));
    expect(await discounts("MW-2026-1101.ubl.xml")).to.deep.equal(["2.00"]);
    expect(await discounts("MW-2026-1107.cii.xml")).to.deep.equal(["3.00", "2.00"]);
    const late = (await readDemo("MW-2026-1103.ubl.xml")).terms.lateInterest;
    expect(late).to.deep.equal({ percent: { units: 9n, scale: 0 }, per: "year", graceDays: 0 });
    const credit = (await readDemo("MW-2026-1106.ubl.xml")).invoice;
    expect(credit.precedingInvoices[0]?.number).to.equal("MW-2026-1105");
  });
});
