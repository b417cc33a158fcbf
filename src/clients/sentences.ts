/** One sentence for every way in which a contract refuses: what is wrong with which values, and the way out. */
import type { AbiScalar } from "../chain/parameters.ts";
import type { Revert } from "../chain/reverts.ts";
import { currencyByNumeric } from "../domain/currency.ts";
import { nameOf, Status, Verb } from "../domain/receivable.ts";
import { faultOf } from "./faults.ts";

type Sentence = (values: Readonly<Record<string, string>>) => string;

const ACTS: Readonly<Record<string, string>> = {
  Issue: "issue",
  Accept: "accept",
  Pay: "pay",
  Credit: "credit",
  Dispute: "dispute",
  Resolve: "resolve a dispute of",
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
  AlreadyClosed: (v) => `nothing is due on receivable ${v["id"]} any more: there is nothing to pay or credit`,
  AlreadyIssued: (v) =>
    `receivable ${v["id"]} is issued already, for the same supplier, buyer, invoice and line: use it, or correct ` +
    `the invoice number or line`,
  AmountOutOfRange: ({ id, amount, limit }) =>
    limit === "0"
      ? `receivable ${id} leaves nothing that ${amount} minor units could be taken from: ask for its state; a credit ` +
        `needs an open amount, a dispute an open amount that is not disputed yet, a resolution a disputed one`
      : `the amount ${amount} is not between 1 and ${limit} minor units for receivable ${id}: ask for its state and ` +
        `give an amount in that range`,
  CommitmentMismatch: (v) =>
    `what was opened (${v["opened"]}) is not what receivable ${v["id"]} commits to, or nobody has issued it: open ` +
    `exactly the header, terms and document that were agreed`,
  ConsentExpired: (v) => `the consent of ${v["signer"]} was good until ${v["deadline"]}: ask for a new signature`,
  ConsentsTooMany: (v) => `an act takes one consent and not ${v["count"]}: give one`,
  EtherRefused: () => "the ledger keeps no ether: send the call without value",
  HeaderInvalid: ({ field = "", value = "" }) => faultOf("header", field, value),
  HolderInvalid: (v) =>
    `${v["holder"]} cannot hold a receivable, since it could not hand on what is paid: choose another`,
  NonceAlreadySpent: (v) => `${v["signer"]} has used or voided the nonce ${v["nonce"]}: sign again with another`,
  NotAuthorised: (v) =>
    `${v["actor"]} may not ${v["verb"]} for ${v["party"]}: send or sign as the party, or as an agent whose mandate ` +
    `covers it (a capped mandate only where the terms are opened, and never by signature)`,
  NothingKept: (v) =>
    `nothing in ${v["currency"]} is kept for ${v["holder"]} on receivable ${v["id"]}: check all three`,
  NothingPaid: (v) => `the payment of receivable ${v["id"]} would settle nothing: give more than zero`,
  PaidOffChain: ({ id, currency = "" }) =>
    `receivable ${id} is in ${isoCode(currency)}, which moves outside the chain: pay by bank`,
  ProofTooLong: (v) =>
    `a proof of ${v["length"]} steps does not fit a root of ${v["count"]} leaves: take the proof and the count from ` +
    `the tree that was signed`,
  RootIsRevoked: (v) => `${v["signer"]} has taken back the root ${v["root"]}: ask for a new consent`,
  RootNotAllowed: (v) => `a root is a consent to issue or to accept, and not to ${v["verb"]}: sign the single act`,
  SignatureInvalid: (v) =>
    `the signature is not that of ${v["signer"]} on what was opened (digest ${v["digest"]}): sign exactly this ` +
    `message for this chain and ledger`,
  StatusForbids: (v) =>
    `nobody can ${v["verb"]} receivable ${v["id"]} while it is ${v["status"]}: ask for its state; it is accepted ` +
    `before it is paid, and accepted once`,
  TermsInvalid: ({ field = "", value = "" }) => faultOf("terms", field, value),
  TransferLocked: (v) => `receivable ${v["id"]} is not freely assignable: its holder keeps it`,
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
  return SENTENCES[name](Object.fromEntries(words) as Record<string, string>);
}

function wordsOf(key: string, value: AbiScalar): string {
  if (key === "status") return nameOf(Status, Number(value)).toLowerCase();
  if (key === "verb") return ACTS[nameOf(Verb, Number(value))] ?? nameOf(Verb, Number(value));
  if (key === "deadline" || key === "from" || key === "until") return instantOf(value);
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
