/** An entry is put to one item or several by hand: the amounts have to add up, to the minor unit. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { CheckField, Form } from "../../ui/Field.tsx";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { Money } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import { currencyOf, isNegative, leftOf } from "./bankMoney.ts";
import type { CashEntry } from "./entryColumns.tsx";
import { useEntryWords } from "./entryWords.ts";
import { ItemChoice } from "./ItemChoice.tsx";
import { allocationsOf, isReadable, partOf } from "./splitDraft.ts";
import type { Part } from "./splitDraft.ts";
import { SplitParts } from "./SplitParts.tsx";

export function SplitByHand({ entry }: { readonly entry: CashEntry }): ReactNode {
  const t = useEntryWords();
  const { amount, currency } = entry;
  const [parts, setParts] = useState<readonly Part[]>([]);
  const left = leftOf(
    currency,
    amount,
    parts.map(({ cash }) => cash),
  );
  return (
    <Section title={t("split")}>
      <p>{t("splitLead")}</p>
      {parts.length > 0 && <Posting entry={entry} parts={parts} left={left} onChange={setParts} />}
      <ItemChoice
        currency={currency}
        taken={parts.map(({ item }) => item.key)}
        onAdd={(item) => setParts([...parts, partOf(item, left, currency)])}
      />
    </Section>
  );
}

interface PostingProps {
  readonly entry: CashEntry;
  readonly parts: readonly Part[];
  readonly left: string;
  readonly onChange: (parts: readonly Part[]) => void;
}

function Posting({ entry, parts, left, onChange }: PostingProps): ReactNode {
  const t = useEntryWords();
  const { money } = useFormats();
  const { id, amount, currency } = entry;
  const [isLeaving, setIsLeaving] = useState(false);
  const posting = useSend((gateway, body: Schemas["NewCashMatch"]) =>
    gateway.POST("/v1/cash/entries/{id}/match", { params: { path: { id } }, body }),
  );
  const hasRest = /[1-9]/.test(left);
  const isTooMuch = isNegative(left);
  const isFit = isReadable(parts, currency) && !isTooMuch && (!hasRest || isLeaving);
  return (
    <Form
      label={t("split")}
      onSend={() => {
        if (isFit) posting.mutate({ match: crypto.randomUUID(), allocations: allocationsOf(parts) });
      }}
    >
      <SplitParts parts={parts} currency={currency} onChange={onChange} />
      <Figures>
        <Figure name={t("came")} value={<Money amount={amount} currency={currencyOf(currency)} />} />
        <Figure
          name={t("put")}
          value={<Money amount={putOf(currency, amount, left)} currency={currencyOf(currency)} />}
        />
        <Figure name={t("left")} value={<Money amount={left} currency={currencyOf(currency)} />} />
      </Figures>
      {isTooMuch && (
        <p className="field-error" role="alert">
          {t("tooMuch")}
        </p>
      )}
      {hasRest && !isTooMuch && (
        <CheckField
          label={t("leave", { amount: money(left, currencyOf(currency)) })}
          isChecked={isLeaving}
          onChange={setIsLeaving}
        />
      )}
      {posting.isError && <ErrorNote error={posting.error} />}
      <div className="actions">{isFit && <Submit isBusy={posting.isPending}>{t("post")}</Submit>}</div>
    </Form>
  );
}

function putOf(currency: string, amount: string, left: string): string {
  return leftOf(currency, amount, [left]);
}
