/** Where notices, filings and desks are. */
import type { Addresses } from "../../chain/addresses.ts";
import { RefusedError } from "../../clients/errors.ts";
import type { Address } from "../../domain/receivable.ts";

/** @throws RefusedError for an address file from before there was such a contract. */
export function factoringOf({ factoring, ledger }: Addresses): Address {
  if (factoring !== undefined) return factoring;
  const message = `the address file of ledger ${ledger} knows no factoring: deploy anew, or add "factoring"`;
  throw new RefusedError("ArgumentInvalid", { ledger }, message);
}
