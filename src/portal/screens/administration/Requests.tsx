import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import type { Tone } from "../../ui/Badge.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant, Money } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash } from "../../ui/Party.tsx";
import { APPROVAL_KIND, APPROVAL_STATE, DUTY } from "../../words/enumerations/duties.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { addressFrom } from "./addresses.ts";
import { useApprovalWords } from "./approvalWords.ts";
import { Named } from "./Named.tsx";
import { RequestActs } from "./RequestActs.tsx";
import { useAdministrationWords } from "./words.ts";

type Approval = Schemas["Approval"];

const TONES: Readonly<Record<Approval["state"], Tone>> = {
  ...{ pending: "warning", approved: "good", refused: "bad", lapsed: "neutral", used: "neutral", withdrawn: "neutral" },
};

export function Requests(): ReactNode {
  const t = useApprovalWords();
  const columns = useColumns();
  const pages = usePages(["approvals"], (gateway, cursor) =>
    gateway.GET("/v1/approvals", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  return (
    <Section title={t("requests")}>
      <p className="hint">{t("requestsLead")}</p>
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={t("requests")}
            rows={pages.rows}
            keyOf={({ id }) => id}
            empty={t("noRequests")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
            columns={columns}
          />
        )}
      </Asked>
    </Section>
  );
}

function useColumns(): readonly Column<Approval>[] {
  const t = useApprovalWords();
  const words = useAdministrationWords();
  const { language } = useFormats();
  return [
    { key: "kind", head: t("what"), isName: true, cell: ({ kind }) => wordFor(APPROVAL_KIND, kind, language) },
    { key: "subject", head: t("subject"), cell: ({ subject }) => <Subject subject={subject} /> },
    {
      key: "amount",
      head: t("amount"),
      isFigure: true,
      cell: ({ amount, currency }) =>
        amount === null ? words("noAmount") : <Money amount={amount} currency={currency} />,
    },
    { key: "reason", head: words("reason"), cell: ({ reason }) => <bdi>{reason}</bdi> },
    { key: "asker", head: t("asker"), cell: ({ asker }) => <Named account={asker} /> },
    { key: "until", head: t("until"), isMinor: true, cell: ({ until }) => <Instant at={until} /> },
    { key: "duty", head: t("whose"), isMinor: true, cell: ({ duty }) => wordFor(DUTY, duty, language) },
    { key: "signatures", head: t("signatures"), isFigure: true, cell: (approval) => <Signatures of={approval} /> },
    {
      key: "state",
      head: words("state"),
      cell: ({ state }) => <Badge tone={TONES[state]}>{wordFor(APPROVAL_STATE, state, language)}</Badge>,
    },
    { key: "acts", head: words("actions"), cell: (approval) => <RequestActs approval={approval} /> },
  ];
}

function Subject({ subject }: { readonly subject: string }): ReactNode {
  const isHash = addressFrom(subject) !== undefined || /^0x[0-9a-f]{64}$/.test(subject);
  return isHash ? <Hash value={subject} /> : <bdi>{subject}</bdi>;
}

function Signatures({ of: { decisions, needed } }: { readonly of: Approval }): ReactNode {
  const t = useApprovalWords();
  const count = decisions.filter(({ counts, isApproved }) => counts && isApproved).length;
  return t("signaturesOf", { count, needed });
}
