import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Money } from "../../ui/Money.tsx";
import { CASH_DIFFERENCE } from "../../words/enumerations/cash.ts";
import { shortHex, useFormats } from "../../words/formats.ts";
import { currencyOf } from "./bankMoney.ts";
import { useEntryWords } from "./entryWords.ts";
import { PartyText } from "./PartyText.tsx";

type Allocation = Schemas["CashAllocation"];

interface AllocationsProps {
  readonly match: Pick<Schemas["CashMatch"], "allocations" | "unapplied">;
  /** ISO 4217. */
  readonly currency: string;
}

/** What money settles, and what of it nothing. */
export function Allocations({ match, currency }: AllocationsProps): ReactNode {
  const t = useEntryWords();
  const { language, money } = useFormats();
  const figure = (key: "cash" | "discount" | "difference"): Column<Allocation> => ({
    ...{ key, head: t(key), isFigure: true, isMinor: key !== "cash" },
    cell: (one) => <Money amount={one[key]} currency={currencyOf(currency)} />,
  });
  return (
    <>
      <DataTable
        caption={t("pays")}
        columns={[
          { key: "item", head: t("item"), isName: true, cell: ({ item }) => <ItemName item={item} /> },
          figure("cash"),
          figure("discount"),
          figure("difference"),
          { key: "reason", head: t("reason"), isMinor: true, cell: ({ reason }) => CASH_DIFFERENCE[reason][language] },
        ]}
        rows={match.allocations}
        keyOf={({ item }) => JSON.stringify(item)}
        empty={t("noAllocations")}
      />
      {/[1-9]/.test(match.unapplied) && (
        <p>{t("onAccount", { amount: money(match.unapplied, currencyOf(currency)) })}</p>
      )}
    </>
  );
}

export function ItemName({ item }: { readonly item: Schemas["CashItem"] }): ReactNode {
  const t = useEntryWords();
  const { receivable, number, line, party } = item;
  const called = number === "" && receivable !== null ? shortHex(receivable) : number;
  const text = line === 0 ? called : t("itemLine", { number: called, line });
  return (
    <>
      {receivable === null ? <bdi>{text}</bdi> : <Link href={`/receivables/${receivable}`}>{text}</Link>}{" "}
      <PartyText party={party} />
    </>
  );
}
