import { expect } from "chai";
import { concat, decodeAbiParameters, hexToBytes, keccak256 } from "viem";
import { hashTypedData, wrapTypedDataSignature } from "viem/experimental/erc7739";
import { RefusedError } from "../../src/clients/errors.ts";
import { multiSignature, passkeyMember, sortedSignatures } from "../../src/clients/organisation/members.ts";
import type { MemberSignature } from "../../src/clients/organisation/members.ts";
import { nestedMessage, nestedSignature, organisationDomain } from "../../src/clients/organisation/nesting.ts";
import { passkeySignature } from "../../src/clients/organisation/passkey.ts";
import type { Assertion } from "../../src/clients/organisation/passkey.ts";
import { digestOf } from "../../src/domain/eip712.ts";
import type { TypedMessage } from "../../src/domain/eip712.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import * as messages from "../../src/domain/messages.ts";
import { signingDomain } from "../../src/domain/messages.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { softwarePasskey } from "./organisationStage.ts";

const LEDGER: Address = `0x${"1e".repeat(20)}`;
const ORGANISATION: Address = `0x${"0a".repeat(20)}`;
const VERIFIER: Address = `0x${"7e".repeat(20)}`;
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const application = signingDomain(31_337, LEDGER);
const organisation = organisationDomain(31_337, ORGANISATION);

function bodies(): Readonly<Record<string, TypedMessage>> {
  const receivable = receivableOf(headerOf(LEDGER, ORGANISATION), termsOf(VERIFIER, 20_000));
  const validity = { nonce: 1n, deadline: 2n };
  const root = { root: keccakOfText("root"), count: 3n, deadline: 4n };
  return {
    Acceptance: messages.acceptance(receivable, validity),
    Issuance: messages.issuance(receivable, ZERO_HASH, validity),
    Payment: messages.payment(receivable, 5n, validity),
    AcceptanceRoot: messages.acceptanceRoot({ ...root, buyer: ORGANISATION, policy: ZERO_HASH }),
  };
}

describe("A message nested for an organisation", () => {
  for (const [name, content] of Object.entries(bodies())) {
    it(`of ${name} has the digest that viem gives it (ERC-7739)`, () => {
      const { types, primaryType, message } = content;
      const theirs = hashTypedData({
        domain: application,
        types,
        primaryType,
        message: { ...message },
        verifierDomain: { ...organisation, salt: ZERO_HASH },
      });
      expect(digestOf(application, nestedMessage(organisation, content))).to.equal(theirs);
    });
  }

  it("is wrapped as viem wraps it where its name comes first", () => {
    for (const content of [bodies()["Acceptance"], bodies()["AcceptanceRoot"]]) {
      if (content === undefined) throw new Error("there is no such message");
      const parts = { domain: application, ...content, signature: "0xc0ffee" };
      expect(nestedSignature("0xc0ffee", application, content)).to.equal(wrapTypedDataSignature(parts as never));
    }
  });

  it("is wrapped with the domain that the application has, version or not", () => {
    const { Acceptance } = bodies();
    if (Acceptance === undefined) throw new Error("there is no such message");
    const domain = { name: "Permit2", chainId: 31_337n, verifyingContract: LEDGER };
    const parts = { domain, ...Acceptance, signature: "0xc0ffee" };
    expect(nestedSignature("0xc0ffee", domain, Acceptance)).to.equal(wrapTypedDataSignature(parts as never));
  });

  it("names itself behind the types where another type comes first", () => {
    const { Payment } = bodies();
    if (Payment === undefined) throw new Error("there is no such message");
    const wrapped = Buffer.from(hexToBytes(nestedSignature("0xc0ffee", application, Payment)));
    const length = wrapped.readUInt16BE(wrapped.length - 2);
    const description = wrapped.subarray(-2 - length, -2).toString();
    expect(description).to.match(/^Header\(.*\)Payment\(.*\)Receivable\(.*\)Terms\(.*\)Payment$/);
    expect(wrapped.length).to.equal(3 + 32 + 32 + length + 2);
  });

  it("is another one for another organisation, and for another chain", () => {
    const { Acceptance } = bodies();
    if (Acceptance === undefined) throw new Error("there is no such message");
    const digests = [organisation, organisationDomain(31_337, VERIFIER), organisationDomain(1, ORGANISATION)].map(
      (domain) => digestOf(application, nestedMessage(domain, Acceptance)),
    );
    expect(new Set(digests)).to.have.lengthOf(3);
  });
});

describe("A multi-signature", () => {
  const signed: readonly MemberSignature[] = [1, 2, 3, 4, 5].map((number) => ({
    member: `0x${number.toString(16).padStart(40, "0")}`,
    signature: `0x0${number}`,
  }));

  it("ascends by the hash of the member, each with its own signature", () => {
    const sorted = sortedSignatures(signed);
    const ids = sorted.map(({ member }) => BigInt(keccak256(member)));
    for (const [index, id] of ids.entries()) expect(id).to.satisfy((it: bigint) => it > (ids[index - 1] ?? 0n));
    for (const one of sorted) expect(signed).to.deep.include(one);
  });

  it("is the ABI encoding of members and signatures", () => {
    const [members, signatures] = decodeAbiParameters(
      [{ type: "bytes[]" }, { type: "bytes[]" }],
      multiSignature(signed),
    );
    expect(members).to.deep.equal(sortedSignatures(signed).map(({ member }) => member));
    expect(signatures).to.deep.equal(sortedSignatures(signed).map(({ signature }) => signature));
  });

  it("counts nobody twice, in whatever letters", () => {
    const member: Hex = `0x${"ab".repeat(20)}`;
    const twice = [member, member.toUpperCase().replace("X", "x") as Hex].map((each) => ({
      member: each,
      signature: "0x" as const,
    }));
    expect(() => multiSignature(twice)).to.throw(RefusedError, "it signs twice");
  });

  it("takes no member that is too short or too long", () => {
    for (const bytes of [19, 129]) {
      const member: Hex = `0x${"ab".repeat(bytes)}`;
      expect(() => multiSignature([{ member, signature: "0x" }])).to.throw(RefusedError, `it has ${bytes} bytes`);
    }
  });
});

describe("A passkey's signature", () => {
  const WORDS = ["bytes32", "bytes32", "uint256", "uint256", "bytes", "bytes"].map((type) => ({ type }));
  const passkey = softwarePasskey(VERIFIER);

  function decoded(assertion: Assertion): readonly unknown[] {
    return decodeAbiParameters(WORDS, passkeySignature(assertion));
  }

  /** An INTEGER of DER. */
  function integer(value: bigint): Hex {
    const digits = value.toString(16).padStart(64, "0");
    return concat(["0x02", digits >= "8" ? "0x2100" : "0x20", `0x${digits}`]);
  }

  function sequence(...parts: readonly Hex[]): Uint8Array {
    const body = hexToBytes(concat(parts));
    return Uint8Array.from([0x30, body.length, ...body]);
  }

  it("points at type and challenge in the client data", () => {
    const assertion = passkey.assert(keccakOfText("digest"));
    const [, , challenge, type, , json] = decoded(assertion) as [Hex, Hex, bigint, bigint, Hex, Hex];
    const text = Buffer.from(hexToBytes(json)).toString();
    expect(text.slice(Number(challenge))).to.match(/^"challenge":"/);
    expect(text.slice(Number(type))).to.match(/^"type":"webauthn\.get"/);
  });

  it("counts bytes, not letters", () => {
    const assertion = passkey.assert(keccakOfText("digest"));
    const json = '{"origin":"https://münchen.example","type":"webauthn.get","challenge":"AA"}';
    const [, , challenge, type] = decoded({ ...assertion, clientDataJSON: Buffer.from(json) });
    expect([challenge, type]).to.deep.equal([json.indexOf('"challenge"') + 1, json.indexOf('"type"') + 1].map(BigInt));
  });

  it("has the lower of the two s", () => {
    const assertion = passkey.assert(keccakOfText("digest"));
    for (const s of [3n, ORDER - 3n]) {
      const [r, lower] = decoded({ ...assertion, signature: sequence(integer(5n), integer(s)) });
      expect([r, lower]).to.deep.equal([5n, 3n].map((value) => `0x${value.toString(16).padStart(64, "0")}`));
    }
  });

  it("is refused if it is no DER of two numbers of the curve", () => {
    const assertion = passkey.assert(keccakOfText("digest"));
    const whole = assertion.signature;
    const bad = [
      new Uint8Array(),
      whole.subarray(0, -1),
      Uint8Array.from([...whole, 0]),
      Uint8Array.from([0x31, ...whole.subarray(1)]),
      sequence(integer(0n), integer(1n)),
      sequence(integer(1n), integer(ORDER)),
      sequence(integer(1n)),
    ];
    for (const signature of bad) {
      expect(() => passkeySignature({ ...assertion, signature })).to.throw(RefusedError, "no DER sequence");
    }
  });

  it("is refused if the browser did not ask for a signature", () => {
    const assertion = passkey.assert(keccakOfText("digest"));
    const registration = Buffer.from('{"type":"webauthn.create","challenge":"AA"}');
    expect(() => passkeySignature({ ...assertion, clientDataJSON: registration })).to.throw(
      RefusedError,
      "webauthn.get",
    );
    const silent = Buffer.from('{"type":"webauthn.get"}');
    expect(() => passkeySignature({ ...assertion, clientDataJSON: silent })).to.throw(RefusedError, "challenge");
  });

  it("belongs to a member of verifier and key", () => {
    expect(passkeyMember(VERIFIER, { x: 1n, y: 2n })).to.equal(
      `${VERIFIER}${"1".padStart(64, "0")}${"2".padStart(64, "0")}`,
    );
  });
});
