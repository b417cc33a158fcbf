/** Who vouched that an address belongs to a legal entity, how, by what evidence and until when. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Hash, Party } from "../../ui/Party.tsx";
import { REGISTRAR_CHANNEL } from "../../words/enumerations/service.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useDetailWords } from "./words.ts";

type Voucher = Schemas["Voucher"];

function useOrganisationOf(address: string) {
  return useAsked(["organisation", address], (gateway) =>
    gateway.GET("/v1/organisations/{address}", { params: { path: { address } } }),
  );
}

/** Whether somebody vouches for it now, in a word. */
export function VouchedBadge({ address }: { readonly address: string }): ReactNode {
  const t = useDetailWords();
  const { data } = useOrganisationOf(address);
  if (data === undefined) return undefined;
  const isVouched = data.vouchers.some(({ inForce }) => inForce);
  return <Badge tone={isVouched ? "good" : "warning"}>{t(isVouched ? "vouched" : "notVouched")}</Badge>;
}

/** All that is in force, with how it was seen; what is over only where nothing else is there. */
export function Vouching({ address }: { readonly address: string }): ReactNode {
  const t = useDetailWords();
  const query = useOrganisationOf(address);
  return (
    <Asked query={query} lines={2}>
      {({ vouchers }) => {
        const inForce = vouchers.filter((voucher) => voucher.inForce);
        const shown = inForce.length > 0 ? inForce : vouchers.slice(0, 1);
        if (shown.length === 0) return <p>{t("nobodyVouches")}</p>;
        return shown.map((voucher) => <Shown key={voucher.registrar + voucher.since} voucher={voucher} />);
      }}
    </Asked>
  );
}

function Shown({ voucher }: { readonly voucher: Voucher }): ReactNode {
  const t = useDetailWords();
  const { language } = useFormats();
  const { data } = useOrganisationOf(voucher.registrar);
  return (
    <Facts
      rows={[
        [t("registrar"), <Party key="registrar" address={voucher.registrar} name={data?.legalName ?? null} />],
        [t("channel"), wordFor(REGISTRAR_CHANNEL, voucher.channel, language)],
        [t("evidence"), <Hash key="evidence" value={voucher.evidence} />],
        [t("legalId"), <Hash key="legalId" value={voucher.legalId} />],
        [
          t("validUntil"),
          <span key="until">
            <Instant at={voucher.until} /> {voucher.inForce ? undefined : <Badge tone="bad">{t("over")}</Badge>}
          </span>,
        ],
      ]}
    />
  );
}
