import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Money } from "../../ui/Money.tsx";
import { VirtualTable } from "../../ui/VirtualTable.tsx";
import { MATCH_RULE } from "../../words/enumerations/reconciliation.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { totalOf } from "./bridge.ts";
import type { BookItem } from "./bridge.ts";
import { nameOf } from "./differences.ts";
import { useResultWords } from "./resultWords.ts";

type Match = Schemas["BookMatch"];

const ROWS_OF_PAGE = "200";

/** What both books have alike, and by which rule the two were found to be one. */
export function AgreedPane({ id, currency }: { readonly id: string; readonly currency: string }): ReactNode {
  const t = useResultWords();
  const { language } = useFormats();
  const pages = usePages(["matches", id, currency], (gateway, cursor) => {
    const further = { ...(currency === "" ? {} : { currency }), ...(cursor === undefined ? {} : { cursor }) };
    const query = { limit: ROWS_OF_PAGE, ...further };
    return gateway.GET("/v1/reconciliations/{id}/matches", { params: { path: { id }, query } });
  });
  return (
    <Asked query={pages.first}>
      {() => (
        <div className="pane">
          <VirtualTable<Match>
            caption={t("agreed")}
            rows={pages.rows}
            keyOf={({ supplier, buyer }) => `${placesOf(supplier)} | ${placesOf(buyer)}`}
            empty={t("agreedNone")}
            hasMore={pages.hasMore}
            isLoadingMore={pages.isLoadingMore}
            loadMore={pages.loadMore}
            columns={[
              {
                key: "supplier",
                head: t("ofSupplier"),
                cell: ({ supplier }) => <Names items={supplier} />,
                isName: true,
              },
              { key: "buyer", head: t("ofBuyer"), cell: ({ buyer }) => <Names items={buyer} /> },
              { key: "rule", head: t("rule"), cell: ({ rule }) => wordFor(MATCH_RULE, rule, language) },
              { key: "amount", head: t("amount"), cell: ({ supplier }) => <Amount items={supplier} />, isFigure: true },
            ]}
          />
        </div>
      )}
    </Asked>
  );
}

/** Of one side no two items stand at the same place. */
function placesOf(items: readonly BookItem[]): string {
  return items.map(({ place }) => place).join(", ");
}

function Names({ items }: { readonly items: readonly BookItem[] }): ReactNode {
  return <bdi>{items.map(nameOf).join(", ")}</bdi>;
}

function Amount({ items }: { readonly items: readonly BookItem[] }): ReactNode {
  const total = totalOf(items);
  return total && <Money amount={total.amount} currency={{ code: total.currency, decimals: null }} />;
}
