/** What a factor lends on, and what of a supplier's receivables that makes. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAsked, usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import type { Currency } from "../../words/formats.ts";
import { Criteria } from "./Criteria.tsx";
import { EligibilityCheckForm } from "./EligibilityCheckForm.tsx";
import { EligibilityItems } from "./EligibilityItems.tsx";
import { EligibilityWorking } from "./EligibilityWorking.tsx";
import { useEligibilityWords } from "./eligibilityWords.ts";
import { NamedParty } from "./NamedParty.tsx";
import { useFactoringWords } from "./words.ts";

export function Eligibility({ id }: { readonly id: string | undefined }): ReactNode {
  const t = useEligibilityWords();
  if (id !== undefined) return <Answer id={id} />;
  return (
    <>
      <Section title={t("check")}>
        <EligibilityCheckForm />
      </Section>
      <Section title={t("checks")}>
        <Checks />
      </Section>
      <Section title={t("criteria")}>
        <Criteria />
      </Section>
    </>
  );
}

function Answer({ id }: { readonly id: string }): ReactNode {
  const words = useFactoringWords();
  const check = useAsked(["eligibility", id], (gateway) =>
    gateway.GET("/v1/eligibility/{id}", { params: { path: { id } } }),
  );
  return (
    <>
      <p>
        <Link href="/factoring/eligibility">{words("back")}</Link>
      </p>
      <Asked query={check}>
        {(shown) => (
          <>
            <EligibilityWorking check={shown} />
            <EligibilityItems check={shown} />
          </>
        )}
      </Asked>
    </>
  );
}

function Checks(): ReactNode {
  const t = useEligibilityWords();
  const words = useFactoringWords();
  const { money } = useFormats();
  const pages = usePages(["eligibility"], (gateway, cursor) =>
    gateway.GET("/v1/eligibility", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  const figure = (key: "gross" | "eligible" | "available") => ({
    ...{ key, head: t(key), isFigure: true },
    cell: (row: { readonly currency: Currency } & Readonly<Record<typeof key, string>>) =>
      money(row[key], row.currency),
  });
  return (
    <Asked query={pages.first}>
      {() => (
        <DataTable
          caption={t("checks")}
          rows={pages.rows}
          keyOf={({ id }) => id}
          empty={t("noChecks")}
          more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          columns={[
            {
              ...{ key: "at", head: t("checkedAt"), isName: true },
              cell: ({ id, checked }) => (
                <Link href={`/factoring/eligibility/${id}`}>
                  <Instant at={checked} />
                </Link>
              ),
            },
            { key: "who", head: words("supplier"), cell: ({ supplier }) => <NamedParty address={supplier} /> },
            figure("gross"),
            figure("eligible"),
            figure("available"),
          ]}
        />
      )}
    </Asked>
  );
}
