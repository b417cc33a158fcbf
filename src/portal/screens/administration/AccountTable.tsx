import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Badge } from "../../ui/Badge.tsx";
import type { Tone } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day } from "../../ui/Money.tsx";
import { CALLBACK_CHANNEL } from "../../words/enumerations/service.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { useAccountWords } from "./accountWords.ts";

type Account = Schemas["BankAccount"];

interface AccountTableProps {
  readonly caption: string;
  readonly accounts: readonly Account[];
  readonly empty: string;
  /** What can be done about one. */
  readonly next: (account: Account) => ReactNode;
}

export function AccountTable({ caption, accounts, empty, next }: AccountTableProps): ReactNode {
  const t = useAccountWords();
  return (
    <DataTable
      caption={caption}
      rows={accounts}
      keyOf={({ id }) => id}
      empty={empty}
      columns={[
        { key: "account", head: t("account"), isName: true, cell: (account) => <Number account={account} /> },
        { key: "holder", head: t("holder"), cell: ({ holder }) => <bdi>{holder}</bdi> },
        { key: "bank", head: t("bank"), isMinor: true, cell: ({ bank }) => <bdi>{bank ?? "—"}</bdi> },
        { key: "currency", head: t("currency"), cell: ({ currency }) => currency },
        {
          key: "valid",
          head: t("valid"),
          isMinor: true,
          cell: ({ since, until }) => (
            <>
              <Day date={since} /> – <Day date={until} />
            </>
          ),
        },
        { key: "state", head: t("state"), cell: (account) => <State account={account} /> },
        { key: "confirmed", head: t("confirmations"), cell: (account) => <Confirmations account={account} /> },
        { key: "next", head: t("next"), cell: next },
      ]}
    />
  );
}

function Number({ account: { account, bankCode } }: { readonly account: Account }): ReactNode {
  return (
    <code className="hash">
      {bankCode !== null && `${bankCode} `}
      {account}
    </code>
  );
}

function State({ account: { state, inForce } }: { readonly account: Account }): ReactNode {
  const t = useAccountWords();
  const tones: Readonly<Record<Account["state"], Tone>> = {
    ...{ stated: "warning", signed: "warning", approved: "good", withdrawn: "neutral" },
  };
  if (state === "approved" && !inForce) return <Badge>{t("state_expired")}</Badge>;
  return <Badge tone={tones[state]}>{t(`state_${state}`)}</Badge>;
}

function Confirmations({ account: { confirmations } }: { readonly account: Account }): ReactNode {
  const t = useAccountWords();
  const { language } = useFormats();
  if (confirmations.length === 0) return t("nobody");
  return (
    <ul className="plain-list">
      {confirmations.map(({ organisation, kind, channel, at }) => (
        <li key={`${organisation} ${at}`}>
          <NamedParty address={organisation} /> ({t(kind)}, {wordFor(CALLBACK_CHANNEL, channel, language)},{" "}
          <Day date={at} />)
        </li>
      ))}
    </ul>
  );
}
