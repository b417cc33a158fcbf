/** Tells insurers of an insolvency by mail: claims what is due, sends it, and notes how it went. */
import { claimInsurerMail, settleInsurerMail } from "../store/insurerMails.ts";
import type { ClaimedInsurerMail } from "../store/insurerMails.ts";
import { pauseAfter } from "./delivering.ts";
import type { Made } from "./delivering.ts";
import type { NotifierDeps } from "./deps.ts";
import { INSURER_WORDS } from "./insolvencyWords.ts";
import type { Mail } from "./mail.ts";
import { instantOf } from "./message.ts";

export interface InsurerMailing {
  /** Something that is due; undefined where nothing is. */
  claim(): Promise<ClaimedInsurerMail | undefined>;
  make(claimed: ClaimedInsurerMail): Promise<Made>;
}

export function createInsurerMailing(deps: NotifierDeps): InsurerMailing {
  const { database, clock, settings, logger, random, sendMail, origin } = deps;
  return {
    claim() {
      const now = clock.now();
      return claimInsurerMail(database, { now, until: now + settings.claimSeconds });
    },
    async make(claimed) {
      const { id, tries } = claimed;
      if (sendMail === undefined) throw new Error("a mail was claimed although there is nobody to send it");
      const { status, fault } = await sendMail(mailOf(claimed, origin));
      const at = clock.now();
      const state = fault === null ? "taken" : tries >= settings.tries ? "failed" : "waiting";
      const retryAt = at + pauseAfter(tries, settings, random());
      await settleInsurerMail(database, id, { state, retryAt, at, status, fault });
      if (state === "failed") logger.warn({ case: claimed.case, fault }, "an insurer was told in vain");
      return fault === null ? "delivered" : "failed";
    },
  };
}

/** Of what anybody wrote only the policy's number stands in it, without which no insurer finds its contract. */
function mailOf(
  { id, address, language, policy, kind, organisation, debtor, at }: ClaimedInsurerMail,
  origin: URL,
): Mail {
  const words = INSURER_WORDS[language];
  const lines = [
    words.sentence[kind],
    "",
    `${words.policy}${policy}`,
    `${words.insured}${organisation}`,
    `${words.debtor}${debtor}`,
    `${words.happened}${instantOf(at)}`,
    "",
    words.purpose,
  ];
  return {
    to: address,
    messageId: `<${id}@${origin.hostname}>`,
    subject: `Countersign: ${words.sentence[kind]}`,
    text: `${lines.join("\n")}\n`,
  };
}
