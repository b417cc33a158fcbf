/** One statement, as it is read, printed and answered. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useOrganisation } from "../../data/session.tsx";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Day, Instant } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { STANDING } from "../../words/enumerations/statements.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { Answers } from "./Answers.tsx";
import { Equation } from "./Equation.tsx";
import { Lines } from "./Lines.tsx";
import { Mailings } from "./Mailings.tsx";
import { usePageWords } from "./pageWords.ts";
import { ReplyBadge } from "./ReplyBadge.tsx";
import { StatementFiles } from "./StatementFiles.tsx";
import { Totals } from "./Totals.tsx";
import { useStatementWords } from "./words.ts";

type Statement = Schemas["AccountStatement"];

export function StatementPage({ id }: { readonly id: string }): ReactNode {
  const t = usePageWords();
  const query = useAsked(["accountStatement", id], (gateway) =>
    gateway.GET("/v1/account-statements/{id}", { params: { path: { id } } }),
  );
  const { data } = query;
  return (
    <Page
      screen="statement"
      title={data === undefined ? t("loading") : t("title", { number: data.number })}
      actions={
        <>
          {data !== undefined && <StatementFiles statement={data} />}
          <Link className="button button-plain" href="/statements">
            {t("back")}
          </Link>
        </>
      }
    >
      <Asked query={query}>{(statement) => <Body statement={statement} />}</Asked>
    </Page>
  );
}

function Body({ statement }: { readonly statement: Statement }): ReactNode {
  const words = useStatementWords();
  const organisation = useOrganisation();
  const currency = { code: statement.currency, decimals: statement.decimals };
  return (
    <>
      <Versions statement={statement} />
      <Heading statement={statement} />
      <Totals totals={statement.totals} currency={currency} />
      <Lines statement={statement} canAnswer={statement.organisation !== organisation} />
      <Section title={words("equation")}>
        <Equation equation={statement.equation} currency={currency} />
      </Section>
      <Answers statement={statement} />
      <Mailings mailings={statement.mailings} />
      <Signing statement={statement} />
    </>
  );
}

function Versions({ statement: { replacedBy, replaces } }: { readonly statement: Statement }): ReactNode {
  const t = usePageWords();
  return (
    <>
      {replacedBy !== null && (
        <Notice kind="warning">
          {t("replacedBy")} <Link href={`/statements/${replacedBy}`}>{t("see")}</Link>
        </Notice>
      )}
      {replaces !== null && (
        <p>
          {t("replaces")} <Link href={`/statements/${replaces}`}>{t("see")}</Link>
        </p>
      )}
    </>
  );
}

function Heading({ statement }: { readonly statement: Statement }): ReactNode {
  const t = usePageWords();
  const { supplier, buyer, names, from, cutOff, zone, made, version, opened } = statement;
  return (
    <Facts
      rows={[
        [t("supplier"), <Named key="supplier" address={supplier} name={names.supplier} />],
        [t("buyer"), <Named key="buyer" address={buyer} name={names.buyer} />],
        [
          t("period"),
          <span key="period">
            <Day date={from} /> – <Day date={cutOff} /> ({zone})
          </span>,
        ],
        [t("made"), <Instant key="made" at={made} />],
        [t("version"), version],
        [t("reply"), <ReplyBadge key="reply" statement={statement} />],
        [t("opened"), opened === null ? t("notOpened") : <Instant key="opened" at={opened} />],
      ]}
    />
  );
}

/** On paper there is no "you": both are named. */
function Named({ address, name }: { readonly address: string; readonly name: string }): ReactNode {
  return (
    <>
      <bdi>{name}</bdi> <Party address={address} />
    </>
  );
}

function Signing({ statement: { onChain } }: { readonly statement: Statement }): ReactNode {
  const t = usePageWords();
  const { language } = useFormats();
  if (onChain === null) {
    return (
      <Notice kind="limit">
        {t("notOnChain")} <Link href="/reconcile/statements">{t("reconcile")}</Link>
      </Notice>
    );
  }
  return (
    <Notice>
      {t("onChain")}{" "}
      <Link href={`/reconcile/statements/${onChain.id}`}>{wordFor(STANDING, onChain.standing, language)}</Link>
    </Notice>
  );
}
