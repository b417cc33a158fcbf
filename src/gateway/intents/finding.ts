/** Who the parties of an invoice are on the ledger. */
import type { Address } from "../../domain/receivable.ts";
import { legalIdsOf, levelled, notedBy, vouchedFor } from "../../store/counterparties.ts";
import type { Sql } from "../../store/database.ts";
import { profileOf } from "../../store/organisations.ts";
import { ProblemError } from "../http/problems.ts";

export interface Seeking {
  /** Who asks, and is the supplier. */
  readonly organisation: Address;
  /** Whose vouchers are believed. */
  readonly registrars: readonly Address[];
  readonly now: number;
}

/**
 * Makes sure that the seller of an invoice is who issues it: an organisation that said by which numbers it goes is the
 * seller of no invoice with others, and nobody issues what a registrar's voucher gives to somebody else.
 * @throws ProblemError `SupplierMismatch`
 */
export async function checkSeller(sql: Sql, ids: readonly string[], seeking: Seeking): Promise<void> {
  const { organisation } = seeking;
  const others = (await vouchedFor(sql, ids, seeking)).filter((found) => found !== organisation);
  const profile = await profileOf(sql, organisation);
  const own = [...(await legalIdsOf(sql, organisation, seeking)), ...(profile?.identifiers ?? [])];
  const levels = new Set(own.map(({ value }) => levelled(value)));
  const isOwn = levels.size === 0 || ids.some((id) => levels.has(levelled(id)));
  if (isOwn && others.length === 0) return;
  const said = ids.length === 0 ? "no identifier" : ids.join(", ");
  const detail =
    others.length === 0
      ? `the invoice's seller goes by ${said}, and ${organisation} by none of that`
      : `the invoice's seller goes by ${said}, which is vouched for another organisation`;
  const wayOut = "issue the organisation's own invoices, or complete its identifiers";
  throw new ProblemError("SupplierMismatch", `${detail}: ${wayOut}`, {
    faults: [{ at: "body.invoice.seller", message: detail }],
  });
}

/**
 * The address of the buyer of an invoice; undefined where nothing leads to one. What the organisation noted before
 * counts more than what registrars say, since it has dealt with that address.
 * @throws ProblemError `CounterpartyAmbiguous`
 */
export async function findBuyer(sql: Sql, ids: readonly string[], seeking: Seeking): Promise<Address | undefined> {
  const noted = await notedBy(sql, seeking.organisation, ids);
  const found = noted.length > 0 ? noted : await vouchedFor(sql, ids, seeking);
  if (found.length <= 1) return found[0];
  const detail = `the buyer's identifiers ${ids.join(", ")} lead to ${found.join(" and ")}`;
  throw new ProblemError("CounterpartyAmbiguous", `${detail}: name one of them as counterparty`);
}
