import type { ReactNode } from "react";
import { Link } from "wouter";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day } from "../../ui/Money.tsx";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { LiftFreeze } from "./LiftFreeze.tsx";
import { useLimitWords } from "./limitWords.ts";
import { useFreezes } from "./useFreezes.ts";
import { useCreditWords } from "./words.ts";

export function FreezeTable(): ReactNode {
  const t = useLimitWords();
  const words = useCreditWords();
  const pages = useFreezes();
  return (
    <Asked query={pages.first}>
      {() => (
        <DataTable
          caption={t("freezes")}
          rows={pages.rows}
          keyOf={({ id }) => id}
          empty={t("noFreezes")}
          columns={[
            {
              key: "customer",
              head: words("customer"),
              isName: true,
              cell: ({ customer }) => (
                <Link href={`/credit/customers/${customer}`}>
                  <NamedParty address={customer} />
                </Link>
              ),
            },
            { key: "since", head: t("since"), cell: ({ since }) => <Day date={since} /> },
            { key: "reason", head: t("reason"), cell: ({ reason }) => <bdi>{reason}</bdi> },
            {
              key: "lifted",
              head: t("lifted"),
              cell: ({ id, lifted }) => (lifted === null ? <LiftFreeze freeze={id} /> : <Day date={lifted.at} />),
            },
          ]}
          more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
        />
      )}
    </Asked>
  );
}
