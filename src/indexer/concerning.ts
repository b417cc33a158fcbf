/**
 * Whom an event of factoring concerns. A deal is between factor and seller: what it costs is no business of the buyer,
 * which learns from the ledger who holds what it owes, and from a notice whom to pay.
 */
import type { RecordedFactoringEvent } from "../domain/factoring/factoringEvents.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { StoredNotice } from "../store/assignmentNotices.ts";
import type { StoredDeal } from "../store/dealRow.ts";
import type { ConcerningEvent } from "../store/eventLines.ts";

/** What is known of the event. */
interface Known {
  readonly factorOf: (desk: Address) => Address;
  /** Of an event about one. */
  readonly deal: StoredDeal | undefined;
  /** Every notice that an event of the batch is about. */
  readonly notices: ReadonlyMap<Hex, StoredNotice>;
}

export function concerning({ event, at }: RecordedFactoringEvent, { factorOf, deal, notices }: Known): ConcerningEvent {
  const told = (concerned: readonly Address[], currency?: Address): ConcerningEvent => ({
    ...{ event, at, currency },
    concerned: [...new Set(concerned)],
  });
  switch (event.name) {
    case "DeskOpened":
      return told([event.factor]);
    case "AssignmentNotified":
    case "NoticeReplied": {
      const content = notices.get(event.notice)?.state.content;
      return told(content === undefined ? [event.debtor] : [content.assignor, content.assignee, content.debtor]);
    }
    case "FilingRecorded":
      return told([event.secured, event.debtor]);
    case "NonceSpent":
      return told(["signer" in event ? event.signer : factorOf(at.address)]);
    case "CashOwed":
    case "CashWithdrawn":
      return told([event.account, factorOf(at.address)], event.currency);
    case "ReceivablePurchased":
      return told([event.seller, factorOf(at.address)], event.currency);
    default:
      return told(deal === undefined ? [] : [deal.state.seller, deal.factor], deal?.state.currency);
  }
}
