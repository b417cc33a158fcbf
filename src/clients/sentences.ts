/** One sentence for every way in which a contract refuses: what is wrong with which values, and the way out. */
import type { AbiScalar } from "../chain/parameters.ts";
import { decodeRevert } from "../chain/reverts.ts";
import type { Revert } from "../chain/reverts.ts";
import { ClarificationAction, ClarificationReason } from "../domain/clarification.ts";
import { STAGES } from "../domain/collections/policy.ts";
import { currencyByNumeric } from "../domain/currency.ts";
import { nameOf } from "../domain/receivable.ts";
import type { Hex } from "../domain/receivable.ts";
import { amendmentFaultOf, dayOf, faultOf } from "./faults.ts";
import { COLLECTION_SENTENCES } from "./collectionSentences.ts";
import { FACTORING_SENTENCES } from "./factoringSentences.ts";
import { ORGANISATION_SENTENCES } from "./organisationSentences.ts";
import { STATEMENT_SENTENCES } from "./statementSentences.ts";
import { actOf, statusesFor, statusWord, wayOutOf } from "./verbWords.ts";

type Sentence = (values: Readonly<Record<string, string>>) => string;

/** What stands against a split, and what to do about it. */
const NOT_SPLITTABLE: Readonly<Record<string, string>> = {
  policy: "the buyer has not agreed to parts: amend its policy with the buyer",
  disputed: "a part of it is disputed: resolve the dispute first",
  advised: "the buyer has advised money that nobody recorded yet: record it, or let the buyer take the advice back",
  writtenOff: "it is written off: collect it as it is",
  charges: "charges were due on it or still are, and would begin anew with each part: leave it whole",
  discount: "what was paid before would lose its sliding discount: wait until the discount has passed",
};

/** What stands against calling a line due, and what to do about it. */
const NOT_IN_DEFAULT: Readonly<Record<string, string>> = {
  terms: "its terms have no acceleration: agree on it by an amendment",
  invoice: "the other receivable is no earlier line of the same invoice: name one that is",
  overdue:
    "the earlier line is not overdue for longer than agreed, or nothing undisputed of it is open: wait, or name " +
    "another line",
  due: "it is due already: collect it",
};

/** What stands against listening, and what to do about it. */
const NOT_LISTENING: Readonly<Record<string, string>> = {
  holder: "only who holds it now listens: call as that account",
  status: "it is rejected, cancelled or split: listen on what is issued, queried or accepted",
  listening: "its holder listens already: nothing more is needed",
};

/** What Solidity's own checks mean. */
const PANICS: Readonly<Record<string, string>> = {
  "1": "a condition that always holds did not",
  "17": "a number became too large or fell below zero",
  "18": "something was divided by zero",
  "33": "a number stands for no value of its list",
  "50": "an index lies outside its list",
};

const REPORT = "this is a fault of the contract: please report it with the call that caused it";

const SENTENCES: Readonly<Record<Revert["name"], Sentence>> = {
  // The ledger.
  AccelerationForbidden: ({ id, why = "" }) =>
    `receivable ${id} cannot be called due (${why}): ${NOT_IN_DEFAULT[why] ?? "ask for its state"}`,
  AdvicesTooMany: (v) =>
    `receivable ${v["id"]} has as many unanswered advices as the ledger counts: record some, or take some back`,
  AlreadyClosed: (v) =>
    `nothing is due on receivable ${v["id"]} any more, and so nobody pays, credits, debits, amends, advises, splits, ` +
    `accelerates or writes it off, records a receipt of it or waives its charges: leave it closed, or reverse the ` +
    `receipt of money that went back, which opens it again`,
  AlreadyIssued: (v) =>
    `receivable ${v["id"]} is issued already, for the same supplier, buyer, invoice and line: use it, or correct ` +
    `the invoice number or line`,
  AlreadyWrittenOff: (v) => `receivable ${v["id"]} is written off already: nothing more is needed`,
  AmendmentInvalid: ({ field = "", value = "" }) => amendmentFaultOf(field, value),
  AmountOutOfRange: ({ id, amount, limit }) =>
    limit === "0"
      ? `receivable ${id} leaves nothing that ${amount} minor units could be taken from: ask for its state; a credit ` +
        `needs an open amount, a dispute an open amount that is not disputed yet, a resolution a disputed one, a ` +
        `waiver charges that are due, a receipt or its advice something due on its value date`
      : `the amount ${amount} is not between 1 and ${limit} minor units for receivable ${id}: ask for its state and ` +
        `give an amount in that range`,
  CallerNotLedger: (v) =>
    `the ledger alone delivers cash, by a call to itself, and ${v["caller"]} is not the ledger: pay or claim`,
  ClarificationInvalid: (v) =>
    `the reason ${v["reason"]} with the action ${v["action"]} is no answer as it stands: give a reason other than ` +
    `PPD, and the hash of a text wherever it is OTH`,
  CodeOfAnotherDirectory: (v) =>
    `the code at ${v["code"]} was deployed for another directory: deploy all of the ledger with one`,
  CommitmentMismatch: (v) =>
    `what was opened (${v["opened"]}) is not what receivable ${v["id"]} commits to, or nobody has issued it: open ` +
    `exactly the header, terms and document that were agreed`,
  ConsentExpired: (v) => `the consent of ${v["signer"]} was good until ${v["deadline"]}: ask for a new signature`,
  ConsentsTooMany: (v) => `an act takes one consent and not ${v["count"]}: give one`,
  EtherRefused: () => "the ledger keeps no ether: send the call without value",
  GasTooLow: (v) =>
    `${v["left"]} gas is left where a holder that listens is paid, and a delivery begins with ${v["needed"]}: send ` +
    `with a higher limit of gas; what is not used costs nothing`,
  HeaderInvalid: ({ field = "", value = "" }) => faultOf("header", field, value),
  HolderInvalid: (v) =>
    `${v["holder"]} cannot hold a receivable, since it could not hand on what is paid: choose another`,
  ListeningForbidden: ({ id, why = "" }) =>
    `nobody can begin to listen on receivable ${id} (${why}): ${NOT_LISTENING[why] ?? "ask for its state"}`,
  // An organisation says of itself only which nonce or digest it is.
  NonceAlreadySpent: ({ signer = "the organisation", nonce }) =>
    `${signer} has used or voided the nonce ${nonce}: sign again with another`,
  NotAuthorised: (v) =>
    `${v["actor"]} may not ${v["verb"]} for ${v["party"]}: send or sign as the party, or as an agent whose mandate ` +
    `covers it (a capped mandate only where the terms are opened, and never by signature)`,
  NotDelivered: (v) =>
    `${v["holder"]} listens on receivable ${v["id"]} and did not take the cash that is kept for it: let it mend its ` +
    `hook, or claim by itself`,
  NothingKept: (v) =>
    `nothing in ${v["currency"]} is kept for ${v["holder"]} on receivable ${v["id"]}: check all three`,
  NothingPaid: (v) => `the payment of receivable ${v["id"]} would settle nothing: give more than zero`,
  PaidOffChain: ({ id, currency = "" }) =>
    `receivable ${id} is in ${isoCode(currency)}, which moves outside the chain: pay by bank`,
  PartsInvalid: (v) =>
    `${v["count"]} parts of ${v["sum"]} minor units together do not make up receivable ${v["id"]}, of which ` +
    `${v["open"]} are open: give two to a hundred parts that add up to it`,
  PartTooSmall: (v) =>
    `part ${v["part"]} of receivable ${v["id"]}, counted from 0, has ${v["amount"]} minor units and the policy asks ` +
    `for ${v["minimum"]}: make fewer and larger parts`,
  PolicyForbids: (v) =>
    `the policy ${v["policy"]} of receivable ${v["id"]} leaves the buyer nothing to consent to: transfer it if it is ` +
    `freely assignable, or amend its policy`,
  ProofTooLong: (v) =>
    `a proof of ${v["length"]} steps does not fit a root of ${v["count"]} leaves: take the proof and the count from ` +
    `the tree that was signed`,
  ReceiptKnown: (v) =>
    `the bank reference ${v["bankRef"]} was advised, recorded or reversed on receivable ${v["id"]} before: each ` +
    `entry of a bank counts once, so use the reference of this one`,
  ReceiptsStand: (v) =>
    `receipts of ${v["principal"]} minor units of principal and ${v["charges"]} of charges stand on receivable ` +
    `${v["id"]}: reverse them before it is cancelled`,
  ReceiptUnknown: (v) =>
    `nothing on receivable ${v["id"]} under the bank reference ${v["bankRef"]} is as was said: open what ` +
    `ReceiptRecorded says, or take back an advice that nobody answered`,
  RootIsRevoked: (v) => `${v["signer"]} has taken back the root ${v["root"]}: ask for a new consent`,
  RootNotAllowed: (v) => `a root is a consent to issue or to accept, and not to ${v["verb"]}: sign the single act`,
  SignatureInvalid: ({ signer, digest }) =>
    signer === undefined
      ? `the signatures are not those of enough members of now on the digest ${digest}, in the ascending order of ` +
        `the members' hashes: sign exactly this digest with the keys that the organisation has now`
      : `the signature is not that of ${signer} on what was opened (digest ${digest}): sign exactly this message for ` +
        `this chain and ledger`,
  SplitForbidden: ({ id, why = "" }) =>
    `receivable ${id} cannot be split (${why}): ${NOT_SPLITTABLE[why] ?? "ask for its state"}`,
  StatusForbids: (v) =>
    `nobody can ${v["verb"]} receivable ${v["id"]} while it is ${v["status"]}, only while it is ${v["statuses"]}: ` +
    `${v["wayOut"]}`,
  TermsInvalid: ({ field = "", value = "" }) => faultOf("terms", field, value),
  TermsMismatch: (v) =>
    `the terms that were opened (${v["opened"]}) are not those of the header of receivable ${v["id"]}: open those ` +
    `that were agreed, or none`,
  TermsTooMany: (v) => `an act opens the terms once and not ${v["count"]} times: give them once, or not at all`,
  TransferLocked: (v) =>
    `receivable ${v["id"]} is not freely assignable: its buyer consents to this very holder first, where its policy ` +
    `allows that`,
  ValueDayInvalid: (v) =>
    `the value day ${v["valueDay"]} of a receipt on receivable ${v["id"]} is after ${v["today"]}: money cannot have ` +
    `moved yet; wait, or correct the date`,
  // The directory.
  AgentInvalid: (v) => `${v["agent"]} cannot be an agent: name an address other than zero and your own`,
  MandateMissing: (v) => `${v["organisation"]} has given ${v["agent"]} no mandate: there is none to revoke`,
  NotVouched: (v) => `${v["registrar"]} does not vouch for ${v["organisation"]}: there is nothing to withdraw`,
  PeriodInvalid: (v) =>
    `the period from ${v["from"]} to ${v["until"]} is over or ends before it begins: give a later end`,
  // The token.
  AccountBalanceOverflow: () => "the new holder has all the receivables that one account can have: choose another",
  BalanceQueryForZeroAddress: () => "nobody's receivables cannot be counted: name an address",
  NotOwnerNorApproved: () => "only the holder, or an account that the holder approved, can transfer: ask the holder",
  TokenAlreadyExists: () => `the receivable has a holder before it is issued; ${REPORT}`,
  TokenDoesNotExist: () => "there is no such receivable on this ledger: check the id and the ledger",
  TransferFromIncorrectOwner: () => "the receivable belongs to somebody else: ask for its state and name its holder",
  TransferToNonERC721ReceiverImplementer: () =>
    "the new holder is a contract that takes no receivables: choose another",
  TransferToZeroAddress: () => "a receivable cannot be given to nobody: name the new holder",
  // An organisation's account.
  ...ORGANISATION_SENTENCES,
  CallFailed: ({ index, reason = "0x" }) =>
    `call ${index} of the batch, counted from 0, failed, and all of the batch with it: ${said(reason as Hex)}`,
  ...STATEMENT_SENTENCES,
  ...FACTORING_SENTENCES,
  ...COLLECTION_SENTENCES,
  // The currency.
  ERC20InsufficientAllowance: (v) =>
    `${v["spender"]} may move ${v["allowance"]} minor units of the payer's and needs ${v["needed"]}: the payer ` +
    `allows it that much first`,
  ERC20InsufficientBalance: (v) =>
    `${v["sender"]} has ${v["balance"]} minor units and needs ${v["needed"]}: fund it, or pay a part`,
  ERC20InvalidApprover: (v) => `the currency takes no allowance from ${v["approver"]}: use another account`,
  ERC20InvalidReceiver: (v) => `the currency pays nothing to ${v["receiver"]}: name another`,
  ERC20InvalidSender: (v) => `the currency takes nothing from ${v["sender"]}: use another account`,
  ERC20InvalidSpender: (v) => `the currency lets ${v["spender"]} spend nothing: name another`,
  SafeERC20FailedOperation: (v) =>
    `the currency ${v["token"]} says that it did not pay: check balance and allowance, or ask its issuer`,
  AddressEmptyCode: (v) => `there is no contract at ${v["target"]}: check the currency and the address file`,
  FailedCall: () => "a contract that was called failed without saying why: check the currency and the address file",
  // Solidity and whoever else was called.
  Error: (v) => `a contract refused and said "${v["reason"]}": do as it says`,
  Panic: (v) => `${PANICS[v["code"] ?? ""] ?? `a check of Solidity failed (${v["code"]})`}; ${REPORT}`,
  InvalidShortString: () => `a text of the contract is too long; ${REPORT}`,
  ReentrancyGuardReentrantCall: () =>
    "a contract called the ledger again from inside its own payment: use another currency",
  RevertedWithoutReason: () =>
    "a contract refused without saying why: check the currency's balance and allowance, and the address file",
  StringTooLong: () => `a text of the contract is too long; ${REPORT}`,
  UnrecognisedRevert: (v) =>
    `a contract that this program does not know refused with ${v["data"]}: ask the issuer of the currency`,
};

/** Why a contract refused and what to do about it, without a full stop. */
export function sentenceOf({ name, values }: Revert): string {
  const words = Object.entries(values).map(([key, value]) => [key, wordsOf(key, value)]);
  const { verb, status } = values;
  if (verb !== undefined) words.push(["statuses", statusesFor(Number(verb))]);
  if (status !== undefined) words.push(["wayOut", wayOutOf(Number(status))]);
  return SENTENCES[name](Object.fromEntries(words) as Record<string, string>);
}

function said(reason: Hex): string {
  return sentenceOf(decodeRevert(reason));
}

const INSTANTS: ReadonlySet<string> = new Set([
  ...["deadline", "from", "until", "readyAt", "cutOff", "earliest", "doneAt"],
]);

function wordsOf(key: string, value: AbiScalar): string {
  if (key === "status") return statusWord(Number(value));
  if (key === "verb") return actOf(Number(value));
  if (INSTANTS.has(key)) return instantOf(value);
  if (key === "stage") return STAGES[Number(value)] ?? value.toString();
  if (key === "valueDay" || key === "today") return dayOf(BigInt(value));
  // Solidity's own errors have a reason in words.
  if (key === "reason" && typeof value === "number") return nameOf(ClarificationReason, value);
  if (key === "action") return nameOf(ClarificationAction, Number(value));
  return value.toString();
}

/** The ledger writes such a currency as its ISO 4217 number in an address. */
function isoCode(address: string): string {
  const numeric = Number(BigInt(address));
  return currencyByNumeric(numeric)?.code ?? `the currency of ISO 4217 number ${numeric}`;
}

function instantOf(value: AbiScalar): string {
  const instant = new Date(Number(value) * 1000);
  return Number.isNaN(instant.getTime()) ? `second ${value.toString()}` : instant.toISOString();
}
