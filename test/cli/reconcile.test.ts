/** `countersign reconcile`: two files, no chain (capability 3). */
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { countersign } from "./run.ts";

const BOOKS = fileURLToPath(new URL("../fixtures/books/", import.meta.url));
const RECEIVABLES = `${BOOKS}receivables.csv`;
const PAYABLES = `${BOOKS}payables.csv`;

interface Answer {
  readonly currencies: readonly {
    readonly currency: string;
    readonly exponent: number;
    readonly bridge: {
      readonly supplier: string;
      readonly lines: readonly { readonly class: string; readonly count: number; readonly amount: string }[];
      readonly buyer: string;
    };
  }[];
}

describe("countersign reconcile", () => {
  it("bridges two books of different systems to 0.00 and names every difference", async () => {
    const said = ["--cut-off", "2026-06-30", "--tolerance", "EUR=0.05,usd=500", "--buyer-encoding", "utf-8"];
    const { status, out } = await countersign(["reconcile", RECEIVABLES, PAYABLES, ...said]);
    expect(status).to.equal(0);
    expect(out.match(/The bridge closes: 0\.00 is left\./g)).to.have.length(2);
    expect(out).to.match(/PAYMENT_IN_TRANSIT +EZB-77120 \(2026-06-29\) +-12,500\.00 +nobody +clears next period/);
    expect(out).to.match(/Born on chain: 0 of the supplier's items, 0\.00 of 64,281\.51 \(of what is matched 0\.0 %\)/);
    expect(out).to.match(/payables\.csv: 10 items; .*decimal comma; DD\.MM\.YYYY; below zero is owed/);
  });

  it("gives the same as JSON, in minor units", async () => {
    const { out } = await countersign(["reconcile", RECEIVABLES, PAYABLES, "--cut-off", "2026-06-30", "--json"]);
    const { currencies } = JSON.parse(out) as Answer;
    expect(currencies.map(({ currency, exponent }) => [currency, exponent])).to.deep.equal([
      ["EUR", 2],
      ["USD", 2],
    ]);
    expect(currencies[0]?.bridge).to.deep.equal({
      supplier: "6142151",
      lines: [
        { class: "MISSING_AT_SUPPLIER", count: 1, amount: "-25000" },
        { class: "PAYMENT_IN_TRANSIT", count: 1, amount: "-1250000" },
        { class: "PAYMENT_UNAPPLIED", count: 1, amount: "0" },
        { class: "DUPLICATE", count: 1, amount: "-600000" },
        { class: "CREDIT_NOT_TAKEN", count: 1, amount: "48000" },
        { class: "WRONG_PERIOD", count: 1, amount: "-72000" },
        { class: "CURRENCY", count: 1, amount: "460000" },
        { class: "ASSIGNED", count: 1, amount: "-311111" },
        { class: "DISPUTED", count: 1, amount: "-30000" },
      ],
      buyer: "4362040",
    });
  });

  it("refuses a book that it cannot read whole, and a wrong call, with the way out", async () => {
    const columns = ["--buyer-columns", "number=Rechnung"];
    const unknown = await countersign(["reconcile", RECEIVABLES, PAYABLES, ...columns]);
    expect([unknown.status, unknown.out]).to.deep.equal([3, ""]);
    expect(unknown.err).to.match(
      /payables\.csv: column number: "Rechnung": there is no such column: name one of: Belegart/,
    );
    const wrong = await countersign(["reconcile", RECEIVABLES, PAYABLES, "--buyer-dates", "D/M", "--json"]);
    expect(wrong.status).to.equal(2);
    expect(wrong.err).to.match(/--buyer-dates is \\"D\/M\\": write one of YYYY-MM-DD/);
    const tolerance = await countersign(["reconcile", RECEIVABLES, PAYABLES, "--tolerance", "EUR=0.005"]);
    expect(tolerance.err).to.match(/--tolerance is "EUR=0\.005": write currency=amount, parted by commas/);
    expect((await countersign(["reconcile", RECEIVABLES, `${BOOKS}none.csv`])).status).to.equal(2);
  });
});
