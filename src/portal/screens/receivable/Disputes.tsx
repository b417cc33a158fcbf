/** The dispute about a receivable: whose turn it is and until when, what was said and done, and how it is to end. */
import type { ReactNode } from "react";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Day, Instant, Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash, Party } from "../../ui/Party.tsx";
import { isPositive, unitsOf, amountOf } from "./detail.ts";
import type { Detail, Dispute } from "./detail.ts";
import { DisputeOutcome } from "./DisputeOutcome.tsx";
import { useDetailWords } from "./words.ts";

export function Disputes({ detail }: { readonly detail: Detail }): ReactNode {
  const t = useDetailWords();
  const query = useAsked(["dispute", detail.id], (gateway) =>
    gateway.GET("/v1/receivables/{id}/dispute", { params: { path: { id: detail.id } } }),
  );
  // What was never disputed needs no heading that says so.
  if (query.data?.dispute === null) return undefined;
  return (
    <Section title={t("dispute")}>
      <Asked query={query}>
        {({ dispute }) => (dispute === null ? undefined : <Told detail={detail} dispute={dispute} />)}
      </Asked>
    </Section>
  );
}

interface ToldProps {
  readonly detail: Detail;
  readonly dispute: Dispute;
}

function Told({ detail, dispute }: ToldProps): ReactNode {
  const t = useDetailWords();
  const { currency, open } = detail;
  const isOpen = dispute.state === "open";
  const rest = open === null ? null : amountOf(unitsOf(open) - unitsOf(dispute.disputed), currency);
  return (
    <>
      <Facts
        rows={[
          [
            t("state"),
            <Badge key="state" tone={isOpen ? "warning" : "good"}>
              {t(`dispute_${dispute.state}`)}
            </Badge>,
          ],
          [t("disputedNow"), <Money key="disputed" amount={dispute.disputed} currency={currency} />],
          [t("undisputed"), isOpen ? <Money key="rest" amount={rest} currency={currency} /> : undefined],
          [t("since"), <Instant key="since" at={dispute.since} />],
        ]}
      />
      {isOpen && <Notice>{t("undisputedPayable")}</Notice>}
      {dispute.answer !== null && <Answer answer={dispute.answer} />}
      <Acts dispute={dispute} />
      <Clocks dispute={dispute} />
      <DisputeOutcome key={dispute.since} detail={detail} dispute={dispute} canPropose={isPositive(dispute.disputed)} />
    </>
  );
}

function Answer({ answer }: { readonly answer: NonNullable<Dispute["answer"]> }): ReactNode {
  const t = useDetailWords();
  return (
    <Notice kind={answer.overdue ? "warning" : "info"} title={t(answer.overdue ? "answerOverdue" : "answerDue")}>
      {t(`turn_${answer.side}`)} <Day date={answer.by} /> ({t("answerDays", { count: answer.days })})
    </Notice>
  );
}

function Acts({ dispute }: { readonly dispute: Dispute }): ReactNode {
  const t = useDetailWords();
  return (
    <DataTable
      caption={t("disputeActs")}
      rows={dispute.acts}
      keyOf={({ at }, place) => at + place.toString()}
      empty={t("disputeActsNone")}
      columns={[
        { key: "kind", head: t("what"), cell: ({ kind }) => t(`disputeAct_${kind}`), isName: true },
        {
          key: "amount",
          head: t("amount"),
          cell: ({ amount }) => <Money amount={amount} currency={dispute.currency} />,
          isFigure: true,
        },
        { key: "code", head: t("code"), cell: ({ code }) => code ?? "—", isFigure: true },
        { key: "by", head: t("by"), cell: ({ by }) => <Party address={by} /> },
        { key: "at", head: t("when"), cell: ({ at }) => <Instant at={at} /> },
        {
          key: "evidence",
          head: t("evidence"),
          cell: ({ evidence }) => (evidence === null ? "—" : <Hash value={evidence} />),
          isMinor: true,
        },
      ]}
    />
  );
}

/** Towards the factor (R64). */
function Clocks({ dispute }: { readonly dispute: Dispute }): ReactNode {
  const t = useDetailWords();
  if (dispute.twoFactorClocks.length === 0) return undefined;
  return (
    <DataTable
      caption={t("factorClocks")}
      rows={dispute.twoFactorClocks}
      keyOf={({ clock }) => clock}
      empty={t("disputeActsNone")}
      columns={[
        {
          key: "clock",
          head: t("clock"),
          cell: ({ clock }) => t(`clock_${clock}` as "clock_disputeNotice"),
          isName: true,
        },
        { key: "due", head: t("dueBy"), cell: ({ due }) => <Day date={due} /> },
        { key: "state", head: t("state"), cell: ({ state }) => t(`clock_${state}`) },
      ]}
    />
  );
}
