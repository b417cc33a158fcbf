/** Paying on the chain: how much, to whom, and how the ledger may move the money. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Submit } from "../../../ui/Button.tsx";
import { Form, SelectField } from "../../../ui/Field.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { Money } from "../../../ui/Money.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { Party } from "../../../ui/Party.tsx";
import { useFormats } from "../../../words/formats.ts";
import { isPositive, payeeOf } from "../detail.ts";
import { AmountField, useAmount, useBegin } from "./FormParts.tsx";
import type { ActFormProps } from "./FormParts.tsx";
import { useFormWords } from "./words.ts";

type Through = "permit" | "permit2" | "allowance";
const WAYS: readonly Through[] = ["allowance", "permit", "permit2"];

export function PayForm({ detail }: ActFormProps): ReactNode {
  const t = useFormWords();
  const { money } = useFormats();
  const begin = useBegin(detail);
  const { currency, payoff, assignment, disputed } = detail;
  const amount = useAmount(currency, payoff?.payoff, payoff?.payoff);
  const [through, setThrough] = useState<Through>("allowance");
  const payee = payeeOf(detail);
  return (
    <Form
      label={t("payForm")}
      onSend={() => {
        const maxCash = amount.ask();
        if (maxCash !== undefined) begin({ verb: "pay", maxCash, through });
      }}
    >
      <Facts
        rows={[
          [t("moneyGoesTo"), <Party key="payee" address={payee.address} name={payee.name} isWhole />],
          [t("payoffToday"), <Money key="payoff" amount={payoff?.payoff ?? null} currency={currency} />],
          [
            t("discountTaken"),
            payoff !== null && isPositive(payoff.discount) ? (
              <Money key="discount" amount={payoff.discount} currency={currency} />
            ) : undefined,
          ],
        ]}
      />
      {assignment !== null && <Notice kind="warning">{t("payAssigned")}</Notice>}
      {isPositive(disputed) && <Notice>{t("payDisputed", { disputed: money(disputed, currency) })}</Notice>}
      <div className="form-row">
        <AmountField
          label={t("payAmount")}
          amount={amount}
          hint={t("payAmountHint", { limit: money(payoff?.payoff ?? null, currency) })}
        />
        <SelectField
          label={t("through")}
          hint={t(`${through}Hint`)}
          value={through}
          onChange={setThrough}
          options={WAYS.map((value) => ({ value, text: t(value) }))}
        />
      </div>
      <Notice kind="limit">{t("payLimit")}</Notice>
      <Submit>{t("continue")}</Submit>
    </Form>
  );
}
