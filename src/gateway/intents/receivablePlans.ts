/** What an intent about a receivable is signed and called as. */
import { ledgerAbi } from "../../../generated/abi.ts";
import type { Addresses } from "../../chain/addresses.ts";
import { erc20Abi } from "../../chain/erc20.ts";
import { permit2Abi } from "../../chain/permit2.ts";
import { encoding } from "../../clients/shared.ts";
import { encode } from "../../clients/viem/encode.ts";
import { createVerbs } from "../../clients/viem/verbs.ts";
import type { LedgerVerbs } from "../../clients/verbs.ts";
import { idOf, openHeader, openTerms } from "../../domain/commitment.ts";
import type { TypedMessage } from "../../domain/eip712.ts";
import * as messages from "../../domain/messages.ts";
import { signingDomain } from "../../domain/messages.ts";
import type { Validity } from "../../domain/messages.ts";
import { permit } from "../../domain/permit.ts";
import { PERMIT2, permit2Domain, permit2Payment } from "../../domain/permit2.ts";
import type { Address, Consent, Hex, OpenHeader, Receivable, Terms } from "../../domain/receivable.ts";
import type { Deed } from "./deeds.ts";
import { consents } from "./signables.ts";
import type { Consents, PlannedCall, Signable } from "./signables.ts";

/** The chain and the ledger that something is signed for. */
type Place = Pick<Addresses, "chainId" | "ledger">;

/** Everything that message and call are made of. */
export interface ReceivablePlan {
  readonly deed: Deed;
  readonly receivable: Receivable;
  /** Who held it when the intent was prepared. */
  readonly holder: Address;
  /** For whom it is done; where several sign, whose message this is. */
  readonly party: Address;
  /** Of the party's message. */
  readonly nonce: bigint;
}

/** Nobody acts here: calls are made for others to send. */
const CALLS: LedgerVerbs<Hex> = createVerbs<Hex>({ account: undefined }, encoding);

/** What the party signs. */
export function signableOf(plan: ReceivablePlan, deadline: number, { chainId, ledger }: Place): Signable {
  const { deed, receivable, nonce } = plan;
  if (deed.verb === "pay" && deed.through?.kind === "permit2") {
    const payment = { ledger, maxCash: deed.maxCash };
    const message = permit2Payment(receivable, payment, { nonce, deadline: BigInt(deadline) });
    return { domain: permit2Domain(BigInt(chainId)), message };
  }
  return { domain: signingDomain(chainId, ledger), message: messageOf(plan, deadline) };
}

/** What a payer signs beside its payment, so that the ledger may move that much of its money. */
export function permitOf({ deed, party }: ReceivablePlan, deadline: number, ledger: Address): Signable | undefined {
  if (deed.verb !== "pay" || deed.through?.kind !== "permit") return undefined;
  const { domain, nonce } = deed.through;
  const allowance = { owner: party, spender: ledger, value: deed.maxCash, nonce, deadline: BigInt(deadline) };
  return { domain, message: permit(allowance) };
}

function messageOf({ deed, receivable: r, holder, party, nonce }: ReceivablePlan, deadline: number): TypedMessage {
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
    case "amend":
      return messages.amendment(r, { amended: deed.amended, party }, validity);
    case "debit":
      return messages.debit(r, { party, ...deed }, validity);
  }
}

/**
 * The data of the call. @param given Where everybody's is, anybody may carry it; whose is missing, or an agent of that
 * party, has to send it. @throws LedgerError for values that do not fit the call.
 */
export function callOf(plan: ReceivablePlan, given: Consents): Promise<Hex> {
  const { deed, receivable, holder, party } = plan;
  const consent = given.get(party);
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
      return consent === undefined || deed.through?.kind !== "permit2"
        ? CALLS.pay({ id, opened, maxCash: deed.maxCash }, consent)
        : CALLS.payWithPermit2({ id, opened, maxCash: deed.maxCash }, { payer: party, ...consent });
    case "advise":
      return CALLS.advise({ receivable, advice: deed.receipt }, consent);
    case "recordReceipt":
      return CALLS.recordReceipt({ id, opened, receipt: deed.receipt }, consent);
    case "reverseReceipt": {
      const { recorded, evidence } = deed;
      const recorder = recorded.holder === holder ? undefined : given.get(recorded.holder);
      const both = { ...consents("holder", given.get(holder)), ...consents("recorder", recorder) };
      return CALLS.reverseReceipt({ id, opened, recorded, evidence }, both);
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
    case "amend":
    case "debit":
      return changeOf(deed, receivable, holder, given);
  }
}

/** What changes the agreement takes all who are bound by it. */
function changeOf(
  deed: Extract<Deed, { verb: "amend" | "debit" }>,
  receivable: Receivable,
  holder: Address,
  given: Consents,
): Promise<Hex> {
  const { supplier, buyer } = receivable.header;
  const both = { ...consents("holder", given.get(holder)), ...consents("buyer", given.get(buyer)) };
  if (deed.verb === "debit") return CALLS.debit({ receivable, amount: deed.amount, reason: deed.reason }, both);
  const sold = supplier === holder ? {} : consents("supplier", given.get(supplier));
  return CALLS.amend({ receivable, amended: deed.amended }, { ...both, ...sold });
}

/** The call with the payer's permit before it, in one transaction. @param signature Of the permit, 65 bytes. */
export async function permittedCall(
  { deed, receivable, party }: ReceivablePlan,
  call: Hex,
  signature: Hex,
  deadline: number,
): Promise<Hex> {
  if (deed.verb !== "pay") throw new Error("only a payment has a permit");
  const { currency } = receivable.terms;
  const allowance = { currency, owner: party, amount: deed.maxCash, deadline: BigInt(deadline), signature };
  return encode(ledgerAbi, "multicall", [[await CALLS.permit(allowance), call]]);
}

/**
 * What has to be sent before, unless it is done already: nobody moves money that its owner has not let it move. What a
 * permit allows needs nothing.
 */
export function callsBefore({ deed, receivable: { terms } }: ReceivablePlan, ledger: Address): readonly PlannedCall[] {
  if (deed.verb !== "pay" || deed.through?.kind === "permit") return [];
  const spender = deed.through === undefined ? ledger : PERMIT2;
  return [{ to: terms.currency, data: encode(erc20Abi, "approve", [spender, deed.maxCash]) }];
}

/** Takes the signature of the party's message back. */
export async function revocationOf({ deed, nonce }: ReceivablePlan, ledger: Address): Promise<PlannedCall> {
  if (deed.verb !== "pay" || deed.through?.kind !== "permit2") {
    return { to: ledger, data: await CALLS.spendNonce(nonce) };
  }
  // Permit2 keeps the numbers that are used as bits of words.
  const [word, mask] = [nonce >> 8n, 1n << (nonce & 255n)];
  return { to: PERMIT2, data: encode(permit2Abi, "invalidateUnorderedNonces", [word, mask]) };
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
