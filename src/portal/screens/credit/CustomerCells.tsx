/** What a row of customers says beside its sums. */
import type { ReactNode } from "react";
import { Badge } from "../../ui/Badge.tsx";
import { useFormats } from "../../words/formats.ts";
import { isAddress } from "./addresses.ts";
import { useCustomersWords } from "./customersWords.ts";
import { highestUse } from "./limitUse.ts";
import { useCustomer } from "./useCustomer.ts";

interface OfCustomer {
  readonly customer: string;
}

function useKnown(customer: string): ReturnType<typeof useCustomer>["data"] {
  return useCustomer(isAddress(customer) ? customer : undefined).data;
}

export function CustomerBand({ customer }: OfCustomer): ReactNode {
  const t = useCustomersWords();
  const known = useKnown(customer);
  if (known === undefined) return "—";
  const isScored = known.standing !== null && known.scores.length > 0;
  return isScored ? <Badge>{known.standing?.band}</Badge> : <span className="hint">{t("noBand")}</span>;
}

/** The limit of which most is used, since that one is reached first. */
export function CustomerUse({ customer }: OfCustomer): ReactNode {
  const t = useCustomersWords();
  const { percent } = useFormats();
  const known = useKnown(customer);
  if (known === undefined) return "—";
  const use = highestUse(known.exposure);
  return use === undefined ? <span className="hint">{t("noLimit")}</span> : percent(use);
}

export function CustomerFlags({ customer }: OfCustomer): ReactNode {
  const t = useCustomersWords();
  const known = useKnown(customer);
  return (
    <>
      {known?.exposure.frozen === true && <Badge tone="bad">{t("frozen")}</Badge>}
      {known?.entries.some(({ ended }) => ended === null) === true && <Badge tone="warning">{t("watched")}</Badge>}
    </>
  );
}
