/** The port to factoring: desks, offers, sales, notices of assignment, filings in registers. */
import type { Addresses } from "../chain/addresses.ts";
import { commitmentOf } from "../domain/commitment.ts";
import type { TypedMessage } from "../domain/eip712.ts";
import type { Filing } from "../domain/factoring/filing.ts";
import type { AssignmentNotice, NoticeReply } from "../domain/factoring/notice.ts";
import * as notices from "../domain/factoring/noticeMessages.ts";
import type { NoticeAnswer } from "../domain/factoring/noticeMessages.ts";
import type { BuyerLimit, Conditions, Discount, Sale } from "../domain/factoring/offer.ts";
import * as offers from "../domain/factoring/offerMessages.ts";
import { offerTree } from "../domain/factoring/offerTree.ts";
import type { Validity } from "../domain/messages.ts";
import type { Address, Consent, Hex, OpenHeader, Receivable } from "../domain/receivable.ts";
import { ZERO_ADDRESS, ZERO_HASH } from "../domain/receivable.ts";
import { carried } from "./arguments.ts";
import type { CarriedConsent } from "./arguments.ts";
import type { Connection } from "./connection.ts";
import { deskClient, submitTo } from "./desk.ts";
import type { DeskClient, DeskLibrary, RecordedFactoring } from "./desk.ts";
import { RefusedError } from "./errors.ts";
import { attempt } from "./failures.ts";
import { encoding } from "./shared.ts";
import type { Give } from "./shared.ts";
import { accountOf } from "./signing.ts";
import type { Waiting } from "./submit.ts";

/** `Result` is what a verb gives: what it recorded, or the call that would record it. */
export interface FactoringVerbs<Result> {
  /** A factor gets its desk; anyone may send it, and again without effect. */
  open(factor: Address): Promise<Result>;
  /** @param receivables Those that the notice names, in its order. @param giver Assignee or assignor. */
  giveNotice(
    notice: AssignmentNotice,
    receivables: readonly OpenHeader[],
    giver: Address,
    consent?: Consent,
  ): Promise<Result>;
  replyToNotice(notice: AssignmentNotice, answer: NoticeAnswer, consent?: Consent): Promise<Result>;
  /** @param ids What the filing's collateral is the hash of; none for all. */
  recordFiling(filing: Filing, ids: readonly Hex[], consent?: Consent): Promise<Result>;
  /** Voids what the account signed about notices and filings under a nonce. */
  spendNonce(nonce: bigint): Promise<Result>;
}

/** Signs for others to carry: notices and filings for the contract, offers for the account's own desk. */
export interface FactoringSigning {
  notice(notice: AssignmentNotice, giver: Address, validity: Validity): Promise<Consent>;
  reply(notice: AssignmentNotice, answer: NoticeAnswer, validity: Validity): Promise<Consent>;
  filing(filing: Filing, validity: Validity): Promise<Consent>;
  offer(desk: Address, receivable: Receivable, conditions: Conditions): Promise<Hex>;
  /** @param receivables In the order of their places under the root. */
  offerForSeveral(desk: Address, receivables: readonly Receivable[], conditions: Conditions): Promise<Hex>;
  facility(desk: Address, buyers: readonly BuyerLimit[], conditions: Conditions): Promise<Hex>;
  purchaseOffer(desk: Address, receivable: Receivable, discount: Discount): Promise<Hex>;
}

export interface FactoringClient extends FactoringVerbs<RecordedFactoring> {
  /** Of the contract. */
  readonly address: Address;
  /** Who acts and signs; undefined for a client that only reads. */
  readonly account: Address | undefined;
  readonly sign: FactoringSigning;
  /** The calls that the verbs would send. */
  readonly calls: FactoringVerbs<Hex>;
  /** Sells receivables with a reserve, all of them or none: each is sent to the desk with its sale. */
  sell(desk: Address, sales: readonly Sale[]): Promise<RecordedFactoring>;
  /** The call of the ledger that does it. */
  saleCall(desk: Address, sales: readonly Sale[]): Promise<Hex>;
  /** A desk, by its address. */
  desk(desk: Address): DeskClient;
  /** Where the desk of a factor is, or will be. */
  deskOf(factor: Address): Promise<Address>;
  /** When a notice was recorded, unix seconds, 0 if never, and how the debtor replied. */
  noticeOf(notice: Hex): Promise<{ readonly recorded: number; readonly reply: NoticeReply }>;
  isSpent(signer: Address, nonce: bigint): Promise<boolean>;
}

/** The contract's functions in the order and shape of their parameters. */
export interface FactoringCalls {
  readonly open: [factor: Address];
  readonly giveNotice: [notice: AssignmentNotice, receivables: OpenHeader[], giver: Address, consent: CarriedConsent[]];
  readonly replyToNotice: [notice: AssignmentNotice, reply: NoticeReply, reason: Hex, consent: CarriedConsent[]];
  readonly recordFiling: [filing: Filing, ids: Hex[], consent: CarriedConsent[]];
  readonly spendNonce: [nonce: bigint];
}

/** What a library makes of the verbs' names and arguments. */
export interface FactoringLibrary {
  /** The call of a function of the contract. @throws What the library throws at values that do not fit. */
  readonly encode: <Name extends keyof FactoringCalls>(name: Name, args: FactoringCalls[Name]) => Hex;
  /** The call of the ledger that sends one receivable, or all of several, with their sales. */
  readonly encodeSales: (desk: Address, sales: readonly Sale[]) => Hex;
  readonly views: Pick<FactoringClient, "deskOf" | "noticeOf" | "isSpent">;
  readonly desk: (desk: Address) => DeskLibrary;
}

/** Where factoring is. @throws RefusedError for an address file from before there was any. */
export function factoringOf({ factoring, ledger }: Pick<Addresses, "factoring" | "ledger">): Address {
  if (factoring !== undefined) return factoring;
  const message = `the address file of ledger ${ledger} knows no factoring: deploy anew, or add "factoring"`;
  throw new RefusedError("ArgumentInvalid", { ledger }, message);
}

/** The client over a library. */
export function factoringClient(
  connection: Connection,
  addresses: Addresses,
  library: FactoringLibrary,
  waiting?: Waiting,
): FactoringClient {
  const address = factoringOf(addresses);
  const place = (desk: Address): Parameters<typeof submitTo>[0] => ({ connection, factoring: address, desk, waiting });
  const act: Give<RecordedFactoring> = async (call) => submitTo(place(ZERO_ADDRESS), address, await encoding(call));
  const saleCall: FactoringClient["saleCall"] = (desk, sales) => encoding(() => library.encodeSales(desk, sales));
  return {
    address,
    account: connection.account,
    sign: factoringSigning(connection, addresses.chainId, address),
    ...factoringVerbsBy(library.encode, act),
    calls: factoringVerbsBy(library.encode, encoding),
    saleCall,
    sell: async (desk, sales) => submitTo(place(desk), addresses.ledger, await saleCall(desk, sales)),
    desk: (desk) => deskClient(place(desk), library.desk(desk)),
    ...library.views,
  };
}

/** The verbs over a library's encoding. @param give What it makes of each call. */
export function factoringVerbsBy<Result>(
  encode: FactoringLibrary["encode"],
  give: Give<Result>,
): FactoringVerbs<Result> {
  return {
    open: (factor) => give(() => encode("open", [factor])),
    giveNotice: (notice, receivables, giver, consent) =>
      give(() => encode("giveNotice", [notice, [...receivables], giver, carried(consent)])),
    replyToNotice: (notice, { reply, reason }, consent) =>
      give(() => encode("replyToNotice", [notice, reply, reason, carried(consent)])),
    recordFiling: (filing, ids, consent) => give(() => encode("recordFiling", [filing, [...ids], carried(consent)])),
    spendNonce: (nonce) => give(() => encode("spendNonce", [nonce])),
  };
}

function factoringSigning(connection: Connection, chainId: number, address: Address): FactoringSigning {
  const domain = notices.factoringDomain(chainId, address);
  const consent = async (validity: Validity, messageOf: () => TypedMessage): Promise<Consent> => {
    const signer = accountOf(connection);
    const message = await attempt("encoding", messageOf);
    const signature = await attempt("signing", () => connection.sign(domain, message));
    return { signer, signature, ...validity, count: 0n, policy: ZERO_HASH, proof: [] };
  };
  const offer = async (desk: Address, messageOf: () => TypedMessage): Promise<Hex> => {
    accountOf(connection);
    const message = await attempt("encoding", messageOf);
    return attempt("signing", () => connection.sign(offers.deskDomain(chainId, desk), message));
  };
  return {
    notice: (notice, giver, validity) =>
      consent(validity, () => notices.assignmentNotification(notice, giver, validity)),
    reply: (notice, answer, validity) =>
      consent(validity, () => notices.assignmentAcknowledgement(notice, answer, validity)),
    filing: (filing, validity) => consent(validity, () => notices.filingStatement(filing, validity)),
    offer: (desk, receivable, conditions) => offer(desk, () => offers.singleOffer(receivable, conditions)),
    offerForSeveral: (desk, receivables, conditions) =>
      offer(desk, () => offers.offerRoot(offerTree(receivables.map(commitmentOf)), conditions)),
    facility: (desk, buyers, conditions) => offer(desk, () => offers.facility(buyers, conditions)),
    purchaseOffer: (desk, receivable, discount) => offer(desk, () => offers.purchaseOffer(receivable, discount)),
  };
}
