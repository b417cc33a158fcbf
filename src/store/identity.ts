/** Whose index a database is. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { StoreRefusedError } from "./errors.ts";
import { bytes, hexOf } from "./values.ts";

/** One ledger on one chain. The hash of the block of its deployment tells a chain from another of the same number. */
export interface LedgerIdentity {
  readonly chainId: number;
  readonly ledger: Address;
  readonly directory: Address;
  /** Where both sides sign statements; undefined where no such contract is followed. */
  readonly statements?: Address;
  /** Where factors have desks; undefined where no such contract is followed. */
  readonly factoring?: Address;
  /** Where acts of collection are recorded; undefined where no such contract is followed. */
  readonly collections?: Address;
  readonly deploymentBlock: number;
  readonly deploymentHash: Hex;
}

/** How each part is called in the message that refuses another ledger. */
const PARTS = [
  ["chainId", "chain id"],
  ["ledger", "ledger"],
  ["directory", "directory"],
  ["deploymentBlock", "block of the deployment"],
  ["deploymentHash", "hash of the block of the deployment"],
] as const satisfies readonly (readonly [keyof LedgerIdentity, string])[];

/** What stands around a ledger, and may be followed from later on. */
export type Satellite = "statements" | "factoring" | "collections";

const SATELLITES: readonly (readonly [Satellite, string])[] = [
  ["statements", "contract of statements"],
  ["factoring", "contract of factoring"],
  ["collections", "contract of collections"],
];

/** Whose index the database is; undefined before it is claimed. */
export async function identityOf(sql: Sql): Promise<LedgerIdentity | undefined> {
  // As JSON, since a backup of before is filled into the tables of its time, which had no columns for satellites.
  const [row] = await sql.query<Omit<LedgerIdentity, Satellite> & Readonly<Record<Satellite, string | null>>>(
    'select chain_id as "chainId", ledger, directory, deployment_block as "deploymentBlock", ' +
      `deployment_hash as "deploymentHash", to_jsonb(i) ->> 'statements' as statements, ` +
      `to_jsonb(i) ->> 'factoring' as factoring, to_jsonb(i) ->> 'collections' as collections from identity i`,
  );
  if (row === undefined) return undefined;
  const { statements, factoring, collections, ...identity } = row;
  return {
    ...identity,
    ...(statements !== null && { statements: hexOf(statements) }),
    ...(factoring !== null && { factoring: hexOf(factoring) }),
    ...(collections !== null && { collections: hexOf(collections) }),
  };
}

/**
 * Makes the database the index of a ledger, unless it is one already. One that was begun without a satellite takes it
 * on here as long as nothing of it was read; later, whoever follows the chain has to read what was missed, and then
 * {@link takeOnSatellite}.
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
  const differences = PARTS.flatMap(([part, name]) => differenceOf(name, stored[part], identity[part]));
  for (const [satellite, name] of SATELLITES) {
    const followed = stored[satellite];
    if (followed !== undefined) differences.push(...differenceOf(name, followed, identity[satellite] ?? "none"));
  }
  if (differences.length > 0) {
    throw new StoreRefusedError(
      "ForeignDatabase",
      `This database is the index of another ledger: ${differences.join(", ")}. Point it to that ledger's node and ` +
        "addresses, or give this ledger a database of its own.",
    );
  }
  for (const [satellite] of SATELLITES) {
    const address = identity[satellite];
    if (address === undefined || stored[satellite] !== undefined || (await isRead(tx))) continue;
    await takeOnSatellite(tx, satellite, address);
  }
}

function differenceOf(name: string, stored: string | number, given: string | number): string[] {
  const [theirs, ours] = [stored.toString().toLowerCase(), given.toString().toLowerCase()];
  return theirs === ours ? [] : [`${name} ${theirs} instead of ${ours}`];
}

/**
 * Whether anything counts on the events being those of before: the index itself, or readers of a feed that is built
 * anew, who know their places in it by number.
 */
async function isRead(tx: Transaction): Promise<boolean> {
  const [row] = await tx.query<{ read: boolean }>(
    "select exists (select from cursor) or exists (select from deliveries) " +
      "or exists (select from subscriptions where scanned > 0) as read",
  );
  return row?.read ?? false;
}

/** From now on the index follows a satellite too; everything that it wrote is in the tables. */
export async function takeOnSatellite(tx: Transaction, satellite: Satellite, address: Address): Promise<void> {
  await tx.query(`update identity set ${satellite} = $1`, [bytes(address)]);
}
