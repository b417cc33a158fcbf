/** What would be lost if the customer paid nothing more, by currency, and how much of each limit that is. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { Facts } from "../../ui/Facts.tsx";
import type { Fact } from "../../ui/Facts.tsx";
import { Money } from "../../ui/Money.tsx";
import { Empty, Notice } from "../../ui/Notice.tsx";
import { LIMIT_SOURCE } from "../../words/enumerations/risk.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useStandingWords } from "./standingWords.ts";
import { UseBar } from "./UseBar.tsx";
import { useCreditWords } from "./words.ts";

type Answer = Schemas["ExposureAnswer"];
type OfCurrency = Answer["currencies"][number];

const ALWAYS = ["pending", "notDue", "overdue", "total"] as const;
const PARTS = ["pending", "notDue", "overdue", "prepared", "offLedger", "unapplied", "total"] as const;
const OF_THIS = ["disputed", "promised", "recourse", "assigned"] as const;

export function Exposure({ exposure }: { readonly exposure: Answer }): ReactNode {
  const t = useStandingWords();
  const { currencies, group, affiliates, sealed } = exposure;
  return (
    <>
      {currencies.length === 0 && <Empty>{t("noExposure")}</Empty>}
      {currencies.map((one) => (
        <div className="columns" key={one.currency.address}>
          <Parts of={one} />
          <Uses of={one} />
        </div>
      ))}
      {group !== null && (
        <p>
          {t("group")}: <bdi>{group}</bdi> · {t("affiliates", { count: affiliates.length })}
        </p>
      )}
      <Notice kind="limit">
        {t("sealedLimit")} {sealed > 0 && t("sealedCount", { count: sealed })}
      </Notice>
    </>
  );
}

/** What is nought is left out, but for what everybody looks for. */
function Parts({ of: { currency, exposure } }: { readonly of: OfCurrency }): ReactNode {
  const t = useStandingWords();
  const rows = [...PARTS, ...OF_THIS]
    .filter((part) => (ALWAYS as readonly string[]).includes(part) || /[1-9]/.test(exposure[part]))
    .map((part): Fact => [t(part), <Money key={part} amount={exposure[part]} currency={currency} />]);
  return <Facts rows={rows} />;
}

function Uses({ of: { currency, uses } }: { readonly of: OfCurrency }): ReactNode {
  const t = useStandingWords();
  const { language, day } = useFormats();
  const words = useCreditWords();
  return (
    <DataTable
      caption={t("limitOf")}
      rows={uses}
      keyOf={(_, place) => place.toString()}
      empty={t("noLimit")}
      columns={[
        {
          key: "source",
          head: t("limitOf"),
          isName: true,
          cell: ({ source, until }) => (
            <>
              {wordFor(LIMIT_SOURCE, source, language)}
              {until !== null && ` (${words("until")} ${day(until)})`}
            </>
          ),
        },
        {
          key: "amount",
          head: t("limitOf"),
          isFigure: true,
          cell: ({ limit }) => <Money amount={limit} currency={currency} />,
        },
        {
          key: "exposure",
          head: t("total"),
          isFigure: true,
          isMinor: true,
          cell: (use) => <Money amount={use.exposure} currency={currency} />,
        },
        { key: "use", head: t("used"), isFigure: true, cell: ({ use }) => <UseBar ppm={use} /> },
      ]}
    />
  );
}
