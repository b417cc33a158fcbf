import { expect } from "chai";
import { Interface } from "ethers";
import { getAddress } from "viem";
import { deskAbi, factoringAbi } from "../../generated/abi.ts";
import type { Descriptor } from "../../src/clients/clearSigning/descriptor.ts";
import { factoringDescriptors } from "../../src/clients/clearSigning/factoringDescriptors.ts";
import { encode } from "../../src/clients/viem/encode.ts";
import { FILING_STRUCTS } from "../../src/domain/factoring/filing.ts";
import { NOTICE_STRUCTS } from "../../src/domain/factoring/notice.ts";
import { NOTICE_TYPES } from "../../src/domain/factoring/noticeMessages.ts";
import { OFFER_STRUCTS } from "../../src/domain/factoring/offer.ts";
import { facility, OFFER_TYPES } from "../../src/domain/factoring/offerMessages.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ledgerAbi } from "../../generated/abi.ts";
import { openTerms } from "../../src/domain/commitment.ts";
import { AGREED } from "../support/agreed.ts";
import { CONDITIONS } from "../support/offers.ts";
import { screenOf } from "./clearSigningScreen.ts";
import { DEPLOYMENT } from "./clearSigningWallet.ts";

const DESKS = [`0x${"de".repeat(20)}`, `0x${"5c".repeat(20)}`] as const;
const AT = { ...DEPLOYMENT, factoring: `0x${"fa".repeat(20)}` } as const;
const HIDDEN = /(?:^|\.)(?:nonce|salt|signature|proof\.\[\])$/;
const TOKEN = { ticker: "EURX", decimals: 2 };

describe("ERC-7730 descriptors of factoring", () => {
  const descriptors = factoringDescriptors(AT, DESKS);
  const formats = (name: string) => Object.entries(descriptors[name]?.display.formats ?? {});
  const sentTo = (abi: ConstructorParameters<typeof Interface>[0]): readonly string[] => {
    const sent: string[] = [];
    new Interface(abi).forEachFunction((entry) => {
      if (!entry.constant && !/^on[A-Z]/.test(entry.name)) sent.push(entry.format("sighash"));
    });
    return sent;
  };

  it("are none where the address file knows no factoring, and none of desks where none is named", () => {
    expect(factoringDescriptors(DEPLOYMENT, DESKS)).to.deep.equal({});
    expect(Object.keys(factoringDescriptors(AT, []))).to.have.lengthOf(2);
    expect(Object.keys(descriptors)).to.have.lengthOf(4);
  });

  it("describe every message and every call, and nothing else", () => {
    const notices = Object.keys(NOTICE_TYPES).filter((name) => !(name in { ...NOTICE_STRUCTS, ...FILING_STRUCTS }));
    const offers = Object.keys(OFFER_TYPES).filter((name) => !(name in OFFER_STRUCTS));
    const namesOf = (file: string): readonly string[] => formats(file).map(([name]) => name);
    expect(namesOf("eip712-countersign-factoring.json")).to.have.members(notices);
    expect(namesOf("eip712-countersign-desk.json")).to.have.members(offers);
    expect(namesOf("calldata-countersign-factoring.json")).to.have.members(sentTo(factoringAbi));
    expect(namesOf("calldata-countersign-desk.json")).to.have.members(sentTo(deskAbi));
  });

  it("show every value but handles, salts and proofs, in words that fit a small screen, each once", () => {
    for (const file of Object.keys(descriptors)) {
      for (const [name, { intent, fields, excluded }] of formats(file)) {
        expect(intent, name).to.match(/^.{8,30}$/);
        const labels = fields.map(({ label }) => label);
        for (const label of labels) expect(label, name).to.match(/^(?:[A-Z][a-z]+: )?[A-Za-z].{1,19}$/);
        expect(new Set(labels).size, `${name}: ${labels.join()}`).to.equal(labels.length);
        for (const path of excluded) expect(path, name).to.match(HIDDEN);
      }
    }
  });

  it("bind to the contract, and to each desk that was named", () => {
    const deployments = (of: Descriptor | undefined): unknown =>
      (Object.values(of?.context ?? {})[1] as { readonly deployments: unknown }).deployments;
    const at = (address: string): unknown => ({ chainId: 31_337, address: getAddress(address) });
    expect(deployments(descriptors["calldata-countersign-factoring.json"])).to.deep.equal([at(AT.factoring)]);
    expect(deployments(descriptors["eip712-countersign-desk.json"])).to.deep.equal(DESKS.map(at));
  });

  it("show a facility with its buyers, its limits and its price", () => {
    const descriptor = descriptors["eip712-countersign-desk.json"] ?? expect.fail();
    const display = descriptor.display.formats["Facility"] ?? expect.fail();
    const buyers = [{ buyer: AGREED.header.buyer, limit: 100_000n }];
    const { message } = facility(buyers, { ...CONDITIONS, limit: 250_000n, nonce: 3n });
    expect(screenOf({ display, descriptor }, message, TOKEN)).to.deep.equal([
      "Standing offer to buy",
      `Facility buyer: ${AGREED.header.buyer}`,
      "Limit of buyer: EURX 1000",
      `Seller: ${CONDITIONS.seller}`,
      `Offer currency: ${CONDITIONS.currency}`,
      "Advance: 80%",
      "Fee: 8% a year",
      "Fee year: 360 days",
      "Commission: 0.5%",
      "Least commission: EURX 0",
      "Recourse (65535: no): 90 days after due",
      "Limit: EURX 2500",
      "Least tenor: 0 days",
      "Most tenor: 365 days",
      "Advices taken: 0",
      "Factor's UTC offset: 480 minutes",
      "Offer until: 2033-05-18T03:33:20.000Z",
    ]);
  });

  it("show what seller and factor decide together as the call of the ledger that it is", () => {
    const descriptor = descriptors["calldata-countersign-desk.json"] ?? expect.fail();
    const display = descriptor.display.formats["act(bytes32,bytes)"] ?? expect.fail();
    const reason = keccakOfText("a credit note");
    const id = keccakOfText("an id");
    const call = encode(ledgerAbi, "credit", [id, openTerms(AGREED), 700n, reason, []]);
    const lines = screenOf({ display, descriptor }, { id, call }, TOKEN, DESKS[0]);
    expect(lines.slice(0, 3)).to.deep.equal([
      "Consent to change what is sold",
      `Receivable: ${id}`,
      "Call of the ledger: Credit: what is owed falls",
    ]);
    expect(lines).to.include("  Amount: EURX 7").and.include(`  Reason hash: ${reason}`);
  });
});
