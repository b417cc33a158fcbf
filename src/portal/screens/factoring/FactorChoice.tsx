/** Factors by their addresses, with what the directory says of each. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useAsked } from "../../data/useAsked.ts";
import type { Schemas } from "../../data/gateway.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Button, Submit } from "../../ui/Button.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { Empty, Notice } from "../../ui/Notice.tsx";
import { Party } from "../../ui/Party.tsx";
import { REGISTRAR_CHANNEL } from "../../words/enumerations/service.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { shortHex, useFormats } from "../../words/formats.ts";
import { addressIn, faultOf } from "./forms.ts";
import { useSellWords } from "./sellWords.ts";
import { useFactoringWords } from "./words.ts";

interface FactorChoiceProps {
  readonly factors: readonly string[];
  readonly onChange: (factors: readonly string[]) => void;
}

export function FactorChoice({ factors, onChange }: FactorChoiceProps): ReactNode {
  const t = useSellWords();
  const words = useFactoringWords();
  const [text, setText] = useState("");
  const add = (): void => {
    const address = addressIn(text);
    if (address === undefined) return;
    onChange([...new Set([...factors, address])]);
    setText("");
  };
  return (
    <>
      <Form onSend={add} label={t("who")}>
        <div className="form-row">
          <TextField
            label={t("factorAddress")}
            hint={t("factorHint")}
            value={text}
            error={faultOf(text, addressIn, words("addressUnfit"))}
            onChange={setText}
          />
        </div>
        <div className="actions">
          <Submit>{t("addFactor")}</Submit>
        </div>
      </Form>
      {factors.length === 0 ? (
        <Empty>{t("noFactors")}</Empty>
      ) : (
        <ul className="activity">
          {factors.map((address) => (
            <Factor
              key={address}
              address={address}
              onRemove={() => onChange(factors.filter((one) => one !== address))}
            />
          ))}
        </ul>
      )}
    </>
  );
}

function Factor({ address, onRemove }: { readonly address: string; readonly onRemove: () => void }): ReactNode {
  const t = useSellWords();
  const organisation = useAsked(["organisation", address], (gateway) =>
    gateway.GET("/v1/organisations/{address}", { params: { path: { address } } }),
  );
  return (
    <li>
      <div>
        <Asked query={organisation} lines={2}>
          {({ joined, legalName, vouchers }) => (
            <>
              <p>
                <Party address={address} name={legalName} isWhole />
              </p>
              {!joined && <Notice kind="warning">{t("unknownHere")}</Notice>}
              <Vouchers vouchers={vouchers} />
            </>
          )}
        </Asked>
      </div>
      <Button kind="quiet" onPress={onRemove} label={t("removeFactorOf", { who: address })}>
        {t("removeFactor")}
      </Button>
    </li>
  );
}

/** Who vouches for a key, by which channel and for how long. */
export function Vouchers({ vouchers }: { readonly vouchers: readonly Schemas["Voucher"][] }): ReactNode {
  const t = useSellWords();
  const { language, day } = useFormats();
  if (vouchers.length === 0) return <p className="hint">{t("noVoucher")}</p>;
  return (
    <ul>
      {vouchers.map(({ registrar, channel, until, inForce }) => (
        <li key={`${registrar} ${until}`}>
          {t("voucher", {
            who: shortHex(registrar),
            channel: wordFor(REGISTRAR_CHANNEL, channel, language),
            until: day(until),
          })}{" "}
          {!inForce && <Badge tone="warning">{t("voucherOver")}</Badge>}
        </li>
      ))}
    </ul>
  );
}
