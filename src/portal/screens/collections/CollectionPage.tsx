/** All of the collection of one receivable: what was recorded and answered, what is agreed, and what can be done. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useOrganisation } from "../../data/session.tsx";
import { Asked } from "../../ui/Asked.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { titleOf } from "../receivable/title.ts";
import { Answering } from "./Answering.tsx";
import type { AnswerProps } from "./AnswerForms.tsx";
import { isDebtor, mayRecord } from "./collection.ts";
import type { Detail } from "./collection.ts";
import { Planning } from "./Planning.tsx";
import { RecordForm } from "./RecordForm.tsx";
import { Records } from "./Records.tsx";
import { useRecordWords } from "./recordWords.ts";
import { Schedule } from "./Schedule.tsx";
import { useCollection, useDetail } from "./useCollection.ts";
import { useCollectionsWords } from "./words.ts";

export function CollectionPage({ id }: { readonly id: string }): ReactNode {
  const t = useRecordWords();
  const words = useCollectionsWords();
  const query = useDetail(id);
  const { data } = query;
  const actions = (
    <>
      <Link href={`/receivables/${id}`}>{t("toReceivable")}</Link>
      <Link href={data !== undefined && isDebtor(data) ? "/collections/about-us" : "/collections"}>
        {words("back")}
      </Link>
    </>
  );
  const title = data === undefined ? words("title") : t("pageTitle", { name: titleOf(data) });
  return (
    <Page screen="collection" title={title} actions={actions}>
      <Asked query={query} lines={12}>
        {(detail) => <Whole detail={detail} />}
      </Asked>
    </Page>
  );
}

function Whole({ detail }: { readonly detail: Detail }): ReactNode {
  const words = useCollectionsWords();
  const query = useCollection(detail.id);
  return (
    <>
      <Head detail={detail} />
      <Asked query={query} lines={8}>
        {(collection) => <Parts detail={detail} collection={collection} />}
      </Asked>
      <Notice kind="limit">{words("limits")}</Notice>
    </>
  );
}

function Parts({ detail, collection }: AnswerProps): ReactNode {
  const t = useRecordWords();
  const own = useOrganisation();
  return (
    <>
      <Section title={t("records")}>
        <Records collection={collection} />
      </Section>
      {isDebtor(detail) && <Answering detail={detail} collection={collection} />}
      {!detail.closed && mayRecord(collection, own) && (
        <Section title={t("record")}>
          <RecordForm detail={detail} collection={collection} />
        </Section>
      )}
      <Planning detail={detail} collection={collection} />
      <Schedule collection={collection} />
    </>
  );
}

function Head({ detail }: { readonly detail: Detail }): ReactNode {
  const t = useCollectionsWords();
  const { buyer, holder, names, open, disputed, dueDate, currency } = detail;
  return (
    <Facts
      rows={[
        [t("customer"), <Party key="buyer" address={buyer} name={names.buyer} />],
        [t("creditor"), <Party key="holder" address={holder} name={names.holder} />],
        [t("open"), <Money key="open" amount={open} currency={currency} />],
        [t("disputed"), <Money key="disputed" amount={disputed} currency={currency} />],
        [t("due"), dueDate === null ? undefined : <Day key="due" date={dueDate} />],
      ]}
    />
  );
}
