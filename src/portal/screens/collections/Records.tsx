/** Every record and every answer, verbatim where it is known, in the order of the chain. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Badge } from "../../ui/Badge.tsx";
import type { Tone } from "../../ui/Badge.tsx";
import { Facts } from "../../ui/Facts.tsx";
import type { Fact } from "../../ui/Facts.tsx";
import { Day, Instant, Money } from "../../ui/Money.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { Hash, Party } from "../../ui/Party.tsx";
import { Working } from "../../ui/Working.tsx";
import { CHANNEL, COLLECTION_STEP, CONTACT_OUTCOME, RECORD_KIND, STAGE } from "../../words/enumerations/collections.ts";
import { COLLECTION_EVENT } from "../../words/enumerations/events.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import type { Collection, Entry } from "./collection.ts";
import { useRecordWords } from "./recordWords.ts";

const TONES: Readonly<Record<NonNullable<Schemas["PromisedPayment"]["standing"]>, Tone>> = {
  ...{ open: "info", kept: "good", late: "warning", broken: "bad", replaced: "neutral", released: "neutral" },
};

export function Records({ collection }: { readonly collection: Collection }): ReactNode {
  const t = useRecordWords();
  if (collection.entries.length === 0) return <Empty>{t("noRecords")}</Empty>;
  return (
    <>
      <ol className="records" aria-label={t("records")}>
        {collection.entries.map((entry) => (
          <li key={`${entry.entry.at.transaction}-${entry.entry.at.logIndex.toString()}`}>
            <OneEntry entry={entry} currency={collection.currency} />
          </li>
        ))}
      </ol>
      <p className="hint">{t("appendOnly")}</p>
    </>
  );
}

interface OneProps {
  readonly entry: Entry;
  readonly currency: Collection["currency"];
}

function OneEntry({ entry: { entry, content, payment }, currency }: OneProps): ReactNode {
  const t = useRecordWords();
  return (
    <>
      <div className="records-head">
        <strong>
          <Title entry={entry} />
        </strong>
        <span className="hint">
          <Instant at={entry.at.time} />
          {"by" in entry && (
            <>
              {" · "}
              {t("by")} <Party address={entry.by} />
            </>
          )}
        </span>
      </div>
      <EntryFacts entry={entry} currency={currency} />
      {payment !== null && <Payment payment={payment} currency={currency} />}
      {content === null ? (
        isWorded(entry) && <p className="hint">{t("textElsewhere")}</p>
      ) : (
        <Said text={content.text} />
      )}
    </>
  );
}

/** Words of others are words, whatever they look like. */
export function Said({ text }: { readonly text: string }): ReactNode {
  const t = useRecordWords();
  const isLong = text.length > 600;
  const said = (
    <pre className="said" tabIndex={0} aria-label={t("textHere")}>
      {text}
    </pre>
  );
  return isLong ? <Working title={t("textHere")}>{said}</Working> : said;
}

/** Whether it has a hash that words open. */
function isWorded(entry: Entry["entry"]): boolean {
  return entry.name === "CollectionRecorded" || (entry.name === "DebtorAnswered" && entry.content !== null);
}

function Title({ entry }: { readonly entry: Entry["entry"] }): ReactNode {
  const t = useRecordWords();
  const { language } = useFormats();
  if (entry.name === "DebtorAnswered") return t(`answer_${entry.kind}`);
  if (entry.name === "CollectionRecorded") {
    return `${wordFor(RECORD_KIND, entry.kind, language)} · ${wordFor(STAGE, entry.stage, language)}`;
  }
  return wordFor(COLLECTION_EVENT, entry.name, language);
}

function EntryFacts({ entry, currency }: Pick<OneProps, "currency"> & { readonly entry: Entry["entry"] }): ReactNode {
  const t = useRecordWords();
  const { language } = useFormats();
  const rows: Fact[] = [];
  if (entry.name === "CollectionRecorded") {
    rows.push([t("channel"), wordFor(CHANNEL, entry.channel, language)]);
    rows.push([t("outcome"), wordFor(CONTACT_OUTCOME, entry.outcome, language)]);
    if (entry.happened !== null) rows.push([t("happened"), <Instant key="at" at={entry.happened} />]);
    const { claimed, nextDay } = entry;
    if (claimed !== null) rows.push([t("claimed"), <Money key="sum" amount={claimed} currency={currency} />]);
    if (nextDay !== null) rows.push([t("nextDay"), <Day key="next" date={nextDay} />]);
    rows.push([t("onChain"), <Hash key="hash" value={entry.content} />]);
  }
  if (entry.name === "DebtorAnswered") {
    const { record, content } = entry;
    if (record !== null) rows.push([t("answersRecord"), <Hash key="record" value={record} />]);
    if (content !== null) rows.push([t("onChain"), <Hash key="hash" value={content} />]);
  }
  if (entry.name === "CollectionStepTaken") rows.push([t("step"), wordFor(COLLECTION_STEP, entry.step, language)]);
  if (entry.name === "CollectionPlaced") rows.push([t("placements"), <Party key="to" address={entry.collector} />]);
  if (entry.name === "PlanAgreed") rows.push([t("onChain"), <Hash key="plan" value={entry.plan} />]);
  return <Facts rows={rows} />;
}

interface PaymentProps extends Pick<OneProps, "currency"> {
  readonly payment: Schemas["PromisedPayment"];
}

function Payment({ payment: { amount, payBy, standing, rest }, currency }: PaymentProps): ReactNode {
  const t = useRecordWords();
  return (
    <p>
      <Money amount={amount} currency={currency} />
      {payBy !== null && (
        <>
          {" · "}
          {t("payBy")} <Day date={payBy} />
        </>
      )}{" "}
      {standing !== null && <Badge tone={TONES[standing]}>{t(`promise_${standing}`)}</Badge>}
      {rest !== null && (
        <span className="hint">
          {" "}
          {t("rest")} <Money amount={rest} currency={currency} />
        </span>
      )}
    </p>
  );
}
