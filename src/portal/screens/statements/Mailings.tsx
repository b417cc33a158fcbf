import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { usePageWords } from "./pageWords.ts";

/** Who got it by mail: shown to whoever made it alone. */
export function Mailings({ mailings }: { readonly mailings: Schemas["AccountStatement"]["mailings"] }): ReactNode {
  const t = usePageWords();
  if (mailings.length === 0) return undefined;
  return (
    <div className="statement-screen-only">
      <Section title={t("mailings")}>
        <DataTable
          caption={t("mailings")}
          columns={[
            { key: "address", head: t("address"), isName: true, cell: ({ address }) => address },
            { key: "state", head: t("state"), cell: ({ state }) => t(state) },
            { key: "at", head: t("at"), cell: ({ taken }) => (taken === null ? "—" : <Instant at={taken} />) },
          ]}
          rows={mailings}
          keyOf={({ address }) => address}
          empty={undefined}
        />
      </Section>
    </div>
  );
}
