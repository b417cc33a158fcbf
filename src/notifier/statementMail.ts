/** Sends statements of account by mail: claims what is due, sends it with its PDF, and notes how it went. */
import { pdfInThread } from "../documents/account/pdfInThread.ts";
import type { Language, Layout } from "../documents/account/language.ts";
import { claimStatementMail, settleStatementMail } from "../store/accountStatementMails.ts";
import type { ClaimedStatementMail } from "../store/accountStatementMails.ts";
import { keptAccountOf } from "../store/accountStatements.ts";
import type { KeptAccount } from "../store/accountStatements.ts";
import { pauseAfter } from "./delivering.ts";
import type { Made } from "./delivering.ts";
import type { NotifierDeps, Sent } from "./deps.ts";
import type { Mail } from "./mail.ts";
import { STATEMENT_WORDS } from "./mailWords.ts";

export interface StatementMailing {
  /** Something that is due; undefined where nothing is. */
  claim(): Promise<ClaimedStatementMail | undefined>;
  make(claimed: ClaimedStatementMail): Promise<Made>;
}

/** What every mail server takes; a longer one is read at the gateway. */
const MOST_BYTES = 5_000_000;
/** A PDF of thousands of lines takes a while, beside the sending. */
const PDF_SECONDS = 120;

/** What its maker is told; the log says more. */
const NOT_MADE: Sent = { status: null, fault: "the mail could not be made from what is kept of the statement" };

export function createStatementMailing(deps: NotifierDeps): StatementMailing {
  const { database, clock, settings, logger, random, sendMail, origin } = deps;
  return {
    claim() {
      const now = clock.now();
      return claimStatementMail(database, { now, until: now + settings.claimSeconds + PDF_SECONDS });
    },
    async make(claimed) {
      const { id, statement, tries } = claimed;
      if (sendMail === undefined) throw new Error("a mail was claimed although there is nobody to send it");
      const kept = await keptAccountOf(database, statement);
      if (kept === undefined) throw new Error(`the account statement ${statement} is not there`);
      const mail = await mailOf(claimed, kept, origin).catch((error: unknown) => {
        logger.error({ statement, err: error }, "a mail with an account statement is not made");
        return undefined;
      });
      // An attempt that is not noted is made for ever.
      const { status, fault }: Sent = mail === undefined ? NOT_MADE : await sendMail(mail);
      const at = clock.now();
      const state = fault === null ? "taken" : tries >= settings.tries ? "failed" : "waiting";
      const retryAt = at + pauseAfter(tries, settings, random());
      await settleStatementMail(database, id, { state, retryAt, at, status, fault });
      if (state === "failed") logger.warn({ statement, fault }, "an account statement was mailed in vain");
      return fault === null ? "delivered" : "failed";
    },
  };
}

/** Nothing that anybody wrote stands in the mail but in its PDF. */
async function mailOf(
  { id, statement, address, layout, language, organisation, cutOff, replyBy }: ClaimedStatementMail,
  { heading, movements }: KeptAccount,
  origin: URL,
): Promise<Mail> {
  // Only what the interface took is kept.
  const setting = { layout: layout as Layout, language: language as Language };
  const words = STATEMENT_WORDS[setting.language];
  const made = await pdfInThread({ heading, movements, ...setting });
  const pdf = "pdf" in made && made.pdf.length <= MOST_BYTES ? made.pdf : undefined;
  const { number, version, currency } = heading;
  const lines = [
    words.sentence,
    "",
    `${words.number}${number} / ${version}`,
    ...(heading.replaces === undefined ? [] : [`${words.replaces}${heading.replaces}`]),
    `${words.cutOff}${cutOff}`,
    `${words.currency}${currency.code}`,
    `${words.organisation}${organisation}`,
    ...(replyBy === null ? [] : [`${words.replyBy}${replyBy}`]),
    "",
    pdf === undefined ? words.notAttached : words.attached,
    words.purpose,
    `${words.details}${origin.origin}/v1/account-statements/${statement}`,
  ];
  return {
    to: address,
    messageId: `<${id}@${origin.hostname}>`,
    subject: `Countersign: ${words.sentence} ${cutOff} ${currency.code}`,
    text: `${lines.join("\n")}\n`,
    ...(pdf === undefined
      ? {}
      : { attachment: { name: `${number}-${version}.pdf`, mediaType: "application/pdf", content: pdf } }),
  };
}
