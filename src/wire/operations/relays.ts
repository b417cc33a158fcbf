/** How the gateway's relayer fares. */
import { operation } from "../operation.ts";
import { reading } from "../readings.ts";
import { relayBudget, relaying } from "../relay.ts";

export const RELAY_OPERATIONS = {
  giveRelayBudget: operation({
    method: "post",
    path: "/v1/relaying/budgets",
    tag: "Intents",
    summary: "Pay for an organisation's gas, up to so much a day",
    description:
      "Anybody may sign in, and so be an organisation: a gateway pays for none but those whom its operator gave a " +
      "budget, unless it was started with one for everybody. It counts from now on, also for what waits already.",
    caller: "operator",
    body: relayBudget,
    answers: { 204: { description: "It is given, in the place of the one before." } },
  }),
  readRelaying: reading({
    path: "/v1/relaying",
    tag: "Intents",
    summary: "Who pays for what is carried, how much is left, and what is wrong with it",
    description: "A party whose budget is used up may send the call of an intent itself, or wait for the next day.",
    answers: { 200: { description: "As the relayer said last.", body: relaying } },
  }),
} as const;
