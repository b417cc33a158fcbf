/** What an act means in law, in plain words. It is no advice, and claims no more than the rules say. */
import type { IntentVerb } from "../../../wire/intentVerb.ts";
import type { Language, Words } from "../../words/enumerations/word.ts";
import { FACTORING_EFFECTS } from "./factoringEffects.ts";
import { LEDGER_EFFECTS } from "./ledgerEffects.ts";

const EFFECTS: Words<IntentVerb> = { ...LEDGER_EFFECTS, ...FACTORING_EFFECTS };

/** One or two sentences of the legal effect of an act. */
export function legalEffect(verb: IntentVerb, language: Language): string {
  return EFFECTS[verb][language];
}
