/** What can be sold, found on the server. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { CheckField, Form, TextField } from "../../ui/Field.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Hash, Party } from "../../ui/Party.tsx";
import { addressIn, faultOf } from "./forms.ts";
import { useSellWords } from "./sellWords.ts";
import { useFactoringWords } from "./words.ts";

type Receivable = Schemas["Receivable"];

interface CandidatesProps {
  readonly chosen: ReadonlyMap<string, Receivable>;
  readonly onToggle: (one: Receivable) => void;
  readonly onClear: () => void;
}

interface Filter {
  readonly invoiceNumber: string;
  readonly counterparty: string;
  readonly dueFrom: string;
  readonly dueTo: string;
}

const NOTHING: Filter = { invoiceNumber: "", counterparty: "", dueFrom: "", dueTo: "" };

/** The first choice settles the currency: a request has one. */
export function Candidates({ chosen, onToggle, onClear }: CandidatesProps): ReactNode {
  const t = useSellWords();
  const [filter, setFilter] = useState(NOTHING);
  const [first] = chosen.values();
  const pages = useCandidates(filter, first?.currency.address ?? undefined);
  const columns = useColumns(chosen, onToggle);
  return (
    <>
      <Filters filter={filter} onChange={setFilter} />
      <p className="actions" role="status">
        {t("chosen", { count: chosen.size })}
        {chosen.size > 0 && <Button onPress={onClear}>{t("clear")}</Button>}
      </p>
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={t("candidates")}
            columns={columns}
            rows={pages.rows}
            keyOf={({ id }) => id}
            empty={t("noCandidates")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )}
      </Asked>
    </>
  );
}

function useCandidates(filter: Filter, currency: string | undefined) {
  const counterparty = addressIn(filter.counterparty);
  const given = {
    ...(filter.invoiceNumber.trim() === "" ? {} : { invoiceNumber: filter.invoiceNumber.trim() }),
    ...(counterparty === undefined ? {} : { counterparty }),
    ...(filter.dueFrom === "" ? {} : { dueFrom: filter.dueFrom }),
    ...(filter.dueTo === "" ? {} : { dueTo: filter.dueTo }),
    ...(currency === undefined ? {} : { currency }),
  };
  return usePages(["candidates", JSON.stringify(given)], (gateway, cursor) =>
    gateway.GET("/v1/receivables", {
      params: {
        query: {
          ...{ role: "holder", status: "Accepted", closed: "false", disputed: "false", sort: "due", order: "asc" },
          ...given,
          ...(cursor === undefined ? {} : { cursor }),
        },
      },
    }),
  );
}

function Filters({ filter, onChange }: { readonly filter: Filter; readonly onChange: (filter: Filter) => void }) {
  const t = useSellWords();
  const words = useFactoringWords();
  const set = (part: Partial<Filter>): void => onChange({ ...filter, ...part });
  return (
    <Form label={t("filters")} onSend={() => undefined}>
      <div className="form-row">
        <TextField
          label={t("invoiceNumber")}
          kind="search"
          value={filter.invoiceNumber}
          onChange={(invoiceNumber) => set({ invoiceNumber })}
        />
        <TextField
          label={t("counterparty")}
          value={filter.counterparty}
          error={faultOf(filter.counterparty, addressIn, words("addressUnfit"))}
          onChange={(counterparty) => set({ counterparty })}
        />
        <TextField label={t("dueFrom")} kind="date" value={filter.dueFrom} onChange={(dueFrom) => set({ dueFrom })} />
        <TextField label={t("dueTo")} kind="date" value={filter.dueTo} onChange={(dueTo) => set({ dueTo })} />
      </div>
    </Form>
  );
}

function useColumns(
  chosen: ReadonlyMap<string, Receivable>,
  onToggle: (one: Receivable) => void,
): readonly Column<Receivable>[] {
  const t = useSellWords();
  const words = useFactoringWords();
  return [
    {
      key: "choose",
      head: words("choice"),
      cell: (one) => (
        <CheckField
          label={t("choose", { what: one.invoiceNumber ?? one.id })}
          isChecked={chosen.has(one.id)}
          onChange={() => onToggle(one)}
          isBare
        />
      ),
    },
    { key: "id", head: words("receivable"), isName: true, cell: (one) => one.invoiceNumber ?? <Hash value={one.id} /> },
    { key: "buyer", head: words("buyer"), cell: ({ buyer, names }) => <Party address={buyer} name={names.buyer} /> },
    {
      key: "open",
      head: words("open"),
      isFigure: true,
      cell: ({ open, currency }) => <Money amount={open} currency={currency} />,
    },
    {
      key: "due",
      head: words("dueDate"),
      cell: ({ dueDate }) => (dueDate === null ? words("none") : <Day date={dueDate} />),
    },
  ];
}
