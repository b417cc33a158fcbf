/** One difference: the items of both books, what makes it, and what both sides say of it. */
import type { ReactNode } from "react";
import { DataTable } from "../../ui/DataTable.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { CURE, DIFFERENCE_CLASS, DIFFERENCE_OWNER, ITEM_KIND } from "../../words/enumerations/reconciliation.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import type { BookItem } from "./bridge.ts";
import { nameOf, nameOfDifference } from "./differences.ts";
import type { Difference, DifferenceSource } from "./differences.ts";
import { Replies } from "./Replies.tsx";
import { useResultWords } from "./resultWords.ts";

interface DifferenceDialogProps {
  readonly source: DifferenceSource;
  /** Undefined while none is open. */
  readonly difference: Difference | undefined;
  readonly ownSide: "supplier" | "buyer";
  readonly onClose: () => void;
}

export function DifferenceDialog({ source, difference, ownSide, onClose }: DifferenceDialogProps): ReactNode {
  const title = difference === undefined ? "" : nameOfDifference(difference);
  return (
    <Dialog title={title} isOpen={difference !== undefined} onClose={onClose} isWide>
      {difference !== undefined && (
        <>
          <Told difference={difference} />
          <Replies key={difference.key} source={source} difference={difference} ownSide={ownSide} />
        </>
      )}
    </Dialog>
  );
}

function Told({ difference }: { readonly difference: Difference }): ReactNode {
  const t = useResultWords();
  const { language } = useFormats();
  const { owner, cure, due, amount, currency, withinTolerance, supplier, buyer, because } = difference;
  return (
    <>
      <Facts
        rows={[
          [t("class"), wordFor(DIFFERENCE_CLASS, difference.class, language)],
          [t("owner"), wordFor(DIFFERENCE_OWNER, owner, language)],
          [t("cure"), wordFor(CURE, cure, language)],
          [t("due"), due === null ? t("dueNone") : <Day date={due} />],
          [t("more_by"), <Money amount={amount} currency={{ code: currency, decimals: null }} />],
          [t("within"), t(withinTolerance ? "yes" : "no")],
        ]}
      />
      <h3>{t("ofSupplier")}</h3>
      <Items caption={t("ofSupplier")} items={supplier} />
      <h3>{t("ofBuyer")}</h3>
      <Items caption={t("ofBuyer")} items={buyer} />
      {because.length > 0 && (
        <>
          <h3>{t("because")}</h3>
          <Items caption={t("because")} items={because} />
        </>
      )}
    </>
  );
}

function Items({ caption, items }: { readonly caption: string; readonly items: readonly BookItem[] }): ReactNode {
  const t = useResultWords();
  const { language } = useFormats();
  return (
    <DataTable
      caption={caption}
      rows={items}
      keyOf={({ place }) => place}
      empty={t("nothingHere")}
      columns={[
        { key: "number", head: t("number"), cell: (item) => <bdi>{nameOf(item)}</bdi>, isName: true },
        { key: "kind", head: t("kind"), cell: ({ kind }) => wordFor(ITEM_KIND, kind, language) },
        { key: "date", head: t("date"), cell: ({ date }) => <Day date={date} /> },
        {
          key: "dueDate",
          head: t("dueDate"),
          cell: ({ dueDate }) => dueDate !== null && <Day date={dueDate} />,
          isMinor: true,
        },
        { key: "order", head: t("order"), cell: ({ order }) => <bdi>{order}</bdi>, isMinor: true },
        { key: "settles", head: t("settles"), cell: ({ settles }) => <bdi>{settles.join(", ")}</bdi>, isMinor: true },
        { key: "place", head: t("place"), cell: ({ place }) => <bdi>{place}</bdi>, isMinor: true },
        {
          key: "amount",
          head: t("amount"),
          cell: ({ amount, currency }) => <Money amount={amount} currency={{ code: currency, decimals: null }} />,
          isFigure: true,
        },
      ]}
    />
  );
}
