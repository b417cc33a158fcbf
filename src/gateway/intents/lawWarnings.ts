/** What country packs say of the terms of an intent, for the supplier that prepared it. */
import type { Address, Receivable } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import type { StoredIntent } from "../../store/intents.ts";
import type { ShownPackWarning } from "../../wire/countryPack.ts";
import type { Tokens } from "../receivables/showing.ts";
import { issuedDay, profilesOf, termWarnings } from "../risk/terms.ts";
import { materialOf } from "./material.ts";
import { isOfReceivable } from "./plans.ts";

const DAY = 86_400;

interface AskedLaw {
  readonly reader: Address;
  readonly tokens: Tokens;
  /** Unix seconds. */
  readonly now: number;
}

/** The profiles are read once for any number of intents. They warn of what is issued or amended, and refuse nothing. */
export async function lawWarnings(
  sql: Sql,
  { reader, tokens, now }: AskedLaw,
): Promise<(intent: StoredIntent) => readonly ShownPackWarning[]> {
  const profileOf = await profilesOf(sql, reader);
  if (profileOf === undefined) return () => [];
  return (intent) => {
    const receivable = proposedBy(intent);
    if (receivable === undefined || receivable.header.supplier !== reader) return [];
    const profile = profileOf(intent.counterparty);
    if (profile === undefined) return [];
    const invoice = materialOf(intent).draft?.invoice as { readonly issueDate?: unknown } | null | undefined;
    const said = typeof invoice?.issueDate === "string" ? issuedDay(invoice.issueDate) : undefined;
    const issued = said ?? Math.floor(intent.prepared / DAY);
    return termWarnings(profile, { terms: receivable.terms, issued, today: Math.floor(now / DAY) }, tokens);
  };
}

/** Terms that are new with the intent; undefined where it leaves them as they are. */
function proposedBy(intent: StoredIntent): Receivable | undefined {
  const { plan, draft } = materialOf(intent);
  if (plan === null) return draft?.receivable;
  if (!isOfReceivable(plan)) return undefined;
  const { deed, receivable } = plan;
  if (deed.verb === "issue") return receivable;
  return deed.verb === "amend" ? deed.amended : undefined;
}
