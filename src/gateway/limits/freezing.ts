/** Freezing a customer's limits at once, and lifting that by two persons. Sales staff see a hold, and no reason. */
import type { Address } from "../../domain/receivable.ts";
import type { Transaction } from "../../store/database.ts";
import { holdOn, putHold, removeHold } from "../../store/holds.ts";
import { freezeById, freezeOn, holdBesideFreeze, insertFreeze, liftFreeze } from "../../store/limitFreezes.ts";
import type { StoredFreeze } from "../../store/limitFreezes.ts";
import { lockCount } from "../../store/quotas.ts";
import { beginWatching } from "../../store/watchlistHeads.ts";
import { idTaken } from "../access/refusals.ts";
import { useApproval } from "../approvals/using.ts";
import { notFound, ProblemError } from "../http/problems.ts";

export interface AskedFreeze {
  readonly id: string;
  readonly organisation: Address;
  readonly customer: Address;
  readonly reason: string;
  readonly account: Address;
  /** Unix seconds. */
  readonly now: number;
}

/** @throws ProblemError `IdTaken`, or `LimitFrozen` where another freeze stands */
export async function freezeCustomer(
  tx: Transaction,
  { id, organisation, customer, reason, account, now }: AskedFreeze,
): Promise<{ readonly freeze: StoredFreeze; readonly isNew: boolean }> {
  const known = await freezeById(tx, organisation, id);
  if (known !== undefined) {
    if (known.customer === customer && known.reason === reason) return { freeze: known, isNew: false };
    throw idTaken("another freeze");
  }
  await lockHold(tx, organisation, customer);
  const held = (await holdOn(tx, organisation, customer)) !== undefined;
  if (!(await insertFreeze(tx, { id, organisation, customer, reason, frozenBy: account, since: now, held }))) {
    throw new ProblemError("LimitFrozen", `${customer} is frozen already: nothing more has to be done`);
  }
  if (!held) await putHold(tx, organisation, { counterparty: customer, reason, account, since: now });
  await beginWatching(tx, organisation, now);
  return { freeze: await stored(tx, organisation, id), isNew: true };
}

/** @throws ProblemError `NotFound`, or `ApprovalMissing` until somebody else has signed for it */
export async function thawCustomer(
  tx: Transaction,
  { id, organisation, reason, account, now }: Omit<AskedFreeze, "customer">,
): Promise<StoredFreeze> {
  const known = await freezeById(tx, organisation, id);
  if (known === undefined) throw notFound();
  if (known.lifted !== null) return known;
  const { customer } = known;
  const need = { organisation, kind: "limitFreeze", subject: id, customer, amount: null, currency: null } as const;
  const used = await useApproval(tx, { ...need, actor: account }, now);
  if (used === null) throw new Error(`nobody was asked to lift the freeze ${id}`);
  const lifted = { liftedBy: account, lifted: now, liftReason: reason, approval: used.id, approvers: used.approvers };
  await lockHold(tx, organisation, customer);
  const over = await liftFreeze(tx, organisation, id, lifted);
  // Whoever lifted it at the same moment used an approval of their own; one is enough.
  if (over === undefined) return stored(tx, organisation, id);
  if (!over.held) await removeHold(tx, organisation, customer);
  return over;
}

/** Puts a hold that stays when a freeze is lifted. @returns since when, as {@link putHold} */
export async function holdCustomer(
  tx: Transaction,
  organisation: Address,
  hold: Parameters<typeof putHold>[2],
): Promise<number> {
  await lockHold(tx, organisation, hold.counterparty);
  await holdBesideFreeze(tx, organisation, hold.counterparty);
  return putHold(tx, organisation, hold);
}

/** Takes a hold away, unless a freeze stands: or one person could lift what takes two. @returns whether one was. */
export async function releaseCustomer(tx: Transaction, organisation: Address, customer: Address): Promise<boolean> {
  await lockHold(tx, organisation, customer);
  await checkThawed(tx, organisation, customer);
  return removeHold(tx, organisation, customer);
}

/** Who holds, freezes or lifts that does so in turn: the one asks what the other has done. */
function lockHold(tx: Transaction, organisation: Address, customer: Address): Promise<void> {
  return lockCount(tx, `hold of ${organisation}: ${customer}`);
}

async function stored(tx: Transaction, organisation: Address, id: string): Promise<StoredFreeze> {
  const freeze = await freezeById(tx, organisation, id);
  if (freeze === undefined) throw new Error(`the freeze ${id} was not stored`);
  return freeze;
}

/** @throws ProblemError `LimitFrozen` */
export async function checkThawed(tx: Transaction, organisation: Address, customer: Address): Promise<void> {
  const freeze = await freezeOn(tx, organisation, customer);
  if (freeze === undefined) return;
  const wayOut = `a second person has it lifted (POST /v1/limits/freezes/${freeze.id}/lifting)`;
  throw new ProblemError("LimitFrozen", `nothing more is granted to ${customer} since it was frozen: ${wayOut}`);
}
