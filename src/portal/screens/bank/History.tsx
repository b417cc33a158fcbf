import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { CASH_RULE, MATCH_STATE, UNDO_CAUSE } from "../../words/enumerations/cash.ts";
import { useFormats } from "../../words/formats.ts";
import { ItemName } from "./Allocations.tsx";
import type { CashEntry } from "./entryColumns.tsx";
import { useEntryWords } from "./entryWords.ts";
import { ReceiptTable } from "./Receipts.tsx";
import { useRuleWords } from "./ruleWords.ts";

type Match = Schemas["CashMatch"];

/** Every decision stays, with its author; of one that was undone its reversals may wait to be signed. */
export function History({ entry }: { readonly entry: CashEntry }): ReactNode {
  const t = useEntryWords();
  const { id } = entry;
  const query = useAsked(["cashMatches", id], (gateway) =>
    gateway.GET("/v1/cash/entries/{id}/matches", { params: { path: { id } } }),
  );
  return (
    <Asked query={query}>
      {({ items }) =>
        items.length > 0 && (
          <Section title={t("history")}>
            <HistoryTable matches={items} />
            <ReversalTable
              receipts={items.flatMap(({ receipts, state }) => (state === "undone" ? receipts : []))}
              currency={entry.currency}
            />
          </Section>
        )
      }
    </Asked>
  );
}

function ReversalTable({ receipts, currency }: { readonly receipts: Match["receipts"]; readonly currency: string }) {
  const reversed = receipts.filter(({ reversal }) => reversal !== null);
  return reversed.length > 0 && <ReceiptTable receipts={reversed} currency={currency} />;
}

function HistoryTable({ matches }: { readonly matches: readonly Match[] }): ReactNode {
  const t = useEntryWords();
  const rule = useRuleWords();
  const { language } = useFormats();
  const state = ({ state: at, cause }: Match): string =>
    `${MATCH_STATE[at][language]}${cause === null ? "" : ` (${UNDO_CAUSE[cause][language]})`}`;
  return (
    <DataTable
      caption={t("history")}
      columns={[
        { key: "when", head: t("when"), isName: true, cell: ({ decided }) => <Instant at={decided} /> },
        { key: "what", head: t("what"), cell: state },
        {
          key: "rule",
          head: t("rule"),
          cell: (match) => (match.rule === null ? rule("byHand") : CASH_RULE[match.rule][language]),
        },
        {
          key: "who",
          head: t("who"),
          isMinor: true,
          cell: ({ decidedBy, undoneBy }) => (
            <>
              {decidedBy === null ? t("byRun") : <Party address={decidedBy} />}
              {undoneBy !== null && (
                <>
                  {" → "}
                  <Party address={undoneBy} />
                </>
              )}
            </>
          ),
        },
        {
          key: "pays",
          head: t("pays"),
          isMinor: true,
          cell: ({ allocations }) =>
            allocations.map(({ item }, place) => (
              <span key={place}>
                <ItemName item={item} />{" "}
              </span>
            )),
        },
      ]}
      rows={matches}
      keyOf={({ id }) => id}
      empty={undefined}
    />
  );
}
