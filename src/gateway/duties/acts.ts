/** Which duty something that was done took, as the operations have it now. */
import type { Duty } from "../../domain/duties/duties.ts";
import { DUTIES } from "../../domain/duties/duties.ts";
import type { RecordedAct } from "../../store/dutiesActs.ts";
import { dutiesOfVerb } from "../../wire/dutyOfVerb.ts";
import type { NewImport } from "../../wire/import.ts";

/** Undefined for what takes none. */
export function dutyOfAct({ step, what }: Pick<RecordedAct, "step" | "what">): Duty | undefined {
  switch (step) {
    case "prepared":
      return dutiesOfVerb(what).prepare;
    case "signed":
      return dutiesOfVerb(what).sign;
    case "cash":
      return "postCash";
    case "caseEntry":
      return dutyOfEntry(what);
    case "disputeOutcome":
      return "concede";
    case "accountStated":
      return "changePayee";
    case "accountApproved":
      return "approveActs";
    case "dunningAct":
      return "collect";
    // Of credit and of approvals the duty itself is noted.
    default:
      return DUTIES.find((duty) => duty === what);
  }
}

/** Of an entry of a case, by its kind. */
export function dutyOfEntry(kind: string): Duty {
  if (kind === "writeOffAsked") return "writeOff";
  return kind === "writeOffDecided" ? "approveActs" : "collect";
}

/**
 * Of a file of an ERP: what is open of whom, and which address is whose, is how much of a limit is used. A trial takes
 * none.
 */
export function dutyOfFile({ kind, side, apply, mapping }: NewImport): Duty | undefined {
  if (!apply) return undefined;
  switch (kind) {
    case "parties":
      return mapping?.address === undefined ? undefined : "setCredit";
    case "openItems":
      return side === "receivable" ? "postCash" : undefined;
    case "orders":
    case "receipts":
      return "prepareIssue";
  }
}
