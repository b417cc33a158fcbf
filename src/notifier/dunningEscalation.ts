/** Mails to whom a dunning level escalates that it fired: claims what is due, sends it, and notes how it went. */
import { figuresIn } from "../documents/account/language.ts";
import { LETTER_WORDS } from "../documents/letters/shape.ts";
import { visible } from "../documents/visible.ts";
import type { EscalatedItem } from "../domain/collections/escalation.ts";
import { claimDunningEscalation, settleDunningEscalation } from "../store/dunningEscalations.ts";
import type { ClaimedDunningEscalation, DunningEscalationOutcome } from "../store/dunningEscalations.ts";
import type { Language } from "../store/notifications.ts";
import { pauseAfter } from "./delivering.ts";
import type { Made } from "./delivering.ts";
import type { NotifierDeps } from "./deps.ts";
import { ESCALATION_WORDS } from "./dunningWords.ts";
import type { Mail } from "./mail.ts";

export interface Escalating {
  /** Something that is due; undefined where nothing is. */
  claim(): Promise<ClaimedDunningEscalation | undefined>;
  /** Undefined where nothing was tried. */
  make(claimed: ClaimedDunningEscalation): Promise<Made | undefined>;
}

/** How long it waits until an address is known, and how often it is asked for one. */
const ADDRESS_SECONDS = 7 * 86_400;
const ASK_SECONDS = 3_600;
/** A longer list is read at the gateway. */
const MOST_LINES = 50;

const NOBODY = "no e-mail address is known of whom it escalates to, or they may not read it any more";

export function createEscalating({
  database,
  clock,
  settings,
  logger,
  random,
  sendMail,
  origin,
}: NotifierDeps): Escalating {
  const settle = (id: string, outcome: DunningEscalationOutcome): Promise<void> =>
    database.transaction((tx) => settleDunningEscalation(tx, id, outcome));
  return {
    claim() {
      const now = clock.now();
      return claimDunningEscalation(database, { now, until: now + settings.claimSeconds });
    },
    async make(claimed) {
      const { id, made, tries, address, isWithdrawn } = claimed;
      if (sendMail === undefined) throw new Error("a mail was claimed although there is nobody to send it");
      const before = clock.now();
      const untried = { retryAt: before + ASK_SECONDS, at: before, isTried: false };
      if (isWithdrawn) {
        await settle(id, { ...untried, state: "withdrawn", fault: null });
        return undefined;
      }
      if (address === null) {
        const state = before < made + ADDRESS_SECONDS ? "waiting" : "failed";
        await settle(id, { ...untried, state, fault: NOBODY });
        return undefined;
      }
      const { fault, isRefused = false } = await sendMail(mailOf(claimed, address, origin));
      const at = clock.now();
      const state = fault === null ? "taken" : isRefused || tries >= settings.tries ? "failed" : "waiting";
      await settle(id, { state, retryAt: at + pauseAfter(tries, settings, random()), at, fault, isTried: true });
      if (state === "failed") logger.warn({ escalation: id, fault }, "an escalation was mailed in vain");
      return fault === null ? "delivered" : "failed";
    },
  };
}

/** Which items and why, and no sums: those are read where whoever reads has signed in. */
function mailOf(
  { id, send, organisation, told, language: asked }: ClaimedDunningEscalation,
  to: string,
  origin: URL,
): Mail {
  const language = asked ?? "en";
  const words = ESCALATION_WORDS[language];
  const { level, stage, policy, customer, customerName, items } = told;
  const lines = [
    words.sentence,
    "",
    `${words.level}${level} (${LETTER_WORDS[language].titles[stage]})`,
    `${words.policy}${words.version(policy.name, policy.version)}`,
    `${words.customer}${customerName} (${customer})`,
    `${words.organisation}${organisation}`,
    "",
    words.items(items.length),
    ...items.slice(0, MOST_LINES).flatMap((item) => itemLines(item, language)),
    ...(items.length > MOST_LINES ? [words.more(items.length - MOST_LINES)] : []),
    "",
    `${words.notice}${origin.origin}/v1/dunning/sends/${send}`,
  ];
  return {
    to,
    messageId: `<${id}@${origin.hostname}>`,
    subject: `Countersign: ${words.sentence}`,
    // Names and numbers are somebody's words, and stay within their lines.
    text: `${lines.map(visible).join("\n")}\n`,
  };
}

function itemLines({ item, number, dueDay, ground }: EscalatedItem, language: Language): readonly string[] {
  const words = ESCALATION_WORDS[language];
  const figures = figuresIn(language, 0);
  const dayIn = (day: number): string => figures.shortDay(day);
  return [words.invoice(number, dayIn(dueDay)), words.why(ground, dayIn), `${words.receivable}${item}`];
}
