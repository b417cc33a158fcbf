/** The file of a customer as it was known at an instant. */
import { standingOf } from "../../domain/partyFile/facts.ts";
import type { Address } from "../../domain/receivable.ts";
import { partyAccountsOf } from "../../store/partyFileAccounts.ts";
import type { StoredAccounts } from "../../store/partyFileAccounts.ts";
import { factIn } from "../../store/partyFileAttributes.ts";
import { choiceIn, partyChoicesOf, partyFactsOf } from "../../store/partyFileFacts.ts";
import type { ShownPartyFile } from "../../wire/partyFile.ts";
import { shownOrganisation } from "../access/organisations.ts";
import type { GatewayDeps } from "../deps.ts";
import { shownContactsOf } from "../dunning/customers.ts";
import { shownInstant } from "../receivables/showing.ts";
import { gradesAt } from "./grades.ts";
import { shownAccounts, shownGrade, shownStanding } from "./showing.ts";

/** @param at Unix seconds. */
export async function partyFileOf(
  deps: Pick<GatewayDeps, "database" | "now">,
  organisation: Address,
  customer: Address,
  at: number,
): Promise<ShownPartyFile> {
  const { database: sql } = deps;
  const facts = await partyFactsOf(sql, organisation, [customer]);
  const choices = await partyChoicesOf(sql, organisation, [customer]);
  const standings = standingOf(facts.map(factIn), choices.map(choiceIn), at);
  const accounts = standingAt(await partyAccountsOf(sql, organisation, customer), at);
  return {
    ...{ customer, at: shownInstant(at), organisation: await shownOrganisation(deps, organisation, customer) },
    facts: standings.map((one) => shownStanding(one, choices, at)),
    contacts: await shownContactsOf(sql, organisation, customer),
    accounts: accounts.map((one) => shownAccounts(one, at)),
    grades: (await gradesAt(sql, organisation, customer, at)).map(shownGrade),
  };
}

/** Accounts that were entered by an instant and not restated by then. @param at Unix seconds. */
export function standingAt(accounts: readonly StoredAccounts[], at: number): readonly StoredAccounts[] {
  return accounts.filter(({ entered, replaced }) => entered <= at && (replaced === null || replaced > at));
}
