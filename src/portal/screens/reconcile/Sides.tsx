import type { ReactNode } from "react";
import { DataTable } from "../../ui/DataTable.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Empty, Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash, Party } from "../../ui/Party.tsx";
import { ROLE } from "../../words/enumerations/ledger.ts";
import { BALANCE_REPLY } from "../../words/enumerations/statements.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useSignWords } from "./signWords.ts";
import { StandingBadge } from "./StandingBadge.tsx";
import type { StatementDetail } from "./useStatement.ts";

interface SidesProps {
  readonly detail: StatementDetail | undefined;
  readonly isAsking: boolean;
}

/** What each side has posted last, and what the other replied to that. */
export function Sides({ detail, isAsking }: SidesProps): ReactNode {
  const t = useSignWords();
  return (
    <Section title={t("stands")} actions={detail !== undefined && <StandingBadge standing={detail.standing} />}>
      {detail === undefined && (isAsking ? <Loading /> : <Empty>{t("notPosted")}</Empty>)}
      {detail !== undefined && (
        <>
          <Postings detail={detail} />
          {detail.standing === "SAME_ROOT" && <Notice>{t("sameRoot")}</Notice>}
          {(detail.standing === "NO_REPLY" || detail.standing === "SAME_ROOT") && (
            <Notice kind="limit">{t("silence")}</Notice>
          )}
        </>
      )}
    </Section>
  );
}

function Postings({ detail }: { readonly detail: StatementDetail }): ReactNode {
  const t = useSignWords();
  const { language } = useFormats();
  const rows = [
    { side: "supplier", party: detail.supplier, posting: detail.supplierPosting, at: detail.supplierPostedAt },
    { side: "buyer", party: detail.buyer, posting: detail.buyerPosting, at: detail.buyerPostedAt },
  ] as const;
  return (
    <DataTable
      caption={t("stands")}
      rows={rows}
      keyOf={({ side }) => side}
      empty={t("notPosted")}
      columns={[
        {
          key: "party",
          head: t("parties"),
          cell: ({ side, party }) => (
            <>
              {ROLE[side][language]}: <Party address={party} name={detail.names[side]} />
            </>
          ),
          isName: true,
        },
        {
          key: "root",
          head: t("posted"),
          cell: ({ posting }) => (posting ? <Hash value={posting.root} /> : t("notYet")),
        },
        { key: "version", head: t("version"), cell: ({ posting }) => posting?.version ?? "—", isFigure: true },
        { key: "at", head: t("when"), cell: ({ at }) => (at ? <Instant at={at.time} /> : "—"), isMinor: true },
        {
          key: "replyBy",
          head: t("replyBy"),
          cell: ({ posting }) => (posting?.replyBy ? <Instant at={posting.replyBy} /> : "—"),
          isMinor: true,
        },
        { key: "reply", head: t("reply"), cell: ({ posting }) => wordFor(BALANCE_REPLY, posting?.reply, language) },
      ]}
    />
  );
}
