/** What proves an assignment to its debtor, to be read, printed, or kept as a file. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash, Party } from "../../ui/Party.tsx";
import { Vouchers } from "./FactorChoice.tsx";
import { GatewayText } from "./GatewayText.tsx";
import { NamedParty } from "./NamedParty.tsx";
import { useNoticeWords } from "./noticeWords.ts";
import { saveJson } from "./saveJson.ts";
import { useFactoringWords } from "./words.ts";

type Proof = Schemas["AssignmentProof"];

export function NoticeProof({ hash }: { readonly hash: string }): ReactNode {
  const t = useNoticeWords();
  const proof = useAsked(["assignment-proof", hash], (gateway) =>
    gateway.GET("/v1/assignment-notices/{hash}/proof", { params: { path: { hash } } }),
  );
  return (
    <>
      <p>
        <Link href={`/factoring/notices/${hash}`}>{t("notice")}</Link>
      </p>
      <Asked query={proof}>
        {(shown) => (
          <Section
            title={t("proofOf")}
            actions={
              <>
                <Button onPress={() => saveJson(`assignment-proof-${hash.slice(2, 10)}.json`, shown)}>
                  {t("download")}
                </Button>
                <Button onPress={() => window.print()}>{t("print")}</Button>
              </>
            }
          >
            <p>{t("proofLead")}</p>
            <Proven proof={shown} />
          </Section>
        )}
      </Asked>
    </>
  );
}

function Proven({ proof }: { readonly proof: Proof }): ReactNode {
  const t = useNoticeWords();
  return (
    <>
      <h3>{t("statement")}</h3>
      <ul>
        {proof.statement.map((sentence) => (
          <li key={sentence}>
            <GatewayText text={sentence} />
          </li>
        ))}
      </ul>
      <h3>{t("signedText")}</h3>
      <p>
        <GatewayText text={proof.text} />
      </p>
      <Facts
        rows={[
          [t("from"), <ProvenParty key="from" party={proof.assignor} />],
          [t("to"), <ProvenParty key="to" party={proof.assignee} />],
          [t("payeeAccount"), <Hash key="payee" value={proof.payee.account} isWhole />],
          [t("payeeDesk"), proof.payee.factor === null ? t("noDesk") : <NamedParty address={proof.payee.factor} />],
          [t("agreement"), <Hash key="agreement" value={proof.agreement} isWhole />],
          [t("recorded"), <Instant key="at" at={proof.recorded.time} />],
          [t("transaction"), <Hash key="tx" value={proof.recorded.transaction} isWhole />],
          [t("chain"), proof.chainId],
          [t("contract"), <Hash key="contract" value={proof.contract} isWhole />],
          [t("ledger"), <Hash key="ledger" value={proof.ledger} isWhole />],
        ]}
      />
      <ProvenReceivables proof={proof} />
    </>
  );
}

function ProvenParty({ party }: { readonly party: Proof["assignor"] }): ReactNode {
  return (
    <>
      <Party address={party.address} name={party.legalName} isWhole />
      <Vouchers vouchers={party.vouchers} />
    </>
  );
}

function ProvenReceivables({ proof: { receivables } }: { readonly proof: Proof }): ReactNode {
  const t = useNoticeWords();
  const words = useFactoringWords();
  return (
    <DataTable
      caption={t("receivables")}
      rows={receivables}
      keyOf={({ receivable }) => receivable}
      empty={words("none")}
      columns={[
        {
          ...{ key: "id", head: words("receivable"), isName: true },
          cell: ({ receivable }) => <Hash value={receivable} />,
        },
        {
          key: "invoice",
          head: t("invoice"),
          cell: ({ invoiceNumber, invoice }) => invoiceNumber ?? <Hash value={invoice} />,
        },
        { key: "holder", head: words("holder"), cell: ({ holder }) => <Hash value={holder} /> },
        {
          key: "assigned",
          head: t("assignedIn"),
          cell: ({ assigned }) =>
            assigned === null ? (
              t("notHere")
            ) : (
              <>
                {t("inBlock", { block: assigned.block })} <Hash value={assigned.transaction} />
              </>
            ),
        },
        {
          ...{ key: "commitment", head: t("commitment"), isMinor: true },
          cell: ({ commitment }) => <Hash value={commitment} />,
        },
      ]}
    />
  );
}
