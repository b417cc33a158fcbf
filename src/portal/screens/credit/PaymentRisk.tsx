import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { useFormats } from "../../words/formats.ts";
import { usePaymentWords } from "./paymentWords.ts";

type Level = Schemas["PaymentRisk"]["levels"][number];

const OVER = [
  { days: 0, field: "over0" },
  { days: 30, field: "over30" },
  { days: 90, field: "over90" },
] as const;
const HUNDREDTHS = 100;

interface OfCustomer {
  readonly customer: string;
  readonly currency: string | undefined;
}

/** Chances of the next invoice, from what all tell to what this customer does. */
export function PaymentRisk({ customer, currency }: OfCustomer): ReactNode {
  const t = usePaymentWords();
  const risk = useAsked(["paymentRisk", currency, customer], (gateway) =>
    gateway.GET("/v1/payment-risk", { params: { query: { currency: currency ?? "", customer } } }),
  );
  return (
    <Asked query={risk}>
      {({ refused, levels, version }) =>
        refused !== null ? (
          <Empty>{t("refused", refused)}</Empty>
        ) : (
          <>
            <p className="hint">{t("counting", { version })}</p>
            <Levels levels={levels} />
          </>
        )
      }
    </Asked>
  );
}

function Levels({ levels }: { readonly levels: readonly Level[] }): ReactNode {
  const t = usePaymentWords();
  const { percent, number } = useFormats();
  return (
    <DataTable
      caption={t("risk")}
      rows={levels}
      keyOf={({ of }) => of}
      empty={t("noChance")}
      columns={[
        { key: "of", head: t("level"), isName: true, cell: ({ of }) => t(`level_${of}`) },
        {
          key: "items",
          head: t("items"),
          isFigure: true,
          cell: ({ items }) => number(Math.round(items / HUNDREDTHS)),
        },
        ...OVER.map(({ days, field }) => ({
          key: field,
          head: t("over", { days }),
          isFigure: true,
          cell: ({ late }: Level) => (late[field] === null ? t("noChance") : percent(late[field])),
        })),
      ]}
    />
  );
}
