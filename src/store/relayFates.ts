/** What became of a nonce on the chain, written to it and to the relay it was given to. */
import type { Hex } from "../domain/receivable.ts";
import type { BlockPoint } from "./chainTables.ts";
import type { Sql } from "./database.ts";
import type { Slot, SlotKey } from "./relayOutbox.ts";
import type { Why } from "./relayQueue.ts";
import { bytes } from "./values.ts";

type Given = SlotKey & Pick<Slot, "relay">;

/** One of our transactions in a block. */
export interface Landing {
  readonly mined: Hex;
  readonly block: BlockPoint;
  /** Wei. */
  readonly spent: bigint;
  /** Why the relay had no effect; undefined if it had. */
  readonly why: Why | undefined;
}

/** A block holds one of the nonce's transactions. */
export async function land(tx: Sql, slot: Given, { mined, block, spent, why }: Landing): Promise<void> {
  await tx.query(
    "update relay_nonces set mined = $3, block_number = $4, block_hash = $5, taken = null " +
      "where account = $1 and nonce = $2",
    [bytes(slot.account), slot.nonce, bytes(mined), block.number, bytes(block.hash)],
  );
  if (slot.relay === null) return;
  await tx.query(
    "update relays set state = $2, block_number = $3, block_hash = $4, spent = $5, error = $6, detail = $7 " +
      "where id = $1",
    [
      slot.relay,
      why === undefined ? "recorded" : "refused",
      block.number,
      bytes(block.hash),
      spent,
      why?.error ?? null,
      why?.detail ?? null,
    ],
  );
}

/** The block is no longer on the chain: the transactions have to be sent again. */
export async function unland(tx: Sql, slot: Given, now: number): Promise<void> {
  const key = [bytes(slot.account), slot.nonce];
  await tx.query(
    "update relay_nonces set mined = null, block_number = null, block_hash = null where account = $1 and nonce = $2",
    key,
  );
  await tx.query("update relay_transactions set sent = null, since = $3 where account = $1 and nonce = $2", [
    ...key,
    now,
  ]);
  if (slot.relay === null) return;
  await tx.query(
    `update relays set state = 'sent', block_number = null, block_hash = null, spent = 0, error = null, detail = null
     where id = $1`,
    [slot.relay],
  );
}

/** The block that holds it is final: nobody watches it any more. */
export async function settle(tx: Sql, { account, nonce }: SlotKey): Promise<void> {
  await tx.query("update relay_nonces set open = false where account = $1 and nonce = $2", [bytes(account), nonce]);
}

/** Somebody else's transaction has used the nonce, or after all has not (null). */
export async function setTaken(tx: Sql, { account, nonce }: SlotKey, taken: number | null): Promise<void> {
  await tx.query("update relay_nonces set taken = $3 where account = $1 and nonce = $2", [
    bytes(account),
    nonce,
    taken,
  ]);
}

/**
 * Somebody else's transaction has used the nonce for good, so that none of ours can have an effect any more: the relay
 * waits for another nonce.
 */
export async function release(tx: Sql, slot: Given): Promise<void> {
  await settle(tx, slot);
  if (slot.relay === null) return;
  await tx.query("update relays set state = 'queued', reserved = 0, day = null, spent = 0 where id = $1", [slot.relay]);
}

/** When a nonce was last seen to be used by somebody else's transaction, unix seconds; null if none ever was. */
export async function lastTakenOf(sql: Sql): Promise<number | null> {
  const [row] = await sql.query<{ taken: number | null }>("select max(taken) as taken from relay_nonces");
  return row?.taken ?? null;
}
