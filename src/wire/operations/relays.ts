/** How the gateway's relayer fares. */
import { reading } from "../readings.ts";
import { relaying } from "../relay.ts";

export const RELAY_OPERATIONS = {
  readRelaying: reading({
    path: "/v1/relaying",
    tag: "Intents",
    summary: "Who pays for what is carried, how much is left, and what is wrong with it",
    description: "A party whose budget is used up may send the call of an intent itself, or wait for the next day.",
    answers: { 200: { description: "As the relayer said last.", body: relaying } },
  }),
} as const;
