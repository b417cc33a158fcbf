/** Calls and visits that people made, as they log them. */
import { keccakOfText } from "../../domain/hash.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Database, Sql, Transaction } from "../../store/database.ts";
import { ownsOriginal } from "../../store/documents.ts";
import { keepDunningAct } from "../../store/dunningActs.ts";
import type { StoredDunningAct } from "../../store/dunningActs.ts";
import { dunningContactOf } from "../../store/dunningCustomers.ts";
import { areOwedBy, lookAgain } from "../../store/dunningItems.ts";
import { noteDunningDone } from "../../store/dunningSending.ts";
import type { NewDunningAct, ShownDunningAct } from "../../wire/dunningCustomer.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import type { Member } from "../http/exchange.ts";
import { notFound } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";
import { checkCustomer } from "./customers.ts";
import { ownSend, sendOver } from "./sends.ts";

const DAY = 86_400;
const LOOK_BACK_DAYS = 366;
const MOST_A_DAY = 5_000;

interface LoggedAct {
  readonly stored: StoredDunningAct;
  readonly isNew: boolean;
}

/** @throws ProblemError `NotFound`, `RequestInvalid`, `IdTaken`, `QuotaReached`, `DunningSendOver` */
export async function logAct(
  database: Database,
  { organisation, account }: Member,
  act: NewDunningAct,
  now: number,
): Promise<LoggedAct> {
  await checkAct(database, organisation, act, now);
  const { id, customer, contact, send, channel, outcome, at } = act;
  const content = keccakOfText(JSON.stringify(act));
  const kept = await database.transaction(async (tx) => {
    const logged = await keepDunningAct(
      tx,
      organisation,
      { id, customer, contact, send, channel, outcome, at, body: act, content, loggedBy: account, logged: now },
      { since: now - DAY, most: MOST_A_DAY },
    );
    if (logged?.isNew === true) {
      await endAsked(tx, organisation, act, account);
      await lookAgain(tx, organisation, customer, now);
    }
    return logged;
  });
  if (kept === undefined) throw quotaReached(MOST_A_DAY, "acts that were logged in a day: wait until tomorrow");
  if (kept.stored.content !== content) throw idTaken("another act");
  return kept;
}

async function checkAct(sql: Sql, organisation: Address, act: NewDunningAct, now: number): Promise<void> {
  const { customer, contact, at, items, evidence } = act;
  await checkCustomer(sql, organisation, customer);
  if (at > now || at < now - LOOK_BACK_DAYS * DAY) {
    throw instantInvalid("body.at", `give a moment that has passed, at most ${LOOK_BACK_DAYS} days ago`);
  }
  if (contact !== null && (await dunningContactOf(sql, organisation, contact))?.customer !== customer) {
    throw notFound();
  }
  if (!(await areOwedBy(sql, organisation, customer, items))) throw notFound();
  for (const document of evidence) if (!(await ownsOriginal(sql, document, organisation))) throw notFound();
}

/** Ends the call or the visit that a policy asked for. */
async function endAsked(
  tx: Transaction,
  organisation: Address,
  { customer, channel, send, at }: NewDunningAct,
  account: Address,
): Promise<void> {
  if (send === null) return;
  const asked = await ownSend(tx, organisation, send);
  if (asked.customer !== customer || asked.channel !== channel) throw notFound();
  if (!(await noteDunningDone(tx, send, { done: "logged", at, by: account }))) {
    throw sendOver("it was logged or withdrawn before");
  }
}

export function shownAct({ body, logged, loggedBy, at }: StoredDunningAct): ShownDunningAct {
  // Only what the interface took is kept there.
  const act = body as NewDunningAct;
  return { ...act, at: shownInstant(at), logged: shownInstant(logged), loggedBy };
}
