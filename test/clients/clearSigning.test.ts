import { expect } from "chai";
import { getAddress } from "viem";
import { ClarificationAction, ClarificationReason } from "../../src/domain/clarification.ts";
import { EnrolmentChannel } from "../../src/domain/directory.ts";
import { acceptance, payment, query } from "../../src/domain/messages.ts";
import { decodePolicy } from "../../src/domain/policy.ts";
import { Outcome } from "../../src/domain/receivable.ts";
import { AGREED } from "../support/agreed.ts";
import { screenOf } from "./clearSigningScreen.ts";
import { cases, DEPLOYMENT, descriptorsOf, ORGANISATIONS, subjects } from "./clearSigningWallet.ts";
import type { Case } from "./clearSigningWallet.ts";

/** What a signer need not see: handles, salts and proofs, by their last step. */
const NOT_SHOWN = /(?:^|\.)(?:nonce|salt|signature|signatures\.\[\]|proof\.\[\]|v|r|s)$/;
/** What an account compares with its own of a nested message; another one is no signature of it. */
const COMPARED = /^nested \w+\.(?:name|version|chainId)$/;
/** Whoever signs these voids what has the same nonce. */
const NONCE_SHOWN: ReadonlySet<string> = new Set(["spendNonce.nonce", "Execution.nonce", "execute.nonce"]);
/** A formats' value types; what is not named here takes any. */
const TYPES: Readonly<Record<string, RegExp>> = {
  addressName: /^address$/,
  amount: /^uint256$/,
  tokenAmount: /^uint\d+$/,
  nftName: /^uint256$/,
  date: /^uint\d+$/,
  unit: /^u?int\d+$/,
  enum: /^uint8$/,
  calldata: /^bytes$/,
};
const VALIDITY = { nonce: 7n, deadline: 1_800_000_000n };
const TOKEN = { ticker: "EURX", decimals: 2 };

describe("ERC-7730 descriptors", () => {
  const all = cases();
  const descriptors = Object.entries(descriptorsOf());
  const caseOf = (subject: string): Case => {
    const found = all.find((known) => known.subject === subject);
    if (found === undefined) throw new Error(`${subject} is not described`);
    return found;
  };

  it("describe every message and every call of ledger, directory and organisations, and nothing else", () => {
    const known = subjects().map(({ file, subject }) => `${file} ${subject}`);
    const described = descriptors.flatMap(([file, { display }]) =>
      Object.keys(display.formats).map((subject) => `${file} ${subject}`),
    );
    expect(described).to.have.members(known);
    expect(known.length).to.be.greaterThan(80);
  });

  for (const { name, display, leaves, descriptor } of all) {
    it(`show of ${name} every value but handles, salts and proofs`, () => {
      const shown = display.fields.map(({ path }) => path);
      expect([...shown, ...display.excluded]).to.have.members([...leaves.keys()]);
      expect(display.required).to.have.members(shown);
      for (const path of display.excluded) {
        const value = `${name}.${path}`;
        if (!COMPARED.test(value)) expect(value, "may be left out").to.match(NOT_SHOWN);
        expect(NONCE_SHOWN).not.to.include(value);
      }
    });

    it(`show ${name} in formats that fit its types`, () => {
      for (const { path, format, params = {} } of display.fields) {
        expect(leaves.get(path), path).to.match(TYPES[format] ?? /./);
        if (format === "tokenAmount") expect(leaves.get(String(params["tokenPath"])), path).to.equal("address");
        if (format === "calldata") checkCallee(leaves, params);
        if (format === "date") expect(params).to.deep.equal({ encoding: "timestamp" });
        if (format === "unit") expect(params).to.have.all.keys("base", "decimals");
        if (format !== "enum") continue;
        const reference = /^\$\.metadata\.enums\.(\w+)$/.exec(String(params["$ref"]))?.[1] ?? "";
        expect(descriptor.metadata.enums, path).to.have.property(reference);
      }
    });

    it(`label ${name} in words that fit a small screen, each once`, () => {
      expect(display.intent).to.match(/^.{8,30}$/);
      const labels = display.fields.map(({ label }) => label);
      for (const label of labels) expect(label).to.match(/^[A-Za-z].{1,19}$/);
      expect(new Set(labels).size, labels.join()).to.equal(labels.length);
    });
  }

  it("bind to one deployment and its organisations, and to the domain that each message is signed under", () => {
    const bound = descriptors.map(([, { context }]) => Object.values(context)[1] as Record<string, unknown>);
    const [messages, ledger, directory, organisation, account, ...nested] = bound;
    const at = (...addresses: string[]): unknown =>
      addresses.map((address) => ({ chainId: 31_337, address: getAddress(address) }));
    expect(messages?.["deployments"]).to.deep.equal(at(DEPLOYMENT.ledger));
    expect(ledger?.["deployments"]).to.deep.equal(at(DEPLOYMENT.ledger));
    expect(directory?.["deployments"]).to.deep.equal(at(DEPLOYMENT.directory));
    expect(messages?.["domain"]).to.deep.equal({ name: "Countersign", version: "1" });
    expect(organisation?.["deployments"]).to.deep.equal(at(...ORGANISATIONS));
    expect(organisation?.["domain"]).to.deep.equal({ name: "Countersign Organisation", version: "1" });
    expect(account?.["deployments"]).to.deep.equal(at(...ORGANISATIONS));
    expect(nested).to.have.length(subjects().filter(({ subject }) => subject === "TypedDataSign").length);
    for (const each of nested) {
      expect(each["deployments"]).to.deep.equal(at(DEPLOYMENT.ledger));
      expect(each["domain"]).to.deep.equal(messages?.["domain"]);
    }
  });

  it("carry the types that a wallet compares a message with, and the ABI of what is called", () => {
    for (const [, { context, display }] of descriptors) {
      const { eip712, contract } = context as Record<string, { schemas?: unknown[]; abi?: unknown[] }>;
      const described = Object.keys(display.formats);
      if (eip712 === undefined) expect(contract?.abi).to.have.length(described.length);
      else expect(eip712.schemas?.map((schema) => (schema as { primaryType: string }).primaryType)).to.eql(described);
    }
    const schema = JSON.stringify(descriptors[0]?.[1].context);
    expect(schema).to.include('"primaryType":"Split"').and.include('{"name":"amounts","type":"uint96[]"}');
    expect(schema).to.include('"EIP712Domain":[{"name":"name","type":"string"}');
  });

  it("have words for every value that the ledger knows, short enough for a small screen", () => {
    const { enums } = caseOf("Query").descriptor.metadata;
    const { channel } = caseOf("withdrawVoucher(address,bytes32)").descriptor.metadata.enums;
    const values = (known: object): string[] => Object.values(known).map(String);
    expect(Object.keys(enums["reason"] ?? {})).to.have.members(values(ClarificationReason));
    expect(Object.keys(enums["action"] ?? {})).to.have.members(values(ClarificationAction));
    expect(Object.keys(enums["outcome"] ?? {})).to.have.members(values(Outcome));
    expect(Object.keys(enums["allocation"] ?? {})).to.have.members(["0", "1"]);
    expect(Object.keys(channel ?? {})).to.have.members(values(EnrolmentChannel));
    const policies = Object.keys(enums["policy"] ?? {}).map(Number);
    const known = Array.from({ length: 256 }, (_, bits) => bits).filter(isPolicy);
    expect(policies)
      .to.have.members(known)
      .and.have.length(6 + 3 * 27);
    expect(enums["policy"]?.[4 + 8 * 5]).to.equal("Freely; parts 1e5+");
    for (const words of Object.values({ ...enums, channel: channel ?? {} })) {
      for (const word of Object.values(words)) expect(word).to.match(/^.{3,20}$/);
      expect(new Set(Object.values(words)).size).to.equal(Object.keys(words).length);
    }
  });

  it("show an acceptance in words: amounts in the currency, rates per cent, days as days", () => {
    const { message } = acceptance(AGREED, VALIDITY);
    const screen = screenOf(caseOf("Acceptance"), message, TOKEN);
    expect(screen[0]).to.equal("Accept: we owe this");
    expect(screen.slice(2)).to.deep.equal([
      "Supplier: 0x1111111111111111111111111111111111111111",
      "Buyer: 0x2222222222222222222222222222222222222222",
      "Invoice hash: 0x3333333333333333333333333333333333333333333333333333333333333333",
      "Invoice line: 1",
      "Assignable: Freely; splits",
      "Revision: 2",
      "Currency: 0x4444444444444444444444444444444444444444",
      "Face amount: EURX 12345.67",
      "Due date: 20500 days since 1970-01-01",
      "UTC offset: -210 minutes",
      "Discount 1 by: 20480 days since 1970-01-01",
      "Discount 1: EURX 246.91",
      "Discount 2 by: 20490 days since 1970-01-01",
      "Discount 2: EURX 123.46",
      "Sliding rate: 0% a year",
      "Part discounts: true",
      "Interest rate: 10.15% a year",
      "Interest year: 360 days",
      "Grace: 3 days",
      "Fixed sum: EURX 40",
      "Settles first: Principal",
      "Acceleration: 30 days of default",
      "Document hash: 0x6666666666666666666666666666666666666666666666666666666666666666",
      "Valid until: 2027-01-15T08:00:00.000Z",
    ]);
  });

  it("show the reasons of Peppol in words, and a payment without a limit as all that is due", () => {
    const clarification = { reason: ClarificationReason.UNR, action: ClarificationAction.NIN, text: AGREED.document };
    const asked = screenOf(caseOf("Query"), query(AGREED, clarification, VALIDITY).message, TOKEN);
    expect(asked).to.include("Reason: Not recognised").and.include("Asked for: New invoice");
    const paid = (most: bigint): readonly string[] =>
      screenOf(caseOf("Payment"), payment(AGREED, most, VALIDITY).message, TOKEN);
    expect(paid(2n ** 256n - 1n)).to.include("Pay at most: All that is due");
    expect(paid(2n ** 97n - 1n)).to.include("Pay at most: EURX 1584563250285286751870879006.71");
    expect(paid(1n)).to.include("Pay at most: EURX 0.01");
  });
});

function isPolicy(bits: number): boolean {
  try {
    decodePolicy(bits);
    return true;
  } catch {
    return false;
  }
}

/** A call inside goes to the contract itself, or to an address beside it with an amount beside it. */
function checkCallee(leaves: Case["leaves"], params: Readonly<Record<string, unknown>>): void {
  const callee = String(params["calleePath"]);
  if (callee === "@.to") return;
  expect(leaves.get(callee)).to.equal("address");
  expect(leaves.get(String(params["amountPath"]))).to.equal("uint256");
  expect(params["spenderPath"]).to.equal("@.to");
}
