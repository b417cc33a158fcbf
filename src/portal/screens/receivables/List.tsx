/** All receivables of the organisation, however many: the gateway filters and orders, the page holds what is seen. */
import { useDeferredValue, useMemo } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useOrganisation } from "../../data/session.tsx";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Page } from "../../ui/Page.tsx";
import { VirtualTable } from "../../ui/VirtualTable.tsx";
import { useFormats } from "../../words/formats.ts";
import { columnsOf } from "./columns.tsx";
import { FilterBar } from "./FilterBar.tsx";
import { NO_FILTERS, queryOf, useFilters } from "./filters.ts";
import { useReceivablesWords } from "./words.ts";

export function List(): ReactNode {
  const t = useReceivablesWords();
  const { language } = useFormats();
  const organisation = useOrganisation();
  const [filters, setFilters] = useFilters();
  // Rows that stay while somebody scrolls are drawn once, as long as the columns are the same.
  const columns = useMemo(() => columnsOf({ t, language, organisation }), [t, language, organisation]);
  // What is typed is shown at once; the list follows when there is time.
  const wanted = useDeferredValue(filters);
  const pages = usePages<Schemas["Receivable"]>(["receivables", JSON.stringify(wanted)], (gateway, cursor) =>
    gateway.GET("/v1/receivables", { params: { query: queryOf(wanted, cursor) } }),
  );
  const isFiltered = JSON.stringify({ ...filters, order: "" }) !== JSON.stringify({ ...NO_FILTERS, order: "" });
  return (
    <Page
      screen="receivables"
      title={t("title")}
      lead={t("lead")}
      actions={
        <Link className="button button-primary" href="/receivables/import">
          {t("import")}
        </Link>
      }
    >
      <FilterBar filters={filters} onChange={setFilters} />
      <Asked query={pages.first} lines={10}>
        {() => (
          <div>
            <VirtualTable
              caption={t("list")}
              columns={columns}
              rows={pages.rows}
              keyOf={({ id }) => id}
              empty={t(isFiltered ? "nothing" : "nothingYet")}
              hasMore={pages.hasMore}
              isLoadingMore={pages.isLoadingMore}
              loadMore={pages.loadMore}
            />
          </div>
        )}
      </Asked>
      <Notice kind="limit">{t("sealedHint")}</Notice>
    </Page>
  );
}
