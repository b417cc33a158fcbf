/** Notices of assignment: received as the debtor, given or named in as assignor or assignee. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import type { Tone } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { NOTICE_KIND, NOTICE_REPLY } from "../../words/enumerations/factoring.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { NoticeGiving } from "./NoticeGiving.tsx";
import { useNoticeWords } from "./noticeWords.ts";
import { useFactoringWords } from "./words.ts";

type Notice = Schemas["AssignmentNotice"];
type Role = Notice["role"];

const LISTS = [
  { role: "debtor", title: "received", empty: "noReceived" },
  { role: "assignee", title: "given", empty: "noGiven" },
  { role: "assignor", title: "sold", empty: "noSold" },
] as const;

export const REPLY_TONES: Readonly<Record<Notice["reply"], Tone>> = {
  None: "warning",
  Received: "info",
  Acknowledged: "good",
  Reserved: "warning",
  Refused: "bad",
};

export function Notices(): ReactNode {
  const t = useNoticeWords();
  return (
    <>
      {LISTS.map(({ role, title, empty }) => (
        <Section key={role} title={t(title)}>
          {role === "debtor" && <p className="hint">{t("receivedLead")}</p>}
          <NoticeList role={role} title={t(title)} empty={t(empty)} />
        </Section>
      ))}
      <Section title={t("give")}>
        <NoticeGiving />
      </Section>
    </>
  );
}

interface NoticeListProps {
  readonly role: Role;
  readonly title: string;
  readonly empty: string;
}

function NoticeList({ role, title, empty }: NoticeListProps): ReactNode {
  const columns = useColumns(role);
  const pages = usePages(["assignment-notices", role], (gateway, cursor) =>
    gateway.GET("/v1/assignment-notices", { params: { query: { role, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  return (
    <Asked query={pages.first} lines={2}>
      {() => (
        <DataTable
          caption={title}
          columns={columns}
          rows={pages.rows}
          keyOf={({ hash }) => hash}
          empty={empty}
          more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
        />
      )}
    </Asked>
  );
}

function useColumns(role: Role): readonly Column<Notice>[] {
  const t = useNoticeWords();
  const words = useFactoringWords();
  const { language } = useFormats();
  const party = (who: Role, head: string): Column<Notice> => ({
    ...{ key: who, head },
    cell: (notice) => <Party address={notice[who]} name={notice.names[who]} />,
  });
  return [
    {
      ...{ key: "given", head: t("givenAt"), isName: true },
      cell: ({ hash, givenAt }) => (
        <Link href={`/factoring/notices/${hash}`}>
          <Instant at={givenAt} />
        </Link>
      ),
    },
    {
      ...{ key: "kind", head: words("kind"), isMinor: true },
      cell: ({ kind }) => wordFor(NOTICE_KIND, kind, language),
    },
    ...(role === "assignor" ? [] : [party("assignor", t("from"))]),
    ...(role === "assignee" ? [] : [party("assignee", t("to"))]),
    ...(role === "debtor" ? [] : [party("debtor", t("debtor"))]),
    {
      ...{ key: "count", head: t("receivables"), isFigure: true, isMinor: true },
      cell: ({ receivables }) => receivables.length,
    },
    {
      key: "reply",
      head: t("reply"),
      cell: ({ reply }) => <Badge tone={REPLY_TONES[reply]}>{wordFor(NOTICE_REPLY, reply, language)}</Badge>,
    },
  ];
}
