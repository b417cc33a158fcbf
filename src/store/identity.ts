/** Whose index a database is. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { StoreRefusedError } from "./errors.ts";
import { bytes } from "./values.ts";

/** One ledger on one chain. The hash of the block of its deployment tells a chain from another of the same number. */
export interface LedgerIdentity {
  readonly chainId: number;
  readonly ledger: Address;
  readonly directory: Address;
  readonly deploymentBlock: number;
  readonly deploymentHash: Hex;
}

/** How each part is called in the message that refuses another ledger. */
const PARTS: readonly (readonly [keyof LedgerIdentity, string])[] = [
  ["chainId", "chain id"],
  ["ledger", "ledger"],
  ["directory", "directory"],
  ["deploymentBlock", "block of the deployment"],
  ["deploymentHash", "hash of the block of the deployment"],
];

/** Whose index the database is; undefined before it is claimed. */
export async function identityOf(sql: Sql): Promise<LedgerIdentity | undefined> {
  const [row] = await sql.query<LedgerIdentity>(
    'select chain_id as "chainId", ledger, directory, deployment_block as "deploymentBlock", ' +
      'deployment_hash as "deploymentHash" from identity',
  );
  return row;
}

/**
 * Makes the database the index of a ledger, unless it is one already.
 * @throws StoreRefusedError "ForeignDatabase" if it is another ledger's; the message names what differs.
 */
export async function claim(tx: Transaction, identity: LedgerIdentity): Promise<void> {
  const { chainId, ledger, directory, deploymentBlock, deploymentHash } = identity;
  await tx.query(
    "insert into identity (chain_id, ledger, directory, deployment_block, deployment_hash) " +
      "values ($1, $2, $3, $4, $5) on conflict do nothing",
    [chainId, bytes(ledger), bytes(directory), deploymentBlock, bytes(deploymentHash)],
  );
  const stored = await identityOf(tx);
  if (stored === undefined) return;
  const differences = PARTS.flatMap(([part, name]) => {
    const [theirs, ours] = [stored[part].toString().toLowerCase(), identity[part].toString().toLowerCase()];
    return theirs === ours ? [] : [`${name} ${theirs} instead of ${ours}`];
  });
  if (differences.length === 0) return;
  throw new StoreRefusedError(
    "ForeignDatabase",
    `This database is the index of another ledger: ${differences.join(", ")}. Point it to that ledger's node and ` +
      "addresses, or give this ledger a database of its own.",
  );
}
