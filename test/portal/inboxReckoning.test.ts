/** What the inbox reckons by itself: the clock of acceptance, discounts worth taking, whom to ask before paying. */
import { expect } from "chai";
import { hashStruct } from "../../src/domain/eip712.ts";
import { merkleTreeOf } from "../../src/domain/merkle.ts";
import { ACCEPTANCE_TEXT, leafOf } from "../../src/domain/messages.ts";
import { isRootOf } from "../../src/portal/screens/inbox/checkBatch.ts";
import { clockOf } from "../../src/portal/screens/inbox/clock.ts";
import { offerOf, receivableOf, warningsOf } from "../../src/portal/screens/inbox/payable.ts";
import type { Payable } from "../../src/portal/screens/inbox/payable.ts";
import { sumsOf } from "../../src/portal/screens/inbox/sums.ts";
import type { Row } from "../../src/portal/screens/receivable/detail.ts";

const at = (name: string, time: string): { name: string; at: { time: string } } => ({ name, at: { time } });

describe("The thirty-day clock", () => {
  it("counts from the issue, or from the last amendment", () => {
    const issued = [at("ReceivableIssued", "2027-04-06T09:30:00Z")];
    expect(clockOf(issued, "2027-04-06")).to.deep.equal({ last: "2027-05-06", daysLeft: 30 });
    expect(clockOf(issued, "2027-05-06")?.daysLeft).to.equal(0);
    expect(clockOf(issued, "2027-05-07")?.daysLeft).to.equal(-1);
    const amended = [
      ...issued,
      at("ReceivableQueried", "2027-04-07T00:00:00Z"),
      at("ReceivableAmended", "2027-04-10T23:59:59Z"),
    ];
    expect(clockOf(amended, "2027-04-11")).to.deep.equal({ last: "2027-05-10", daysLeft: 29 });
  });

  it("does not run before anything is recorded", () => {
    expect(clockOf([], "2027-04-06")).to.equal(undefined);
  });
});

const ITEM: Payable = {
  ...{ supplier: "Musterwerk", supplierAccount: "DE00", supplierBic: "", kind: "invoice", number: "A-1" },
  ...{ issued: "2027-01-01", due: "2027-01-31", currency: "EUR", open: "10000.00", disputed: "" },
  ...{ discount: "200.00", discountUntil: "2027-01-11", discount2: "", discount2Until: "" },
  ...{ payee: "", payeeAccount: "", payeeBic: "", payeeSince: "", payeeNotice: "", payeeChanged: "" },
};

describe("A line of the pay list", () => {
  it("tells what its discount is worth a year, as 2/10 net 30 does", () => {
    expect(offerOf(ITEM, "2027-01-11")).to.deep.equal({ sum: "200.00", until: "2027-01-11", yearly: "372400" });
    expect(offerOf(ITEM, "2027-01-12")).to.equal(undefined);
  });

  it("goes on to the second discount when the first is over", () => {
    const two = { ...ITEM, discount2: "100.00", discount2Until: "2027-01-21" };
    expect(offerOf(two, "2027-01-12")?.sum).to.equal("100.00");
  });

  it("asks to stop where the payee is not sure", () => {
    expect(warningsOf(ITEM)).to.deep.equal([]);
    expect(warningsOf({ ...ITEM, supplierAccount: "" })).to.deep.equal(["noAccount"]);
    const sold = { ...ITEM, payee: "Fiktiva", payeeAccount: "LU00", payeeSince: "2027-01-05" };
    expect(warningsOf({ ...sold, payeeNotice: "acknowledged" })).to.deep.equal([]);
    expect(warningsOf({ ...sold, payeeNotice: "none", payeeChanged: "yes" })).to.deep.equal([
      "payeeChanged",
      "noticeNone",
    ]);
    expect(warningsOf({ ...sold, payeeAccount: "", payeeNotice: "refused" })).to.deep.equal([
      "noAccount",
      "noticeRefused",
    ]);
  });

  it("leads to a receivable only where no other can be meant", () => {
    const row = (id: string, supplier: string): Row =>
      ({ id, invoiceNumber: "A-1", supplier: "0x1", names: { supplier } }) as unknown as Row;
    expect(receivableOf(ITEM, [row("0xa", "Musterwerk"), row("0xb", "Yunfan")])?.id).to.equal("0xa");
    expect(receivableOf(ITEM, [row("0xa", "Musterwerk"), row("0xb", "Musterwerk")])).to.equal(undefined);
    expect(receivableOf({ ...ITEM, number: "A-2" }, [row("0xa", "Musterwerk")])).to.equal(undefined);
  });
});

describe("Sums of what is chosen", () => {
  it("are kept apart by currency, and leave out what is sealed", () => {
    const EUR = { address: "0x1", code: "EUR", decimals: 2 };
    const CNY = { address: "0x2", code: "CNY", decimals: 2 };
    const rows = [
      { amount: "1.50", currency: EUR },
      { amount: "2.00", currency: CNY },
      { amount: null, currency: EUR },
      { amount: "0.75", currency: EUR },
    ];
    expect(sumsOf(rows)).to.deep.equal([
      { amount: "2.25", currency: EUR },
      { amount: "2.00", currency: CNY },
    ]);
  });
});

const [LEDGER, BUYER] = [`0x${"aa".repeat(20)}`, `0x${"bb".repeat(20)}`];
const PLACE = { chainId: 31337, ledger: LEDGER, buyer: BUYER };
const DOMAIN = { name: "Countersign", version: "1", chainId: 31337, verifyingContract: LEDGER };
const TYPES = {
  Acceptance: [{ name: "receivable", type: "Receivable" }],
  Receivable: [{ name: "number", type: "uint256" }],
};

function accepting(number: string): { domain: object; types: typeof TYPES; primaryType: string; message: object } {
  return { domain: DOMAIN, types: TYPES, primaryType: "Acceptance", message: { receivable: { number } } };
}

function rootOver(...numbers: readonly bigint[]): {
  domain: object;
  types: object;
  primaryType: string;
  message: object;
} {
  const { root } = merkleTreeOf(numbers.map((number) => leafOf(hashStruct(TYPES, "Receivable", { number }))));
  const message = { root, count: numbers.length.toString(), buyer: BUYER, text: ACCEPTANCE_TEXT };
  const fields = { root: "bytes32", count: "uint256", buyer: "address", text: "string" };
  const AcceptanceRoot = Object.entries(fields).map(([name, type]) => ({ name, type }));
  return { domain: DOMAIN, types: { AcceptanceRoot }, primaryType: "AcceptanceRoot", message };
}

describe("A root over many acceptances", () => {
  const chosen = [accepting("1"), accepting("2")];

  it("is signed only where it holds exactly what was chosen", () => {
    expect(isRootOf(rootOver(1n, 2n) as never, chosen, PLACE)).to.equal(true);
    expect(isRootOf(rootOver(1n, 3n) as never, chosen, PLACE)).to.equal(false);
    expect(isRootOf(rootOver(1n, 2n, 3n) as never, chosen, PLACE)).to.equal(false);
    expect(isRootOf(rootOver(1n) as never, chosen, PLACE)).to.equal(false);
  });

  it("is not signed for another ledger, chain or buyer, nor with another text", () => {
    const root = rootOver(1n, 2n);
    const other = `0x${"cc".repeat(20)}`;
    expect(isRootOf(root as never, chosen, { ...PLACE, ledger: other })).to.equal(false);
    expect(isRootOf(root as never, chosen, { ...PLACE, chainId: 1 })).to.equal(false);
    expect(isRootOf(root as never, chosen, { ...PLACE, buyer: other })).to.equal(false);
    const said = { ...root, message: { ...root.message, text: "We owe everything." } };
    expect(isRootOf(said as never, chosen, PLACE)).to.equal(false);
  });
});
