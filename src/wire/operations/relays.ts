/** How the gateway's relayer fares. */
import { operation } from "../operation.ts";
import { relaying } from "../relay.ts";

export const RELAY_OPERATIONS = {
  readRelaying: operation({
    method: "get",
    path: "/v1/relaying",
    tag: "Intents",
    summary: "Who pays for what is carried, how much is left, and what is wrong with it",
    description: "A party whose budget is used up may send the call of an intent itself, or wait for the next day.",
    caller: "member",
    scope: "receivables:read",
    answers: { 200: { description: "As the relayer said last.", body: relaying } },
  }),
} as const;
