import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day } from "../../ui/Money.tsx";
import { Hash } from "../../ui/Party.tsx";
import { REGISTRAR_CHANNEL } from "../../words/enumerations/service.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { useRegistrarWords } from "./registrarWords.ts";
import { useAdministrationWords } from "./words.ts";

interface VoucherTableProps {
  readonly caption: string;
  readonly vouchers: readonly Schemas["Voucher"][];
  readonly empty: string;
}

/** What registrars recorded of one organisation, as the directory has it. */
export function VoucherTable({ caption, vouchers, empty }: VoucherTableProps): ReactNode {
  const t = useRegistrarWords();
  const words = useAdministrationWords();
  const { language } = useFormats();
  return (
    <DataTable
      caption={caption}
      rows={vouchers}
      keyOf={({ registrar, since }, place) => `${registrar} ${since} ${place}`}
      empty={empty}
      columns={[
        {
          key: "registrar",
          head: t("registrar"),
          isName: true,
          cell: ({ registrar }) => <NamedParty address={registrar} />,
        },
        { key: "channel", head: t("channel"), cell: ({ channel }) => wordFor(REGISTRAR_CHANNEL, channel, language) },
        { key: "evidence", head: t("evidence"), cell: ({ evidence }) => <Hash value={evidence} /> },
        { key: "legalId", head: t("legalId"), isMinor: true, cell: ({ legalId }) => <Hash value={legalId} /> },
        { key: "enroller", head: t("enroller"), isMinor: true, cell: ({ enroller }) => <Hash value={enroller} /> },
        { key: "since", head: t("since"), isMinor: true, cell: ({ since }) => <Day date={since} /> },
        { key: "until", head: t("until"), cell: ({ until }) => <Day date={until} /> },
        {
          key: "state",
          head: words("state"),
          cell: ({ inForce }) => (
            <Badge tone={inForce ? "good" : "neutral"}>{words(inForce ? "inForce" : "over")}</Badge>
          ),
        },
      ]}
    />
  );
}
