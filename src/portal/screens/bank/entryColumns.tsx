import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import type { Column } from "../../ui/DataTable.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { CASH_RULE, LEFT_OUT } from "../../words/enumerations/cash.ts";
import { useFormats } from "../../words/formats.ts";
import { currencyOf } from "./bankMoney.ts";
import { EntryStateBadge } from "./EntryStateBadge.tsx";
import { useRuleWords } from "./ruleWords.ts";
import { useBankWords } from "./words.ts";

export type CashEntry = Schemas["CashEntry"];

export function useEntryColumns(): readonly Column<CashEntry>[] {
  const t = useBankWords();
  const why = useWhy();
  return [
    {
      key: "payer",
      head: t("payer"),
      isName: true,
      cell: ({ id, payerName }) => (
        <Link href={`/bank/${id}`}>
          <bdi>{payerName === "" ? t("unnamed") : payerName}</bdi>
        </Link>
      ),
    },
    {
      key: "day",
      head: t("day"),
      isMinor: true,
      cell: ({ valueDate, bookingDate }) => {
        const date = valueDate ?? bookingDate;
        return date === null ? "—" : <Day date={date} />;
      },
    },
    {
      key: "amount",
      head: t("amount"),
      isFigure: true,
      cell: ({ amount, currency }) => <Money amount={amount} currency={currencyOf(currency)} />,
    },
    { key: "state", head: t("state"), cell: ({ state }) => <EntryStateBadge state={state} /> },
    { key: "why", head: t("why"), isMinor: true, cell: why },
    { key: "text", head: t("text"), isMinor: true, cell: ({ text }) => <bdi>{text}</bdi> },
  ];
}

/** By which rule an entry is decided as it is, or why it is left out. */
export function useWhy(): (entry: Pick<CashEntry, "match" | "leftOut">) => string {
  const rule = useRuleWords();
  const { language } = useFormats();
  return ({ match, leftOut }) => {
    if (match !== null) return match.rule === null ? rule("byHand") : CASH_RULE[match.rule][language];
    return leftOut === null ? "—" : LEFT_OUT[leftOut][language];
  };
}
