/**
 * Looks at customers and scores those again of whom something changed (A08), and tells creditors of contests that they
 * left unanswered. Any number of processes may do so at once: a customer is held by one of them.
 */
import type { Logger } from "pino";
import { TermsError } from "../../domain/terms.ts";
import type { CustomerLook } from "../../store/customerLooks.ts";
import type { Database } from "../../store/database.ts";
import { nextOverdueContest } from "../../store/scoreContests.ts";
import { holdScoreLook, moveScoreLook, noteScoreLook, refreshScoreLooks } from "../../store/scoreLooks.ts";
import { atOneInstant } from "../accountStatements/making.ts";
import { ProblemError } from "../http/problems.ts";
import type { Tokens } from "../receivables/showing.ts";
import { scoreCustomer } from "./scoring.ts";
import { tellOfContest } from "./telling.ts";

export interface ScoreDeps {
  readonly database: Database;
  readonly tokens: Tokens;
  /** Unix seconds. */
  readonly now: () => number;
  readonly logger: Logger;
}

/** How often it is asked whose receivables changed. */
const REFRESH_SECONDS = 60;
const DAY = 86_400;
const RETRY_SECONDS = 1_800;

/** Looks at one customer, or asks of whom something changed; false if nothing was due. */
export async function runScores(deps: ScoreDeps): Promise<boolean> {
  const { database, now } = deps;
  const isRefreshed = await database.transaction((tx) => refreshScoreLooks(tx, now(), REFRESH_SECONDS));
  const isTold = await tellOverdue(deps);
  return (await lookOnce(deps)) || isRefreshed || isTold;
}

async function lookOnce({ database, tokens, now, logger }: ScoreDeps): Promise<boolean> {
  const held: { look?: CustomerLook } = {};
  try {
    return await atOneInstant(database, async (tx) => {
      const look = await holdScoreLook(tx, now());
      if (look === undefined) return false;
      held.look = look;
      await noteScoreLook(tx, look, { now: now(), due: now() + DAY });
      await scoreCustomer(tx, look, { tokens, now: now(), wanted: undefined });
      return true;
    });
  } catch (error) {
    const { look } = held;
    if (look === undefined) throw error;
    // Whatever is wrong with one customer holds up no other.
    const isKnown = error instanceof ProblemError || error instanceof TermsError;
    const fault = isKnown ? error.message : "the fault is the gateway's: it is tried again, and its operator knows";
    logger.warn({ customer: look.customer, err: error }, "a customer is not scored");
    await moveScoreLook(database, look, { due: now() + RETRY_SECONDS, looked: null, fault });
    return true;
  }
}

async function tellOverdue({ database, now }: ScoreDeps): Promise<boolean> {
  return database.transaction(async (tx) => {
    const contest = await nextOverdueContest(tx, now());
    if (contest === undefined) return false;
    await tellOfContest(tx, contest, "overdue", now());
    return true;
  });
}
