/** Setting a limit: in turn with whoever grants under it, and with a second signature where it lets more be granted. */
import { isEverInForce, raiseBy } from "../../domain/exposure/limit.ts";
import type { Fallback, Raise } from "../../domain/exposure/limit.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Transaction } from "../../store/database.ts";
import { insertLimit, limitById, limitsOf, lockLimit } from "../../store/limits.ts";
import type { NewLimit, StoredLimit } from "../../store/limits.ts";
import { creditPolicyAt } from "../../store/scorePolicies.ts";
import { beginWatching } from "../../store/watchlistHeads.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import { useApproval } from "../approvals/using.ts";
import { shownCurrency, shownInstant } from "../receivables/showing.ts";
import { creditStanding } from "../scores/standing.ts";
import { groupOfSubject } from "./using.ts";

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
  const raise = await raiseOf(tx, limit);
  const approval = raise === undefined ? null : await approvedRaise(tx, limit, raise);
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

/** What more can be granted than before, at any time from now on. Where no own limit counts, its band's does. */
async function raiseOf(tx: Transaction, limit: Omit<NewLimit, "approval">): Promise<Raise | undefined> {
  const { organisation, subject, currency, setAt: now } = limit;
  const set = await limitsOf(tx, organisation, [subject]);
  const known = set.filter((one) => one.currency === currency).map(stated);
  return raiseBy(known, stated(limit), await fallbackOf(tx, limit, set), now);
}

/**
 * The least is nought where anything else limits the subject, now or later: a band falls with the score, another
 * policy comes, and an own limit would outlive that. The most is what the policy gives, and never the nought that
 * another limit lends for as long as it lasts.
 */
async function fallbackOf(
  tx: Transaction,
  { organisation, subject, currency, setAt: now }: Omit<NewLimit, "approval">,
  set: readonly StoredLimit[],
): Promise<Fallback> {
  const others = Map.groupBy(set, (one) => one.currency);
  others.delete(currency);
  const isLimited = [...others.values()].some((one) => isEverInForce(one.map(stated), now));
  if (groupOfSubject(subject) !== undefined) return { least: isLimited ? 0n : undefined, most: undefined };
  const given = (await creditStanding(tx, organisation, subject as Address, now))?.limits ?? [];
  const most = given.length === 0 ? undefined : (given.find((one) => one.currency === currency)?.amount ?? 0n);
  const toCome = await creditPolicyAt(tx, organisation, Number.MAX_SAFE_INTEGER);
  const isBanded = most !== undefined || toCome?.policy.bands.some(({ limits }) => limits.length > 0) === true;
  return { least: isLimited || isBanded ? 0n : undefined, most };
}

function stated({ amount, from, until }: Pick<NewLimit, "amount" | "from" | "until">) {
  return { amount: amount ?? undefined, from, until: until ?? undefined };
}

/** What may be anything has no amount to be approved. */
async function approvedRaise(
  tx: Transaction,
  limit: Omit<NewLimit, "approval">,
  { to: amount }: Raise,
): Promise<string | null> {
  const { organisation, subject, currency, setBy, setAt } = limit;
  const used = await useApproval(
    tx,
    {
      ...{ organisation, kind: "limitChange", subject: approvedAs(limit) },
      customer: subject.startsWith("0x") ? (subject as Address) : null,
      ...{ amount, currency: amount === null ? null : currency, actor: setBy },
    },
    setAt,
  );
  return used?.id ?? null;
}

/** What is signed: of whom, in which currency and for how long, so that it is used for nothing else. */
function approvedAs({ subject, currency, amount, from, until, setAt }: Omit<NewLimit, "approval">): string {
  const begins = from > setAt ? ` from ${shownInstant(from)}` : "";
  const ends = amount === null ? "ends" : `until ${until === null ? "never" : shownInstant(until)}`;
  return `limit ${subject} ${shownCurrency(currency, new Map()).code ?? currency}${begins} ${ends}`;
}
