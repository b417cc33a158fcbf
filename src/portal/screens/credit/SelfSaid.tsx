import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Facts } from "../../ui/Facts.tsx";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { useFileWords } from "./fileWords.ts";

interface SelfSaidProps {
  readonly organisation: Schemas["PartyFile"]["organisation"];
}

/** Its own claims, and who has checked its identity. */
export function SelfSaid({ organisation: { legalName, identifiers, vouchers } }: SelfSaidProps): ReactNode {
  const t = useFileWords();
  const inForce = vouchers.filter((one) => one.inForce);
  return (
    <Facts
      rows={[
        [t("legalName"), legalName === null ? t("notShown") : <bdi>{legalName}</bdi>],
        ...identifiers.map(({ scheme, value }) => [scheme, <bdi key={scheme}>{value}</bdi>] as const),
        [
          t("vouched"),
          inForce.length === 0
            ? t("nobody")
            : inForce.map(({ registrar }) => <NamedParty key={registrar} address={registrar} />),
        ],
      ]}
    />
  );
}
