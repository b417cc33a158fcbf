/**
 * Sends dunning notices: claims what is due, asks once more whether it is still right, sends it, and notes how it went.
 * What was paid, assigned, deferred or disputed meanwhile is withdrawn, and was never sent.
 */
import { pdfInThread } from "../documents/account/pdfInThread.ts";
import type { Language } from "../documents/account/language.ts";
import type { DunningLetter } from "../documents/letters/letter.ts";
import { subjectOf } from "../documents/letters/letterText.ts";
import type { Channel } from "../domain/collections/policy.ts";
import type { Transaction } from "../store/database.ts";
import { dunningTakenSince, refusedTargetsOf, refuseTarget } from "../store/dunningReach.ts";
import {
  changesSinceDunned,
  claimDunningSend,
  postponeDunningSend,
  settleDunningSend,
  withdrawDunningSend,
} from "../store/dunningSending.ts";
import type { ClaimedDunningSend, DunningJudgement, DunningOutcome } from "../store/dunningSending.ts";
import { StoreRetryError } from "../store/errors.ts";
import { isNoticeAwaited, raiseNotice } from "../store/notices.ts";
import { pauseAfter } from "./delivering.ts";
import type { Made } from "./delivering.ts";
import type { NotifierDeps, Sent } from "./deps.ts";
import type { Mail } from "./mail.ts";

export interface DunningSending {
  /** Something that is due; undefined where nothing is. */
  claim(): Promise<ClaimedDunningSend | undefined>;
  /** Undefined where nothing was tried. */
  make(claimed: ClaimedDunningSend): Promise<Made | undefined>;
}

/** What every mail server takes; the text says all that the PDF does. */
const MOST_BYTES = 5_000_000;
/** A PDF takes a while, beside the sending. */
const PDF_SECONDS = 120;
const DAY_SECONDS = 86_400;
/** How long what is beyond the number of a day waits before it is looked at again. */
const FULL_SECONDS = 1_800;
const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+$/;

const NOT_MADE: Sent = { status: null, fault: "the notice could not be made from what is kept of it" };
const REFUSED_BEFORE: Sent = { status: null, fault: "what it is to be sent to was refused before" };
const NOBODY: Sent = { status: null, fault: "neither side has a webhook or a rule that asks for dunning notices" };

export function createDunningSending(deps: NotifierDeps): DunningSending {
  const { database, clock, settings } = deps;
  const channels = channelsOf(deps);
  return {
    claim() {
      const now = clock.now();
      return claimDunningSend(database, { channels, now, until: now + settings.claimSeconds + PDF_SECONDS });
    },
    async make(claimed) {
      const judgement = await judged(deps, claimed);
      const at = clock.now();
      switch (judgement.kind) {
        case "postpone":
          await postponeDunningSend(database, claimed.id, Math.max(at + 1, judgement.until));
          return undefined;
        case "withdraw": {
          const withdrawal = { reason: judgement.reason, at, by: null, isClaimed: true };
          await database.transaction((tx) => withdrawDunningSend(tx, claimed.id, withdrawal));
          return undefined;
        }
        case "send":
          return claimed.channel === "webhook" ? tellBoth(deps, claimed) : deliver(deps, claimed);
      }
    },
  };
}

function channelsOf({ sendMail, sendSms }: NotifierDeps): readonly Channel[] {
  return [
    "webhook",
    ...(sendMail === undefined ? [] : ["email" as const]),
    ...(sendSms === undefined ? [] : ["sms" as const]),
  ];
}

/** What cannot be judged is not sent, and holds nothing else up. */
async function judged(
  { database, clock, settings, judgeDunning, logger }: NotifierDeps,
  claimed: ClaimedDunningSend,
): Promise<DunningJudgement> {
  const changes = await changesSinceDunned(database, claimed.id);
  const now = clock.now();
  if (changes.includes("unknown")) return { kind: "postpone", until: now + settings.claimSeconds };
  if (changes.length > 0) return { kind: "withdraw", reason: [...changes].sort().join(", ") };
  const { organisation, channel } = claimed;
  const most = { email: settings.dailyDunningMails, sms: settings.dailyShortMessages };
  if (channel === "email" || channel === "sms") {
    const taken = await dunningTakenSince(database, organisation, channel, now - DAY_SECONDS);
    if (taken >= most[channel]) return { kind: "postpone", until: now + FULL_SECONDS };
  }
  if (judgeDunning === undefined) return { kind: "send" };
  return judgeDunning(claimed, now).catch((error: unknown) => {
    if (error instanceof StoreRetryError) throw error;
    logger.error({ dunningSend: claimed.id, err: error }, "a dunning notice is judged later");
    return { kind: "postpone", until: now + settings.longestPauseSeconds };
  });
}

/** By mail or short message, to one address or number. */
async function deliver(deps: NotifierDeps, claimed: ClaimedDunningSend): Promise<Made> {
  const { database } = deps;
  const { organisation, channel, target } = claimed;
  const refused = await refusedTargetsOf(database, organisation, [target]);
  const isRefused = refused.some((one) => one.channel === channel);
  const sent = isRefused ? { ...REFUSED_BEFORE, isRefused } : await sendBy(deps, claimed);
  await database.transaction((tx) => settle(deps, tx, claimed, sent));
  return sent.fault === null ? "delivered" : "failed";
}

async function sendBy(deps: NotifierDeps, claimed: ClaimedDunningSend): Promise<Sent> {
  const { sendMail, sendSms, logger, origin } = deps;
  const { id, channel, target, text } = claimed;
  if (channel === "sms" && sendSms !== undefined) return sendSms({ id, to: target, text });
  if (channel !== "email" || sendMail === undefined) throw new Error(`a notice by ${channel} was claimed for nobody`);
  const mail = await mailOf(claimed, origin).catch((error: unknown) => {
    logger.error({ dunningSend: id, err: error }, "a mail with a dunning notice is not made");
    return undefined;
  });
  // An attempt that is not noted is made for ever.
  return mail === undefined ? NOT_MADE : sendMail(mail);
}

/** The text is the one whose hash is kept: the mail says it and no more. */
async function mailOf({ id, target, text, language, content }: ClaimedDunningSend, origin: URL): Promise<Mail> {
  // Only what the gateway made is kept.
  const [letter, said] = [content as DunningLetter, language as Language];
  const made = await pdfInThread({ letter, language: said });
  const pdf = "pdf" in made && made.pdf.length <= MOST_BYTES ? made.pdf : undefined;
  const replyTo = letter.contact?.email;
  const name = `${letter.reference.replace(/[^0-9A-Za-z._-]/g, "-")}.pdf`;
  return {
    to: target,
    messageId: `<${id}@${origin.hostname}>`,
    ...(replyTo === undefined || !ADDRESS.test(replyTo) ? {} : { replyTo }),
    subject: subjectOf(letter, said),
    text,
    ...(pdf === undefined ? {} : { attachment: { name, mediaType: "application/pdf", content: pdf } }),
  };
}

/** A webhook is told as of any other notice: with ids alone, signed, and by those who asked for it. */
async function tellBoth(deps: NotifierDeps, claimed: ClaimedDunningSend): Promise<Made> {
  const { id, organisation, customer, stage } = claimed;
  const key = `dunning ${id}`;
  return deps.database.transaction(async (tx) => {
    const data = { dunningSend: id, organisation, customer, stage };
    const notice = { key, kind: "DunningNoticeSent", data, at: deps.clock.now() };
    await raiseNotice(tx, notice, { organisations: [customer, organisation], isAlarm: false });
    const isAwaited = await isNoticeAwaited(tx, key);
    const sent: Sent = isAwaited ? { status: null, fault: null } : { ...NOBODY, isRefused: true };
    await settle(deps, tx, claimed, sent);
    return isAwaited ? "delivered" : "failed";
  });
}

/** What failed for good is told to whoever sends it; a refused address is written to no more. */
async function settle(deps: NotifierDeps, tx: Transaction, claimed: ClaimedDunningSend, sent: Sent): Promise<void> {
  const { clock, settings, random, logger } = deps;
  const { id, organisation, customer, channel, target, tries } = claimed;
  const { status, fault, isRefused = false } = sent;
  const at = clock.now();
  const isOver = isRefused || tries >= settings.tries;
  const state: DunningOutcome["state"] = fault === null ? "taken" : isOver ? "failed" : "waiting";
  await settleDunningSend(tx, id, { state, retryAt: at + pauseAfter(tries, settings, random()), at, status, fault });
  if (fault === null || state === "waiting") return;
  logger.warn({ dunningSend: id, channel, fault }, "a dunning notice was sent in vain");
  if (isRefused && target !== "") await refuseTarget(tx, organisation, { channel, target, since: at, fault });
  const notice = { key: `dunning failed ${id}`, kind: "DunningNoticeFailed", data: { dunningSend: id, customer }, at };
  await raiseNotice(tx, notice, { organisations: [organisation], isAlarm: false });
}
