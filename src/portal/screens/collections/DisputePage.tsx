/** One dispute: what was said and done, whose turn it is, and how it may end. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { Page } from "../../ui/Page.tsx";
import { Disputes } from "../receivable/Disputes.tsx";
import { Thread } from "../receivable/Thread.tsx";
import { titleOf } from "../receivable/title.ts";
import type { Detail } from "./collection.ts";
import { useDisputeWords } from "./disputeWords.ts";
import { useRecordWords } from "./recordWords.ts";
import { useDetail } from "./useCollection.ts";
import { useCollectionsWords } from "./words.ts";

export function DisputePage({ id }: { readonly id: string }): ReactNode {
  const t = useDisputeWords();
  const words = useCollectionsWords();
  const records = useRecordWords();
  const query = useDetail(id);
  const { data } = query;
  const actions = (
    <>
      <Link href={`/receivables/${id}`}>{records("toReceivable")}</Link>
      <Link href="/collections/disputes">{words("back")}</Link>
    </>
  );
  const title = data === undefined ? t("title") : t("dispute", { name: titleOf(data) });
  return (
    <Page screen="dispute" title={title} actions={actions}>
      <Asked query={query} lines={10}>
        {(detail) => <Told detail={detail} />}
      </Asked>
    </Page>
  );
}

function Told({ detail }: { readonly detail: Detail }): ReactNode {
  const t = useDisputeWords();
  const query = useAsked(["dispute", detail.id], (gateway) =>
    gateway.GET("/v1/receivables/{id}/dispute", { params: { path: { id: detail.id } } }),
  );
  return (
    <>
      {query.data?.dispute === null ? <Empty>{t("never")}</Empty> : <Disputes detail={detail} />}
      <Thread id={detail.id} />
    </>
  );
}
