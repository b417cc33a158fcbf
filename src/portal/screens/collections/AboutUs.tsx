/** The debtor's own view: every record that others made about what it owes, and its right to answer each. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Empty, Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { PLAN_STATE } from "../../words/enumerations/plans.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { titleOf } from "../receivable/title.ts";
import { useDebtorWords } from "./debtorWords.ts";
import { Records } from "./Records.tsx";
import { useCollection } from "./useCollection.ts";
import { useCollectionsWords } from "./words.ts";

/** Each row asks for its records, so that a page has few. */
const ROWS = "20";
type Owed = Schemas["Receivable"];
type Which = "open" | "closed";

export function AboutUs(): ReactNode {
  const t = useDebtorWords();
  const [which, setWhich] = useState<Which>("open");
  const pages = usePages<Owed>(["about us", which], (gateway, cursor) => {
    const closed = which === "closed" ? ("true" as const) : ("false" as const);
    const order = { role: "buyer", closed, sort: "due", order: "asc", limit: ROWS } as const;
    return gateway.GET("/v1/receivables", {
      params: { query: { ...order, ...(cursor === undefined ? {} : { cursor }) } },
    });
  });
  return (
    <>
      <Notice kind="limit">{t("lead")}</Notice>
      <Notice>{t("effect")}</Notice>
      <SelectField<Which>
        label={t("which")}
        value={which}
        onChange={setWhich}
        options={[
          { value: "open", text: t("open") },
          { value: "closed", text: t("closed") },
        ]}
      />
      <Asked query={pages.first} lines={8}>
        {() => (
          <>
            {pages.rows.length === 0 && <Empty>{t("empty")}</Empty>}
            {pages.rows.map((owed) => (
              <AboutOne key={owed.id} owed={owed} />
            ))}
            <More pages={pages} />
          </>
        )}
      </Asked>
    </>
  );
}

function More({ pages }: { readonly pages: ReturnType<typeof usePages<Owed>> }): ReactNode {
  const t = useDebtorWords();
  if (!pages.hasMore) return undefined;
  return (
    <Button onPress={pages.loadMore} isBusy={pages.isLoadingMore}>
      {t("more")}
    </Button>
  );
}

function AboutOne({ owed }: { readonly owed: Owed }): ReactNode {
  const t = useDebtorWords();
  const words = useCollectionsWords();
  const { language } = useFormats();
  const query = useCollection(owed.id);
  const name = titleOf(owed);
  const answer = (
    <Link className="button" href={`/collections/receivables/${owed.id}`}>
      {t("answerIt", { name })}
    </Link>
  );
  return (
    <Section title={name} actions={answer}>
      <p>
        {words("creditor")}: <Party address={owed.holder} name={owed.names.holder} /> · {words("open")}:{" "}
        <Money amount={owed.open} currency={owed.currency} />
        {owed.dueDate !== null && (
          <>
            {` · ${words("due")}: `}
            <Day date={owed.dueDate} />
          </>
        )}
      </p>
      <Asked query={query} lines={2}>
        {(collection) => (
          <>
            {collection.planning.agreed.map(({ plan, state }) => (
              <p key={plan}>
                <Badge>{t("planOf", { state: wordFor(PLAN_STATE, state, language) })}</Badge>
              </p>
            ))}
            {collection.entries.length === 0 ? (
              <p className="hint">{t("nothing")}</p>
            ) : (
              <Records collection={collection} />
            )}
          </>
        )}
      </Asked>
    </Section>
  );
}
