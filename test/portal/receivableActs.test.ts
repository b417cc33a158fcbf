/** What is offered to do is what the ledger's table of verbs allows. */
import { expect } from "chai";
import { statusesFor } from "../../src/clients/verbWords.ts";
import { Verb } from "../../src/domain/receivable.ts";
import { amountFrom, amountOf, faultOf, unitsOf } from "../../src/portal/screens/receivable/detail.ts";
import type { Detail } from "../../src/portal/screens/receivable/detail.ts";
import { ACTS, possibleActs } from "../../src/portal/screens/receivable/possibleActs.ts";
import type { PossibleAct } from "../../src/portal/screens/receivable/possibleActs.ts";
import { changesOf, faultsOf, lateFrom, typedTerms } from "../../src/portal/screens/receivable/acts/amended.ts";

const STATUSES = ["Issued", "Queried", "Rejected", "Accepted", "Cancelled", "Split"] as const;
const EUR = { address: `0x${"00".repeat(19)}aa`.replace("0x00", "0x11"), code: "EUR", decimals: 2 };

const TERMS: NonNullable<Detail["terms"]> = {
  ...{ amount: "1000.00", dueDate: "2027-01-31", utcOffset: 60, discounts: [{ until: "2027-01-10", sum: "20.00" }] },
  ...{ slidingRate: "0", discountOnParts: true, lateRate: "9.12", basis: 365, graceDays: 0, fixedSum: "40.00" },
  ...{ settlesFirst: "charges", accelerationDays: null, salt: `0x${"00".repeat(32)}` },
};

/** One in which whatever depends on sums is possible. */
const OPEN = {
  ...{ status: "Accepted", closed: false, writtenOff: false, roles: ["supplier", "buyer", "holder"], terms: TERMS },
  ...{ currency: EUR, open: "900.00", disputed: "0.00", receipts: [{ status: "Recorded" }], transferee: null },
  policy: { assignability: "Freely", splittable: true, minimumPart: null },
  payoff: { payoff: "910.00", charges: "10.00" },
} as unknown as Detail;

const VERBS: Readonly<Partial<Record<PossibleAct, keyof typeof Verb>>> = {
  ...{ accept: "Accept", query: "Query", reject: "Reject", pay: "Pay", advise: "Advise", dispute: "Dispute" },
  ...{ withdraw: "Resolve", concede: "Resolve", recordReceipt: "RecordReceipt", reverseReceipt: "ReverseReceipt" },
  ...{ credit: "Credit", debit: "Debit", waive: "Waive", split: "Split", amend: "Amend", writeOff: "WriteOff" },
  ...{ cancel: "Cancel", consentTransfer: "ConsentTransfer" },
};

/** The statuses in which an act is offered, whatever else it needs. */
function statusesOf(act: PossibleAct): readonly string[] {
  const variants: readonly Partial<Detail>[] = [
    {},
    { receipts: [] },
    { disputed: "5.00" },
    { policy: { ...OPEN.policy, assignability: "WithConsent" } },
  ];
  const isOffered = (status: Detail["status"]): boolean =>
    variants.some((variant) => possibleActs({ ...OPEN, ...variant, status }).includes(act));
  return STATUSES.filter(isOffered);
}

describe("What is offered to do to a receivable", () => {
  for (const act of ACTS) {
    const verb = VERBS[act];
    if (verb === undefined) continue;
    it(`is to ${act} exactly where the ledger allows it`, () => {
      const words = statusesOf(act).map((status) => status.toLowerCase());
      const last = words.pop() ?? "";
      expect(words.length === 0 ? last : `${words.join(", ")} or ${last}`).to.equal(statusesFor(Verb[verb]));
    });
  }

  it("is nothing to whoever takes no part", () => {
    for (const status of STATUSES) expect(possibleActs({ ...OPEN, status, roles: ["auditor"] })).to.be.empty;
  });

  it("is nothing that needs terms which cannot be opened", () => {
    const sealed = { ...OPEN, terms: null, payoff: null, open: null };
    const possible = STATUSES.flatMap((status) => possibleActs({ ...sealed, status }));
    expect(new Set(possible)).to.deep.equal(new Set(["query", "reject", "writeOff", "transfer"]));
  });

  it("is no payment of what only banks can move, and none of what nothing is due of", () => {
    const iso = { ...EUR, address: "0x00000000000000000000000000000000000003d2" };
    expect(possibleActs({ ...OPEN, currency: iso }))
      .to.include("advise")
      .and.not.to.include("pay");
    const payoff = { ...OPEN.payoff, payoff: "0.00", charges: "0.00" } as Detail["payoff"];
    expect(possibleActs({ ...OPEN, payoff }))
      .not.to.include("pay")
      .and.not.to.include("waive");
  });

  it("is no transfer of what a factor's desk holds", () => {
    const [holder, payee] = [`0x${"dd".repeat(20)}`, `0x${"ff".repeat(20)}`];
    const sold = { ...OPEN, holder, assignment: { payee, since: "2027-01-01T00:00:00Z", notice: null } };
    expect(possibleActs(sold)).not.to.include("transfer");
    expect(possibleActs({ ...sold, holder: payee })).to.include("transfer");
  });

  it("is no split while something is disputed, and no dispute of what is disputed already", () => {
    expect(possibleActs({ ...OPEN, disputed: "1.00" }))
      .to.include("dispute")
      .and.not.to.include("split");
    expect(possibleActs({ ...OPEN, disputed: "900.00" })).not.to.include("dispute");
  });
});

describe("A sum that somebody types", () => {
  it("becomes the wire's, with all decimals of its currency", () => {
    expect(amountFrom(" 12.5 ", EUR)).to.equal("12.50");
    expect(amountFrom("0", EUR)).to.equal("0.00");
    expect(amountFrom("7", { decimals: 0 })).to.equal("7");
    expect(amountOf(unitsOf("1234567890123456789.01"), EUR)).to.equal("1234567890123456789.01");
  });

  it("is refused where it could mean another", () => {
    for (const text of ["", "1,000.00", "1.005", "1e3", "-5", "01", ".5", "１"]) {
      expect(amountFrom(text, EUR), text).to.equal(undefined);
      expect(faultOf(text, EUR)).to.equal("amountInvalid");
    }
    expect(faultOf("0.00", EUR)).to.equal("amountZero");
    expect(faultOf("10.01", EUR, "10.00")).to.equal("amountAbove");
    expect(faultOf("10", EUR, "10.00")).to.equal(undefined);
  });
});

describe("Terms that are amended in a form", () => {
  it("are sent as what differs alone", () => {
    const typed = typedTerms(TERMS);
    expect(changesOf(TERMS, typed, EUR)).to.deep.equal({});
    expect(changesOf(TERMS, { ...typed, dueDate: "2027-02-28", amount: "1000" }, EUR)).to.deep.equal({
      dueDate: "2027-02-28",
    });
    expect(changesOf(TERMS, { ...typed, discount: "", discountUntil: "" }, EUR)).to.deep.equal({
      discounts: [],
      discountOnParts: false,
    });
    expect(changesOf(TERMS, { ...typed, graceDays: "10" }, EUR)).to.deep.equal({ graceDays: 10 });
  });

  it("are refused field by field", () => {
    const typed = { ...typedTerms(TERMS), amount: "x", dueDate: "", discount: "", lateRate: "a", graceDays: "366" };
    expect(faultsOf(typed, EUR)).to.deep.equal({
      ...{ amount: "amountInvalid", dueDate: "dateMissing", discount: "discountInvalid" },
      ...{ lateRate: "rateInvalid", graceDays: "daysInvalid" },
    });
  });

  it("cost interest from the day after the last day of grace", () => {
    expect(lateFrom({ dueDate: "2027-01-31", graceDays: 0 })).to.equal("2027-02-01");
    expect(lateFrom({ dueDate: "2027-01-31", graceDays: 10 })).to.equal("2027-02-11");
  });
});
