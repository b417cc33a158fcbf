import { useEffect } from "react";
import type { ReactNode } from "react";
import type { Pages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Money } from "../../ui/Money.tsx";
import { VirtualTable } from "../../ui/VirtualTable.tsx";
import { CURE, DIFFERENCE_CLASS, DIFFERENCE_OWNER } from "../../words/enumerations/reconciliation.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { totalOf } from "./bridge.ts";
import type { BookItem } from "./bridge.ts";
import { nameOfDifference } from "./differences.ts";
import type { Difference } from "./differences.ts";
import { useResultWords } from "./resultWords.ts";

interface DifferencePaneProps<Row extends Difference> {
  readonly caption: string;
  readonly pages: Pages<Row>;
  readonly isOfPane: (difference: Difference) => boolean;
  readonly empty: string;
  readonly onOpen: (difference: Row) => void;
  readonly further?: readonly Column<Row>[];
}

export function DifferencePane<Row extends Difference>(props: DifferencePaneProps<Row>): ReactNode {
  const { caption, pages, isOfPane, empty, onOpen, further = [] } = props;
  const t = useResultWords();
  const columns = useColumns<Row>(onOpen);
  const rows = pages.rows.filter(isOfPane);
  const { hasMore, isLoadingMore, loadMore } = pages;
  // The gateway does not know the panes: a page may hold rows of the others alone.
  const isSearching = rows.length === 0 && hasMore;
  useEffect(() => {
    if (isSearching && !isLoadingMore) loadMore();
  }, [isSearching, isLoadingMore, loadMore]);
  return (
    <Asked query={pages.first}>
      {() => (
        <div className="pane">
          <VirtualTable
            caption={caption}
            columns={[...columns, ...further]}
            rows={rows}
            keyOf={({ key }) => key}
            empty={isSearching ? t("searching") : empty}
            hasMore={hasMore}
            isLoadingMore={isLoadingMore}
            loadMore={loadMore}
          />
        </div>
      )}
    </Asked>
  );
}

function useColumns<Row extends Difference>(onOpen: (difference: Row) => void): readonly Column<Row>[] {
  const t = useResultWords();
  const { language } = useFormats();
  return [
    {
      key: "document",
      head: t("document"),
      cell: (row) => <Name difference={row} onOpen={() => onOpen(row)} />,
      isName: true,
    },
    { key: "supplier", head: t("ofSupplier"), cell: ({ supplier }) => <Total items={supplier} />, isFigure: true },
    { key: "buyer", head: t("ofBuyer"), cell: ({ buyer }) => <Total items={buyer} />, isFigure: true },
    {
      key: "difference",
      head: t("difference"),
      cell: ({ amount, currency }) => <Money amount={amount} currency={{ code: currency, decimals: null }} />,
      isFigure: true,
    },
    { key: "class", head: t("class"), cell: (row) => wordFor(DIFFERENCE_CLASS, row.class, language) },
    { key: "owner", head: t("owner"), cell: ({ owner }) => wordFor(DIFFERENCE_OWNER, owner, language) },
    { key: "cure", head: t("cure"), cell: ({ cure }) => wordFor(CURE, cure, language), isMinor: true },
    { key: "case", head: t("case"), cell: (row) => <CaseBadge difference={row} /> },
  ];
}

function Name({ difference, onOpen }: { readonly difference: Difference; readonly onOpen: () => void }): ReactNode {
  const t = useResultWords();
  const name = nameOfDifference(difference);
  const others = Math.max(difference.supplier.length, difference.buyer.length) - 1;
  return (
    <Button kind="quiet" label={t("openDifference", { name })} onPress={onOpen}>
      {others > 0 ? t("more", { name, count: others }) : name}
    </Button>
  );
}

function Total({ items }: { readonly items: readonly BookItem[] }): ReactNode {
  const total = totalOf(items);
  if (total === undefined) return "—";
  return <Money amount={total.amount} currency={{ code: total.currency, decimals: null }} />;
}

export function CaseBadge({ difference }: { readonly difference: Difference }): ReactNode {
  const t = useResultWords();
  const { state, replies } = difference.case;
  const tone = state === "settled" ? "good" : state === "proposed" ? "warning" : "neutral";
  return (
    <Badge tone={tone}>
      {t(`case_${state}`)}
      {replies > 0 && ` (${replies})`}
    </Badge>
  );
}
