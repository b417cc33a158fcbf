import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { usePages, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Day } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { GiveConsent } from "./GiveConsent.tsx";
import { useOwnWords } from "./ownWords.ts";

type Consent = Schemas["ReferenceConsent"];

export function OwnReferences(): ReactNode {
  const t = useOwnWords();
  const pages = usePages<Consent>(["references", "given"], (gateway, cursor) => {
    const query = { side: "given" as const, ...(cursor === undefined ? {} : { cursor }) };
    return gateway.GET("/v1/trade-references", { params: { query } });
  });
  return (
    <Section title={t("references")}>
      <p>{t("referencesLead")}</p>
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={t("references")}
            rows={pages.rows}
            keyOf={({ id }) => id}
            empty={t("noReferences")}
            columns={[
              { key: "reader", head: t("reader"), isName: true, cell: ({ reader }) => <NamedParty address={reader} /> },
              {
                key: "period",
                head: t("period"),
                cell: ({ from, to }) => (
                  <>
                    <Day date={from} /> – <Day date={to} />
                  </>
                ),
              },
              { key: "until", head: t("until"), cell: ({ until }) => <Day date={until} /> },
              { key: "state", head: t("state"), cell: (consent) => <State consent={consent} /> },
            ]}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )}
      </Asked>
      <GiveConsent />
    </Section>
  );
}

function State({ consent: { id, state, seen } }: { readonly consent: Consent }): ReactNode {
  const t = useOwnWords();
  const revoking = useSend((gateway, consent: string) =>
    gateway.POST("/v1/trade-references/{id}/revocation", { params: { path: { id: consent } } }),
  );
  return (
    <div className="actions">
      <span>
        {t(`state_${state}`)} {seen.length > 0 && t("seen", { count: seen.length })}
      </span>
      {state === "inForce" && (
        <Button onPress={() => revoking.mutate(id)} isBusy={revoking.isPending}>
          {t("revoke")}
        </Button>
      )}
      {revoking.isError && <ErrorNote error={revoking.error} />}
    </div>
  );
}
