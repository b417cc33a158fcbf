/** What the customer lets be seen of how it paid its other suppliers. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { useFormats } from "../../words/formats.ts";
import { useFileWords } from "./fileWords.ts";

type Consent = Schemas["ReferenceConsent"];

export function TradeReferences({ customer }: { readonly customer: string }): ReactNode {
  const t = useFileWords();
  const consents = useAsked(["references", "received"], (gateway) =>
    gateway.GET("/v1/trade-references", { params: { query: { side: "received", limit: "100" } } }),
  );
  return (
    <Asked query={consents}>
      {({ items }) => {
        const own = items.filter(({ buyer, state }) => buyer === customer && state === "inForce");
        if (own.length === 0) return <Empty>{t("noReferences")}</Empty>;
        return own.map((consent) => <Reference key={consent.id} consent={consent} />);
      }}
    </Asked>
  );
}

/** Asked for by hand: that it was seen is told to the customer. */
function Reference({ consent: { id, from, to } }: { readonly consent: Consent }): ReactNode {
  const t = useFileWords();
  const { day } = useFormats();
  const [isAsked, setIsAsked] = useState(false);
  const reference = useAsked(
    ["reference", id],
    (gateway) => gateway.GET("/v1/trade-references/{id}/record", { params: { path: { id }, query: {} } }),
    { enabled: isAsked },
  );
  return (
    <div>
      <h3>{t("ofPeriod", { from: day(from), to: day(to) })}</h3>
      <p>{t("tooThin")}</p>
      {!isAsked && <Button onPress={() => setIsAsked(true)}>{t("showReference")}</Button>}
      {isAsked && (
        <Asked query={reference}>
          {({ items, suppliers, onTime, open, disputed, relation }) => (
            <Facts
              rows={[
                [t("items"), items],
                [t("suppliers"), suppliers],
                [t("onTime"), t("shareOf", { share: onTime })],
                [t("open"), t("shareOf", { share: open })],
                [t("disputed"), t("shareOf", { share: disputed })],
                [t("relation"), relation],
              ]}
            />
          )}
        </Asked>
      )}
    </div>
  );
}
