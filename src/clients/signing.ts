/** A party's signature under each message of the ledger, as a consent that anyone may carry. */
import { commitmentOfHeader } from "../domain/commitment.ts";
import type { SigningDomain, TypedMessage } from "../domain/eip712.ts";
import { envelopeMessage, sealEnvelope } from "../domain/envelope.ts";
import type { Envelope, UnsignedEnvelope } from "../domain/envelope.ts";
import * as messages from "../domain/messages.ts";
import type { Validity } from "../domain/messages.ts";
import { permit } from "../domain/permit.ts";
import { permit2Domain, permit2Payment } from "../domain/permit2.ts";
import { ZERO_HASH } from "../domain/receivable.ts";
import type { Address, Consent, Hex, Permit2Consent, Receivable } from "../domain/receivable.ts";
import { acceptable } from "./acceptable.ts";
import type { PermitAct } from "./acts.ts";
import type { Connection } from "./connection.ts";
import { RefusedError } from "./errors.ts";
import { attempt } from "./failures.ts";

/** A receivable that a root issues. */
export interface Issue {
  readonly commitment: Hex;
  /** The content as it will be sent, if the terms are sealed. */
  readonly sealed?: Hex;
}

/** The acts that are signed as they are; {@link Signing} has more to say about the others. */
type ActName =
  | "query"
  | "rejection"
  | "amendment"
  | "payment"
  | "advice"
  | "receipt"
  | "reversal"
  | "credit"
  | "debit"
  | "waiver"
  | "dispute"
  | "resolution"
  | "split"
  | "writeOff"
  | "cancellation"
  | "transferConsent"
  | "acceleration";

/** Each act by the name of its message and with the words of its builder in `messages.ts`. */
type ActSigning = {
  readonly [Name in ActName]: (...of: Parameters<(typeof messages)[Name]>) => Promise<Consent>;
};

export interface Signing extends ActSigning {
  /** @param sealed The content as it will be sent, if the terms are sealed. */
  issuance(receivable: Receivable, validity: Validity, sealed?: Hex): Promise<Consent>;
  /** @throws RefusedError `TermsInvalid`, before anything is signed, for terms that the ledger would not issue. */
  acceptance(receivable: Receivable, validity: Validity): Promise<Consent>;
  /** A payment through Permit2, by the account. @param validity Nonce of Permit2. */
  permit2(receivable: Receivable, maxCash: bigint, validity: Validity): Promise<Permit2Consent>;
  /**
   * An ERC-2612 permit of the account's for the ledger. @param currency The domain that the currency verifies.
   * @param validity Nonce: the account's next one at the currency.
   */
  permit(currency: SigningDomain, amount: bigint, validity: Validity): Promise<PermitAct>;
  /**
   * @param supplier Whose receivables they are. @param deadline Unix seconds.
   * @throws RefusedError, before anything is signed, if there is none or one is named twice.
   */
  issuanceRoot(issues: readonly Issue[], supplier: Address, deadline: bigint): Promise<Envelope>;
  /**
   * @param buyer Who owes each of them. @param deadline Unix seconds.
   * @param policy Hash of the rules by which the buyer chose the receivables; zero for none.
   * @throws RefusedError, before anything is signed, if there is none, or one is named twice, is another buyer's or has
   * terms as `acceptance` refuses.
   */
  acceptanceRoot(receivables: readonly Receivable[], buyer: Address, deadline: bigint, policy?: Hex): Promise<Envelope>;
}

/** Signs for one ledger with the key of a connection. */
export function createSigning(connection: Connection, domain: SigningDomain): Signing {
  const signed = async (message: TypedMessage, of: SigningDomain = domain): ReturnType<Signed> => {
    const signer = accountOf(connection);
    return { signer, signature: await attempt("signing", () => connection.sign(of, message)) };
  };
  const single: Single = async (message, { nonce, deadline }) => ({
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
    async permit2(receivable, maxCash, validity) {
      const message = permit2Payment(receivable, { ledger: domain.verifyingContract, maxCash }, validity);
      const { signer: payer, signature } = await signed(message, permit2Domain(domain.chainId));
      return { payer, nonce: validity.nonce, deadline: validity.deadline, signature };
    },
    async permit(currency, amount, { nonce, deadline }) {
      const owner = accountOf(connection);
      const spender = domain.verifyingContract;
      const { signature } = await signed(permit({ owner, spender, value: amount, nonce, deadline }), currency);
      return { currency: currency.verifyingContract, owner, amount, deadline, signature };
    },
    ...actSigning(single),
    ...rootSigning(signed, domain),
  };
}

type Signed = (message: TypedMessage) => Promise<Pick<Consent, "signer" | "signature">>;
type Single = (message: TypedMessage, validity: Validity) => Promise<Consent>;

function actSigning(single: Single): ActSigning {
  const act =
    <Act>(message: (receivable: Receivable, act: Act, validity: Validity) => TypedMessage) =>
    (receivable: Receivable, of: Act, validity: Validity): Promise<Consent> =>
      single(message(receivable, of, validity), validity);
  return {
    query: act(messages.query),
    rejection: act(messages.rejection),
    amendment: act(messages.amendment),
    payment: act(messages.payment),
    advice: act(messages.advice),
    receipt: act(messages.receipt),
    reversal: act(messages.reversal),
    credit: act(messages.credit),
    debit: act(messages.debit),
    waiver: act(messages.waiver),
    dispute: act(messages.dispute),
    resolution: act(messages.resolution),
    split: act(messages.split),
    writeOff: act(messages.writeOff),
    cancellation: act(messages.cancellation),
    transferConsent: act(messages.transferConsent),
    acceleration: act(messages.acceleration),
  };
}

function rootSigning(signed: Signed, domain: SigningDomain): Pick<Signing, "issuanceRoot" | "acceptanceRoot"> {
  const seal = async (of: () => Parameters<typeof sealEnvelope>[1]): Promise<Envelope> => {
    const envelope: UnsignedEnvelope = await attempt("encoding", () => sealEnvelope(domain, of()));
    return { ...envelope, ...(await signed(envelopeMessage(envelope))) };
  };
  return {
    issuanceRoot: (issues, party, deadline) =>
      seal(() => {
        const leaves = issues.map(({ commitment, sealed }) => ({ commitment, content: messages.contentHash(sealed) }));
        return { kind: "issuance", leaves, party, deadline };
      }),
    acceptanceRoot: (receivables, party, deadline, policy = ZERO_HASH) =>
      seal(() => {
        const leaves = receivables.map((receivable) => ({ commitment: owedBy(party, receivable), content: ZERO_HASH }));
        return { kind: "acceptance", leaves, party, deadline, policy };
      }),
  };
}

/** Whose key signs. @throws RefusedError if the client only reads. */
export function accountOf({ account }: Connection): Address {
  if (account !== undefined) return account;
  throw new RefusedError("AccountMissing", {}, "this client only reads: give it an account to sign with");
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
