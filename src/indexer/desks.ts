/** Desks of factors are followed from the moment they are opened: their addresses become known while logs are read. */
import type { Addresses } from "../chain/addresses.ts";
import { followedContracts } from "../chain/addresses.ts";
import type { BlockReader } from "../chain/blocks.ts";
import { desksOpenedIn } from "../chain/logs.ts";
import type { FactoringEmitters, RawLog } from "../chain/logs.ts";
import type { Address } from "../domain/receivable.ts";

type Following = Pick<BlockReader, "addresses" | "follow">;

/**
 * Reads again for as long as what was read tells of desks that are not followed yet. A desk has written nothing before
 * it was opened, so that what was read last holds all that there is of it.
 * @throws ChainDataError, and as the reading.
 */
export async function withDesks<Told>(
  reader: Following,
  { factoring }: Pick<Addresses, "factoring">,
  read: () => Promise<Told>,
  logsOf: (told: Told) => readonly RawLog[],
): Promise<Told> {
  for (;;) {
    const told = await read();
    if (factoring === undefined || !followOpened(reader, factoring, logsOf(told))) return told;
  }
}

/** Follows the desks that were opened among some logs. @returns Whether one of them was not followed yet. */
export function followOpened(reader: Following, factoring: Address, logs: readonly RawLog[]): boolean {
  const followed = new Set(reader.addresses);
  const opened = desksOpenedIn(factoring, logs).filter((desk) => !followed.has(desk));
  reader.follow(opened);
  return opened.length > 0;
}

/**
 * Whose logs are events of factoring: the contract's, and those of whatever else is followed beside the address file.
 */
export function factoringEmitters(
  reader: Pick<BlockReader, "addresses">,
  factoring: Address,
  addresses: Omit<Addresses, "lens">,
): FactoringEmitters {
  const desks = new Set(reader.addresses);
  for (const address of followedContracts(addresses)) desks.delete(address.toLowerCase() as Address);
  return { factoring, isDesk: (address) => desks.has(address) };
}
