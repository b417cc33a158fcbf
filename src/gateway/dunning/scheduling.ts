/**
 * Looks at customers and has sent what is due of them. Any number of processes may do so at once: a customer is held by
 * one of them, what it is sent and when it is looked at next are stored together, and a level of an item has one row in
 * a cycle whoever writes it. That row, in the transaction of the letter and of its fee, is a stronger promise than a
 * queue beside the database could give.
 */
import type { Logger } from "pino";
import { TermsError } from "../../domain/terms.ts";
import { latestInstant } from "../../store/chainTables.ts";
import type { CustomerLook } from "../../store/customerLooks.ts";
import type { Database, Transaction } from "../../store/database.ts";
import { holdDueLook, moveLook, refreshLooks } from "../../store/dunningItems.ts";
import { atOneInstant } from "../accountStatements/making.ts";
import { ProblemError } from "../http/problems.ts";
import { keepNotices } from "./notices.ts";
import type { NoticeDeps } from "./letters.ts";
import { planCustomer } from "./planning.ts";
import { keepWorklist } from "./ranking.ts";

export interface DunningDeps extends NoticeDeps {
  readonly database: Database;
  /** Unix seconds. */
  readonly now: () => number;
  readonly logger: Logger;
  /** How old the last block may be before the index counts as behind. */
  readonly behindSeconds: number;
}

/** How often it is asked whose receivables changed. */
const REFRESH_SECONDS = 60;
/** How often a customer is looked at of whom nothing changed: windows of the day open and close by the minute. */
const LOOK_SECONDS = 1_800;

/** What becomes open is a change, and that is looked at at once. */
const NOTHING_OPEN_SECONDS = 86_400;

/** Looks at one customer, or asks whose receivables changed; false if nothing was due. */
export async function runDunning(deps: DunningDeps): Promise<boolean> {
  const { database, now } = deps;
  const isRefreshed = await database.transaction((tx) => refreshLooks(tx, now(), REFRESH_SECONDS));
  return (await lookOnce(deps)) || isRefreshed;
}

async function lookOnce(deps: DunningDeps): Promise<boolean> {
  const { database, now, logger } = deps;
  const held: { look?: CustomerLook } = {};
  try {
    return await atOneInstant(database, async (tx) => {
      // Nobody is dunned by what may be old; whoever is due stays so.
      if (await isBehind(tx, deps)) return false;
      const look = await holdDueLook(tx, now());
      if (look === undefined) return false;
      held.look = look;
      await lookAt(tx, deps, look);
      return true;
    });
  } catch (error) {
    const { look } = held;
    if (look === undefined) throw error;
    // Whatever is wrong with one customer holds up no other.
    const isKnown = error instanceof ProblemError || error instanceof TermsError;
    const fault = isKnown ? error.message : "the fault is the gateway's: it is tried again, and its operator knows";
    logger.warn({ customer: look.customer, err: error }, "a customer is not dunned");
    await moveLook(database, look, { due: now() + LOOK_SECONDS, looked: null, fault });
    return true;
  }
}

async function isBehind(tx: Transaction, { now, behindSeconds }: DunningDeps): Promise<boolean> {
  const latest = await latestInstant(tx);
  return latest === undefined || now() - latest > behindSeconds;
}

async function lookAt(tx: Transaction, deps: DunningDeps, look: CustomerLook): Promise<void> {
  const now = deps.now();
  const planned = await planCustomer(tx, look, now);
  const cut = planned.isCut ? ["more is open than is looked at: the others wait until some are settled"] : [];
  const faults = [...cut, ...(await keepNotices(tx, deps, planned, now))];
  // The worklist says what is left to be done.
  const left = planned.plan.notices.length === 0 ? planned : await planCustomer(tx, look, now);
  await keepWorklist(tx, left, deps.tokens, now);
  const pause = planned.items.length + planned.sealed.length === 0 ? NOTHING_OPEN_SECONDS : LOOK_SECONDS;
  await moveLook(tx, look, { due: now + pause, looked: now, fault: faults.join("; ") || null });
}
