/** What would settle it, today and on a day that one chooses, and how that comes about. */
import type { ReactNode } from "react";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import type { Detail } from "./detail.ts";
import { PayoffWorking } from "./PayoffWorking.tsx";
import { useDetailWords } from "./words.ts";

interface PayoffProps {
  readonly detail: Detail;
  readonly day: string;
  readonly onDay: (day: string) => void;
}

const FIGURES = ["open", "discount", "charges", "payoff"] as const;

export function PayoffSection({ detail, day, onDay }: PayoffProps): ReactNode {
  const t = useDetailWords();
  const formats = useFormats();
  const { payoff, payoffAt, currency } = detail;
  const chosen = payoffAt !== null && payoffAt.at === day ? payoffAt : null;
  const days = [payoff, chosen].filter((one) => one !== null);
  return (
    <Section title={t("payoff")}>
      {payoff === null ? (
        <Notice>{t(detail.terms === null ? "payoffSealed" : "payoffNone")}</Notice>
      ) : (
        <>
          <TextField label={t("chooseDay")} kind="date" value={day} onChange={onDay} hint={t("chooseDayHint")} />
          <DataTable
            caption={t("payoff")}
            rows={FIGURES}
            keyOf={(figure) => figure}
            empty={t("payoffNone")}
            columns={[
              { key: "name", head: t("figure"), cell: (figure) => t(`payoff_${figure}`), isName: true },
              ...days.map((one, place): Column<(typeof FIGURES)[number]> => {
                const name = formats.day(one.at);
                return {
                  key: one.at + place.toString(),
                  head: place === 0 ? t("today", { day: name }) : name,
                  cell: (figure) => <Money amount={one[figure]} currency={currency} />,
                  isFigure: true,
                };
              }),
            ]}
          />
          {days.map((one, place) => (
            <PayoffWorking key={place} payoff={one} currency={currency} />
          ))}
          <p className="hint">
            {t("payoffHint")} <Day date={payoff.at} />
          </p>
        </>
      )}
    </Section>
  );
}
