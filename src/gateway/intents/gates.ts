/** Whether an intent can be signed as it stands. */
import type { StoredIntent } from "../../store/intents.ts";
import { ProblemError } from "../http/problems.ts";
import type { Fate } from "./fates.ts";

/** @throws ProblemError where an intent can no longer be signed, or not yet */
export function checkOpen({ id, deadline }: StoredIntent, { state }: Fate): void {
  switch (state) {
    case "prepared":
    case "partlySigned":
      return;
    case "awaitingCounterparty":
      throw new ProblemError("CounterpartyMissing", `${id} waits until its buyer joins: send it the link`);
    case "signed":
    case "sent":
      throw new ProblemError("AlreadySigned", `${id} is signed and on its way: follow it`);
    case "expired": {
      const instant = new Date(deadline * 1000).toISOString();
      throw new ProblemError("ConsentExpired", `${id} was to be signed until ${instant}: prepare it anew`);
    }
    default:
      throw new ProblemError("IntentOver", `${id} is ${state}: prepare another if it is still wanted`);
  }
}
