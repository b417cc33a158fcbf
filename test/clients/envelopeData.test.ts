import { expect } from "chai";
import { privateKeyToAccount } from "viem/accounts";
import { keyWitness } from "../../src/clients/envelopes.ts";
import { commitmentOf } from "../../src/domain/commitment.ts";
import { checkEnvelope, consentOf, EnvelopeError, envelopeMessage, sealEnvelope } from "../../src/domain/envelope.ts";
import type { Envelope, EnvelopeKind } from "../../src/domain/envelope.ts";
import { parseEnvelope, serialiseEnvelope } from "../../src/domain/envelopeText.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { contentHash, signingDomain } from "../../src/domain/messages.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Receivable } from "../../src/domain/receivable.ts";
import { AGREED } from "../support/agreed.ts";
import { failureOf } from "../support/stage.ts";

const PARTY = privateKeyToAccount(keccakOfText("a party"));
const STRANGER = privateKeyToAccount(keccakOfText("a stranger"));
const DOMAIN = signingDomain(1, "0x7777777777777777777777777777777777777777");
const DEADLINE = 2_000_000_000n;
const CONTENT = contentHash("0x5ea1ed");
const CONTEXT = { domain: DOMAIN, instant: DEADLINE, witness: keyWitness };

function receivables(count: number): readonly Receivable[] {
  const parties = { supplier: PARTY.address, buyer: PARTY.address };
  return Array.from({ length: count }, (_, line) => ({ ...AGREED, header: { ...AGREED.header, ...parties, line } }));
}

async function signed(kind: EnvelopeKind, count: number, by = PARTY): Promise<Envelope> {
  const leaves = receivables(count).map((receivable, place) => ({
    commitment: commitmentOf(receivable),
    content: kind === "issuance" && place % 2 === 1 ? CONTENT : ZERO_HASH,
  }));
  const envelope = sealEnvelope(DOMAIN, { kind, leaves, party: PARTY.address, deadline: DEADLINE });
  const { types, primaryType, message } = envelopeMessage(envelope);
  const signature = await by.signTypedData({ domain: DOMAIN, types, primaryType, message: { ...message } });
  return { ...envelope, signer: by.address, signature };
}

/** The field that a check of the first receivable finds at fault; undefined if there is none. */
async function faultOf(envelope: Envelope, context = CONTEXT, receivable = receivables(1)[0] ?? AGREED) {
  try {
    await checkEnvelope(envelope, receivable, context);
    return undefined;
  } catch (error) {
    if (error instanceof EnvelopeError) return error.field;
    throw error;
  }
}

for (const kind of ["issuance", "acceptance"] as const) {
  describe(`An envelope of ${kind}s`, () => {
    let envelope: Envelope;
    before(async () => {
      envelope = await signed(kind, 5);
    });

    it("survives its text, number for number", () => {
      const text = serialiseEnvelope(envelope);
      expect(parseEnvelope(text)).to.deep.equal(envelope);
      expect(serialiseEnvelope(parseEnvelope(text))).to.equal(text);
    });

    it("is signed for each of its receivables up to its last second, also when it is read anew", async () => {
      const read = parseEnvelope(serialiseEnvelope(envelope));
      for (const receivable of receivables(5)) {
        await checkEnvelope(envelope, receivable, CONTEXT);
        await checkEnvelope(read, receivable, CONTEXT);
        expect(consentOf(read, commitmentOf(receivable))).to.deep.equal(consentOf(envelope, commitmentOf(receivable)));
      }
      expect(await faultOf(envelope, { ...CONTEXT, instant: DEADLINE + 1n })).to.equal("deadline");
    });

    it("is signed for nothing else", async () => {
      const other = receivables(6)[5] ?? AGREED;
      expect(await faultOf(envelope, CONTEXT, other)).to.equal("commitment");
      expect(() => consentOf(envelope, commitmentOf(other))).to.throw(EnvelopeError, envelope.root);
    });

    const tampered: Readonly<Record<string, (of: Envelope) => readonly [Partial<Envelope>, string]>> = {
      "another leaf": ({ leaves }) => [
        { leaves: leaves.with(4, { commitment: keccakOfText("forged"), content: ZERO_HASH }) },
        "root",
      ],
      "a leaf too few": ({ leaves }) => [{ leaves: leaves.slice(0, 4) }, "count"],
      "a leaf too few and its count": ({ leaves }) => [{ leaves: leaves.slice(0, 4), count: 4n }, "root"],
      "a leaf twice": ({ leaves }) => [
        { leaves: [...leaves, ...leaves.slice(0, 1)], count: 6n },
        "leaves[5].commitment",
      ],
      "another count": () => [{ count: 6n }, "count"],
      "another root": () => [{ root: keccakOfText("root") }, "root"],
      "a later deadline": () => [{ deadline: DEADLINE + 1n }, "signature"],
      "another party": () => [{ party: STRANGER.address }, "party"],
      "another policy": () => [{ policy: CONTENT }, kind === "issuance" ? "policy" : "signature"],
      "another text": () => [{ text: "We owe nothing." }, "text"],
      "another signer": () => [{ signer: STRANGER.address }, "signature"],
      "a signature cut short": ({ signature }) => [{ signature: `0x${signature.slice(4)}` }, "signature"],
      "no signature": () => [{ signature: "0x" }, "signature"],
      "another chain": () => [{ chainId: 2n }, "chainId"],
      "another ledger": () => [{ ledger: PARTY.address }, "ledger"],
    };
    for (const [what, change] of Object.entries(tampered)) {
      it(`is refused with ${what}`, async () => {
        const [over, field] = change(envelope);
        expect(await faultOf({ ...envelope, ...over })).to.equal(field);
      });
    }

    it("is worth nothing on a foreign chain or ledger, even if it claims to be theirs", async () => {
      for (const domain of [signingDomain(2, DOMAIN.verifyingContract), signingDomain(1, PARTY.address)]) {
        const claims = { ...envelope, chainId: domain.chainId, ledger: domain.verifyingContract };
        expect(await faultOf(claims, { ...CONTEXT, domain })).to.equal("signature");
      }
    });

    it("is refused with the twin of its signature, as the ledger refuses it", async () => {
      const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
      const s = order - BigInt(`0x${envelope.signature.slice(66, 130)}`);
      const recovery = envelope.signature.endsWith("1b") ? "1c" : "1b";
      const twin = `${envelope.signature.slice(0, 66)}${s.toString(16).padStart(64, "0")}${recovery}` as const;
      expect(await faultOf({ ...envelope, signature: twin as Envelope["signature"] })).to.equal("signature");
    });

    it("needs a witness for an agent, and is refused once its root was taken back", async () => {
      const byAgent = await signed(kind, 5, STRANGER);
      expect(await faultOf(byAgent)).to.equal("signer");
      const yes = (): Promise<boolean> => Promise.resolve(true);
      expect(await faultOf(byAgent, { ...CONTEXT, witness: { ...keyWitness, covers: yes } })).to.equal(undefined);
      expect(await faultOf(envelope, { ...CONTEXT, witness: { ...keyWitness, revoked: yes } })).to.equal("root");
    });
  });
}

describe("An envelope", () => {
  it("of issuances binds each commitment to its content", async () => {
    const envelope = await signed("issuance", 3);
    const open = envelope.leaves.map((leaf) => ({ ...leaf, content: ZERO_HASH }));
    expect(await faultOf({ ...envelope, leaves: open })).to.equal("root");
  });

  it("opens ten thousand leaves one by one, each with fourteen steps at most", async () => {
    const envelope = parseEnvelope(serialiseEnvelope(await signed("acceptance", 10_000)));
    for (const { commitment } of envelope.leaves) {
      expect(consentOf(envelope, commitment).proof.length).to.be.within(13, 14);
    }
    expect(await faultOf(envelope, CONTEXT, receivables(10_000)[9_999])).to.equal(undefined);
  }).timeout(60_000);

  it("of one leaf needs no proof, and of none is none", async () => {
    const envelope = await signed("acceptance", 1);
    expect(consentOf(envelope, envelope.leaves[0]?.commitment ?? "0x").proof).to.deep.equal([]);
    expect(await faultOf(envelope)).to.equal(undefined);
    expect(await failureOf(signed("acceptance", 0)))
      .to.be.instanceOf(EnvelopeError)
      .with.property("field", "leaves");
  });

  const unreadable: readonly (readonly [string, unknown, string])[] = [
    ["format", "countersign envelope 2", "version"],
    ["kind", "payment", "issuance or acceptance"],
    ["chainId", 1, "as text"],
    ["ledger", "0x77", "40 hex digits"],
    ["root", undefined, "64 hex digits"],
    ["count", "05", "without leading zeros"],
    ["count", (2n ** 256n).toString(), "256 bits"],
    ["party", "buyer", "40 hex digits"],
    ["policy", "0x", "64 hex digits"],
    ["text", null, "text that was signed"],
    ["deadline", "-1", "whole number"],
    ["leaves", [], "one leaf at least"],
    ["leaves[0]", 7, "a JSON object"],
    ["leaves[0]", "0x12", "64 hex digits"],
    ["leaves[0].content", "0x12", "64 hex digits"],
    ["signer", 1, "40 hex digits"],
    ["signature", "0x123", "whole bytes"],
  ];
  for (const [field, value, wayOut] of unreadable) {
    it(`is not read with ${field} ${JSON.stringify(value)}`, async () => {
      const good = JSON.parse(serialiseEnvelope(await signed("issuance", 1))) as Record<string, unknown>;
      const [, part] = /^leaves\[0\](?:\.(.*))?$/.exec(field) ?? [];
      const leaf = part === undefined ? value : { commitment: ZERO_HASH, [part]: value };
      const bad = field.startsWith("leaves[") ? { ...good, leaves: [leaf] } : { ...good, [field]: value };
      expect(() => parseEnvelope(JSON.stringify(bad)))
        .to.throw(EnvelopeError, wayOut)
        .with.property("field", field);
    });
  }

  it("is not read from what is no JSON object", () => {
    for (const text of ["", "[]", "null", "{"]) {
      expect(() => parseEnvelope(text))
        .to.throw(EnvelopeError, "JSON")
        .with.property("field", "envelope");
    }
  });
});
