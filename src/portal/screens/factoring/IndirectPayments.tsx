/** Payments to a seller that should have come to its factor, with what each side can do about one. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useActing } from "../../acts/ActProvider.tsx";
import { usePages, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Button, Submit } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Hash } from "../../ui/Party.tsx";
import { INDIRECT_SOURCE, INDIRECT_STATE } from "../../words/enumerations/factorBook.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useIndirectWords } from "./indirectWords.ts";
import { NamedParty } from "./NamedParty.tsx";
import { useFactoringWords } from "./words.ts";

type Indirect = Schemas["IndirectPayment"];
type Role = Indirect["role"];

export function IndirectPayments({ role }: { readonly role: Role }): ReactNode {
  const t = useIndirectWords();
  const columns = useColumns(role);
  const pages = usePages(["indirect-payments", role], (gateway, cursor) =>
    gateway.GET("/v1/indirect-payments", { params: { query: { role, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  return (
    <Asked query={pages.first}>
      {() => (
        <DataTable
          caption={t(role === "seller" ? "ofSeller" : "ofFactor")}
          columns={columns}
          rows={pages.rows}
          keyOf={({ id }) => id}
          empty={t(role === "seller" ? "noneOfSeller" : "noneOfFactor")}
          more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
        />
      )}
    </Asked>
  );
}

function useColumns(role: Role): readonly Column<Indirect>[] {
  const t = useIndirectWords();
  const words = useFactoringWords();
  const { language } = useFormats();
  const other = role === "seller" ? "factor" : "seller";
  return [
    {
      ...{ key: "id", head: words("receivable"), isName: true },
      cell: ({ receivable }) => <Hash value={receivable} />,
    },
    { key: "other", head: words(other), cell: (one) => <NamedParty address={one[other]} /> },
    {
      ...{ key: "amount", head: words("amount"), isFigure: true },
      cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
    },
    { key: "day", head: t("valueDate"), cell: ({ valueDate }) => <Day date={valueDate} /> },
    {
      ...{ key: "source", head: t("source"), isMinor: true },
      cell: ({ source }) => wordFor(INDIRECT_SOURCE, source, language),
    },
    {
      ...{ key: "reference", head: t("reference"), isMinor: true },
      cell: ({ reference, bankRef }) => reference ?? <Hash value={bankRef} />,
    },
    {
      key: "state",
      head: words("state"),
      cell: ({ state, dismissal }) => (
        <>
          <Badge tone={state === "open" ? "warning" : "neutral"}>{wordFor(INDIRECT_STATE, state, language)}</Badge>
          {dismissal !== null && <p className="hint">{dismissal.reason}</p>}
        </>
      ),
    },
    {
      key: "acts",
      head: words("action"),
      cell: (one) => (one.state === "open" ? <Acts payment={one} /> : words("none")),
    },
  ];
}

/** The gateway prepares the call; the organisation's own account sends it. */
function Acts({ payment: { id, role } }: { readonly payment: Indirect }): ReactNode {
  const t = useIndirectWords();
  const { begin } = useActing();
  const way = role === "seller" ? "turnOver" : "claim";
  const preparing = useSend((gateway, payment: string) => {
    const params = { path: { id: payment } };
    return way === "turnOver"
      ? gateway.POST("/v1/indirect-payments/{id}/turnover", { params })
      : gateway.POST("/v1/indirect-payments/{id}/claim", { params });
  });
  const prepare = (): void =>
    preparing.mutate(id, { onSuccess: (intent) => begin({ title: t(`${way}Title`), intent: intent.id }) });
  return (
    <>
      <p className="actions">
        <Button kind="primary" isBusy={preparing.isPending} onPress={prepare}>
          {t(way)}
        </Button>
      </p>
      {preparing.isError && <ErrorNote error={preparing.error} />}
      {role === "factor" && <Dismissal id={id} />}
    </>
  );
}

function Dismissal({ id }: { readonly id: string }): ReactNode {
  const t = useIndirectWords();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState("");
  const dismissing = useSend((gateway, said: string) =>
    gateway.POST("/v1/indirect-payments/{id}/dismissal", { params: { path: { id } }, body: { reason: said } }),
  );
  if (!isOpen) {
    return (
      <Button kind="quiet" onPress={() => setIsOpen(true)}>
        {t("dismiss")}
      </Button>
    );
  }
  return (
    <Form onSend={() => dismissing.mutate(reason)} label={t("dismiss")}>
      <TextField label={t("dismissReason")} value={reason} onChange={setReason} isRequired />
      {dismissing.isError && <ErrorNote error={dismissing.error} />}
      <Submit isBusy={dismissing.isPending}>{t("dismissSend")}</Submit>
    </Form>
  );
}
