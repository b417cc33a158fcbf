/** Setting a limit: in turn with whoever grants under it, and with a second signature where it lets more be granted. */
import { isRaise, limitInForce } from "../../domain/exposure/limit.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Transaction } from "../../store/database.ts";
import { insertLimit, limitById, limitsOf, lockLimit } from "../../store/limits.ts";
import type { NewLimit, StoredLimit } from "../../store/limits.ts";
import { beginWatching } from "../../store/watchlistHeads.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import { useApproval } from "../approvals/using.ts";
import { groupOfSubject, limitsInForce } from "./using.ts";

const MOST_LIMITS = 200_000;

/** What is asked for; `from` undefined begins now. */
export type AskedLimit = Omit<NewLimit, "from" | "approval"> & { readonly from: number | undefined };

export interface MadeLimit {
  readonly limit: StoredLimit;
  readonly isNew: boolean;
}

/** @throws ProblemError `IdTaken`, `QuotaReached`, `ApprovalMissing`, `RequestInvalid` */
export async function setLimit(tx: Transaction, asked: AskedLimit): Promise<MadeLimit> {
  const { organisation, id, subject, currency, setAt: now } = asked;
  await lockLimit(tx, organisation, subject, currency);
  const known = await limitById(tx, organisation, id);
  if (known !== undefined) {
    if (isSame(known, asked)) return { limit: known, isNew: false };
    throw idTaken("another limit");
  }
  const from = asked.from ?? now;
  if (from < now) throw instantInvalid("body.from", "give an instant that is not over");
  if (asked.until !== null && asked.until <= from) throw instantInvalid("body.until", "give a later instant than from");
  const limit = { ...asked, from };
  const approval = (await isRaised(tx, limit)) ? await approvedRaise(tx, limit) : null;
  if (!(await insertLimit(tx, { ...limit, approval }, MOST_LIMITS))) {
    throw quotaReached(MOST_LIMITS, "limits: no more are kept");
  }
  await beginWatching(tx, organisation, now);
  const stored = await limitById(tx, organisation, id);
  if (stored === undefined) throw new Error(`the limit ${id} was not stored`);
  return { limit: stored, isNew: true };
}

function isSame(known: StoredLimit, asked: AskedLimit): boolean {
  const { subject, currency, amount, until, reason } = known;
  const isFrom = asked.from === undefined || asked.from === known.from;
  const isAbout = subject === asked.subject && currency === asked.currency;
  return isFrom && isAbout && amount === asked.amount && until === asked.until && reason === asked.reason;
}

/** Whether more can be granted than before: where no own limit is in force, a customer has its band's. */
async function isRaised(tx: Transaction, limit: Omit<NewLimit, "approval">): Promise<boolean> {
  const { organisation, subject, currency, setAt: now } = limit;
  const set = await limitsOf(tx, organisation, [subject]);
  const known = set.filter((one) => one.currency === currency).map(stated);
  return isRaise(known, stated(limit), await fallbackOf(tx, limit, set), now);
}

/** What counts where none of this subject and currency is in force: where anything else limits it, nothing is given. */
async function fallbackOf(
  tx: Transaction,
  { organisation, subject, currency, setAt: now }: Omit<NewLimit, "approval">,
  set: readonly StoredLimit[],
): Promise<bigint | undefined> {
  if (groupOfSubject(subject) !== undefined) {
    const others = Map.groupBy(set, (one) => one.currency);
    others.delete(currency);
    return [...others.values()].some((one) => limitInForce(one.map(stated), now)) ? 0n : undefined;
  }
  const { standing, limits } = await limitsInForce(tx, organisation, subject as Address, now);
  const band = standing?.limits.find((one) => one.currency === currency);
  if (band !== undefined) return band.amount;
  const beside = limits.filter((one) => one.source !== "customer" || one.currency !== currency);
  return beside.length === 0 || beside.some((one) => one.currency === currency) ? undefined : 0n;
}

function stated({ amount, from, until }: Pick<NewLimit, "amount" | "from" | "until">) {
  return { amount: amount ?? undefined, from, until: until ?? undefined };
}

/** What ends for good, or may be anything, has no amount to be approved. */
async function approvedRaise(tx: Transaction, limit: Omit<NewLimit, "approval">): Promise<string | null> {
  const { organisation, subject, currency, amount, setBy, setAt } = limit;
  const used = await useApproval(
    tx,
    {
      ...{ organisation, kind: "limitChange", subject: `limit ${subject}` },
      customer: subject.startsWith("0x") ? (subject as Address) : null,
      ...{ amount, currency: amount === null ? null : currency, actor: setBy },
    },
    setAt,
  );
  return used?.id ?? null;
}
