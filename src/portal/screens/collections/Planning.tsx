/** What is planned of a receivable: plans that were agreed, what is on the table, and what was asked for. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Badge } from "../../ui/Badge.tsx";
import type { Tone } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Day, Instant, Money } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { PLAN_STATE } from "../../words/enumerations/plans.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import type { AnswerProps } from "./AnswerForms.tsx";
import type { Collection } from "./collection.ts";
import { PlanTerms } from "./PlanTerms.tsx";
import { usePlanWords } from "./planWords.ts";
import { Proposals } from "./Proposals.tsx";

const TONES: Readonly<Record<Schemas["AgreedPlan"]["state"], Tone>> = {
  ...{ running: "info", completed: "good", broken: "bad", replaced: "neutral", amended: "neutral" },
  ...{ divided: "neutral", unopened: "warning" },
};

export function Planning({ detail, collection }: AnswerProps): ReactNode {
  const t = usePlanWords();
  const { agreed, mostPlans, requests } = collection.planning;
  return (
    <Section title={t("planning")}>
      <h3>{t("agreed")}</h3>
      {agreed.length === 0 && <p className="hint">{t("noPlan")}</p>}
      {agreed.map((plan) => (
        <Agreed key={plan.plan} plan={plan} currency={collection.currency} />
      ))}
      <p className="hint">{t("limit", { count: mostPlans })}</p>
      <Proposals detail={detail} collection={collection} />
      {requests.length > 0 && <Requests collection={collection} />}
    </Section>
  );
}

interface AgreedProps {
  readonly plan: Schemas["AgreedPlan"];
  readonly currency: Collection["currency"];
}

function Agreed({ plan, currency }: AgreedProps): ReactNode {
  const t = usePlanWords();
  const { language } = useFormats();
  const { state, agreedAt, paid, behind, next, brokenOn, terms } = plan;
  return (
    <>
      <Facts
        rows={[
          [
            t("agreed"),
            <span key="state">
              <Badge tone={TONES[state]}>{wordFor(PLAN_STATE, state, language)}</Badge> <Instant at={agreedAt} />
            </span>,
          ],
          [t("paid"), paid === null ? undefined : <Money key="paid" amount={paid} currency={currency} />],
          [t("behind"), behind === null ? undefined : <Money key="behind" amount={behind} currency={currency} />],
          [
            t("next"),
            next === null ? undefined : (
              <span key="next">
                <Money amount={next.amount} currency={currency} /> · <Day date={next.payBy} />
              </span>
            ),
          ],
          [t("brokenOn"), brokenOn === null ? undefined : <Day key="broken" date={brokenOn} />],
        ]}
      />
      {terms !== null && <PlanTerms terms={terms} currency={currency} />}
    </>
  );
}

function Requests({ collection: { planning, currency } }: Pick<AnswerProps, "collection">): ReactNode {
  const t = usePlanWords();
  return (
    <DataTable
      caption={t("requests")}
      rows={planning.requests}
      keyOf={({ payment }) => payment}
      empty={t("noProposals")}
      columns={[
        { key: "at", head: t("requests"), isName: true, cell: ({ at }) => <Instant at={at} /> },
        {
          ...{ key: "amount", head: t("amount"), isFigure: true },
          cell: ({ amount }) => <Money amount={amount} currency={currency} />,
        },
        { key: "payBy", head: t("payBy"), cell: ({ payBy }) => (payBy === null ? "—" : <Day date={payBy} />) },
        {
          ...{ key: "state", head: t("state") },
          cell: ({ isOpen, answeredBy }) => t(isOpen ? (answeredBy === null ? "waits" : "answered") : "over"),
        },
      ]}
    />
  );
}
