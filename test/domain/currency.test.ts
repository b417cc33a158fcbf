import { expect } from "chai";
import { currencies, currencyByCode, currencyByNumeric } from "../../src/domain/currency.ts";

describe("Currencies", () => {
  it("know the exponent of their minor unit", () => {
    const exponents = { EUR: 2, CNY: 2, USD: 2, JPY: 0, KRW: 0, HUF: 2, KWD: 3, TND: 3, CLF: 4, XCG: 2 };
    for (const [code, exponent] of Object.entries(exponents)) {
      expect(currencyByCode(code)?.exponent, code).to.equal(exponent);
    }
  });

  it("know the ISO 4217 number, leading zeros being no part of it", () => {
    const numbers = { EUR: 978, CNY: 156, AUD: 36, ALL: 8, BHD: 48 };
    for (const [code, numeric] of Object.entries(numbers))
      expect(currencyByCode(code)?.numeric, code).to.equal(numeric);
  });

  it("are found by either name, which each of them has alone", () => {
    for (const currency of currencies()) {
      expect(currencyByCode(currency.code)).to.equal(currency);
      expect(currencyByNumeric(currency.numeric)).to.equal(currency);
      expect(currency.code).to.match(/^[A-Z]{3}$/);
      expect(currency.numeric).to.be.within(1, 999);
    }
    expect(currencies()).to.have.length(164);
  });

  for (const code of ["eur", "EURO", "", "XXX", "XAU", "BGN", "ANG", "DEM", "ЕUR"]) {
    it(`do not include ${JSON.stringify(code)}`, () => {
      expect(currencyByCode(code)).to.equal(undefined);
    });
  }

  it("do not include a number that nobody has", () => {
    expect(currencyByNumeric(0)).to.equal(undefined);
    expect(currencyByNumeric(999)).to.equal(undefined);
  });
});
