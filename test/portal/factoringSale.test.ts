import { expect } from "chai";
import { ledgerMulticall, saleTransfer } from "../../src/clients/factoringCalls.ts";
import { idOf } from "../../src/domain/commitment.ts";
import { OfferKind } from "../../src/domain/factoring/offer.ts";
import type { Conditions, Sale } from "../../src/domain/factoring/offer.ts";
import { deskDomain, singleOffer } from "../../src/domain/factoring/offerMessages.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import { offerOf, previewOf } from "../../src/portal/screens/factoring/offerDraft.ts";
import type { OfferDraft } from "../../src/portal/screens/factoring/offerDraft.ts";
import { readOwnCalls } from "../../src/portal/screens/factoring/readOwnCalls.ts";
import { takingFaults } from "../../src/portal/screens/factoring/takingFaults.ts";
import type { components } from "../../generated/openapi.d.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";

const [SELLER, BUYER, DESK, OTHER, LEDGER, TOKEN] = ["a1", "b2", "c3", "d4", "e5", "f6"].map(
  (byte): Address => `0x${byte.repeat(20)}`,
) as [Address, Address, Address, Address, Address, Address];
type Message = components["schemas"]["TypedData"];

const CHAIN = 31_337;
const TODAY = 20_000;
const HASH: Hex = `0x${"00".repeat(32)}`;

const CONDITIONS: Conditions = {
  ...{ seller: SELLER, currency: TOKEN, limit: 8_000_000n, minTenor: 0, maxTenor: 90, advices: 0, utcOffset: 60 },
  ...{ until: 2_000_000_000, nonce: 7n },
  price: { advanceRate: 800_000, feeRate: 80_000, basis: 360, commissionRate: 5_000, minimumFee: 0n, recourseDays: 60 },
};
const OFFER = "9f0c8cf1-6f0f-4a7b-8f41-1c1d6f8a2b11";

function receivable(): Receivable {
  return receivableOf(headerOf(SELLER, BUYER), termsOf(TOKEN, TODAY));
}

function saleOf(sold: Receivable, conditions = CONDITIONS): Sale {
  const rest = { kind: OfferKind.Single, index: 0, count: 0, proof: [], buyers: [], signature: "0x12" as const };
  return { receivable: sold, conditions, ...rest };
}

/** What the factor signed, as the gateway gives it: integers as decimal text. */
function signedOffer(offered: Receivable) {
  const message = { ...singleOffer(offered, CONDITIONS), domain: deskDomain(CHAIN, DESK) };
  const asText = (_: string, value: unknown): unknown => (typeof value === "bigint" ? value.toString() : value);
  return { id: OFFER, message: JSON.parse(JSON.stringify(message, asText)) as Message };
}

function faultsOf(data: Hex, chosen: readonly Receivable[]): readonly string[] {
  const place = { block: 0, blockHash: HASH, statements: null, factoring: null, collections: null, rpc: null };
  const deployment = { chainId: CHAIN, ledger: LEDGER, directory: OTHER, lens: OTHER, tokens: [], ...place };
  const places = { deployment, ledger: LEDGER, desks: [DESK, OTHER], currency: undefined };
  const { flat } = readOwnCalls([{ to: LEDGER, data }], [], places, "en");
  const receivables = chosen.map(({ header }) => {
    return { receivable: idOf(header), offer: OFFER, factor: OTHER, sold: false };
  });
  const signed = chosen.slice(0, 1).map(signedOffer);
  return takingFaults({ receivables }, signed, flat, SELLER);
}

describe("The calls of a sale, before they are sent", () => {
  it("are taken where they sell what was chosen, to the desk and on the terms that the factor signed", async () => {
    const sold = receivable();
    expect(faultsOf(await saleTransfer(SELLER, DESK, saleOf(sold)), [sold])).to.deep.equal([]);
  });

  it("are refused where the receivable goes to another desk", async () => {
    const sold = receivable();
    expect(faultsOf(await saleTransfer(SELLER, OTHER, saleOf(sold)), [sold])).to.deep.equal(["fault_desk"]);
  });

  it("are refused where the gateway put in a receivable that nobody chose", async () => {
    const [sold, more] = [receivable(), receivable()];
    const calls = await Promise.all([sold, more].map((one) => saleTransfer(SELLER, DESK, saleOf(one))));
    expect(faultsOf(await ledgerMulticall(calls), [sold])).to.deep.equal(["fault_receivable"]);
  });

  it("are refused where they carry other terms than the factor signed", async () => {
    const sold = receivable();
    const cheaper = { ...CONDITIONS, price: { ...CONDITIONS.price, advanceRate: 10_000 } };
    expect(faultsOf(await saleTransfer(SELLER, DESK, saleOf(sold, cheaper)), [sold])).to.deep.equal(["fault_terms"]);
  });

  it("are refused where they leave out what was chosen", async () => {
    const [sold, left] = [receivable(), receivable()];
    expect(faultsOf(await saleTransfer(SELLER, DESK, saleOf(sold)), [sold, left])).to.deep.equal(["fault_missing"]);
  });
});

describe("A factor's draft of an offer", () => {
  const id = `0x${"ab".repeat(32)}`;
  const request = {
    ...{ id: OFFER, seller: SELLER, state: "open", kinds: ["single", "purchase"], factors: [], withdrawn: null },
    ...{ made: "2027-01-01T00:00:00Z", until: "2027-01-08T00:00:00Z" },
    currency: { address: TOKEN, code: "EUR", decimals: 2 },
    receivables: [
      {
        ...{ receivable: id, buyer: BUYER, open: "100000.00", dueDate: "2027-03-02", advices: 0 },
        ...{ needsConsent: false, state: "open", soldTo: null },
      },
    ],
  } as const;
  const draft: OfferDraft = {
    ...{ kind: "single", receivable: id, advanceRate: "80", feeRate: "8", basis: "360", commissionRate: "0.5" },
    ...{ minimumFee: "0", recourseDays: "", maxTenor: "90", advices: "0", rate: "8", extraDays: "0", limit: "" },
    ...{ buyerLimits: {}, until: "2027-01-08" },
  };
  const asked = JSON.parse(JSON.stringify(request)) as Parameters<typeof previewOf>[1];

  it("comes to the money of R54: 80,000 now, 1,066.67 of fee and 500 of commission for 60 days", () => {
    const preview = previewOf(draft, asked, "2027-01-01");
    expect(preview?.cashNow).to.equal(8_000_000n);
    expect(preview?.lines.map(({ fee, commission }) => [fee, commission])).to.deep.equal([[106_667n, 50_000n]]);
    expect(preview?.rate?.ppm).to.equal(119_132n);
  });

  it("comes to the price of R55 where it buys outright", () => {
    expect(previewOf({ ...draft, kind: "purchase" }, asked, "2027-01-01")?.cashNow).to.equal(9_866_667n);
  });

  it("is sent as the gateway takes it, without recourse where no days are given", () => {
    const body = offerOf(draft, asked, OFFER);
    expect(body).to.include({ kind: "single", receivable: id, recourseDays: null, until: "2027-01-08T23:59:59Z" });
  });

  it("is not sent while a figure is missing or no number", () => {
    expect(offerOf({ ...draft, feeRate: "" }, asked, OFFER)).to.equal(undefined);
    expect(offerOf({ ...draft, advanceRate: "8,5" }, asked, OFFER)).to.equal(undefined);
    expect(previewOf({ ...draft, feeRate: "eight" }, asked, "2027-01-01")).to.equal(undefined);
  });
});
