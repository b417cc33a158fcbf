/** By which numbers a customer is known. */
import { standingOf } from "../../domain/partyFile/facts.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { factIn } from "../../store/partyFileAttributes.ts";
import { choiceIn, partyChoicesOf, partyFactsOf } from "../../store/partyFileFacts.ts";

/** Those that count at an instant, each "scheme:value". @param at Unix seconds. */
export async function identifiersOf(
  sql: Sql,
  organisation: Address,
  customer: Address,
  at: number,
): Promise<readonly string[]> {
  const facts = await partyFactsOf(sql, organisation, [customer], ["registrationNumber"]);
  const choices = await partyChoicesOf(sql, organisation, [customer]);
  return standingOf(facts.map(factIn), choices.map(choiceIn), at).flatMap(({ counts }) => {
    const value = counts?.value;
    return value?.kind === "registrationNumber" ? [`${value.scheme}:${value.value}`] : [];
  });
}
