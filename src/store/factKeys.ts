/** Which fact an event touches, beside the receivable, statement, deal or notice that it is about. */
import type { CollectionEvent } from "../domain/collections/recordEvents.ts";
import type { RecordedFactoringEvent } from "../domain/factoring/factoringEvents.ts";
import { spentBy } from "../domain/factoring/factoringFold.ts";
import { keyOf } from "../domain/fold.ts";
import type { StatementEvent } from "../domain/statementEvents.ts";
import type { AnyEvent } from "./eventBody.ts";
import type { FactKey } from "./factTables.ts";

/** The fact that an event touches, if it touches one. */
export function factOf(event: AnyEvent): FactKey | undefined {
  switch (event.name) {
    case "CashKept":
    case "CashClaimed":
      return `kept/${keyOf(event.holder, event.currency, event.id)}`;
    case "NonceSpent":
      return `spentNonces/${keyOf(event.signer, event.nonce)}`;
    case "RootRevoked":
      return `revokedRoots/${keyOf(event.signer, event.root)}`;
    case "ApprovalForAll":
      return `operators/${keyOf(event.owner, event.operator)}`;
    case "OrganisationVouched":
    case "VoucherWithdrawn":
      return `vouchers/${keyOf(event.registrar, event.organisation)}`;
    case "MandateGiven":
    case "MandateRevoked":
      return `mandates/${keyOf(event.organisation, event.agent)}`;
    case "ViewingKeySet":
      return `viewingKeys/${keyOf(event.organisation)}`;
    default:
      return undefined;
  }
}

/** The fact that an event of statements touches beside its statement. */
export function statementFactOf(event: StatementEvent): FactKey | undefined {
  return event.name === "NonceSpent" ? `statementNonces/${keyOf(event.signer, event.nonce)}` : undefined;
}

/** The fact that an event of collections touches; of a record the schedule whose cycle it uses up. */
export function collectionFactOf(event: CollectionEvent): FactKey | undefined {
  switch (event.name) {
    case "ScheduleAgreed":
      return `agreedSchedules/${keyOf(event.supplier, event.buyer)}`;
    case "ScheduleAdopted":
      return `adoptedSchedules/${keyOf(event.id)}`;
    case "CollectionRecorded":
      return event.cycle === 0n ? undefined : `adoptedSchedules/${keyOf(event.id)}`;
    case "CollectionPlaced":
      return `placements/${keyOf(event.id, event.creditor, event.placement.collector)}`;
    case "CollectionRecalled":
      return `placements/${keyOf(event.id, event.creditor, event.collector)}`;
    case "PlanAgreed":
      return `agreedPlans/${keyOf(event.id)}`;
    case "NonceSpent":
      return `collectionNonces/${keyOf(event.signer, event.nonce)}`;
    case "CollectionStepTaken":
    case "DebtorAnswered":
      return undefined;
  }
}

/** The fact that an event of factoring touches; the desk that wrote it is part of the key. */
export function factoringFactOf({ event, at }: RecordedFactoringEvent): FactKey | undefined {
  switch (event.name) {
    case "DeskOpened":
      return `desks/${keyOf(event.desk)}`;
    case "CashOwed":
    case "CashWithdrawn":
      return `owed/${keyOf(at.address, event.account, event.currency)}`;
    default: {
      if ("signer" in event) return `factoringNonces/${keyOf(event.signer, event.nonce)}`;
      const spent = spentBy(event);
      return spent === undefined ? undefined : `deskNonces/${keyOf(at.address, spent)}`;
    }
  }
}
