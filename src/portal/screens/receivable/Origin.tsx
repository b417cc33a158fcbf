/** Where a part comes from: the chain of splits and holders since the receivable was first issued (R69). */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { HOLDING_WAY } from "../../words/enumerations/ledger.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { shortHex, useFormats } from "../../words/formats.ts";
import { useDetailWords } from "./words.ts";

type Told = Schemas["Origin"];
type ToldLink = Told["links"][number];

export function Origin({ id }: { readonly id: string }): ReactNode {
  const t = useDetailWords();
  const query = useAsked(["origin", id], (gateway) =>
    gateway.GET("/v1/receivables/{id}/origin", { params: { path: { id } } }),
  );
  return (
    <Section title={t("origin")}>
      <Asked query={query}>{(origin) => <Chain origin={origin} />}</Asked>
    </Section>
  );
}

function Chain({ origin }: { readonly origin: Told }): ReactNode {
  const t = useDetailWords();
  return (
    <>
      {!origin.complete && <Notice>{t("originShortened")}</Notice>}
      <Holders origin={origin} />
      {origin.parts !== null && <Parts origin={origin} parts={origin.parts} />}
      <Notice kind="limit">{t("originLimit")}</Notice>
    </>
  );
}

function Holders({ origin }: { readonly origin: Told }): ReactNode {
  const t = useDetailWords();
  const { language } = useFormats();
  const rows = origin.links.flatMap((link) => link.holders.map((holder) => ({ link, holder })));
  const which = ({ number, split }: ToldLink): string =>
    number === null || split === null ? t("theWhole") : t("partOf", { number, count: split.parts.length });
  return (
    <DataTable
      caption={t("origin")}
      rows={rows}
      keyOf={({ link, holder }) => `${link.id} ${holder.at.transaction} ${holder.at.logIndex.toString()}`}
      empty={t("originNone")}
      columns={[
        {
          key: "link",
          head: t("receivable"),
          cell: ({ link }) => <To id={link.id} text={which(link)} />,
          isName: true,
        },
        {
          key: "amount",
          head: t("amount"),
          cell: ({ link }) => <Money amount={link.amount} currency={origin.currency} />,
          isFigure: true,
        },
        {
          key: "holder",
          head: t("heldBy"),
          cell: ({ holder }) => <Party address={holder.organisation} name={holder.name} />,
        },
        { key: "how", head: t("how"), cell: ({ holder }) => wordFor(HOLDING_WAY, holder.how, language) },
        { key: "since", head: t("since"), cell: ({ holder }) => <Day date={holder.at.time} /> },
      ]}
    />
  );
}

function Parts({
  origin,
  parts: { parts, whole },
}: {
  readonly origin: Told;
  readonly parts: NonNullable<Told["parts"]>;
}): ReactNode {
  const t = useDetailWords();
  return (
    <>
      <h3>{t("parts")}</h3>
      <DataTable
        caption={t("parts")}
        rows={parts}
        keyOf={({ id }) => id}
        empty={t("originNone")}
        foot={
          <tr>
            <th scope="row">{t("sum")}</th>
            <td className="is-figure">
              <Money amount={whole} currency={origin.currency} />
            </td>
          </tr>
        }
        columns={[
          {
            key: "part",
            head: t("receivable"),
            cell: ({ id, number }) => <To id={id} text={t("partOf", { number, count: parts.length })} />,
            isName: true,
          },
          {
            key: "amount",
            head: t("amount"),
            cell: ({ amount }) => <Money amount={amount} currency={origin.currency} />,
            isFigure: true,
          },
        ]}
      />
    </>
  );
}

function To({ id, text }: { readonly id: string; readonly text: string }): ReactNode {
  return (
    <>
      <Link href={`/receivables/${id}`}>{text}</Link> <code className="hash">{shortHex(id)}</code>
    </>
  );
}
