/** What an intent is signed and called as. */
import { erc20Abi } from "../../chain/erc20.ts";
import { encoding } from "../../clients/shared.ts";
import { encode } from "../../clients/viem/encode.ts";
import { createVerbs } from "../../clients/viem/verbs.ts";
import type { LedgerVerbs } from "../../clients/verbs.ts";
import { idOf, openHeader, openTerms } from "../../domain/commitment.ts";
import type { TypedMessage } from "../../domain/eip712.ts";
import * as messages from "../../domain/messages.ts";
import type { Validity } from "../../domain/messages.ts";
import { Outcome } from "../../domain/receivable.ts";
import type { Address, Consent, Hex, OpenHeader, Receivable, Terms } from "../../domain/receivable.ts";
import type { Deed } from "./deeds.ts";

/** Everything that message and call are made of. */
export interface Plan {
  readonly deed: Deed;
  readonly receivable: Receivable;
  /** Who held it when the intent was prepared. */
  readonly holder: Address;
  /** For whom it is done. */
  readonly party: Address;
  readonly nonce: bigint;
}

/** A call of a contract. */
export interface PlannedCall {
  readonly to: Address;
  readonly data: Hex;
}

/** Nobody acts here: calls are made for others to send. */
const CALLS: LedgerVerbs<Hex> = createVerbs<Hex>({ account: undefined }, encoding);

/** Whose consent a deed takes; undefined where anybody may. */
export function partyOf(deed: Deed, { header: { supplier, buyer } }: Receivable, holder: Address): Address | undefined {
  switch (deed.verb) {
    case "issue":
      return supplier;
    case "accept":
    case "query":
    case "reject":
    case "advise":
    case "dispute":
    case "consentTransfer":
      return buyer;
    case "resolve":
      return deed.outcome === Outcome.Withdrawn ? buyer : holder;
    case "reverseReceipt":
      return deed.recorded.holder;
    case "pay":
      return undefined;
    default:
      return holder;
  }
}

/** What is signed. */
export function messageOf({ deed, receivable: r, holder, party, nonce }: Plan, deadline: number): TypedMessage {
  const validity: Validity = { nonce, deadline: BigInt(deadline) };
  switch (deed.verb) {
    case "issue":
      return messages.issuance(r, messages.contentHash(deed.sealed ?? undefined), validity);
    case "accept":
      return messages.acceptance(r, validity);
    case "query":
      return messages.query(r, deed.clarification, validity);
    case "reject":
      return messages.rejection(r, deed.clarification, validity);
    case "pay":
      return messages.payment(r, deed.maxCash, validity);
    case "advise":
      return messages.advice(r, deed.receipt, validity);
    case "recordReceipt":
      return messages.receipt(r, { ...deed.receipt, holder }, validity);
    case "reverseReceipt":
      return messages.reversal(r, { party, bankRef: deed.recorded.bankRef, evidence: deed.evidence }, validity);
    case "credit":
      return messages.credit(r, { holder, ...deed }, validity);
    case "waive":
      return messages.waiver(r, { holder, ...deed }, validity);
    case "dispute":
      return messages.dispute(r, deed, validity);
    case "resolve":
      return messages.resolution(r, { party, ...deed }, validity);
    case "split":
      return messages.split(r, { holder, amounts: deed.amounts }, validity);
    case "writeOff":
      return messages.writeOff(r, { holder, reason: deed.reason }, validity);
    case "cancel":
      return messages.cancellation(r, { holder, reason: deed.reason }, validity);
    case "consentTransfer":
      return messages.transferConsent(r, { holder, to: deed.to }, validity);
    case "accelerate":
      return messages.acceleration(r, { overdue: deed.overdue, holder }, validity);
  }
}

/**
 * The data of the call. @param consent Where anybody is to carry it; without one it is the party's or its agent's own
 * to send. @throws LedgerError for values that do not fit the call.
 */
export function callOf({ deed, receivable }: Plan, consent?: Consent): Promise<Hex> {
  const id = idOf(receivable.header);
  const opened = openTerms(receivable);
  const header = openHeader(receivable);
  switch (deed.verb) {
    case "issue":
      return deed.sealed === null
        ? CALLS.issue(receivable, consents("supplier", consent))
        : CALLS.issueSealed(header, deed.sealed, consents("supplier", consent));
    case "accept":
      return consent === undefined ? CALLS.accept(receivable, deed) : CALLS.carryAcceptance(header, consent);
    case "query":
    case "reject":
      return CALLS[deed.verb](
        { ...act(deed, header, receivable, consent), clarification: deed.clarification },
        consent,
      );
    case "pay":
      return CALLS.pay({ id, opened, maxCash: deed.maxCash }, consent);
    case "advise":
      return CALLS.advise({ receivable, advice: deed.receipt }, consent);
    case "recordReceipt":
      return CALLS.recordReceipt({ id, opened, receipt: deed.receipt }, consent);
    case "reverseReceipt": {
      const { recorded, evidence } = deed;
      return CALLS.reverseReceipt({ id, opened, recorded, evidence }, consents("holder", consent));
    }
    case "credit":
    case "waive":
      return CALLS[deed.verb]({ id, opened, amount: deed.amount, reason: deed.reason }, consent);
    case "dispute":
      return CALLS.dispute({ receivable, ...deed }, consent);
    case "resolve":
      return CALLS.resolve({ receivable, ...deed }, consent);
    case "split":
      return CALLS.split({ receivable, amounts: deed.amounts }, consent);
    case "writeOff":
    case "cancel":
      return CALLS[deed.verb]({ ...act(deed, header, receivable, consent), reason: deed.reason }, consent);
    case "consentTransfer":
      return CALLS.consentTransfer({ ...act(deed, header, receivable, consent), to: deed.to }, consent);
    case "accelerate":
      return CALLS.accelerate({ receivable, overdue: deed.overdue }, consent);
  }
}

/** What has to be sent before: the ledger moves no money that its owner has not let it move. */
export function callsBefore({ deed, receivable: { terms } }: Plan, ledger: Address): readonly PlannedCall[] {
  if (deed.verb !== "pay") return [];
  return [{ to: terms.currency, data: encode(erc20Abi, "approve", [ledger, deed.maxCash]) }];
}

/** Takes a signature back: that of one message by its nonce, that of a root by the root. */
export function revocationOf(signed: { readonly nonce: bigint } | { readonly root: Hex }): Promise<Hex> {
  return "root" in signed ? CALLS.revoke(signed.root) : CALLS.spendNonce(signed.nonce);
}

function consents<Name extends string>(name: Name, consent: Consent | undefined): { readonly [K in Name]?: Consent } {
  return (consent === undefined ? {} : { [name]: consent }) as { readonly [K in Name]?: Consent };
}

/** What is carried opens no terms: by signature only those act whose mandate has no cap. */
function act(
  { openTerms: opens }: { readonly openTerms: boolean },
  opened: OpenHeader,
  { terms }: Receivable,
  consent: Consent | undefined,
): { readonly opened: OpenHeader; readonly terms?: Terms } {
  return { opened, ...(opens && consent === undefined ? { terms } : {}) };
}
