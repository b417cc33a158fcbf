import { expect } from "chai";
import { Interface } from "ethers";
import { getAddress } from "viem";
import { statementsAbi } from "../../generated/abi.ts";
import type { Descriptor } from "../../src/clients/clearSigning/descriptor.ts";
import { statementDescriptors } from "../../src/clients/clearSigning/statementDescriptors.ts";
import { STATEMENT_STRUCTS } from "../../src/domain/statement.ts";
import { debtAcknowledgement, DEBT_TEXT, STATEMENT_TYPES } from "../../src/domain/statementMessages.ts";
import { KEYS, ROOT, STATEMENT } from "../support/statementVectors.ts";
import { screenOf } from "./clearSigningScreen.ts";
import { DEPLOYMENT } from "./clearSigningWallet.ts";

const AT = { chainId: 31_337, statements: STATEMENT.buyer } as const;
const HIDDEN = /(?:^|\.)(?:nonce|salt|signature|proof\.\[\])$/;

describe("ERC-7730 descriptors of statements", () => {
  const descriptors = statementDescriptors(AT);
  const messages = descriptors["eip712-countersign-statements.json"];
  const calls = descriptors["calldata-countersign-statements.json"];
  const formats = (descriptor: Descriptor | undefined) => Object.entries(descriptor?.display.formats ?? {});

  it("are none where the address file knows no statements", () => {
    expect(statementDescriptors(DEPLOYMENT)).to.deep.equal({});
  });

  it("describe every message and every call, and nothing else", () => {
    const signed = Object.keys(STATEMENT_TYPES).filter((name) => !(name in STATEMENT_STRUCTS));
    expect(formats(messages).map(([name]) => name)).to.have.members(signed);
    const sent: string[] = [];
    new Interface(statementsAbi).forEachFunction((entry) => {
      if (!entry.constant) sent.push(entry.format("sighash"));
    });
    expect(formats(calls).map(([name]) => name)).to.have.members(sent);
  });

  it("show every value but handles, salts and proofs, in words that fit a small screen, each once", () => {
    for (const [name, { intent, fields, excluded }] of [...formats(messages), ...formats(calls)]) {
      expect(intent, name).to.match(/^.{8,30}$/);
      const labels = fields.map(({ label }) => label);
      for (const label of labels) expect(label, name).to.match(/^[A-Za-z].{1,19}$/);
      expect(new Set(labels).size, labels.join()).to.equal(labels.length);
      for (const path of excluded) expect(path, name).to.match(HIDDEN);
    }
  });

  it("bind to one contract", () => {
    const deployments = [{ chainId: 31_337, address: getAddress(AT.statements) }];
    for (const { context } of Object.values(descriptors)) {
      expect(Object.values(context)[1]).to.deep.include({ deployments });
    }
  });

  it("show an acknowledgement with what it means, the sum and the day", () => {
    const roots = { supplierRoot: ROOT, supplierVersion: 2, buyerRoot: ROOT, buyerVersion: 1 };
    const debt = { amount: 123_456n, salt: KEYS.hash };
    const act = { statement: STATEMENT, roots, debtor: STATEMENT.buyer, debt, payBy: 20_500 };
    const { message } = debtAcknowledgement(act, { nonce: 1n, deadline: 1_800_000_000n });
    const subject = "DebtAcknowledgement";
    const display = messages?.display.formats[subject];
    if (messages === undefined || display === undefined) throw new Error("it is not described");
    const file = "eip712-countersign-statements.json";
    const described = {
      file,
      subject,
      name: subject,
      leaves: new Map<string, string>(),
      descriptor: messages,
      display,
    };
    const screen = screenOf(described, message, { ticker: "EURX", decimals: 2 });
    expect(screen).to.deep.equal([
      "Acknowledge that we owe this",
      `This means: ${DEBT_TEXT}`,
      `Supplier: ${STATEMENT.supplier}`,
      `Buyer: ${STATEMENT.buyer}`,
      `Currency: ${STATEMENT.currency}`,
      "Cut-off: 2027-01-01T00:00:00.000Z",
      `Supplier root: ${ROOT}`,
      "Supplier version: 2",
      `Buyer root: ${ROOT}`,
      "Buyer version: 1",
      `Debtor: ${STATEMENT.buyer}`,
      "Sum: 123456 minor units",
      "Will pay by: 20500 days since 1970-01-01",
      "Valid until: 2027-01-15T08:00:00.000Z",
    ]);
  });
});
