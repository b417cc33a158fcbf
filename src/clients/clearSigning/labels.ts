/** The project's words for every value that anybody signs, short enough for the small screen of a hardware wallet. */
import { COLLECTION_EXCLUDED, COLLECTION_LABELS } from "./collectionLabels.ts";
import { FACTORING_EXCLUDED, FACTORING_LABELS } from "./factoringLabels.ts";
import { account, call, callOfBatch, choice, currency, day, ether, instant } from "./formats.ts";
import { money, plain, token, unit, yearlyRate } from "./formats.ts";
import type { Format } from "./formats.ts";
import type { Leaf } from "./leaves.ts";
import { STATEMENT_LABELS } from "./statementLabels.ts";

/** The most anybody pays: beyond it, whatever is due. No payoff reaches it. */
const ALL_THAT_IS_DUE = { bits: 97, message: "All that is due" };
/** No receivable is that large. */
const NO_CAP = { bits: 95, message: "No cap" };
const UNLIMITED = { bits: 255, message: "Unlimited" };

const HEADER: Readonly<Record<string, Format>> = {
  "Header.supplier": account("Supplier"),
  "Header.buyer": account("Buyer"),
  "Header.invoice": plain("Invoice hash"),
  "Header.line": plain("Invoice line"),
  "Header.policy": choice("Assignable", "policy"),
  "Header.revision": plain("Revision"),
  "OpenHeader.terms": plain("Terms hash"),
  "OpenTerms.header": plain("Parties hash"),
  document: plain("Document hash"),
};

const TERMS: Readonly<Record<string, Format>> = {
  "Terms.currency": currency("Currency"),
  "Terms.amount": money("Face amount"),
  "Terms.dueDay": day("Due date"),
  "Terms.utcOffset": unit("UTC offset", " minutes"),
  "Terms.discountDay1": day("Discount 1 by"),
  "Terms.discount1": money("Discount 1"),
  "Terms.discountDay2": day("Discount 2 by"),
  "Terms.discount2": money("Discount 2"),
  "Terms.slidingRate": yearlyRate("Sliding rate"),
  "Terms.discountOnParts": plain("Part discounts"),
  "Terms.lateRate": yearlyRate("Interest rate"),
  "Terms.basis": unit("Interest year", " days"),
  "Terms.graceDays": unit("Grace", " days"),
  "Terms.fixedSum": money("Fixed sum"),
  "Terms.allocation": choice("Settles first", "allocation"),
  "Terms.accelerationDays": unit("Acceleration", " days of default"),
};

/** They follow the name of whoever consents. */
const CONSENT: Readonly<Record<string, Format>> = {
  "Consent.signer": account("signer"),
  "Consent.deadline": instant("until"),
  "Consent.count": plain("root size"),
  "Consent.policy": plain("root rules"),
  "Permit2Consent.payer": account("payer"),
  "Permit2Consent.deadline": instant("until"),
};

const ACTS: Readonly<Record<string, Format>> = {
  id: plain("Receivable"),
  text: plain("Accepting means"),
  root: plain("Root"),
  count: plain("Root size"),
  supplier: account("Supplier"),
  buyer: account("Buyer"),
  holder: account("Holder"),
  party: account("Signing as"),
  deadline: instant("Valid until"),
  amount: money("Amount"),
  maxCash: money("Pay at most", ALL_THAT_IS_DUE),
  "Issuance.content": plain("Sealed content hash"),
  content: plain("Sealed content"),
  "AcceptanceRoot.policy": plain("Root rules hash"),
  bankRef: plain("Bank reference hash"),
  cash: money("Cash"),
  valueDay: day("Value date"),
  principal: money("Principal"),
  discount: money("Discount"),
  charges: money("Charges"),
  lateDays: plain("Late days"),
  reason: plain("Reason hash"),
  evidence: plain("Evidence hash"),
  code: plain("Dispute code"),
  outcome: choice("Outcome", "outcome"),
  amounts: money("Part"),
  to: account("Next holder"),
  "spendNonce.nonce": plain("Nonce to void"),
  calls: call("Call"),
};

const CLARIFICATION = {
  reason: choice("Reason", "reason"),
  action: choice("Asked for", "action"),
  text: plain("Text hash"),
};

const TOKEN: Readonly<Record<string, Format>> = {
  from: account("Holder"),
  account: account("May transfer it"),
  operator: account("Operator"),
  isApproved: plain("May transfer all"),
  data: plain("Data for holder"),
  "approve.id": token("Receivable"),
  "transferFrom.id": token("Receivable"),
  "safeTransferFrom.id": token("Receivable"),
  "permit.currency": currency("Currency"),
  "permit.owner": account("Payer"),
  "permit.amount": money("Ledger may move", UNLIMITED),
  "claim.currency": currency("Currency"),
};

const DIRECTORY: Readonly<Record<string, Format>> = {
  agent: account("Agent"),
  organisation: account("Organisation"),
  key: plain("Viewing key"),
  "Mandate.verbs": plain("Verbs (bit set)"),
  "Mandate.from": instant("From"),
  "Mandate.until": instant("Until"),
  "Mandate.cap": money("Cap", NO_CAP),
  "Mandate.currency": currency("Currency of cap"),
  "Mandate.document": plain("Power of attorney"),
  "Voucher.legalId": plain("Legal id hash"),
  "Voucher.enroller": account("Enrolled by"),
  "Voucher.channel": choice("Enrolled through", "channel"),
  "Voucher.since": instant("Since (ignored)"),
  "Voucher.until": instant("Until"),
};

/** Of accounts with several signers. */
const ORGANISATION: Readonly<Record<string, Format>> = {
  "Call.target": account("Contract called"),
  "Call.value": ether("Sent along"),
  "Call.data": callOfBatch("Call"),
  "Execution.nonce": plain("Nonce it spends"),
  "Execution.epoch": plain("Epoch of signers"),
  "execute.nonce": plain("Nonce it spends"),
  signers: plain("New signer"),
  threshold: plain("Signatures needed"),
  proposal: plain("Proposal number"),
  "setGuardians.guardians_": plain("New guardian"),
  "proposeRecovery.guardians_": plain("Guardian who signed"),
  "TypedDataSign.verifyingContract": account("Signing for"),
};

const LABELS: Readonly<Record<string, Format>> = {
  ...HEADER,
  ...TERMS,
  ...CONSENT,
  ...ACTS,
  ...TOKEN,
  ...DIRECTORY,
  ...ORGANISATION,
  ...STATEMENT_LABELS,
  ...FACTORING_LABELS,
  ...COLLECTION_LABELS,
  ...answers("Clarification"),
  ...answers("Query"),
  ...answers("Rejection"),
};

const HANDLE = "tells messages of one signer apart; it moves nothing";
const PROOF = "proves what is shown";
const ITS_OWN = "the account takes nothing that names another than its own";

/** What is not shown, and why; everything else is. */
const EXCLUDED: Readonly<Record<string, string>> = {
  ...FACTORING_EXCLUDED,
  ...COLLECTION_EXCLUDED,
  nonce: HANDLE,
  "Sum.salt": "random, so that nobody finds the sum by trying",
  "Terms.salt": "random, so that nobody finds the terms by trying",
  "Consent.proof": PROOF,
  "Consent.signature": PROOF,
  "Permit2Consent.signature": PROOF,
  "permit.v": PROOF,
  "permit.r": PROOF,
  "permit.s": PROOF,
  "execute.signature": PROOF,
  "proposeRecovery.signatures": PROOF,
  "TypedDataSign.name": ITS_OWN,
  "TypedDataSign.version": ITS_OWN,
  "TypedDataSign.chainId": ITS_OWN,
  "TypedDataSign.salt": ITS_OWN,
};

/** Whose part of what is signed a value is, where that does not go without saying. */
const PLACES: Readonly<Record<string, string>> = {
  amended: "New",
  overdue: "Late",
  consent: "Consent",
  supplierConsent: "Supplier",
  buyerConsent: "Buyer",
  holderConsent: "Holder",
  recorderConsent: "Recorder",
  creditorConsent: "Creditor",
  debtorConsent: "Debtor",
};

/** What is amended is told from what it becomes. */
const AMENDMENTS: ReadonlySet<string> = new Set(["Amendment", "amend"]);

/**
 * How a value is shown; undefined for one that is not.
 * @param subject The message or function. @throws RangeError for a value without words: nothing goes unlabelled.
 */
export function formatOf(subject: string, leaf: Leaf): Format | undefined {
  const known = lookUp(LABELS, leaf);
  if (known !== undefined) return { ...known, label: placed(subject, leaf.path, known.label) };
  if (lookUp(EXCLUDED, leaf) !== undefined) return undefined;
  throw new RangeError(`${leaf.path} of ${subject} has no label (${leaf.owner}.${leaf.name}): give it one`);
}

/** A message and a struct of one name may write a value in two ways: then its type tells them apart. */
function lookUp<Found>(table: Readonly<Record<string, Found>>, { owner, name, type }: Leaf): Found | undefined {
  return table[`${owner}.${name}:${type}`] ?? table[`${owner}.${name}`] ?? table[name];
}

function placed(subject: string, path: string, label: string): string {
  const [first = ""] = path.split(".");
  const place = PLACES[first] ?? (AMENDMENTS.has(subject) && path.includes(".") ? "Old" : undefined);
  return place === undefined ? label : `${place}: ${label}`;
}

function answers(owner: string): Readonly<Record<string, Format>> {
  return Object.fromEntries(Object.entries(CLARIFICATION).map(([name, format]) => [`${owner}.${name}`, format]));
}
