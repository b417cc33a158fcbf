/** One notice: whom to pay now, what it says, how the debtor replied, and the debtor's own reply. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash, Party } from "../../ui/Party.tsx";
import { NOTICE_KIND, NOTICE_REPLY } from "../../words/enumerations/factoring.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { Vouchers } from "./FactorChoice.tsx";
import { useNames } from "./names.ts";
import { NoticeReply } from "./NoticeReply.tsx";
import { REPLY_TONES } from "./Notices.tsx";
import { useNoticeWords } from "./noticeWords.ts";
import { useFactoringWords } from "./words.ts";

type Detail = Schemas["AssignmentNoticeDetail"];

export function NoticeDetail({ hash }: { readonly hash: string }): ReactNode {
  const t = useNoticeWords();
  const words = useFactoringWords();
  const notice = useAsked(["assignment-notice", hash], (gateway) =>
    gateway.GET("/v1/assignment-notices/{hash}", { params: { path: { hash } } }),
  );
  return (
    <>
      <p>
        <Link href="/factoring/notices">{words("back")}</Link>
      </p>
      <Asked query={notice}>
        {(shown) => (
          <>
            <PayNow notice={shown} />
            {shown.role === "debtor" && <NoticeReply notice={shown} />}
            <Said notice={shown} />
            <Replies notice={shown} />
            <Section title={t("vouchers")}>
              <Vouchers vouchers={shown.debtorVouchers} />
            </Section>
          </>
        )}
      </Asked>
    </>
  );
}

/** What the ledger says now, which later assignments may have changed since the notice. */
function PayNow({ notice: { items } }: { readonly notice: Detail }): ReactNode {
  const t = useNoticeWords();
  const words = useFactoringWords();
  const { instant } = useFormats();
  const nameOf = useNames(items.map(({ payee }) => payee));
  return (
    <Section title={t("payNow")}>
      <DataTable
        caption={t("payNow")}
        rows={items}
        keyOf={({ receivable }) => receivable}
        empty={words("none")}
        columns={[
          {
            ...{ key: "id", head: words("receivable"), isName: true },
            cell: ({ receivable, invoiceNumber }) => (
              <Link href={`/receivables/${receivable}`}>{invoiceNumber ?? <Hash value={receivable} />}</Link>
            ),
          },
          {
            key: "payee",
            head: t("payee"),
            cell: ({ payee, since }) => (
              <>
                <strong>{t("payTo", { who: nameOf(payee) })}</strong>{" "}
                {since !== null && t("paySince", { when: instant(since) })}
              </>
            ),
          },
          {
            key: "stands",
            head: words("state"),
            cell: ({ stands }) =>
              stands ? <Badge tone="good">{t("stands")}</Badge> : <Notice kind="warning">{t("standsNo")}</Notice>,
          },
        ]}
      />
    </Section>
  );
}

function Said({ notice }: { readonly notice: Detail }): ReactNode {
  const t = useNoticeWords();
  const words = useFactoringWords();
  const { language, instant } = useFormats();
  const { names } = notice;
  return (
    <Section
      title={t("noticeOf", { when: instant(notice.givenAt) })}
      actions={<Link href={`/factoring/notices/${notice.hash}/proof`}>{t("proof")}</Link>}
    >
      <Facts
        rows={[
          [words("kind"), wordFor(NOTICE_KIND, notice.kind, language)],
          [t("from"), <Party key="from" address={notice.assignor} name={names.assignor} />],
          [t("to"), <Party key="to" address={notice.assignee} name={names.assignee} />],
          [t("debtor"), <Party key="debtor" address={notice.debtor} name={names.debtor} />],
          [t("payeeAccount"), <Hash key="payee" value={notice.payee} isWhole />],
          [t("proofHash"), <Hash key="proof" value={notice.proof} />],
          [t("by"), <Hash key="by" value={notice.by} />],
          [t("recorded"), <Recorded key="at" at={notice.recorded} />],
        ]}
      />
    </Section>
  );
}

function Recorded({ at: { time, block } }: { readonly at: Detail["recorded"] }): ReactNode {
  const t = useNoticeWords();
  return (
    <>
      <Instant at={time} /> · {t("inBlock", { block })}
    </>
  );
}

function Replies({ notice: { replies } }: { readonly notice: Detail }): ReactNode {
  const t = useNoticeWords();
  const { language } = useFormats();
  return (
    <Section title={t("replies")}>
      <DataTable
        caption={t("replies")}
        rows={replies}
        keyOf={({ at }) => `${at.transaction} ${at.logIndex}`}
        empty={t("noReplies")}
        columns={[
          {
            ...{ key: "reply", head: t("reply"), isName: true },
            cell: ({ reply }) => <Badge tone={REPLY_TONES[reply]}>{wordFor(NOTICE_REPLY, reply, language)}</Badge>,
          },
          { key: "said", head: t("said"), cell: ({ said, reason }) => said ?? (reason && <Hash value={reason} />) },
          { key: "by", head: t("by"), isMinor: true, cell: ({ by }) => <Hash value={by} /> },
          { key: "at", head: t("recorded"), cell: ({ at }) => <Recorded at={at} /> },
        ]}
      />
    </Section>
  );
}
