/** One receivable: what was agreed and by whom, what is due and why, what can be done, and what the ledger recorded. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Page } from "../../ui/Page.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { ActsSection } from "./acts/ActsSection.tsx";
import type { Detail } from "./detail.ts";
import { Disputes } from "./Disputes.tsx";
import { Documents } from "./Documents.tsx";
import { Origin } from "./Origin.tsx";
import { Parties } from "./Parties.tsx";
import { PayoffSection } from "./PayoffSection.tsx";
import { Standing } from "./Standing.tsx";
import { TermsSection } from "./TermsSection.tsx";
import { Thread } from "./Thread.tsx";
import { Timeline } from "./Timeline.tsx";
import { useDetailWords } from "./words.ts";
import "./receivable.css";
import { titleOf } from "./title.ts";

/** @param id In a new component for each: nothing of the one before stays, least of all a form. */
export function ReceivableDetail({ id }: { readonly id: string }): ReactNode {
  const t = useDetailWords();
  const [day, setDay] = useState("");
  const query = useAsked(["receivable", id, day], (gateway) =>
    gateway.GET("/v1/receivables/{id}", { params: { path: { id }, query: day === "" ? {} : { at: day } } }),
  );
  const { data } = query;
  const title = data === undefined ? t("receivable") : t("title", { name: titleOf(data) });
  return (
    <Page screen="receivable" title={title} actions={<Link href="/receivables">{t("back")}</Link>}>
      <Asked query={query} lines={12}>
        {(detail) => <Whole detail={detail} day={day} onDay={setDay} />}
      </Asked>
    </Page>
  );
}

interface WholeProps {
  readonly detail: Detail;
  readonly day: string;
  readonly onDay: (day: string) => void;
}

function Whole({ detail, day, onDay }: WholeProps): ReactNode {
  const t = useDetailWords();
  const isParty = detail.roles.some((role) => role !== "auditor" && role !== "offeree");
  return (
    <>
      <Standing detail={detail} />
      <ActsSection detail={detail} />
      <div className="columns">
        <TermsSection detail={detail} />
        <PayoffSection detail={detail} day={day} onDay={onDay} />
      </div>
      <Parties detail={detail} />
      {isParty && <Disputes detail={detail} />}
      <Documents detail={detail} isParty={isParty} />
      {(detail.part || detail.status === "Split") && <Origin id={detail.id} />}
      {isParty && <Thread id={detail.id} />}
      <Timeline detail={detail} />
      <Notice kind="limit">{t("limits")}</Notice>
    </>
  );
}
