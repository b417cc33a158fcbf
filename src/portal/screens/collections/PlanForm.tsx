/** A payment plan, proposed by either side: what it comes to is seen before it is prepared. */
import type { ReactNode } from "react";
import { MOST_INSTALMENTS } from "../../../domain/plans/plan.ts";
import { Submit } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Form, SelectField, TextArea, TextField } from "../../ui/Field.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { useBegin } from "../receivable/acts/FormParts.tsx";
import { amountFrom, amountOf } from "../receivable/detail.ts";
import type { Detail } from "./collection.ts";
import type { Instalment } from "./instalments.ts";
import { INTERESTS, isGap, isWhole, rowsOf, usePlanDraft } from "./planDraft.ts";
import type { PlanDraft } from "./planDraft.ts";
import { usePlanWords } from "./planWords.ts";

export function PlanForm({ detail }: { readonly detail: Detail }): ReactNode {
  const t = usePlanWords();
  const begin = useBegin(detail);
  const { currency } = detail;
  const [draft, setDraft] = usePlanDraft(detail);
  const rows = rowsOf(draft, currency);
  const send = (): void => {
    const debt = amountFrom(draft.debt, currency);
    const sum = amountFrom(draft.interestSum, currency);
    if (debt === undefined || rows.length === 0) return;
    const { interest: kind } = draft;
    const text = draft.text.trim();
    begin({
      ...{ verb: "agreePlan", debt, graceDays: Number(draft.grace) },
      instalments: rows.map(({ units, payBy }) => ({ amount: amountOf(units, currency), payBy })),
      interest: kind === "sum" ? { kind, amount: sum ?? amountOf(0n, currency) } : { kind },
      ...(text === "" ? {} : { text }),
    });
  };
  return (
    <Form label={t("propose")} onSend={send}>
      <Sums draft={draft} onChange={setDraft} />
      <Interest draft={draft} onChange={setDraft} />
      <TextArea label={t("text")} value={draft.text} onChange={(text) => setDraft({ ...draft, text })} />
      <Preview rows={rows} currency={currency} />
      <Notice kind="warning">
        {t("effect")} {t("waitsOther")}
      </Notice>
      <Submit>{t("continue")}</Submit>
    </Form>
  );
}

interface PartProps {
  readonly draft: PlanDraft;
  readonly onChange: (draft: PlanDraft) => void;
}

function Sums({ draft, onChange }: PartProps): ReactNode {
  const t = usePlanWords();
  const isCount = isWhole(draft.count, MOST_INSTALMENTS);
  return (
    <div className="form-row">
      <TextField
        label={t("debt")}
        hint={t("debtHint")}
        kind="decimal"
        value={draft.debt}
        onChange={(debt) => onChange({ ...draft, debt })}
        isRequired
      />
      <TextField
        label={t("count")}
        kind="decimal"
        value={draft.count}
        onChange={(count) => onChange({ ...draft, count })}
        error={isCount ? undefined : t("countInvalid", { most: MOST_INSTALMENTS })}
      />
      <TextField
        label={t("first")}
        kind="date"
        value={draft.first}
        onChange={(first) => onChange({ ...draft, first })}
        isRequired
      />
      <TextField
        label={t("gap")}
        kind="decimal"
        value={draft.gap}
        onChange={(gap) => onChange({ ...draft, gap })}
        error={isGap(draft.gap) ? undefined : t("gapInvalid")}
      />
    </div>
  );
}

const GRACES = ["0", "1", "2", "3", "5", "7", "10", "14"];

function Interest({ draft, onChange }: PartProps): ReactNode {
  const t = usePlanWords();
  return (
    <div className="form-row">
      <SelectField
        label={t("interest")}
        value={draft.interest}
        onChange={(interest) => onChange({ ...draft, interest })}
        options={INTERESTS.map((value) => ({ value, text: t(`interest_${value}`) }))}
      />
      {draft.interest === "sum" && (
        <TextField
          label={t("interestSum")}
          kind="decimal"
          value={draft.interestSum}
          onChange={(interestSum) => onChange({ ...draft, interestSum })}
          isRequired
        />
      )}
      <SelectField
        label={t("grace")}
        hint={t("graceHint")}
        value={draft.grace}
        onChange={(grace) => onChange({ ...draft, grace })}
        options={GRACES.map((value) => ({ value, text: value }))}
      />
    </div>
  );
}

interface PreviewProps {
  readonly rows: readonly Instalment[];
  readonly currency: Detail["currency"];
}

function Preview({ rows, currency }: PreviewProps): ReactNode {
  const t = usePlanWords();
  const total = rows.reduce((sum, { units }) => sum + units, 0n);
  return (
    <DataTable
      caption={t("preview")}
      rows={rows.map((row, place) => ({ ...row, number: place + 1 }))}
      keyOf={({ number }) => number.toString()}
      empty={t("previewEmpty")}
      columns={[
        { key: "number", head: t("instalment"), isName: true, cell: ({ number }) => number },
        { key: "payBy", head: t("payBy"), cell: ({ payBy }) => <Day date={payBy} /> },
        {
          ...{ key: "amount", head: t("amount"), isFigure: true },
          cell: ({ units }) => <Money amount={amountOf(units, currency)} currency={currency} />,
        },
      ]}
      foot={
        <tr>
          <th scope="row" colSpan={2}>
            {t("total")}
          </th>
          <td className="is-figure">
            <Money amount={amountOf(total, currency)} currency={currency} />
          </td>
        </tr>
      }
    />
  );
}
