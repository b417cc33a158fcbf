/** A factor tells a debtor of receivables that it bought, with what proves that. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useActing } from "../../acts/ActProvider.tsx";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Submit } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { CheckField, Form } from "../../ui/Field.tsx";
import { Money } from "../../ui/Money.tsx";
import { Hash } from "../../ui/Party.tsx";
import { shortHex } from "../../words/formats.ts";
import { HashedFile } from "./HashedFile.tsx";
import { NamedParty } from "./NamedParty.tsx";
import { useNoticeWords } from "./noticeWords.ts";
import { useFactoringWords } from "./words.ts";

type Untold = Schemas["BookException"];

export function NoticeGiving(): ReactNode {
  const t = useNoticeWords();
  const { begin } = useActing();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [proof, setProof] = useState<string>();
  const untold = usePages(["book-exceptions", "noticeMissing"], (gateway, cursor) =>
    gateway.GET("/v1/factor-book/exceptions", {
      params: { query: { kind: "noticeMissing", ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  const receivables = untold.rows.flatMap(({ receivable }) =>
    receivable !== null && chosen.has(receivable) ? [receivable] : [],
  );
  const give = (): void => {
    if (proof === undefined || receivables.length === 0) return;
    const act = { id: crypto.randomUUID(), verb: "giveNotice", kind: "Assigned", receivables, proof } as const;
    begin({ title: t("giveTitle"), act, onDone: () => setChosen(new Set()) });
  };
  return (
    <Form onSend={give} label={t("give")}>
      <p className="hint">{t("giveLead")}</p>
      <Asked query={untold.first} lines={2}>
        {() => (
          <UntoldTable
            rows={untold.rows}
            chosen={chosen}
            onToggle={(id) =>
              setChosen(new Set([...chosen].filter((one) => one !== id).concat(chosen.has(id) ? [] : id)))
            }
          />
        )}
      </Asked>
      {untold.rows.length > 0 && (
        <>
          <HashedFile label={t("giveFile")} hint={t("giveFileHint")} hash={proof} onHash={setProof} />
          <p className="hint">{t("giveMissing")}</p>
          <div className="actions">
            <Submit>{t("giveSend")}</Submit>
          </div>
        </>
      )}
    </Form>
  );
}

interface UntoldTableProps {
  readonly rows: readonly Untold[];
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
}

function UntoldTable({ rows, chosen, onToggle }: UntoldTableProps): ReactNode {
  const t = useNoticeWords();
  const words = useFactoringWords();
  return (
    <DataTable
      caption={t("giveFor")}
      rows={rows}
      keyOf={({ receivable }, place) => receivable ?? String(place)}
      empty={t("giveNone")}
      columns={[
        {
          key: "choose",
          head: words("choice"),
          cell: ({ receivable }) =>
            receivable !== null && (
              <CheckField
                label={t("choose", { what: shortHex(receivable) })}
                isChecked={chosen.has(receivable)}
                onChange={() => onToggle(receivable)}
                isBare
              />
            ),
        },
        {
          ...{ key: "id", head: words("receivable"), isName: true },
          cell: ({ receivable }) => (receivable === null ? words("none") : <Hash value={receivable} />),
        },
        { key: "debtor", head: t("debtor"), cell: ({ party }) => <NamedParty address={party} /> },
        {
          ...{ key: "amount", head: words("amount"), isFigure: true },
          cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
        },
      ]}
    />
  );
}
