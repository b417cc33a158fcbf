/**
 * Tells factors and insurers that a debtor is insolvent, and that a notice of it was withdrawn: each once, however
 * often it is looked at, for it is compared with what was told last. A factor is told about what it holds itself, and
 * by what the seller said or what stands about that very receivable: what one factor records is not told to another.
 */
import { caseFile } from "../../domain/cases/caseFile.ts";
import type { CaseFile } from "../../domain/cases/caseFile.ts";
import { standingInsolvencyNotices } from "../../domain/collections/insolvency.ts";
import type { CollectionStepTaken } from "../../domain/collections/recordEvents.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { caseEntriesOf, casesAgainst } from "../../store/cases.ts";
import type { Transaction } from "../../store/database.ts";
import {
  holdersAgainst,
  insolvencyPairsIn,
  lockInsolvencyHead,
  lockInsolvencyPair,
  moveInsolvencyHead,
  noteTold,
  ownersOf,
  safePosition,
  stepsAgainst,
  toldOf,
} from "../../store/insolvency.ts";
import type { InsolvencyPair, InsolvencyWord } from "../../store/insolvency.ts";
import { lastWordTo, queueInsurerMail } from "../../store/insurerMails.ts";
import { raiseNotice } from "../../store/notices.ts";
import type { NoticeKind } from "../../wire/notice.ts";
import type { GatewayDeps } from "../deps.ts";

const NOTICE: NoticeKind = "InsolvencyNoticed";
const MOST_EVENTS = 10_000;
/** To insurers, of one organisation; more wait. */
const MOST_DAILY = 100;

/** Looks at what is new in the feed and safe. @returns whether there was anything. */
export async function watchInsolvency({ database, now }: Pick<GatewayDeps, "database" | "now">): Promise<boolean> {
  return database.transaction(async (tx) => {
    const head = await lockInsolvencyHead(tx);
    const last = await safePosition(tx, head);
    // An index that was built anew counts from the beginning, and what was told is not told again.
    const after = head > last ? 0 : head;
    const through = Math.min(last, after + MOST_EVENTS);
    if (through === head) return false;
    for (const pair of await insolvencyPairsIn(tx, { after, through })) await tellInsolvency(tx, pair, now());
    await moveInsolvencyHead(tx, through);
    return true;
  });
}

interface Known {
  readonly pair: InsolvencyPair;
  /** Those that stand. */
  readonly notices: readonly CollectionStepTaken[];
  readonly cases: readonly { readonly id: string; readonly file: CaseFile }[];
  /** Unix seconds. */
  readonly at: number;
}

/** Tells whoever is to know what stands now of a debtor's insolvency, and was not told it yet. */
export async function tellInsolvency(tx: Transaction, pair: InsolvencyPair, at: number): Promise<void> {
  await lockInsolvencyPair(tx, pair);
  const cases: { readonly id: string; readonly file: CaseFile }[] = [];
  for (const id of await casesAgainst(tx, pair.organisation, pair.debtor)) {
    const file = caseFile(await caseEntriesOf(tx, id));
    if (!file.isClosed) cases.push({ id, file });
  }
  const standing = standingInsolvencyNotices(await stepsAgainst(tx, pair));
  const notices = standing.map(({ event }) => event);
  const known = { pair, notices, cases, at };
  await tellHolders(tx, known);
  await tellInsurers(tx, known);
}

async function tellHolders(tx: Transaction, { pair, notices, cases, at }: Known): Promise<void> {
  const told = new Map((await toldOf(tx, pair)).map((one) => [one.recipient, one]));
  const holders = await holdersAgainst(tx, pair);
  const owners = await ownersOf(tx, [...new Set(notices.map(({ id }) => id))]);
  const saysCase = cases.some(({ file }) => file.insolventOn !== undefined);
  for (const recipient of new Set([...holders.keys(), ...told.keys()])) {
    const stands = saysCase || notices.some((notice) => concerns(notice, recipient, pair.organisation, owners));
    const last = told.get(recipient);
    const kind = wordFor(stands, last?.kind);
    const holding = holders.get(recipient);
    const receivable = holding?.id ?? last?.receivable;
    // Who holds nothing any more is told no news, but what it was told is put right.
    if (kind === undefined || receivable === undefined || (stands && holding === undefined)) continue;
    const times = (last?.times ?? 0) + 1;
    // Whom somebody merely transferred something to is not alarmed; what was an alarm is put right by one.
    const isAlarm = kind === "withdrawn" ? last?.alarmed === true : holding?.isTakenUp === true;
    await noteTold(tx, pair, { recipient, kind, receivable, times, alarmed: isAlarm }, at);
    const key = [NOTICE, pair.organisation, pair.debtor, recipient, times].join(" ");
    const data = { receivable, seller: pair.organisation, debtor: pair.debtor, word: kind };
    await raiseNotice(tx, { key, kind: NOTICE, data, at }, { organisations: [recipient], isAlarm });
  }
}

/** What somebody recorded itself it knows. */
function concerns(
  { id, creditor, collector }: CollectionStepTaken,
  recipient: Address,
  seller: Address,
  owners: ReadonlyMap<Hex, Address>,
): boolean {
  if (collector === recipient) return false;
  return collector === seller || (creditor === seller && creditor !== recipient) || owners.get(id) === recipient;
}

function wordFor(stands: boolean, last: InsolvencyWord | undefined): InsolvencyWord | undefined {
  if (stands) return last === "noticed" ? undefined : "noticed";
  return last === "noticed" ? "withdrawn" : undefined;
}

/**
 * Of an own debtor: by a case itself, or by what the organisation or its collector recorded. Of several cases under one
 * policy one tells for all.
 */
async function tellInsurers(tx: Transaction, { pair, notices, cases, at }: Known): Promise<void> {
  const { organisation } = pair;
  const isRecorded = notices.some(({ creditor, collector }) => creditor === organisation || collector === organisation);
  const insured = cases.flatMap(({ id, file: { insurance, insolventOn } }) =>
    insurance?.insurer === undefined
      ? []
      : [{ id, policy: insurance.id, ...insurance.insurer, isInsolvent: insolventOn !== undefined }],
  );
  for (const together of Map.groupBy(insured, ({ email, policy }) => `${email} ${policy}`).values()) {
    const [first] = together;
    const one = together.find(({ isInsolvent }) => isInsolvent) ?? first;
    if (one === undefined) continue;
    const { id, policy, email: address, language, isInsolvent } = one;
    const kind = wordFor(isInsolvent || isRecorded, await lastWordTo(tx, pair, { address, policy }));
    if (kind === undefined) continue;
    await queueInsurerMail(tx, { case: id, ...pair, address, language, policy, kind, at }, MOST_DAILY);
  }
}
