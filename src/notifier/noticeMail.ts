/** An e-mail about a notice: what happened and the ids of it, and nothing that anybody wrote. */
import type { ApprovalKind, ApprovalWord } from "../domain/duties/approvals.ts";
import type { InsolvencyWord } from "../store/insolvency.ts";
import type { ClaimedNotice } from "../store/notices.ts";
import type { Language } from "../store/notifications.ts";
import type { AccountChange, ContestWord, NoticeKind } from "../wire/notice.ts";
import { APPROVAL_KIND_WORDS, APPROVAL_LABELS, APPROVAL_SENTENCES } from "./approvalWords.ts";
import { DEBTOR_LABEL, INSOLVENCY_SENTENCES } from "./insolvencyWords.ts";
import type { Mail } from "./mail.ts";
import {
  ACCOUNT_SENTENCES,
  AWAITED_SENTENCE,
  CASE_SENTENCE,
  DIFFERENCES_SENTENCE,
  DUNNING_FAILED_SENTENCE,
  DUNNING_SENTENCE,
  INDIRECT_SENTENCE,
  MISDIRECTED_SENTENCE,
  OFFER_SENTENCE,
  QUOTE_SENTENCE,
  READY_SENTENCE,
  WORDS,
} from "./mailWords.ts";
import { instantOf } from "./message.ts";
import { CONTEST_SENTENCES, contestFacts } from "./scoreWords.ts";
import { WARNING_SENTENCE, warningFacts } from "./warningWords.ts";
import { DIGEST_SENTENCE, digestFacts } from "./watchlistWords.ts";

/** @param to The address. @param origin Where people reach the gateway. */
export function noticeMailFor(claimed: ClaimedNotice, to: string, origin: URL): Mail {
  const { id, organisation, at, subscription } = claimed;
  const language = claimed.language ?? "en";
  const words = WORDS[language];
  const { sentence, facts } = told(claimed, language);
  const lines = [
    sentence,
    "",
    ...facts,
    `${words.organisation}${organisation}`,
    `${words.happened}${instantOf(at)}`,
    "",
    `${words.details}${origin.origin}`,
    subscription === null ? words.administrator : `${words.rule}${subscription}`,
  ];
  return {
    to,
    messageId: `<${id}@${origin.hostname}>`,
    subject: `Countersign: ${sentence}`,
    text: `${lines.join("\n")}\n`,
  };
}

interface Told {
  readonly sentence: string;
  readonly facts: readonly string[];
}

/** Only notices of the interface are raised, with the data that it names. */
function told({ kind, data }: ClaimedNotice, language: Language): Told {
  const words = WORDS[language];
  const known = kind as NoticeKind;
  switch (known) {
    case "BankAccountChanged": {
      const { payee = "", account = "", change = "stated" } = data;
      return {
        sentence: ACCOUNT_SENTENCES[change as AccountChange][language],
        facts: [words.caution, "", `${words.payee}${payee}`, `${words.account}${account}`],
      };
    }
    case "AcceptanceReady": {
      const { receivable = "", intent = "" } = data;
      const facts = [`${words.receivable}${receivable}`, `${words.intent}${intent}`];
      return { sentence: READY_SENTENCE[language], facts };
    }
    case "SignatureAwaited": {
      const { receivable, statement, intent = "", organisation = "" } = data;
      const about =
        receivable === undefined ? `${words.statement}${statement ?? ""}` : `${words.receivable}${receivable}`;
      const ids = [about, `${words.intent}${intent}`];
      return { sentence: AWAITED_SENTENCE[language], facts: [...ids, `${words.preparedBy}${organisation}`] };
    }
    case "DifferencesChanged": {
      const { reconciliation = "", opened = "", cleared = "" } = data;
      const counts = [`${words.opened}${opened}`, `${words.cleared}${cleared}`];
      return {
        sentence: DIFFERENCES_SENTENCE[language],
        facts: [`${words.reconciliation}${reconciliation}`, ...counts],
      };
    }
    case "IndirectPaymentOpened": {
      const { indirectPayment = "", receivable = "" } = data;
      const facts = [`${words.receivable}${receivable}`, `${words.indirectPayment}${indirectPayment}`];
      return { sentence: INDIRECT_SENTENCE[language], facts };
    }
    case "PaymentMisdirected": {
      const { receivable = "", payee = "" } = data;
      const facts = [words.caution, "", `${words.receivable}${receivable}`, `${words.payee}${payee}`];
      return { sentence: MISDIRECTED_SENTENCE[language], facts };
    }
    case "QuoteAsked":
      return { sentence: QUOTE_SENTENCE[language], facts: [`${words.quoteRequest}${data["quoteRequest"] ?? ""}`] };
    case "OfferReceived": {
      const { quoteRequest = "", quoteOffer = "" } = data;
      const facts = [`${words.quoteRequest}${quoteRequest}`, `${words.quoteOffer}${quoteOffer}`];
      return { sentence: OFFER_SENTENCE[language], facts };
    }
    case "DunningNoticeSent":
      return { sentence: DUNNING_SENTENCE[language], facts: dunningFacts(data, words) };
    case "DunningNoticeFailed":
      return { sentence: DUNNING_FAILED_SENTENCE[language], facts: dunningFacts(data, words) };
    case "CaseAlerted":
      return { sentence: CASE_SENTENCE[language], facts: caseFacts(data, words) };
    default:
      return toldOfCredit(known, data, language);
  }
}

type CreditNotice = Extract<
  NoticeKind,
  "InsolvencyNoticed" | "ApprovalChanged" | "ScoreContestChanged" | "WatchlistDigest" | "WarningRaised"
>;

/** What is told about giving credit. */
function toldOfCredit(kind: CreditNotice, data: ClaimedNotice["data"], language: Language): Told {
  switch (kind) {
    case "InsolvencyNoticed":
      return toldOfInsolvency(data, language);
    case "ApprovalChanged":
      return toldOfApproval(data, language);
    case "ScoreContestChanged": {
      const word = (data["word"] ?? "opened") as ContestWord;
      return { sentence: CONTEST_SENTENCES[word][language], facts: contestFacts(data, language) };
    }
    case "WatchlistDigest":
      return { sentence: DIGEST_SENTENCE[language], facts: digestFacts(data, language) };
    case "WarningRaised":
      return { sentence: WARNING_SENTENCE[language], facts: warningFacts(data, language) };
  }
}

function toldOfApproval(data: ClaimedNotice["data"], language: Language): Told {
  const { approval = "", kind = "", word = "asked" } = data;
  const labels = APPROVAL_LABELS[language];
  const words = kind in APPROVAL_KIND_WORDS ? APPROVAL_KIND_WORDS[kind as ApprovalKind][language] : kind;
  const facts = [`${labels.approval}${approval}`, `${labels.kind}${words}`];
  return { sentence: APPROVAL_SENTENCES[word as ApprovalWord][language], facts };
}

function toldOfInsolvency(data: ClaimedNotice["data"], language: Language): Told {
  const { receivable = "", debtor = "", word = "noticed" } = data;
  const facts = [`${WORDS[language].receivable}${receivable}`, `${DEBTOR_LABEL[language]}${debtor}`];
  return { sentence: INSOLVENCY_SENTENCES[word as InsolvencyWord][language], facts };
}

function caseFacts(data: ClaimedNotice["data"], words: (typeof WORDS)[Language]): readonly string[] {
  const { case: id = "", receivable = "", alert = "" } = data;
  return [`${words.case}${id}`, `${words.receivable}${receivable}`, `${words.alert}${alert}`];
}

function dunningFacts(data: ClaimedNotice["data"], words: (typeof WORDS)[Language]): readonly string[] {
  const { dunningSend = "", customer = "" } = data;
  return [`${words.dunningSend}${dunningSend}`, `${words.customer}${customer}`];
}
