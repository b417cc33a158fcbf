/** What the ledger is told of a payment: prepared by the gateway, signed by a member. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useActing } from "../../acts/ActProvider.tsx";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Money } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { INTENT_STATE } from "../../words/enumerations/intents.ts";
import { shortHex, useFormats } from "../../words/formats.ts";
import { currencyOf } from "./bankMoney.ts";
import type { CashEntry } from "./entryColumns.tsx";
import { useEntryWords } from "./entryWords.ts";

type Receipt = Schemas["CashReceipt"];

interface ReceiptsProps {
  readonly entry: CashEntry;
  readonly match: Schemas["CashMatch"];
}

export function Receipts({ entry, match }: ReceiptsProps): ReactNode {
  const t = useEntryWords();
  const { id } = entry;
  const renewing = useSend((gateway, named: string) =>
    gateway.POST("/v1/cash/entries/{id}/receipts", { params: { path: { id } }, body: { match: named } }),
  );
  if (match.receipts.length === 0) return undefined;
  const isStale = match.state === "posted" && match.receipts.some(isToRenew);
  return (
    <Section
      title={t("receipts")}
      actions={
        isStale && (
          <Button isBusy={renewing.isPending} onPress={() => renewing.mutate(match.id)}>
            {t("renew")}
          </Button>
        )
      }
    >
      <p>{t("receiptsLead")}</p>
      {renewing.isError && <ErrorNote error={renewing.error} />}
      <ReceiptTable receipts={match.receipts} currency={entry.currency} />
    </Section>
  );
}

interface ReceiptTableProps {
  readonly receipts: readonly Receipt[];
  readonly currency: string;
}

export function ReceiptTable({ receipts, currency }: ReceiptTableProps): ReactNode {
  const t = useEntryWords();
  return (
    <DataTable
      caption={t("receipts")}
      columns={[
        {
          key: "receivable",
          head: t("receivable"),
          isName: true,
          cell: ({ receivable }) => <Link href={`/receivables/${receivable}`}>{shortHex(receivable)}</Link>,
        },
        {
          key: "cash",
          head: t("cash"),
          isFigure: true,
          cell: ({ cash }) => <Money amount={cash} currency={currencyOf(currency)} />,
        },
        { key: "state", head: t("state"), cell: (receipt) => <ReceiptState receipt={receipt} /> },
        { key: "sign", head: t("sign"), cell: (receipt) => <Signing receipt={receipt} /> },
      ]}
      rows={receipts}
      keyOf={({ receivable }) => receivable}
      empty={undefined}
    />
  );
}

function isToRenew({ intent, state }: Receipt): boolean {
  return intent === null || state === "expired" || state === "withdrawn" || state === "refused";
}

function ReceiptState({ receipt }: { readonly receipt: Receipt }): ReactNode {
  const t = useEntryWords();
  const { language } = useFormats();
  const { state, problem, reversalState } = receipt;
  return (
    <>
      {state === null ? t("notPrepared") : INTENT_STATE[state][language]}
      {reversalState !== null && ` · ${t("reversal")}: ${INTENT_STATE[reversalState][language]}`}
      {problem !== null && (
        <p lang="en" className="detail">
          {problem}
        </p>
      )}
    </>
  );
}

function Signing({ receipt }: { readonly receipt: Receipt }): ReactNode {
  const t = useEntryWords();
  const { begin } = useActing();
  const { intent, state, reversal, reversalState } = receipt;
  const waits = (of: string | null): boolean => of === "prepared" || of === "partlySigned";
  const [id, title] = waits(reversalState) ? [reversal, t("reverseTitle")] : [intent, t("signTitle")];
  if (id === null || !(waits(reversalState) || waits(state))) return "—";
  return <Button onPress={() => begin({ title, intent: id })}>{t("sign")}</Button>;
}
