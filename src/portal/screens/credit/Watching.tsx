import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Day } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { WATCH_CAUSE } from "../../words/enumerations/risk.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { daysAfter } from "../factoring/days.ts";
import { useToday } from "../factoring/today.ts";
import { useLimitWords } from "./limitWords.ts";
import { ReasonAct } from "./ReasonAct.tsx";

type Entry = Schemas["WatchEntry"];

const USUAL_DAYS = 30;

interface WatchingProps {
  readonly customer: string;
  readonly entries: readonly Entry[];
}

export function Watching({ customer, entries }: WatchingProps): ReactNode {
  const t = useLimitWords();
  const { language } = useFormats();
  return (
    <Section title={t("watching")} actions={<Watch customer={customer} />}>
      <DataTable
        caption={t("watching")}
        rows={entries}
        keyOf={({ id }) => id}
        empty={t("notWatched")}
        columns={[
          { key: "cause", head: t("cause"), isName: true, cell: ({ cause }) => wordFor(WATCH_CAUSE, cause, language) },
          { key: "reason", head: t("reason"), cell: ({ reason }) => <bdi>{reason}</bdi> },
          { key: "since", head: t("since"), isMinor: true, cell: ({ since }) => <Day date={since} /> },
          { key: "reviewBy", head: t("reviewBy"), cell: ({ reviewBy }) => <Day date={reviewBy} /> },
          { key: "ended", head: t("state"), cell: (entry) => <Standing entry={entry} /> },
        ]}
      />
    </Section>
  );
}

function Watch({ customer }: { readonly customer: string }): ReactNode {
  const t = useLimitWords();
  const [day, setDay, reviewBy] = useReviewDay();
  const watching = useSend((gateway, body: Schemas["NewWatchEntry"]) => gateway.POST("/v1/watchlist", { body }));
  return (
    <ReasonAct
      button={t("watch")}
      title={t("watchTitle")}
      sending={watching}
      input={(reason, id) => ({ id, customer, reason, reviewBy })}
    >
      <TextField label={t("reviewBy")} kind="date" value={day === "" ? reviewBy : day} onChange={setDay} isRequired />
    </ReasonAct>
  );
}

function useReviewDay(): readonly [string, (day: string) => void, string] {
  const today = useToday();
  const [day, setDay] = useState("");
  return [day, setDay, day === "" ? daysAfter(today, USUAL_DAYS) : day];
}

function Standing({ entry: { id, ended, reviews } }: { readonly entry: Entry }): ReactNode {
  const t = useLimitWords();
  const [day, setDay, reviewBy] = useReviewDay();
  const path = { params: { path: { id } } };
  const reviewing = useSend((gateway, body: Schemas["NewWatchReview"]) =>
    gateway.POST("/v1/watchlist/{id}/reviews", { ...path, body }),
  );
  const ending = useSend((gateway, body: Schemas["WatchEnd"]) =>
    gateway.POST("/v1/watchlist/{id}/end", { ...path, body }),
  );
  if (ended !== null) {
    return (
      <>
        {t("ended")} <Day date={ended.at} />: <bdi>{ended.reason}</bdi>
      </>
    );
  }
  return (
    <div className="actions">
      <span className="hint">{t("reviews", { count: reviews.length })}</span>
      <ReasonAct
        {...{ button: t("review"), title: t("reviewTitle"), label: t("note"), sending: reviewing }}
        input={(note) => ({ note, reviewBy })}
      >
        <TextField label={t("reviewBy")} kind="date" value={day === "" ? reviewBy : day} onChange={setDay} />
      </ReasonAct>
      <ReasonAct {...{ button: t("end"), title: t("endTitle"), sending: ending }} input={(reason) => ({ reason })} />
    </div>
  );
}
