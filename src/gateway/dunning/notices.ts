/** From what is due to what is sent: letters as the debtor gets them, kept with their hash and once for each level. */
import { randomUUID } from "node:crypto";
import type { Hex } from "../../domain/receivable.ts";
import { contentHashOf } from "../../documents/letters/contentHash.ts";
import { checkLetter, LetterError } from "../../documents/letters/letter.ts";
import type { DunningLetter } from "../../documents/letters/letter.ts";
import { noticeTextOf } from "../../documents/letters/letterText.ts";
import type { Sql, Transaction } from "../../store/database.ts";
import { touchDunningPerson } from "../../store/dunningPeople.ts";
import { keepDunningSend } from "../../store/dunningSends.ts";
import type { NewDunningSend } from "../../store/dunningSends.ts";
import { targetsOf } from "./customers.ts";
import { keepEscalation } from "./escalating.ts";
import { letterOf, partsOf, UnsendableError } from "./letters.ts";
import type { NoticeDeps, NoticePart } from "./letters.ts";
import type { PlannedCustomer } from "./planning.ts";
import type { KeptContact } from "./showing.ts";

/**
 * Makes and keeps what is due. What another process has kept meanwhile is not made twice.
 * @param now Unix seconds. @returns why notices that were due could not be made.
 */
export async function keepNotices(
  tx: Transaction,
  deps: NoticeDeps,
  planned: PlannedCustomer,
  now: number,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const notice of planned.plan.notices) {
    for (const part of partsOf(notice, planned)) {
      try {
        const taken = await keepPart(tx, deps, planned, part, now);
        if (taken.size > 0) faults.push(`${notice.level.id}: ${taken.size} items had a level of this id before`);
      } catch (error) {
        if (!(error instanceof LetterError) && !(error instanceof UnsendableError)) throw error;
        faults.push(`${notice.level.id}: ${error.message}`);
      }
    }
  }
  return faults;
}

/**
 * A letter is about all of its items or is not made. @returns those that had the level before, by another policy that
 * calls one of its own the same; the others have their letter.
 */
async function keepPart(
  tx: Transaction,
  deps: NoticeDeps,
  planned: PlannedCustomer,
  part: NoticePart,
  now: number,
): Promise<ReadonlySet<Hex>> {
  const taken = await keepOnce(tx, deps, planned, part, now);
  const rows = part.rows.filter(({ finding }) => !taken.has(finding.item));
  if (taken.size > 0 && rows.length > 0) await keepOnce(tx, deps, planned, { ...part, rows }, now);
  return taken;
}

async function keepOnce(
  tx: Transaction,
  deps: NoticeDeps,
  planned: PlannedCustomer,
  part: NoticePart,
  now: number,
): Promise<ReadonlySet<Hex>> {
  const { send, letter, items } = await sendOf(tx, deps, planned, part, now);
  const taken = await keepDunningSend(tx, send, items);
  const firings = part.rows.map(({ finding }) => finding);
  if (taken.length > 0) return new Set(taken);
  await keepEscalation(tx, send, letter, part.notice.level, firings);
  const isCounted = send.channel !== "webhook" && send.person !== null;
  if (isCounted) await touchDunningPerson(tx, send.organisation, send.person, now);
  return new Set();
}

type Kept = Parameters<typeof keepDunningSend>[2];

/**
 * A notice as it is kept and sent, under an id and a salt of its own. @param now Unix seconds.
 * @throws LetterError, UnsendableError where no letter can be made
 */
export async function sendOf(
  sql: Sql,
  deps: NoticeDeps,
  planned: PlannedCustomer,
  part: NoticePart,
  now: number,
): Promise<{ readonly send: NewDunningSend; readonly letter: DunningLetter; readonly items: Kept }> {
  const { organisation, customer } = planned;
  const { policy, level, person } = part.notice;
  const contact = planned.contacts.find(({ id }) => id === person)?.body as KeptContact | undefined;
  const target = contact && targetsOf(contact).find(({ channel }) => channel === level.channel)?.target;
  if (contact === undefined || target === undefined) throw new Error(`nobody is reached by ${level.channel}`);
  const id = randomUUID();
  const letter = await letterOf(sql, deps, planned, { ...part, id, contact, now });
  checkLetter(letter);
  const text = noticeTextOf(letter, contact.language, level.channel);
  const send: NewDunningSend = {
    ...{ id, organisation, customer, policy: policy.id, policyVersion: policy.version, level: level.id },
    ...{ stage: level.stage, channel: level.channel, person, target, template: level.template },
    ...{ language: contact.language, currency: policy.currency, fee: letter.fee, content: letter, text },
    ...{ contentHash: contentHashOf(text, letter.salt), salt: letter.salt, made: now, due: now },
  };
  const items = part.rows.map(({ finding, open }) => ({
    ...{ item: finding.item, cycle: finding.cycle, holder: part.holder, dueDay: open.item.dueDay },
    asked: finding.claim.asked,
  }));
  return { send, letter, items };
}
