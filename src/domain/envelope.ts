/**
 * A signed root as the parties keep it: the leaves of one Merkle tree and one signature over its root. Plain data, it
 * shows what is signed before the chain knows of it, and opens leaf by leaf when a verb needs one on chain.
 */
import { commitmentOf } from "./commitment.ts";
import { digestOf } from "./eip712.ts";
import type { SigningDomain, TypedMessage } from "./eip712.ts";
import { isUnderRoot, merkleTreeOf } from "./merkle.ts";
import type { MerkleTree } from "./merkle.ts";
import { ACCEPTANCE_TEXT, acceptanceRoot, issuanceRoot, issuedSubject, leafOf } from "./messages.ts";
import { Verb, ZERO_HASH } from "./receivable.ts";
import type { Address, Consent, Hex, Receivable } from "./receivable.ts";

export const ENVELOPE_KINDS = ["issuance", "acceptance"] as const;
export type EnvelopeKind = (typeof ENVELOPE_KINDS)[number];

/** A receivable under a root; its salt keeps whoever sees only this from finding what was agreed. */
export interface Leaf {
  readonly commitment: Hex;
  /** What `contentHash` gives of the content that is sent with an issuance; zero in the open and in an acceptance. */
  readonly content: Hex;
}

/** What a party signs by a root. */
export interface UnsignedEnvelope {
  readonly kind: EnvelopeKind;
  readonly chainId: bigint;
  readonly ledger: Address;
  readonly root: Hex;
  /** How many leaves the signer was told that the root holds. */
  readonly count: bigint;
  /** The supplier of an issuance, the buyer of an acceptance. */
  readonly party: Address;
  /** For acceptances: hash of the rules by which the buyer chose them; zero for none. */
  readonly policy: Hex;
  /** What accepting means, as it was signed; empty for issuances. */
  readonly text: string;
  /** Last instant at which a leaf may be recorded, unix seconds. */
  readonly deadline: bigint;
  readonly leaves: readonly Leaf[];
}

export interface Envelope extends UnsignedEnvelope {
  /** The party, or its agent with an uncapped mandate. */
  readonly signer: Address;
  readonly signature: Hex;
}

/** An envelope that is not what it says, or not for this. */
export class EnvelopeError extends Error {
  /** The field at fault, such as "leaves[3].commitment"; "envelope" for all of it. */
  readonly field: string;
  readonly value: string;

  /** @param fault What is wrong, and the way out. */
  constructor(field: string, value: string, fault: string) {
    super(`${field} is ${value}: ${fault}`);
    this.name = "EnvelopeError";
    this.field = field;
    this.value = value;
  }
}

/** Whoever can say what data alone cannot. */
export interface Witness {
  /** Whether a signature over a digest is the signer's. */
  signed(signer: Address, digest: Hex, signature: Hex): Promise<boolean>;
  /** Whether an agent may sign roots of a verb for a party. */
  covers(party: Address, agent: Address, verb: Verb): Promise<boolean>;
  /** Whether the signer has taken a root back. */
  revoked(signer: Address, root: Hex): Promise<boolean>;
}

/** What an envelope of a ledger is held against. */
export interface EnvelopeContext {
  readonly domain: SigningDomain;
  /** Unix seconds. */
  readonly instant: bigint;
  readonly witness: Witness;
}

/** What a party is about to sign. @throws EnvelopeError if there are no leaves, or one commitment has two. */
export function sealEnvelope(
  domain: SigningDomain,
  {
    kind,
    leaves,
    party,
    deadline,
    policy = ZERO_HASH,
  }: Pick<UnsignedEnvelope, "kind" | "leaves" | "party" | "deadline"> & { readonly policy?: Hex },
): UnsignedEnvelope {
  const { root } = treeOf(kind, leaves);
  return {
    kind,
    chainId: domain.chainId,
    ledger: domain.verifyingContract,
    root,
    count: BigInt(leaves.length),
    party,
    policy,
    text: kind === "acceptance" ? ACCEPTANCE_TEXT : "",
    deadline,
    leaves,
  };
}

/** The message of an envelope; the text is that of now, whatever the envelope says. */
export function envelopeMessage({ kind, root, count, party, policy, deadline }: UnsignedEnvelope): TypedMessage {
  if (kind === "issuance") return issuanceRoot({ root, count, supplier: party, deadline });
  return acceptanceRoot({ root, count, buyer: party, policy, deadline });
}

/**
 * Opens one leaf: the consent, with the proof, that the ledger takes for it. The tree is built at the first leaf and
 * kept with the leaves.
 * @throws EnvelopeError if the commitment is none of the envelope's.
 */
export function consentOf(envelope: Envelope, commitment: Hex): Consent {
  const { signer, signature, deadline, policy, count } = envelope;
  const { proof } = opened(envelope, commitment);
  return { signer, signature, deadline, policy, nonce: 0n, count, proof };
}

/**
 * Makes sure that the ledger would take a receivable out of an envelope: as the ledger checks it, with nothing taken on
 * trust from whoever sent the envelope. Whether the receivable's own state allows the verb is another question.
 * @throws EnvelopeError that names what is wrong.
 */
export async function checkEnvelope(
  envelope: Envelope,
  receivable: Receivable,
  { domain, instant, witness }: EnvelopeContext,
): Promise<void> {
  const { root, signer, signature, party } = envelope;
  checkLedger(envelope, domain);
  checkParty(envelope, receivable);
  checkMembership(envelope, commitmentOf(receivable));
  if (instant > envelope.deadline) fail("deadline", envelope.deadline, "it has passed: ask for a new signature");
  const digest = digestOf(domain, envelopeMessage(envelope));
  if (!(await witness.signed(signer, digest, signature))) {
    fail("signature", signature, `it is not that of ${signer} on this envelope: ask its sender for what was signed`);
  }
  const verb = envelope.kind === "issuance" ? Verb.Issue : Verb.Accept;
  if (!same(signer, party) && !(await witness.covers(party, signer, verb))) {
    fail(
      "signer",
      signer,
      `nobody vouches that it may sign for ${party}: ask the ledger, or for the party's signature`,
    );
  }
  if (await witness.revoked(signer, root)) fail("root", root, "its signer has taken it back: ask for a new signature");
}

function checkLedger({ chainId, ledger, kind, policy, text }: Envelope, domain: SigningDomain): void {
  if (chainId !== domain.chainId) fail("chainId", chainId, `this is chain ${domain.chainId}: use it on its own chain`);
  if (!same(ledger, domain.verifyingContract)) {
    fail("ledger", ledger, `this is ledger ${domain.verifyingContract}: use it on its own ledger`);
  }
  const agreed = kind === "acceptance" ? ACCEPTANCE_TEXT : "";
  if (text !== agreed) fail("text", JSON.stringify(text), "this ledger knows another text: sign with this version");
  if (kind === "issuance" && policy !== ZERO_HASH) fail("policy", policy, "an issuance has none: write zero");
}

function checkParty({ kind, party }: Envelope, { header }: Receivable): void {
  const [role, whose] = kind === "issuance" ? ["supplier", header.supplier] : ["buyer", header.buyer];
  if (!same(party, whose))
    fail("party", party, `the receivable's ${role} is ${whose}: take the envelope of that party`);
}

/** As the ledger does: a proof that is longer than a tree of `count` leaves is deep would hide leaves. */
function checkMembership(envelope: Envelope, commitment: Hex): void {
  const { root, count, leaves } = envelope;
  if (count !== BigInt(leaves.length)) {
    fail("count", count, `there are ${leaves.length} leaves: ask the sender for all that were signed`);
  }
  const { subject, proof } = opened(envelope, commitment);
  if (proof.length > 0 && count <= 1n << BigInt(proof.length - 1)) {
    fail("count", count, `a proof of ${proof.length} steps needs more leaves: ask the sender for what was signed`);
  }
  if (!isUnderRoot(root, leafOf(subject), proof)) {
    fail("root", root, "the leaves have another root: ask the sender for what was signed");
  }
}

function opened(
  envelope: UnsignedEnvelope,
  commitment: Hex,
): { readonly subject: Hex; readonly proof: readonly Hex[] } {
  const { places, proofOf } = treeOf(envelope.kind, envelope.leaves);
  const place = places.get(commitment.toLowerCase());
  const leaf = place === undefined ? undefined : envelope.leaves[place];
  if (place === undefined || leaf === undefined) {
    throw new EnvelopeError("commitment", commitment, `it is not under the root ${envelope.root}: take one that is`);
  }
  return { subject: subjectOf(envelope.kind, leaf), proof: proofOf(place) };
}

interface Tree extends MerkleTree {
  readonly kind: EnvelopeKind;
  /** Place of each commitment, in lower case, among the leaves. */
  readonly places: ReadonlyMap<string, number>;
}

/** Thousands of leaves are opened one by one, and their tree is the same each time. */
const TREES = new WeakMap<readonly Leaf[], Tree>();

function treeOf(kind: EnvelopeKind, leaves: readonly Leaf[]): Tree {
  const known = TREES.get(leaves);
  if (known?.kind === kind) return known;
  if (leaves.length === 0) fail("leaves", "empty", "a root needs at least one receivable: give one");
  const places = new Map<string, number>();
  for (const [place, { commitment }] of leaves.entries()) {
    const key = commitment.toLowerCase();
    if (places.has(key)) fail(`leaves[${place}].commitment`, commitment, "another leaf has it already: give each once");
    places.set(key, place);
  }
  const built: Tree = { kind, places, ...merkleTreeOf(leaves.map((leaf) => leafOf(subjectOf(kind, leaf)))) };
  TREES.set(leaves, built);
  return built;
}

function subjectOf(kind: EnvelopeKind, { commitment, content }: Leaf): Hex {
  return kind === "issuance" ? issuedSubject(commitment, content) : commitment;
}

function same(one: Address, other: Address): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function fail(field: string, value: string | bigint, fault: string): never {
  throw new EnvelopeError(field, value.toString(), fault);
}
