import { expect } from "chai";
import { encodeFunctionData, hashTypedData } from "viem";
import { ledgerAbi } from "../../generated/abi.ts";
import { organisationDescriptors } from "../../src/clients/clearSigning/organisationDescriptors.ts";
import { cancelRecovery, setSigners } from "../../src/clients/organisation/calls.ts";
import { execution, recoveryProposal } from "../../src/clients/organisation/messages.ts";
import type { BatchCall } from "../../src/clients/organisation/messages.ts";
import { nestedMessage, organisationDomain } from "../../src/clients/organisation/nesting.ts";
import { digestOf } from "../../src/domain/eip712.ts";
import type { TypedMessage, TypedStructs } from "../../src/domain/eip712.ts";
import * as messages from "../../src/domain/messages.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { AGREED } from "../support/agreed.ts";
import { screenOf } from "./clearSigningScreen.ts";
import { cases, DEPLOYMENT, organisationStructs } from "./clearSigningWallet.ts";
import type { Case } from "./clearSigningWallet.ts";

const VALIDITY = { nonce: 7n, deadline: 1_800_000_000n };
const TOKEN = { ticker: "EURX", decimals: 2 };
const BUYER = AGREED.header.buyer;
const MEMBER: Address = "0x8ba1f109551bd432803012645ac136ddd64dba72";
const PASSKEY = `0x${"7e".repeat(20)}${"0a".repeat(64)}` as const;
const REVOKE = encodeFunctionData({ abi: ledgerAbi, functionName: "revoke", args: [AGREED.document] });
const buyer = organisationDomain(DEPLOYMENT.chainId, BUYER);
const ledger = messages.signingDomain(DEPLOYMENT.chainId, DEPLOYMENT.ledger);

/** Of every shape: flat, with a receivable, with two of them, with an array. */
function ledgerMessages(): readonly TypedMessage[] {
  const root = { root: AGREED.document, count: 3n, buyer: BUYER, policy: ZERO_HASH, deadline: 4n };
  return [
    messages.acceptance(AGREED, VALIDITY),
    messages.payment(AGREED, 2n ** 256n - 1n, VALIDITY),
    messages.amendment(AGREED, { amended: AGREED, party: BUYER }, VALIDITY),
    messages.split(AGREED, { holder: BUYER, amounts: [1n, 2n] }, VALIDITY),
    messages.acceptanceRoot(root),
  ];
}

describe("ERC-7730 descriptors of an organisation", () => {
  const all = cases();
  const caseOf = (wanted: string): Case => {
    const found = all.find(({ name }) => name === wanted);
    if (found === undefined) throw new Error(`${wanted} is not described`);
    return found;
  };
  const shownBatch = (...calls: BatchCall[]): readonly string[] =>
    screenOf(caseOf("Execution"), execution(calls, VALIDITY, 3n).message, TOKEN, BUYER);
  const toLedger = (data: Hex): BatchCall => ({ target: DEPLOYMENT.ledger, value: 0n, data });

  it("are none where there is no organisation", () => {
    expect(organisationDescriptors(DEPLOYMENT, [])).to.deep.equal({});
  });

  it("know every struct that the account hashes, as the contract has written it out", () => {
    const { schemas } = caseOf("Execution").descriptor.context["eip712"] as {
      schemas: { primaryType: string; types: TypedStructs }[];
    };
    const structs = organisationStructs();
    expect(Object.keys(structs)).to.have.members(["Call", "Execution", "RecoveryProposal"]);
    for (const { primaryType, types } of schemas) {
      const { EIP712Domain, ...others } = types;
      expect(others).to.deep.equal(structs[primaryType]);
      expect(EIP712Domain).to.have.length(4);
    }
  });

  for (const plain of ledgerMessages()) {
    const name = plain.primaryType;

    it(`show a nested ${name} as the plain one, and for which account it is signed (ERC-7739)`, () => {
      const expected = screenOf(caseOf(name), plain.message, TOKEN, DEPLOYMENT.ledger);
      const shown = screenOf(caseOf(`nested ${name}`), nestedMessage(buyer, plain).message, TOKEN, DEPLOYMENT.ledger);
      expect(shown).to.deep.equal([...expected, `Signing for: ${BUYER}`]);
    });

    it(`have for a nested ${name} the types whose hash the members sign`, () => {
      const { schemas } = caseOf(`nested ${name}`).descriptor.context["eip712"] as {
        schemas: [{ primaryType: string; types: Record<string, { name: string; type: string }[]> }];
      };
      const nested = nestedMessage(buyer, plain);
      const theirs = hashTypedData({ domain: ledger, ...schemas[0], message: { ...nested.message } });
      expect(theirs).to.equal(digestOf(ledger, nested));
    });
  }

  it("show each call of a batch by the descriptor of whoever is called", () => {
    const ending = setSigners(buyer, { members: [MEMBER, PASSKEY], threshold: 2 });
    expect(shownBatch(toLedger(REVOKE), ending, cancelRecovery(buyer))).to.deep.equal([
      "Run calls as the organisation",
      `Contract called: ${DEPLOYMENT.ledger}`,
      `Contract called: ${BUYER}`,
      `Contract called: ${BUYER}`,
      "Sent along: ETH 0",
      "Sent along: ETH 0",
      "Sent along: ETH 0",
      "Call: Take back a signed root",
      `  Root: ${AGREED.document}`,
      "Call: Replace all signers",
      `  New signer: ${MEMBER}`,
      `  New signer: ${PASSKEY}`,
      "  Signatures needed: 2",
      "Call: Cancel the open recovery",
      "Nonce it spends: 7",
      "Valid until: 2027-01-15T08:00:00.000Z",
      "Epoch of signers: 3",
    ]);
  });

  it("show calls of the ledger inside a call of the ledger inside a batch", () => {
    const both = encodeFunctionData({ abi: ledgerAbi, functionName: "multicall", args: [[REVOKE, REVOKE]] });
    const shown = shownBatch(toLedger(both));
    expect(shown).to.include("Call: Several calls at once");
    expect(shown.filter((line) => line === "  Call: Take back a signed root")).to.have.length(2);
  });

  it("leave to a stranger's descriptor what a stranger is called with, and show ether as ether", () => {
    const shown = shownBatch({ target: MEMBER, value: 1_500_000_000_000_000_000n, data: "0x12345678" });
    expect(shown).to.include(`Contract called: ${MEMBER}`).and.include("Sent along: ETH 1.5");
    expect(shown.find((line) => line.startsWith("Call: 0x"))).to.match(
      new RegExp(`^Call: 0x[0-9a-f]{64} to ${MEMBER}$`),
    );
  });

  it("show what guardians propose: who signs from then on, and how many it takes", () => {
    const { message } = recoveryProposal({ members: [MEMBER, PASSKEY], threshold: 1 }, 4n, VALIDITY.deadline);
    expect(screenOf(caseOf("RecoveryProposal"), message, TOKEN, BUYER)).to.deep.equal([
      "Recovery: propose new signers",
      `New signer: ${MEMBER}`,
      `New signer: ${PASSKEY}`,
      "Signatures needed: 1",
      "Proposal number: 4",
      "Valid until: 2027-01-15T08:00:00.000Z",
    ]);
  });
});
