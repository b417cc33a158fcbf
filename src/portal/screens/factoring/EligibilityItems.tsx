/** Receivable by receivable: who accepted it, who vouches for that key, whether it looks like a duplicate. */
import type { ReactNode } from "react";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash } from "../../ui/Party.tsx";
import { REGISTRAR_CHANNEL } from "../../words/enumerations/service.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import type { Check } from "./EligibilityWorking.tsx";
import { useEligibilityWords } from "./eligibilityWords.ts";
import { GatewayText } from "./GatewayText.tsx";
import { NamedParty } from "./NamedParty.tsx";
import { useFactoringWords } from "./words.ts";

type Item = Check["items"][number];

export function EligibilityItems({ check: { items, currency } }: { readonly check: Check }): ReactNode {
  const t = useEligibilityWords();
  const words = useFactoringWords();
  const columns: readonly Column<Item>[] = [
    {
      ...{ key: "id", head: words("receivable"), isName: true },
      cell: ({ receivable }) => <Hash value={receivable} />,
    },
    { key: "buyer", head: words("buyer"), cell: ({ buyer }) => <NamedParty address={buyer} /> },
    {
      ...{ key: "open", head: words("open"), isFigure: true },
      cell: ({ open }) => <Money amount={open} currency={currency} />,
    },
    {
      ...{ key: "excluded", head: t("excludedAmount"), isFigure: true },
      cell: ({ excluded }) => <Money amount={excluded} currency={currency} />,
    },
    { key: "due", head: words("dueDate"), isMinor: true, cell: ({ dueDate }) => <Day date={dueDate} /> },
    { key: "accepted", head: t("accepted"), cell: (item) => <Verification item={item} /> },
    { key: "duplicate", head: t("duplicate"), cell: (item) => <Duplicates item={item} /> },
    {
      ...{ key: "warnings", head: t("warnings"), isMinor: true },
      cell: ({ warnings }) => warnings.map(({ code, text }) => <GatewayText key={code} text={text} />),
    },
  ];
  return (
    <Section title={t("items")}>
      <DataTable
        caption={t("items")}
        columns={columns}
        rows={items}
        keyOf={({ receivable }) => receivable}
        empty={words("none")}
      />
      <Notice kind="limit">{t("duplicateScope")}</Notice>
    </Section>
  );
}

function Verification({ item: { verification } }: { readonly item: Item }): ReactNode {
  const t = useEligibilityWords();
  const { language, day } = useFormats();
  const { accepted, by, acceptedAt, vouchers, verified } = verification;
  return (
    <>
      <Badge tone={verified ? "good" : "warning"}>{t(verified ? "verifiedYes" : "verifiedNo")}</Badge>{" "}
      {accepted ? by !== null && <Hash value={by} /> : t("notAccepted")}{" "}
      {acceptedAt !== null && <Day date={acceptedAt} />}
      {vouchers.map(({ registrar, channel, until }) => (
        <p key={`${registrar} ${until}`} className="hint">
          <Hash value={registrar} /> · {wordFor(REGISTRAR_CHANNEL, channel, language)} · {day(until)}
        </p>
      ))}
    </>
  );
}

function Duplicates({ item: { duplicates } }: { readonly item: Item }): ReactNode {
  const t = useEligibilityWords();
  const { exact, near, registered } = duplicates;
  const found = [
    ...(exact.length > 0 ? [t("duplicateExact", { count: exact.length })] : []),
    ...(near.length > 0 ? [t("duplicateNear", { count: near.length })] : []),
    ...(registered !== null && registered.copies + registered.nearCopies > 0
      ? [t("duplicateRegistered", { copies: registered.copies, near: registered.nearCopies })]
      : []),
  ];
  return found.length === 0 ? t("duplicateNone") : found.map((one) => <p key={one}>{one}</p>);
}
