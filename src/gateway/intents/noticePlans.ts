/** What an intent about an assignment, or about a filing of it, is signed and called as. */
import { factoringAbi } from "../../../generated/abi.ts";
import { carried } from "../../clients/arguments.ts";
import { encoding } from "../../clients/shared.ts";
import { encode } from "../../clients/viem/encode.ts";
import type { TypedMessage } from "../../domain/eip712.ts";
import type { Filing } from "../../domain/factoring/filing.ts";
import type { AssignmentNotice } from "../../domain/factoring/notice.ts";
import * as messages from "../../domain/factoring/noticeMessages.ts";
import type { NoticeAnswer } from "../../domain/factoring/noticeMessages.ts";
import type { Validity } from "../../domain/messages.ts";
import type { Address, Hex, OpenHeader } from "../../domain/receivable.ts";
import type { Consents, Signable } from "./signables.ts";

export type NoticeDeed =
  | { readonly verb: "giveNotice"; readonly notice: AssignmentNotice; readonly opened: readonly OpenHeader[] }
  | { readonly verb: "replyToNotice"; readonly notice: AssignmentNotice; readonly answer: NoticeAnswer }
  | { readonly verb: "recordFiling"; readonly filing: Filing };

/** Everything that message and call are made of. */
export interface NoticePlan {
  readonly deed: NoticeDeed;
  /** The receivables that it names; of a filing none for all. */
  readonly ids: readonly Hex[];
  /** For whom it is done. */
  readonly party: Address;
  /** Of the party's message. */
  readonly nonce: bigint;
}

/** The contract of notices and filings, and its chain. */
interface Place {
  readonly chainId: number;
  readonly contract: Address;
}

/** What the party signs. */
export function signableOf(plan: NoticePlan, deadline: number, { chainId, contract }: Place): Signable {
  return { domain: messages.factoringDomain(chainId, contract), message: messageOf(plan, deadline) };
}

function messageOf({ deed, party, nonce }: NoticePlan, deadline: number): TypedMessage {
  const validity: Validity = { nonce, deadline: BigInt(deadline) };
  switch (deed.verb) {
    case "giveNotice":
      return messages.assignmentNotification(deed.notice, party, validity);
    case "replyToNotice":
      return messages.assignmentAcknowledgement(deed.notice, deed.answer, validity);
    case "recordFiling":
      return messages.filingStatement(deed.filing, validity);
  }
}

/** The data of the call. @throws LedgerError for values that do not fit the call. */
export function callOf({ deed, ids, party }: NoticePlan, given: Consents): Promise<Hex> {
  const consent = carried(given.get(party));
  return encoding(() => {
    switch (deed.verb) {
      case "giveNotice":
        return encode(factoringAbi, "giveNotice", [deed.notice, deed.opened, party, consent]);
      case "replyToNotice": {
        const { reply, reason } = deed.answer;
        return encode(factoringAbi, "replyToNotice", [deed.notice, reply, reason, consent]);
      }
      case "recordFiling":
        return encode(factoringAbi, "recordFiling", [deed.filing, ids, consent]);
    }
  });
}

/** Voids the number of the party's message. */
export function revocationOf({ nonce }: NoticePlan): Promise<Hex> {
  return encoding(() => encode(factoringAbi, "spendNonce", [nonce]));
}

/** Whom it binds beside the party. */
export function otherParty({ deed }: NoticePlan, party: Address): Address {
  if (deed.verb === "recordFiling") return deed.filing.debtor;
  const { debtor, assignee } = deed.notice;
  return party === debtor ? assignee : debtor;
}
