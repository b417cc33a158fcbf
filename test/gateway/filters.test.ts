import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import { addGrant } from "../../src/store/grants.ts";
import { nameCaretaker } from "../../src/store/threads.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing, sealing } from "./book.ts";
import { addressOf, KNOWN_TOKEN, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const TODAY = FIRST_INSTANT / DAY;
const EUR: Address = "0x00000000000000000000000000000000000003d2";
const [SUPPLIER, BUYER, OTHER, FACTOR] = ["supplier", "buyer", "other", "factor"].map(addressOf) as [
  Address,
  Address,
  Address,
  Address,
];
const ETHER = 10n ** 18n;

function receivable(buyer: Address, number: string, currency: Address, amount: bigint): Receivable {
  const header = headerOf(SUPPLIER, buyer, { invoice: invoiceHash(number) });
  return receivableOf(header, termsOf(currency, TODAY, { amount, discount1: 0n, discountDay1: 0 }));
}

describe("Filters of the list of receivables", () => {
  let stage: Stage;
  const token: Record<string, string> = {};
  const first = receivable(BUYER, "INV 1", EUR, 10_050n);
  const second = receivable(OTHER, "INV 2", KNOWN_TOKEN, 250n * ETHER);
  const sealed = receivable(BUYER, "INV 3", EUR, 99_900n);
  const [one, two, three] = [first, second, sealed].map(({ header }) => idOf(header)) as [Hex, Hex, Hex];

  before(async () => {
    stage = await openStage();
    const { book, database } = stage;
    await book.write(...issuing(first));
    await book.write(...issuing(second), { name: "Transfer", from: SUPPLIER, to: FACTOR, id: two });
    await book.write(...sealing(sealed, "0xabcdef"));
    for (const name of ["supplier", "buyer", "factor", "auditor"]) token[name] = await stage.signIn(name);
    const clerk = { account: addressOf("clerk"), namedBy: SUPPLIER, at: 1 };
    for (const id of [one, three]) await nameCaretaker(database, SUPPLIER, { receivable: id, ...clerk });
    await nameCaretaker(database, BUYER, { receivable: one, ...clerk, account: addressOf("agent") });
    const audit = { kind: "audit", counterparty: null, receivables: [one], issuedFrom: null, issuedTo: null } as const;
    const granted = { ...audit, grantor: SUPPLIER, grantee: addressOf("auditor"), since: 0, until: 2 ** 40 };
    const id = "00000000-0000-4000-8000-000000000001";
    expect(await addGrant(database, { ...granted, id, account: SUPPLIER }, 5)).to.equal("added");
  });

  after(() => stage.close());

  const ask = (by: string, query: Record<string, string>) =>
    stage.client(token[by]).GET("/v1/receivables", { params: { query: { order: "asc", ...query } } });
  const found = async (by: string, query: Record<string, string>): Promise<readonly unknown[] | undefined> =>
    (await ask(by, query)).data?.items.map(({ id }) => id);

  it("leave those with a counterparty, whatever the two are to them", async () => {
    expect(await found("supplier", { counterparty: BUYER })).to.deep.equal([one, three]);
    expect(await found("supplier", { counterparty: FACTOR })).to.deep.equal([two]);
    expect(await found("factor", { counterparty: OTHER, role: "holder" })).to.deep.equal([two]);
    expect(await found("factor", { counterparty: BUYER })).to.deep.equal([]);
    expect(await found("auditor", { counterparty: BUYER, role: "auditor" })).to.deep.equal([one]);
    expect(await found("auditor", { counterparty: OTHER, role: "auditor" })).to.deep.equal([]);
  });

  it("leave those of an invoice number however it is spelt, sealed or not, and of nobody else", async () => {
    expect(await found("supplier", { invoiceNumber: "inv １" })).to.deep.equal([one]);
    expect(await found("buyer", { invoiceNumber: "INV3" })).to.deep.equal([three]);
    expect(await found("buyer", { invoiceNumber: "INV 2" })).to.deep.equal([]);
    const blank = await ask("buyer", { invoiceNumber: "  " });
    expect(blank.error?.type).to.equal("/problems/RequestInvalid");
  });

  it("leave those of a currency and of amounts in its unit, both ends included", async () => {
    expect(await found("supplier", { currency: "EUR" })).to.deep.equal([one]);
    expect(await found("supplier", { currency: "EURX" })).to.deep.equal([two]);
    expect(await found("supplier", { currency: EUR, amountFrom: "100.5", amountTo: "100.50" })).to.deep.equal([one]);
    expect(await found("supplier", { currency: "EUR", amountFrom: "100.501" })).to.deep.equal([]);
    expect(await found("supplier", { currency: "EUR", amountTo: "100.499" })).to.deep.equal([]);
    expect(await found("supplier", { currency: "EURX", amountFrom: "250", amountTo: "250" })).to.deep.equal([two]);
    expect((await ask("supplier", { currency: "XXY" })).error?.type).to.equal("/problems/CurrencyUnknown");
    expect((await ask("supplier", { amountFrom: "1" })).error?.faults?.[0]?.at).to.equal("query.currency");
  });

  it("leave those issued on some days", async () => {
    const day = (number: number): string => dateOfDay(TODAY + number);
    expect(await found("supplier", { issuedFrom: day(1) })).to.deep.equal([two, three]);
    expect(await found("supplier", { issuedTo: day(1) })).to.deep.equal([one, two]);
    expect(await found("supplier", { issuedFrom: day(1), issuedTo: day(1) })).to.deep.equal([two]);
    expect(await found("supplier", { issuedFrom: day(3) })).to.deep.equal([]);
    expect(await found("supplier", { issuedTo: day(-1) })).to.deep.equal([]);
  });

  it("leave what a member looks after for the own organisation, and never tell who does for another", async () => {
    expect(await found("supplier", { owner: addressOf("clerk") })).to.deep.equal([one, three]);
    expect(await found("supplier", { owner: addressOf("agent") })).to.deep.equal([]);
    expect(await found("buyer", { owner: addressOf("clerk") })).to.deep.equal([]);
    expect(await found("auditor", { owner: addressOf("clerk"), role: "auditor" })).to.deep.equal([]);
  });

  it("belong to the cursor: it is good for no other filter", async () => {
    const { data } = await ask("supplier", { owner: addressOf("clerk"), limit: "1" });
    const cursor = data?.next ?? "";
    expect(await found("supplier", { owner: addressOf("clerk"), limit: "1", cursor })).to.deep.equal([three]);
    const other = await ask("supplier", { owner: addressOf("agent"), limit: "1", cursor });
    expect(other.error?.type).to.equal("/problems/CursorInvalid");
  });
});
