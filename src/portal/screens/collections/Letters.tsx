/** Notices that were made: what waits, what is to be printed, and what became of each. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { Instant, Money } from "../../ui/Money.tsx";
import { CHANNEL, SEND_STATE, STAGE } from "../../words/enumerations/collections.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { useLetterWords } from "./letterWords.ts";
import { useCollectionsWords } from "./words.ts";

type Send = Schemas["DunningSend"];
const STATES = ["waiting", "toPrint", "toDo", "taken", "printed", "logged", "failed", "withdrawn"] as const;

export function Letters(): ReactNode {
  const t = useLetterWords();
  const words = useCollectionsWords();
  const { language } = useFormats();
  const [state, setState] = useState<Send["state"] | "">("");
  const columns = useColumns();
  const pages = usePages<Send>(["dunning sends", state], (gateway, cursor) => {
    const query = { ...(state === "" ? {} : { state }), ...(cursor === undefined ? {} : { cursor }) };
    return gateway.GET("/v1/dunning/sends", { params: { query } });
  });
  return (
    <>
      <SelectField<Send["state"] | "">
        label={words("state")}
        value={state}
        onChange={setState}
        options={[
          { value: "", text: t("all") },
          ...STATES.map((value) => ({ value, text: wordFor(SEND_STATE, value, language) })),
        ]}
      />
      <Asked query={pages.first} lines={6}>
        {() => (
          <DataTable
            caption={t("list")}
            columns={columns}
            rows={pages.rows}
            keyOf={({ id }) => id}
            empty={t("empty")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )}
      </Asked>
    </>
  );
}

function useColumns(): readonly Column<Send>[] {
  const t = useLetterWords();
  const words = useCollectionsWords();
  const { language } = useFormats();
  return [
    {
      ...{ key: "made", head: t("made"), isName: true },
      cell: ({ id, made }) => (
        <Link href={`/collections/letters/${id}`}>
          <Instant at={made} />
        </Link>
      ),
    },
    { key: "customer", head: words("customer"), cell: ({ customer }) => <NamedParty address={customer} /> },
    {
      ...{ key: "stage", head: t("notice") },
      cell: ({ stage, channel }) => `${wordFor(STAGE, stage, language)} · ${wordFor(CHANNEL, channel, language)}`,
    },
    {
      ...{ key: "asked", head: t("asked"), isFigure: true },
      cell: ({ items: [first, ...more], currency: code, decimals }) =>
        first === undefined || more.length > 0 ? (
          t("sum")
        ) : (
          <Money amount={first.asked} currency={{ code, decimals }} />
        ),
    },
    {
      ...{ key: "state", head: words("state") },
      cell: ({ state }) => (
        <Badge tone={state === "toPrint" || state === "failed" ? "warning" : "neutral"}>
          {wordFor(SEND_STATE, state, language)}
        </Badge>
      ),
    },
    {
      ...{ key: "became", head: t("became"), isMinor: true },
      cell: ({ resolution }) => t(`resolution_${resolution.state}`),
    },
  ];
}
