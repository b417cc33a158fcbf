/** A party's signature under each message of the ledger, as a consent that anyone may carry. */
import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { commitmentOfHeader } from "../domain/commitment.ts";
import type { SigningDomain, TypedMessage } from "../domain/eip712.ts";
import * as messages from "../domain/messages.ts";
import type { Validity } from "../domain/messages.ts";
import { ZERO_HASH } from "../domain/receivable.ts";
import type { Address, Consent, Hex, Receivable } from "../domain/receivable.ts";
import { acceptable } from "./acceptable.ts";
import type { Connection } from "./connection.ts";
import { RefusedError } from "./errors.ts";
import { attempt } from "./failures.ts";

/** A signed root; each of its receivables has a consent of its own. */
export interface SignedRoot {
  readonly root: Hex;
  /** @throws RefusedError if the commitment is none of the root's. */
  readonly consentFor: (commitment: Hex) => Consent;
}

/** A receivable that a root issues. */
export interface Issue {
  readonly commitment: Hex;
  /** The content as it will be sent, if the terms are sealed. */
  readonly sealed?: Hex;
}

export interface Signing {
  /** @param sealed The content as it will be sent, if the terms are sealed. */
  issuance(receivable: Receivable, validity: Validity, sealed?: Hex): Promise<Consent>;
  /** @throws RefusedError `TermsInvalid`, before anything is signed, for terms that the ledger would not issue. */
  acceptance(receivable: Receivable, validity: Validity): Promise<Consent>;
  payment(receivable: Receivable, maxCash: bigint, validity: Validity): Promise<Consent>;
  /** @param act `holder` is the holder of now; a later one is not bound. */
  credit(
    receivable: Receivable,
    act: { readonly holder: Address; readonly amount: bigint; readonly reason: Hex },
    validity: Validity,
  ): Promise<Consent>;
  dispute(
    receivable: Receivable,
    act: { readonly amount: bigint; readonly code: number; readonly evidence: Hex },
    validity: Validity,
  ): Promise<Consent>;
  resolution(receivable: Receivable, act: messages.SignedResolution, validity: Validity): Promise<Consent>;
  /** @param supplier Whose receivables they are. @param deadline Unix seconds. */
  issuanceRoot(issues: readonly Issue[], supplier: Address, deadline: bigint): Promise<SignedRoot>;
  /**
   * @param buyer Who owes each of them. @param deadline Unix seconds.
   * @param policy Hash of the rules by which the buyer chose the receivables; zero for none.
   * @throws RefusedError, before anything is signed, if one is another buyer's or has terms as `acceptance` refuses.
   */
  acceptanceRoot(
    receivables: readonly Receivable[],
    buyer: Address,
    deadline: bigint,
    policy?: Hex,
  ): Promise<SignedRoot>;
}

/** Signs for one ledger with the key of a connection. */
export function createSigning(connection: Connection, domain: SigningDomain): Signing {
  const signed = async (message: TypedMessage): Promise<Pick<Consent, "signer" | "signature">> => {
    const signer = connection.account;
    if (signer === undefined) {
      throw new RefusedError("AccountMissing", {}, "this client only reads: give it an account to sign with");
    }
    return { signer, signature: await attempt("signing", () => connection.sign(domain, message)) };
  };
  const single = async (message: TypedMessage, { nonce, deadline }: Validity): Promise<Consent> => ({
    ...(await signed(message)),
    nonce,
    deadline,
    count: 0n,
    policy: ZERO_HASH,
    proof: [],
  });
  return {
    issuance: (receivable, validity, sealed) =>
      single(messages.issuance(receivable, messages.contentHash(sealed), validity), validity),
    async acceptance(receivable, validity) {
      await attempt("encoding", () => acceptable(receivable));
      return single(messages.acceptance(receivable, validity), validity);
    },
    payment: (receivable, cash, validity) => single(messages.payment(receivable, cash, validity), validity),
    credit: (receivable, act, validity) => single(messages.credit(receivable, act, validity), validity),
    dispute: (receivable, act, validity) => single(messages.dispute(receivable, act, validity), validity),
    resolution: (receivable, act, validity) => single(messages.resolution(receivable, act, validity), validity),
    async issuanceRoot(issues, supplier, deadline) {
      const tree = treeOf(
        issues.map(({ commitment, sealed }) => ({
          commitment,
          subject: messages.issuedSubject(commitment, messages.contentHash(sealed)),
        })),
      );
      const message = messages.issuanceRoot({ root: tree.root, count: tree.count, supplier, deadline });
      return signedRoot(tree, { ...(await signed(message)), deadline, policy: ZERO_HASH });
    },
    async acceptanceRoot(receivables, buyer, deadline, policy = ZERO_HASH) {
      const commitments = await attempt("encoding", () => receivables.map((receivable) => owedBy(buyer, receivable)));
      const tree = treeOf(commitments.map((commitment) => ({ commitment, subject: commitment })));
      const message = messages.acceptanceRoot({ root: tree.root, count: tree.count, buyer, policy, deadline });
      return signedRoot(tree, { ...(await signed(message)), deadline, policy });
    },
  };
}

/** The commitment of a receivable that a buyer can accept. @throws RefusedError */
function owedBy(buyer: Address, receivable: Receivable): Hex {
  const opened = acceptable(receivable);
  const commitment = commitmentOfHeader(opened);
  if (opened.header.buyer.toLowerCase() === buyer.toLowerCase()) return commitment;
  const message =
    `the receivable ${commitment} is owed by ${opened.header.buyer} and not by ${buyer}: a root holds the ` +
    "receivables of one buyer, sign one for each";
  throw new RefusedError("ArgumentInvalid", { commitment, buyer: opened.header.buyer }, message);
}

interface Tree {
  readonly root: Hex;
  readonly count: bigint;
  readonly proofOf: (commitment: Hex) => readonly Hex[];
}

function treeOf(receivables: readonly { readonly commitment: Hex; readonly subject: Hex }[]): Tree {
  if (receivables.length === 0) {
    throw new RefusedError("ArgumentInvalid", {}, "a root needs at least one receivable: give one");
  }
  const tree = SimpleMerkleTree.of(receivables.map(({ subject }) => messages.leafOf(subject)));
  const places = new Map(receivables.map(({ commitment }, place) => [commitment, place]));
  return {
    root: tree.root as Hex,
    count: BigInt(receivables.length),
    proofOf(commitment) {
      const place = places.get(commitment);
      if (place === undefined) {
        const message = `the commitment ${commitment} is not under the root ${tree.root}: take one that was signed`;
        throw new RefusedError("ArgumentInvalid", { commitment }, message);
      }
      return tree.getProof(place) as Hex[];
    },
  };
}

function signedRoot(
  { root, count, proofOf }: Tree,
  common: Pick<Consent, "signer" | "signature" | "deadline" | "policy">,
): SignedRoot {
  return {
    root,
    consentFor: (commitment) => ({ ...common, nonce: 0n, count, proof: proofOf(commitment) }),
  };
}
