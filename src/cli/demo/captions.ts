/** What the demo's gateway is given beside the chain: the invoices of the story, and what its cast is called. */
import { commitmentOf, idOf } from "../../domain/commitment.ts";
import { keepContent } from "../../store/contents.ts";
import type { Database } from "../../store/database.ts";
import { putProfile } from "../../store/organisations.ts";
import { CAST } from "./cast.ts";
import type { Imported } from "./importing.ts";
import { NAMES } from "./world.ts";
import type { World } from "./world.ts";

/** As if suppliers had issued through the gateway, and organisations said who they are. @param now Unix seconds. */
export async function giveCaptions(
  database: Database,
  { world, imported }: { readonly world: World; readonly imported: readonly Imported[] },
  now: number,
): Promise<void> {
  for (const name of NAMES) {
    const { name: legalName, legalId, vatId } = CAST[name];
    const vat = vatId === undefined ? [] : [{ scheme: "VAT", value: vatId }];
    const identifiers = [{ scheme: legalId.kind, value: legalId.value }, ...vat];
    const reached = { contacts: [], contactsAudience: "nobody" } as const;
    const profile = { legalName, identifiers, audience: "everybody", ...reached } as const;
    await putProfile(database, world.addressOf(name), profile, now);
  }
  for (const one of imported) await giveInvoice(database, one, now);
}

/** @param now Unix seconds. */
export async function giveInvoice(database: Database, { invoice, receivable }: Imported, now: number): Promise<void> {
  const known = { commitment: commitmentOf(receivable), id: idOf(receivable.header), receivable, invoice };
  const { revision } = receivable.header;
  await keepContent(database, { ...known, revision, documentSecret: null, original: null, opened: now });
}
