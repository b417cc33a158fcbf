/** A dry run of the policies in force: who would get what and why, and why the others would not. Nothing is sent. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { shortHex } from "../../words/formats.ts";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { ContactForm } from "./ContactForm.tsx";
import { useDryRunWords } from "./dryRunWords.ts";
import { NoticePreview } from "./NoticePreview.tsx";
import { Policies } from "./Policies.tsx";
import { Reason } from "./Reason.tsx";
import { useCollectionsWords } from "./words.ts";
import { useWorklistWords } from "./worklistWords.ts";

type Run = Schemas["DunningDryRun"];
type Finding = Run["items"][number];

export function DryRun(): ReactNode {
  const t = useDryRunWords();
  const [day, setDay] = useState("");
  const pages = usePages<Finding>(["dry run", day], (gateway, cursor) => {
    const at = day === "" ? {} : { at: `${day}T12:00:00Z` };
    const query = { ...at, ...(cursor === undefined ? {} : { cursor }) };
    return gateway.GET("/v1/dunning/dry-run", { params: { query } });
  });
  const runs = (pages.first.data as { readonly pages: readonly Run[] } | undefined)?.pages ?? [];
  return (
    <>
      <Section title={t("dryRun")}>
        <Notice>{t("nothingSent")}</Notice>
        <div className="form-row">
          <TextField label={t("on")} hint={t("onHint")} kind="date" value={day} onChange={setDay} />
        </div>
        <Asked query={pages.first} lines={6}>
          {() => <Found runs={runs} day={day} />}
        </Asked>
        {pages.hasMore && (
          <Button onPress={pages.loadMore} isBusy={pages.isLoadingMore}>
            {t("more")}
          </Button>
        )}
      </Section>
      <Policies />
      <ContactForm />
    </>
  );
}

function Found({ runs, day }: { readonly runs: readonly Run[]; readonly day: string }): ReactNode {
  const t = useDryRunWords();
  const items = runs.flatMap((run) => run.items);
  const notices = runs.flatMap((run) => run.notices);
  const sealed = runs.reduce((sum, run) => sum + run.sealed.length, 0);
  return (
    <>
      <h3>{t("wouldGet")}</h3>
      {notices.length === 0 && <p className="hint">{t("noNotice")}</p>}
      <ul className="records">
        {notices.map((notice) => (
          <li key={notice.customer + notice.level + notice.items.join()}>
            <NoticePreview notice={notice} day={day} />
          </li>
        ))}
      </ul>
      <Findings title={t("wouldGet")} empty={t("noNotice")} rows={items.filter(({ fires }) => fires)} />
      <h3>{t("wouldNot")}</h3>
      <Findings title={t("wouldNot")} empty={t("nobodyLeft")} rows={items.filter(({ fires }) => !fires)} />
      {sealed > 0 && <Notice kind="limit">{t("sealed", { count: sealed })}</Notice>}
    </>
  );
}

interface FindingsProps {
  readonly title: string;
  readonly empty: string;
  readonly rows: readonly Finding[];
}

function Findings({ title, empty, rows }: FindingsProps): ReactNode {
  const t = useDryRunWords();
  const words = useCollectionsWords();
  const worklist = useWorklistWords();
  return (
    <DataTable
      caption={title}
      rows={rows}
      keyOf={({ item }) => item}
      empty={empty}
      columns={[
        {
          ...{ key: "item", head: words("receivable"), isName: true },
          cell: ({ item }) => <Link href={`/collections/receivables/${item}`}>{shortHex(item)}</Link>,
        },
        { key: "customer", head: words("customer"), cell: ({ customer }) => <NamedParty address={customer} /> },
        {
          ...{ key: "asked", head: worklist("asked"), isFigure: true },
          cell: ({ claim, currency: code, decimals }) => <Money amount={claim.asked} currency={{ code, decimals }} />,
        },
        {
          ...{ key: "why", head: worklist("why") },
          cell: (finding) => (
            <>
              <Reason finding={finding} />
              {finding.passed.length > 0 && (
                <span className="hint">
                  {" · "}
                  {t("passed", { levels: finding.passed.map(({ level }) => level).join(", ") })}
                </span>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
