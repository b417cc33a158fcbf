/** Receivables that ask for the buyer's answer, one by one or many at once. */
import { useState } from "react";
import type { ReactNode } from "react";
import { usePages } from "../../data/useAsked.ts";
import type { Pages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import type { Row } from "../receivable/detail.ts";
import { AcceptMany } from "./AcceptMany.tsx";
import { Answering } from "./Answering.tsx";
import { isAcceptable, useColumns } from "./columns.tsx";
import { useHints } from "./useHints.ts";
import { useInboxWords } from "./words.ts";

const PAGE = "25";
/** As many as the gateway takes under one root. */
const MOST_AT_ONCE = 200;

function useWaiting(status: "Issued" | "Queried"): Pages<Row> {
  return usePages(["inbox", status], (gateway, cursor) => {
    const query = { role: "buyer", status, limit: PAGE, sort: "due", order: "asc" } as const;
    const params = { query: cursor === undefined ? query : { ...query, cursor } };
    return gateway.GET("/v1/receivables", { params });
  });
}

export function ToAnswer(): ReactNode {
  const t = useInboxWords();
  const [open, setOpen] = useState<Row>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isAccepting, setIsAccepting] = useState(false);
  const [issued, queried] = [useWaiting("Issued"), useWaiting("Queried")];
  const rows = [...issued.rows, ...queried.rows];
  const picked = rows.filter((row) => chosen.has(row.id) && isAcceptable(row));
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id) && next.size < MOST_AT_ONCE) next.add(id);
    setChosen(next);
  };
  return (
    <>
      <div className="actions">
        <Button kind="primary" isDisabled={picked.length === 0} onPress={() => setIsAccepting(true)}>
          {t("acceptChosen", { count: picked.length })}
        </Button>
        <Button
          isDisabled={rows.length === 0}
          onPress={() =>
            setChosen(
              new Set(
                rows
                  .filter(isAcceptable)
                  .slice(0, MOST_AT_ONCE)
                  .map(({ id }) => id),
              ),
            )
          }
        >
          {t("chooseAll")}
        </Button>
      </div>
      <Waiting title={t("new")} pages={issued} empty={t("nothingNew")} {...{ chosen, toggle, onOpen: setOpen }} />
      <Waiting
        title={t("queried")}
        pages={queried}
        empty={t("nothingQueried")}
        {...{ chosen, toggle, onOpen: setOpen }}
      />
      <Notice kind="limit">{t("clockRule")}</Notice>
      {open !== undefined && <Answering key={open.id} row={open} onClose={() => setOpen(undefined)} />}
      {isAccepting && (
        <AcceptMany
          rows={picked}
          onClose={() => {
            setIsAccepting(false);
            setChosen(new Set());
          }}
        />
      )}
    </>
  );
}

interface WaitingProps {
  readonly title: string;
  readonly pages: Pages<Row>;
  readonly empty: string;
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly onOpen: (row: Row) => void;
}

function Waiting({ title, pages, empty, chosen, toggle, onOpen }: WaitingProps): ReactNode {
  const hints = useHints();
  const columns = useColumns({ chosen, toggle, onOpen, hints });
  return (
    <Section title={title}>
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={title}
            columns={columns}
            rows={pages.rows}
            keyOf={({ id }) => id}
            empty={empty}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )}
      </Asked>
    </Section>
  );
}
