/** Which duty something that was done took, as the operations have it now. */
import type { Duty } from "../../domain/duties/duties.ts";
import { DUTIES } from "../../domain/duties/duties.ts";
import type { RecordedAct } from "../../store/dutiesActs.ts";
import { dutiesOfVerb } from "../../wire/dutyOfVerb.ts";

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
    case "credit":
    case "approval":
      return DUTIES.find((duty) => duty === what);
  }
}

/** Of an entry of a case, by its kind. */
export function dutyOfEntry(kind: string): Duty {
  if (kind === "writeOffAsked") return "writeOff";
  return kind === "writeOffDecided" ? "approveActs" : "collect";
}
