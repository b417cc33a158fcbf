/** One entry of the bank: what it says, why it is decided as it is, and what can be done about it. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Page } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import { currencyOf } from "./bankMoney.ts";
import { Decide } from "./Decide.tsx";
import type { CashEntry } from "./entryColumns.tsx";
import { useEntryWords } from "./entryWords.ts";
import { History } from "./History.tsx";
import { Receipts } from "./Receipts.tsx";
import { ShortReason } from "./ShortReason.tsx";
import { SplitByHand } from "./SplitByHand.tsx";
import { WhyMatched } from "./WhyMatched.tsx";
import { useBankWords } from "./words.ts";
import { WrittenLine } from "./WrittenLine.tsx";

export function Entry({ id }: { readonly id: string }): ReactNode {
  const t = useEntryWords();
  const bank = useBankWords();
  const { money } = useFormats();
  const query = useAsked(["cashEntry", id], (gateway) =>
    gateway.GET("/v1/cash/entries/{id}", { params: { path: { id } } }),
  );
  const { data } = query;
  const titled = (entry: CashEntry): string => {
    const payer = entry.payerName === "" ? bank("unnamed") : entry.payerName;
    return t("title", { amount: money(entry.amount, currencyOf(entry.currency)), payer });
  };
  return (
    <Page
      screen="bank-entry"
      title={data === undefined ? bank("loading") : titled(data)}
      actions={
        <>
          {data !== undefined && <Decide entry={data} />}
          <Link className="button button-plain" href="/bank">
            {t("back")}
          </Link>
        </>
      }
    >
      <Asked query={query}>{(entry) => <EntryParts entry={entry} />}</Asked>
    </Page>
  );
}

function EntryParts({ entry }: { readonly entry: CashEntry }): ReactNode {
  const isPosted = entry.state === "posted";
  return (
    <>
      <div className="columns">
        <WrittenLine entry={entry} />
        <WhyMatched entry={entry} />
      </div>
      {entry.match !== null && <Receipts entry={entry} match={entry.match} />}
      {entry.match !== null && <ShortReason key={entry.match.id} entry={entry.id} match={entry.match} />}
      {!isPosted && entry.leftOut === null && <SplitByHand entry={entry} />}
      <History entry={entry} />
    </>
  );
}
