import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Party } from "../../ui/Party.tsx";
import { currencyOf } from "./bankMoney.ts";
import { useEntryWords } from "./entryWords.ts";
import { PartyText } from "./PartyText.tsx";
import type { OpenItem } from "./splitDraft.ts";
import { useOpenItems } from "./useOpenItems.ts";

interface ItemChoiceProps {
  /** ISO 4217. */
  readonly currency: string;
  /** Keys of what is chosen already. */
  readonly taken: readonly string[];
  readonly onAdd: (item: OpenItem) => void;
}

export function ItemChoice({ currency, taken, onAdd }: ItemChoiceProps): ReactNode {
  const t = useEntryWords();
  const [search, setSearch] = useState("");
  const { items, error, hasMore, isLoadingMore, loadMore } = useOpenItems(currency);
  const wanted = search.trim().toLowerCase();
  const found = (items ?? []).filter(
    ({ key, number, party, name }) =>
      !taken.includes(key) && [number, party, name ?? ""].some((text) => text.toLowerCase().includes(wanted)),
  );
  if (error !== null) return <ErrorNote error={error} />;
  if (items === undefined) return <Loading />;
  return (
    <>
      <TextField label={t("search")} kind="search" value={search} onChange={setSearch} />
      <DataTable
        caption={t("openItems", { currency })}
        columns={[
          { key: "item", head: t("item"), isName: true, cell: ({ number }) => <bdi>{number}</bdi> },
          { key: "party", head: t("party"), isMinor: true, cell: (item) => <Debtor item={item} /> },
          {
            key: "open",
            head: t("open"),
            isFigure: true,
            cell: ({ open }) => <Money amount={open} currency={currencyOf(currency)} />,
          },
          { key: "due", head: t("due"), isMinor: true, cell: ({ due }) => (due === null ? "—" : <Day date={due} />) },
          {
            key: "add",
            head: t("add"),
            cell: (item) => (
              <Button label={t("addOne", { number: item.number })} onPress={() => onAdd(item)}>
                {t("add")}
              </Button>
            ),
          },
        ]}
        rows={found}
        keyOf={({ key }) => key}
        empty={t("noItems", { currency })}
        more={{ has: hasMore, isLoading: isLoadingMore, load: loadMore }}
      />
    </>
  );
}

function Debtor({ item: { party, name } }: { readonly item: OpenItem }): ReactNode {
  return name === null ? <PartyText party={party} /> : <Party address={party} name={name} />;
}
