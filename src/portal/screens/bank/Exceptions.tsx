/** What no rule could settle: worked through one after the other, by keyboard alone where somebody likes that. */
import { useState } from "react";
import type { ReactNode } from "react";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { CheckField, SelectField } from "../../ui/Field.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { Page } from "../../ui/Page.tsx";
import { BankTabs } from "./BankTabs.tsx";
import type { CashEntry } from "./entryColumns.tsx";
import { useEntryWords } from "./entryWords.ts";
import { QueueEntry } from "./QueueEntry.tsx";

type Queue = "exception" | "proposed";

export function Exceptions(): ReactNode {
  const t = useEntryWords();
  const [queue, setQueue] = useState<Queue>("exception");
  const [hasKeys, setHasKeys] = useState(true);
  return (
    <Page screen="bank-exceptions" title={t("queue")} lead={t("queueLead")}>
      <BankTabs />
      <div className="form-row">
        <SelectField
          label={t("choose")}
          value={queue}
          options={[
            { value: "exception", text: t("queue") },
            { value: "proposed", text: t("alsoProposed") },
          ]}
          onChange={setQueue}
        />
      </div>
      <div>
        <CheckField label={t("keysOn")} isChecked={hasKeys} onChange={setHasKeys} />
        {hasKeys && <p className="queue-keys">{t("queueKeys")}</p>}
      </div>
      <QueueOf key={queue} state={queue} hasKeys={hasKeys} />
    </Page>
  );
}

function QueueOf({ state, hasKeys }: { readonly state: Queue; readonly hasKeys: boolean }): ReactNode {
  const t = useEntryWords();
  const [at, setAt] = useState<string>();
  const pages = usePages<CashEntry>(["cashQueue", state], (gateway, cursor) =>
    gateway.GET("/v1/cash/entries", {
      params: { query: { state, limit: "100", ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  const { rows } = pages;
  // What was decided leaves the queue: the one that comes into its place is looked at then.
  const found = rows.findIndex(({ id }) => id === at);
  const [seat, setSeat] = useState(0);
  const place = found === -1 ? Math.min(seat, rows.length - 1) : found;
  const entry = rows[place];
  const move = (by: 1 | -1): void => {
    const next = Math.max(0, Math.min(rows.length - 1, place + by));
    setAt(rows[next]?.id);
    setSeat(next);
    if (next >= rows.length - 2) pages.loadMore();
  };
  return (
    <Asked query={pages.first}>
      {() =>
        entry === undefined ? (
          <Empty>{t("queueEmpty")}</Empty>
        ) : (
          <QueueEntry
            key={entry.id}
            entry={entry}
            place={place + 1}
            count={rows.length}
            onMove={move}
            hasKeys={hasKeys}
          />
        )
      }
    </Asked>
  );
}
