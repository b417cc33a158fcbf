/** The policies that there are, to what they apply, and a first one for whoever has none. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { Working } from "../../ui/Working.tsx";
import { useDryRunWords } from "./dryRunWords.ts";
import { PolicyForm } from "./PolicyForm.tsx";

type Policy = Schemas["DunningPolicy"];
type Scope = Schemas["DunningScope"];

export function Policies(): ReactNode {
  const t = useDryRunWords();
  const pages = usePages<Policy>(["dunning policies"], (gateway, cursor) =>
    gateway.GET("/v1/dunning/policies", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  const scopes = useAsked(["dunning scopes"], (gateway) => gateway.GET("/v1/dunning/scopes"));
  return (
    <Section title={t("policies")}>
      <Asked query={pages.first} lines={3}>
        {() => (
          <DataTable
            caption={t("policies")}
            rows={pages.rows}
            keyOf={({ id }) => id}
            empty={t("noPolicies")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
            columns={[
              { key: "name", head: t("policy"), isName: true, cell: ({ name }) => <bdi>{name}</bdi> },
              { key: "version", head: t("version"), isFigure: true, cell: ({ version }) => version },
              { key: "levels", head: t("levels"), isFigure: true, cell: ({ levels }) => levels.length },
              {
                ...{ key: "cap", head: t("cap"), isMinor: true },
                cell: ({ cap: { perWeek, pauseDays } }) => t("capOf", { perWeek, pause: pauseDays }),
              },
              {
                ...{ key: "scopes", head: t("scopes") },
                cell: ({ policy }) => (
                  <Scopes scopes={(scopes.data?.items ?? []).filter((of) => of.policy === policy)} />
                ),
              },
              { key: "set", head: t("set"), isMinor: true, cell: ({ set }) => <Instant at={set} /> },
            ]}
          />
        )}
      </Asked>
      <Working title={t("start")}>
        <PolicyForm />
      </Working>
    </Section>
  );
}

function Scopes({ scopes }: { readonly scopes: readonly Scope[] }): ReactNode {
  const t = useDryRunWords();
  if (scopes.length === 0) return "—";
  return scopes.map(({ scope }, place) => (
    <span key={place}>
      {place > 0 && ", "}
      {t(`scope_${scope.kind}`, scope.kind === "segment" ? { name: scope.segment } : {})}{" "}
      {scope.kind === "customer" && <Party address={scope.customer} />}
    </span>
  ));
}
