/** The statements of a file, whether each adds up, and what its reading found. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Money } from "../../ui/Money.tsx";
import { currencyOf } from "./bankMoney.ts";
import { useBankWords } from "./words.ts";

type Read = Schemas["ReadBankStatement"];
type Finding = Schemas["BankFinding"];

export function ReadStatements({ statements }: { readonly statements: readonly Read[] }): ReactNode {
  return statements.map((statement, place) => <ReadOne key={place} statement={statement} />);
}

function ReadOne({ statement }: { readonly statement: Read }): ReactNode {
  const t = useBankWords();
  const { format, account, from, to, sequence, opening, closing, balanced, entries, findings } = statement;
  const period = from === null && to === null ? t("notTold") : `${from ?? "…"} – ${to ?? "…"}`;
  return (
    <>
      <Facts
        rows={[
          [t("format"), format],
          [t("bankAccount"), account ?? t("notTold")],
          [t("period"), period],
          [t("sequence"), sequence ?? undefined],
          [t("opening"), <Balance key="opening" balance={opening} />],
          [t("closing"), <Balance key="closing" balance={closing} />],
          [t("balanced"), <Balanced key="balanced" is={balanced} />],
          [t("booked"), entries],
        ]}
      />
      {findings.length > 0 && <Findings findings={findings} />}
    </>
  );
}

function Balance({ balance }: { readonly balance: Read["opening"] }): ReactNode {
  const t = useBankWords();
  if (balance === null) return t("notTold");
  return <Money amount={balance.amount} currency={currencyOf(balance.currency)} />;
}

function Balanced({ is }: { readonly is: boolean | null }): ReactNode {
  const t = useBankWords();
  if (is === null) return t("notTold");
  return <Badge tone={is ? "good" : "bad"}>{t(is ? "yes" : "no")}</Badge>;
}

function Findings({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  const t = useBankWords();
  return (
    <DataTable
      caption={t("findings")}
      columns={[
        {
          key: "severity",
          head: t("severity"),
          cell: ({ severity }) => <Badge tone={severity === "error" ? "bad" : "warning"}>{t(severity)}</Badge>,
        },
        { key: "message", head: t("finding"), isName: true, cell: ({ message }) => <span lang="en">{message}</span> },
        { key: "line", head: t("line"), isFigure: true, cell: ({ line }) => line ?? "—" },
        { key: "expected", head: t("expected"), isMinor: true, cell: ({ expected }) => expected ?? "—" },
        { key: "actual", head: t("found"), isMinor: true, cell: ({ actual }) => actual ?? "—" },
      ]}
      rows={findings}
      keyOf={(_, place) => place.toString()}
      empty={undefined}
    />
  );
}
