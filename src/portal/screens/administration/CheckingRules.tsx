/** Four eyes: above which amount somebody else than the preparer signs, and what was done around that. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, usePages, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Submit } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { Instant, Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash } from "../../ui/Party.tsx";
import { LEDGER_EVENT } from "../../words/enumerations/events.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useCheckingWords } from "./checkingWords.ts";
import { useCurrencies } from "./currencies.ts";
import { Named } from "./Named.tsx";
import { TokenField } from "./TokenField.tsx";
import { useAdministers } from "./useAdministers.ts";
import { useAdministrationWords } from "./words.ts";

export function CheckingRules(): ReactNode {
  const t = useCheckingWords();
  const rules = useAsked(["checking rules"], (gateway) => gateway.GET("/v1/checking-rules"));
  return (
    <>
      <Section title={t("rules")}>
        <p className="hint">{t("lead")}</p>
        <Asked query={rules} lines={1}>
          {({ items }) => <RuleTable rules={items} />}
        </Asked>
        {useAdministers() === true && <SetRule />}
      </Section>
      <Section title={t("exceptions")}>
        <Exceptions />
      </Section>
    </>
  );
}

function RuleTable({ rules }: { readonly rules: Schemas["CheckingRules"]["items"] }): ReactNode {
  const t = useCheckingWords();
  const words = useAdministrationWords();
  return (
    <DataTable
      caption={t("rules")}
      rows={rules}
      keyOf={({ currency }) => currency.address ?? ""}
      empty={t("noRules")}
      columns={[
        { key: "currency", head: t("currency"), isName: true, cell: ({ currency }) => currency.code },
        {
          key: "above",
          head: t("above"),
          isFigure: true,
          cell: ({ above, currency }) => (above === null ? t("nobody") : <Money amount={above} currency={currency} />),
        },
        { key: "since", head: words("since"), isMinor: true, cell: ({ since }) => <Instant at={since} /> },
        { key: "by", head: words("by"), isMinor: true, cell: ({ setBy }) => <Named account={setBy} /> },
        {
          key: "upcoming",
          head: t("upcoming"),
          cell: ({ upcoming, currency }) =>
            upcoming === null ? (
              "—"
            ) : (
              <>
                {upcoming.above === null ? t("nobody") : <Money amount={upcoming.above} currency={currency} />},{" "}
                <Instant at={upcoming.from} />
              </>
            ),
        },
      ]}
    />
  );
}

function SetRule(): ReactNode {
  const t = useCheckingWords();
  const { chosen } = useCurrencies();
  const [choice, setChoice] = useState("");
  const currency = chosen(choice);
  const [above, setAbove] = useState("");
  const setting = useSend((gateway, body: Schemas["CheckingRule"]) => gateway.POST("/v1/checking-rules", { body }));
  return (
    <Form label={t("set")} onSend={() => setting.mutate({ currency, above: above === "" ? null : above })}>
      <div className="form-row">
        <TokenField label={t("currency")} value={currency} onChange={setChoice} />
        <TextField label={t("above")} hint={t("aboveHint")} kind="decimal" value={above} onChange={setAbove} />
      </div>
      {setting.isError && <ErrorNote error={setting.error} />}
      {setting.isSuccess && <Notice kind="done">{t("done")}</Notice>}
      <div className="actions">
        <Submit isBusy={setting.isPending}>{t("set")}</Submit>
      </div>
    </Form>
  );
}

function Exceptions(): ReactNode {
  const t = useCheckingWords();
  const { language } = useFormats();
  const pages = usePages(["checking exceptions"], (gateway, cursor) =>
    gateway.GET("/v1/exceptions", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  return (
    <>
      <p className="hint">{t("exceptionsLead")}</p>
      <Asked query={pages.first} lines={1}>
        {() => (
          <DataTable
            caption={t("exceptions")}
            rows={pages.rows}
            keyOf={({ transaction, receivable, event }) => `${transaction} ${receivable} ${event}`}
            empty={t("noExceptions")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
            columns={[
              {
                key: "event",
                head: t("act"),
                isName: true,
                cell: ({ event }) => wordFor(LEDGER_EVENT, event, language),
              },
              {
                key: "receivable",
                head: t("receivable"),
                cell: ({ receivable }) => (
                  <Link href={`/receivables/${receivable}`}>
                    <Hash value={receivable} />
                  </Link>
                ),
              },
              { key: "by", head: t("by"), cell: ({ by }) => <Named account={by} /> },
              {
                key: "amount",
                head: t("amount"),
                isFigure: true,
                cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
              },
              { key: "at", head: t("at"), cell: ({ at }) => <Instant at={at} /> },
            ]}
          />
        )}
      </Asked>
    </>
  );
}
