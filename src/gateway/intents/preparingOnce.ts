/** Prepares intents, each once. */
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Sql, Transaction } from "../../store/database.ts";
import { countOfSubject, endIntent, insertIntent, intentOf, openIntentOf } from "../../store/intents.ts";
import type { NewIntent, StoredIntent } from "../../store/intents.ts";
import { raiseNotice } from "../../store/notices.ts";
import type { NoticeKind } from "../../wire/notice.ts";
import type { GatewayDeps } from "../deps.ts";
import { ProblemError } from "../http/problems.ts";
import { fateOf, isOver } from "./fates.ts";
import { uuidOf } from "./ids.ts";

const DAY = 86_400;
const USUAL_DAYS = 30;
const MOST_DAYS = 366;

/** What tells one request from another. */
export interface Wanted {
  readonly organisation: Address;
  /** What the sender calls it, if anything. */
  readonly id: string | undefined;
  /** What it is about, where it can be wanted only once at a time. */
  readonly subject: Hex | null;
  readonly content: Hex;
  /** Whether another of the subject may be wanted once one is recorded. */
  readonly isRepeatable?: boolean;
}

export interface Prepared {
  readonly intent: StoredIntent;
  readonly isNew: boolean;
}

/** What is stored with an intent, all or nothing. */
export interface Made {
  readonly intent: NewIntent;
  readonly also?: (tx: Transaction) => Promise<void>;
}

/** More rounds than anybody could lose in a row by chance. */
const ROUNDS = 5;

/**
 * The intent that is wanted: the one that is there, or a new one, and one only however many ask at once.
 * @throws ProblemError `IntentExists` where something else is under the id, or open about the same.
 */
export async function prepareOnce(
  { config, database, now }: Pick<GatewayDeps, "config" | "database" | "now">,
  wanted: Wanted,
  make: (id: string) => Promise<Made>,
): Promise<Prepared> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = await existing(database, wanted, now());
    if (found !== undefined) return { intent: found, isNew: false };
    const id = wanted.id ?? (await madeId(database, config.secret, wanted));
    const { intent, also } = await make(id);
    const stored = await database.transaction(async (tx) => {
      if (!(await insertIntent(tx, intent))) return false;
      await also?.(tx);
      return true;
    });
    const written = stored ? await intentOf(database, id) : undefined;
    if (written !== undefined) return { intent: written, isNew: true };
  }
  throw new Error("others kept preparing the same");
}

async function existing(
  sql: Sql,
  { organisation, id, subject, content, isRepeatable = false }: Wanted,
  now: number,
): Promise<StoredIntent | undefined> {
  const named = id === undefined ? undefined : await intentOf(sql, id);
  if (named !== undefined) {
    if (named.organisation === organisation && named.content === content) return named;
    throw new ProblemError("IntentExists", `the id ${named.id} is taken by something else: make another`);
  }
  const open = subject === null ? undefined : await openIntentOf(sql, organisation, subject);
  if (open === undefined) return undefined;
  const fate = await fateOf(sql, open, now);
  const isSame = open.content === content && id === undefined;
  if (isOver(fate) || (isRepeatable && fate.state === "recorded" && !isSame)) {
    await endIntent(sql, open.id);
    return undefined;
  }
  if (isSame) return open;
  throw new ProblemError("IntentExists", `${open.id} is prepared for this already: use it, or withdraw it first`);
}

/** The same for whoever wants the same, until what there was is over. */
async function madeId(sql: Sql, secret: Uint8Array, { organisation, subject, content }: Wanted): Promise<string> {
  const count = subject === null ? 0 : await countOfSubject(sql, organisation, subject);
  return uuidOf(secret, `${organisation}/${subject ?? content}/${count}`);
}

/** @param mostDays The deadline is no later than in so many. @throws ProblemError `DeadlineInvalid` */
export function deadlineFor(asked: number | undefined, now: number, mostDays = MOST_DAYS): number {
  const deadline = asked ?? now + Math.min(USUAL_DAYS, mostDays) * DAY;
  if (deadline > now && deadline <= now + mostDays * DAY) return deadline;
  throw new ProblemError("DeadlineInvalid", `give an instant in the next ${mostDays} days`);
}

const AWAITED: NoticeKind = "SignatureAwaited";

/**
 * Those whose signatures an act takes beside that of whoever prepared it need not look for it again and again. Once a
 * day for each verb and agreement: to prepare costs nothing, and must not fill anybody's letter box.
 */
export async function tellAwaited(
  tx: Transaction,
  { id, organisation, verb, subject, receivable, commitment, statement, parties, prepared }: NewIntent,
): Promise<void> {
  const organisations = parties.map(({ party }) => party).filter((party) => party !== organisation);
  if (organisations.length === 0) return;
  const about = { ...(receivable === null ? {} : { receivable }), ...(statement === null ? {} : { statement }) };
  const notice = {
    key: [AWAITED, organisation, verb, commitment ?? statement ?? subject, Math.floor(prepared / DAY)].join(" "),
    kind: AWAITED,
    data: { ...about, intent: id, organisation },
    at: prepared,
  };
  await raiseNotice(tx, notice, { organisations, isAlarm: false });
}
