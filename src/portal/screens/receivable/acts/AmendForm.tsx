/** Other terms: what is changed, and what the days and sums then are, before anybody signs. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Submit } from "../../../ui/Button.tsx";
import { DataTable } from "../../../ui/DataTable.tsx";
import { Form, TextArea, TextField } from "../../../ui/Field.tsx";
import { Day, Money } from "../../../ui/Money.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import type { Detail } from "../detail.ts";
import { changesOf, faultsOf, lateFrom, typedTerms } from "./amended.ts";
import type { TypedTerms } from "./amended.ts";
import { useBegin } from "./FormParts.tsx";
import type { ActFormProps } from "./FormParts.tsx";
import { useFormWords } from "./words.ts";

type Terms = NonNullable<Detail["terms"]>;

export function AmendForm({ detail }: ActFormProps): ReactNode {
  const { terms } = detail;
  return terms === null ? undefined : <Amendment detail={detail} terms={terms} />;
}

function Amendment({ detail, terms }: ActFormProps & { readonly terms: Terms }): ReactNode {
  const t = useFormWords();
  const begin = useBegin(detail);
  const [typed, setTyped] = useState(() => typedTerms(terms));
  const [text, setText] = useState("");
  const faults = faultsOf(typed, detail.currency);
  const changes = changesOf(terms, typed, detail.currency);
  const isReady = Object.keys(faults).length === 0 && Object.keys(changes).length > 0;
  return (
    <Form
      label={t("amendForm")}
      onSend={() => {
        if (!isReady) return;
        begin({ verb: "amend", terms: changes, ...(text.trim() === "" ? {} : { text: text.trim() }) });
      }}
    >
      <p>{t(detail.status === "Accepted" ? "amendBoth" : "amendAlone")}</p>
      {detail.assignment !== null && <Notice>{t("amendAssigned")}</Notice>}
      <Fields typed={typed} faults={faults} decimals={detail.currency.decimals ?? 0} onChange={setTyped} />
      <TextArea label={t("why")} hint={t("whyHint")} value={text} onChange={setText} />
      <h3>{t("amendPreview")}</h3>
      {isReady ? (
        <Preview detail={detail} terms={terms} amended={{ ...terms, ...changes }} />
      ) : (
        <p>{t("nothingChanged")}</p>
      )}
      <Submit>{t("continue")}</Submit>
    </Form>
  );
}

interface FieldsProps {
  readonly typed: TypedTerms;
  readonly faults: ReturnType<typeof faultsOf>;
  readonly decimals: number;
  readonly onChange: (typed: TypedTerms) => void;
}

const FIELDS = [
  ["amount", "decimal"],
  ["dueDate", "date"],
  ["discount", "decimal"],
  ["discountUntil", "date"],
  ["lateRate", "decimal"],
  ["graceDays", "decimal"],
] as const;

function Fields({ typed, faults, decimals, onChange }: FieldsProps): ReactNode {
  const t = useFormWords();
  return (
    <div className="form-row">
      {FIELDS.map(([field, kind]) => {
        const fault = faults[field];
        return (
          <TextField
            key={field}
            label={t(`${field}Field`)}
            kind={kind}
            value={typed[field]}
            onChange={(value) => onChange({ ...typed, [field]: value })}
            error={fault === undefined ? undefined : t(fault, { decimals })}
          />
        );
      })}
    </div>
  );
}

interface Line {
  readonly name: string;
  readonly of: (terms: Terms) => ReactNode;
}

function Preview({
  detail: { currency },
  terms,
  amended,
}: ActFormProps & { readonly terms: Terms; readonly amended: Terms }): ReactNode {
  const t = useFormWords();
  const discount = ({ discounts }: Terms, place: number): ReactNode => {
    const tier = discounts[place];
    if (tier === undefined) return t("none");
    return (
      <>
        <Money amount={tier.sum} currency={currency} /> {t("until")} <Day date={tier.until} />
      </>
    );
  };
  const lines: readonly Line[] = [
    { name: t("amountField"), of: ({ amount }) => <Money amount={amount} currency={currency} /> },
    { name: t("dueDateField"), of: ({ dueDate }) => <Day date={dueDate} /> },
    { name: t("firstDiscount"), of: (of) => discount(of, 0) },
    { name: t("secondDiscount"), of: (of) => discount(of, 1) },
    { name: t("lateFrom"), of: (of) => <Day date={lateFrom(of)} /> },
    { name: t("lateRateField"), of: ({ lateRate }) => `${lateRate} %` },
  ];
  return (
    <DataTable
      caption={t("amendPreview")}
      rows={lines}
      keyOf={({ name }) => name}
      empty={t("nothingChanged")}
      columns={[
        { key: "name", head: t("term"), cell: ({ name }) => name, isName: true },
        { key: "now", head: t("now"), cell: ({ of }) => of(terms), isFigure: true },
        { key: "then", head: t("afterwards"), cell: ({ of }) => of(amended), isFigure: true },
      ]}
    />
  );
}
