/** What is open and is to be collected, the most urgent first, with why it is. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useCurrencyChoice } from "../../data/currencyChoice.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { CurrencyField } from "../../ui/CurrencyField.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Party } from "../../ui/Party.tsx";
import { useCollectionsWords } from "./words.ts";
import { useWorklistColumns } from "./worklistColumns.tsx";
import { useWorklistWords } from "./worklistWords.ts";

type Answer = Schemas["Worklist"];
type Whose = "everybody" | "mine";

export function Worklist(): ReactNode {
  const t = useWorklistWords();
  const choice = useCurrencyChoice();
  const { session } = useSigned();
  const [whose, setWhose] = useState<Whose>("everybody");
  const pages = usePages<Answer["items"][number]>(["worklist", choice.value, whose], (gateway, cursor) => {
    const owner = whose === "mine" ? { owner: session.account } : {};
    const query = { currency: choice.value ?? "", ...owner, ...(cursor === undefined ? {} : { cursor }) };
    return gateway.GET("/v1/worklist", { params: { query } });
  });
  const first = (pages.first.data as { readonly pages: readonly Answer[] } | undefined)?.pages[0];
  const columns = useWorklistColumns();
  return (
    <>
      <div className="form-row">
        <CurrencyField choice={choice} />
        <SelectField<Whose>
          label={t("owner")}
          value={whose}
          onChange={setWhose}
          options={[
            { value: "everybody", text: t("everybody") },
            { value: "mine", text: t("mine") },
          ]}
        />
      </div>
      <Asked query={pages.first} lines={8}>
        {() => (
          <>
            {first !== undefined && <Sums list={first} />}
            <DataTable
              caption={t("list")}
              columns={columns}
              rows={pages.rows}
              keyOf={({ finding }) => finding.item}
              empty={t("empty")}
              more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
            />
          </>
        )}
      </Asked>
      <p className="hint">{t("asOf")}</p>
    </>
  );
}

function Sums({ list: { sums, faults, currency: code, decimals } }: { readonly list: Answer }): ReactNode {
  const t = useWorklistWords();
  const words = useCollectionsWords();
  const currency = { code, decimals };
  return (
    <>
      <Figures>
        <Figure name={t("items")} value={sums.items} />
        <Figure name={words("open")} value={<Money amount={sums.open} currency={currency} />} />
        <Figure name={t("overdue")} value={<Money amount={sums.overdue} currency={currency} />} />
        <Figure name={words("disputed")} value={<Money amount={sums.disputed} currency={currency} />} />
        <Figure name={t("promised")} value={<Money amount={sums.promised} currency={currency} />} />
      </Figures>
      {faults.length > 0 && (
        <Notice kind="warning" title={t("faults")}>
          <ul>
            {faults.map(({ customer, fault }) => (
              <li key={customer}>
                <Party address={customer} /> <bdi>{fault}</bdi>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
