/** From which amounts on how many have to sign: what counts now, and new tiers. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Instant, Money } from "../../ui/Money.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { APPROVAL_KIND, DUTY } from "../../words/enumerations/duties.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useApprovalWords } from "./approvalWords.ts";
import { Named } from "./Named.tsx";
import { SetPolicy } from "./SetPolicy.tsx";
import type { ShownTier } from "./tierDraft.ts";
import { useAdministers } from "./useAdministers.ts";
import { useAdministrationWords } from "./words.ts";

type Policy = Schemas["ApprovalPolicy"];

export function Policies(): ReactNode {
  const t = useApprovalWords();
  const administers = useAdministers() === true;
  const policies = useAsked(["approval policies"], (gateway) => gateway.GET("/v1/approval-policies"));
  return (
    <Asked query={policies}>
      {({ items }) => {
        const inForce = items.filter((policy) => policy.inForce);
        return (
          <>
            <Section title={t("policy")}>
              {inForce.length === 0 && <Empty>{t("noPolicy")}</Empty>}
              {inForce.map((policy) => (
                <Version key={policy.version} policy={policy} />
              ))}
            </Section>
            {administers && <SetPolicy key={items[0]?.version ?? 0} last={items[0]} />}
          </>
        );
      }}
    </Asked>
  );
}

function Version({
  policy: { version, since, setBy, reason, windowDays, tiers },
}: {
  readonly policy: Policy;
}): ReactNode {
  const t = useApprovalWords();
  const words = useAdministrationWords();
  const columns = useTierColumns();
  const title = t("policyOf", { version });
  return (
    <div className="section">
      <h3>
        {title} <Badge tone="good">{words("inForce")}</Badge>
      </h3>
      <Facts
        rows={[
          [words("since"), <Instant key="since" at={since} />],
          [words("by"), <Named key="by" account={setBy} />],
          [words("reason"), <bdi key="reason">{reason}</bdi>],
          [t("window"), t("days", { count: windowDays })],
        ]}
      />
      <DataTable
        caption={title}
        rows={tiers}
        keyOf={(_, place) => place.toString()}
        empty={t("noPolicy")}
        columns={columns}
      />
    </div>
  );
}

function useTierColumns(): readonly Column<ShownTier>[] {
  const t = useApprovalWords();
  const words = useAdministrationWords();
  const { language } = useFormats();
  return [
    { key: "kind", head: t("what"), isName: true, cell: ({ kind }) => wordFor(APPROVAL_KIND, kind, language) },
    {
      key: "from",
      head: t("from"),
      isFigure: true,
      cell: ({ from, currency }) =>
        from === null || currency === null ? t("each") : <Money amount={from} currency={currency} />,
    },
    {
      key: "currency",
      head: t("currency"),
      isMinor: true,
      cell: ({ currency }) => currency?.code ?? words("anyCurrency"),
    },
    { key: "approvers", head: t("approvers"), isFigure: true, cell: ({ approvers }) => approvers },
    { key: "duty", head: t("whose"), cell: ({ duty }) => wordFor(DUTY, duty, language) },
    { key: "hours", head: t("hours"), isFigure: true, cell: ({ hours }) => hours },
    {
      key: "escalates",
      head: t("escalates"),
      isMinor: true,
      cell: ({ escalatesTo }) => (escalatesTo === null ? t("nobodyElse") : wordFor(DUTY, escalatesTo, language)),
    },
  ];
}
