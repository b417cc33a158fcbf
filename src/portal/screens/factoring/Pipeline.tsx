/** A factor's desk, what it is asked, and what it offered. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useActing } from "../../acts/ActProvider.tsx";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { QUOTE_KIND } from "../../words/enumerations/factoring.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { DeskAllowance } from "./DeskAllowance.tsx";
import { useLooking } from "./looking.ts";
import { NamedParty } from "./NamedParty.tsx";
import { OwnOffers } from "./OwnOffers.tsx";
import { usePipelineWords } from "./pipelineWords.ts";
import { useRequests } from "./Requests.tsx";
import { useFactoringWords } from "./words.ts";

type Request = Schemas["QuoteRequest"];

export function Pipeline(): ReactNode {
  const t = usePipelineWords();
  const columns = useColumns();
  const pages = useRequests("invited");
  useLooking("quote-requests");
  return (
    <>
      <Section title={t("invited")}>
        <Asked query={pages.first}>
          {() => (
            <DataTable
              caption={t("invited")}
              columns={columns}
              rows={pages.rows}
              keyOf={({ id }) => id}
              empty={t("noInvited")}
              more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
            />
          )}
        </Asked>
      </Section>
      <Section title={t("offers")}>
        <OwnOffers request={undefined} />
      </Section>
      <Section title={t("desk")}>
        <Desk />
      </Section>
    </>
  );
}

function useColumns(): readonly Column<Request>[] {
  const t = usePipelineWords();
  const words = useFactoringWords();
  const { language } = useFormats();
  return [
    {
      ...{ key: "made", head: t("made"), isName: true },
      cell: ({ id, made }) => (
        <Link href={`/factoring/pipeline/${id}`}>
          <Instant at={made} />
        </Link>
      ),
    },
    { key: "seller", head: words("seller"), cell: ({ seller }) => <NamedParty address={seller} /> },
    {
      ...{ key: "count", head: t("receivables"), isFigure: true },
      cell: ({ receivables }) => receivables.length,
    },
    {
      ...{ key: "kinds", head: t("wanted"), isMinor: true },
      cell: ({ kinds }) => kinds.map((kind) => wordFor(QUOTE_KIND, kind, language)).join(" · "),
    },
    { key: "until", head: words("until"), cell: ({ until }) => <Instant at={until} /> },
  ];
}

function Desk(): ReactNode {
  const t = usePipelineWords();
  const { begin } = useActing();
  const book = useAsked(["factor-book"], (gateway) => gateway.GET("/v1/factor-book"));
  return (
    <Asked query={book} lines={2}>
      {({ desk }) =>
        desk === null ? (
          <Notice>
            <p>{t("deskMissing")}</p>
            <Button
              kind="primary"
              onPress={() => begin({ title: t("openDesk"), act: { id: crypto.randomUUID(), verb: "openDesk" } })}
            >
              {t("openDesk")}
            </Button>
          </Notice>
        ) : (
          <DeskAllowance desk={desk} />
        )
      }
    </Asked>
  );
}
