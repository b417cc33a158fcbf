/** Every receivable in the book, in the order of its sale. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Hash } from "../../ui/Party.tsx";
import { NamedParty } from "./NamedParty.tsx";
import { usePortfolioWords } from "./portfolioWords.ts";
import { useFactoringWords } from "./words.ts";

type Booked = Schemas["BookedReceivable"];

export function BookedItems(): ReactNode {
  const t = usePortfolioWords();
  const columns = useColumns();
  const pages = usePages(["booked"], (gateway, cursor) =>
    gateway.GET("/v1/factor-book/receivables", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  return (
    <Asked query={pages.first}>
      {() => (
        <DataTable
          caption={t("items")}
          columns={columns}
          rows={pages.rows}
          keyOf={({ receivable, number }) => `${receivable} ${number}`}
          empty={t("nothing")}
          more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
        />
      )}
    </Asked>
  );
}

function useColumns(): readonly Column<Booked>[] {
  const t = usePortfolioWords();
  const words = useFactoringWords();
  const figure = (key: "open" | "funds" | "feesDue" | "reserve" | "claimed", isMinor = false): Column<Booked> => ({
    ...{ key, head: t(key), isFigure: true, isMinor },
    cell: (row) => <Money amount={row[key]} currency={row.currency} />,
  });
  return [
    {
      ...{ key: "id", head: words("receivable"), isName: true },
      cell: ({ receivable, kind }) => (
        <Link href={kind === "advance" ? `/factoring/deals/${receivable}` : `/receivables/${receivable}`}>
          <Hash value={receivable} />
        </Link>
      ),
    },
    { key: "buyer", head: words("buyer"), cell: ({ buyer }) => <NamedParty address={buyer} /> },
    {
      ...{ key: "due", head: words("dueDate"), isMinor: true },
      cell: ({ dueDate }) => (dueDate === null ? words("none") : <Day date={dueDate} />),
    },
    {
      ...{ key: "pastDue", head: t("pastDue"), isFigure: true, isMinor: true },
      cell: ({ daysPastDue }) => words("day", { count: daysPastDue }),
    },
    figure("open"),
    figure("funds"),
    figure("feesDue"),
    figure("reserve"),
    figure("claimed", true),
    {
      ...{ key: "recourse", head: t("recourseFrom"), isMinor: true },
      cell: ({ recourseFrom }) => (recourseFrom === null ? words("none") : <Day date={recourseFrom} />),
    },
  ];
}
