/** What claims of equal rank get of a sum (Civil Code 768 (4)). Nothing of it is kept. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Money } from "../../ui/Money.tsx";
import { Party } from "../../ui/Party.tsx";
import { Working } from "../../ui/Working.tsx";
import { shortHex } from "../../words/formats.ts";
import { useClaimWords } from "./claimWords.ts";
import { decimalIn } from "./forms.ts";
import { useFactoringWords } from "./words.ts";

interface ClaimSharesProps {
  readonly id: string;
  readonly claims: Schemas["CompetingClaims"];
  readonly currency: Schemas["Currency"];
}

type By = Schemas["NewClaimShares"]["by"];

export function ClaimShares({ id, claims, currency }: ClaimSharesProps): ReactNode {
  const t = useClaimWords();
  const first = claims.items.filter(({ rank }) => rank === 1);
  const [collected, setCollected] = useState("");
  const [by, setBy] = useState<By>("finance");
  const [amounts, setAmounts] = useState<Readonly<Record<string, string>>>({});
  const [isUnfit, setIsUnfit] = useState(false);
  const sharing = useSend((gateway, body: Schemas["NewClaimShares"]) =>
    gateway.POST("/v1/receivables/{id}/claim-shares", { params: { path: { id } }, body }),
  );
  const share = (): void => {
    const sum = decimalIn(collected);
    const given = first.flatMap(({ factor }) => {
      const amount = decimalIn(amounts[factor] ?? "");
      return amount === undefined ? [] : [{ factor, amount }];
    });
    const { address } = currency;
    const isFit = sum !== undefined && address !== null && given.length === first.length;
    setIsUnfit(!isFit);
    if (isFit) sharing.mutate({ currency: address, collected: sum, by, amounts: given });
  };
  return (
    <Working title={t("shares")}>
      <p className="hint">{t("sharesLead")}</p>
      <Form onSend={share} label={t("shares")}>
        <div className="form-row">
          <TextField label={t("collected")} kind="decimal" value={collected} onChange={setCollected} />
          <SelectField
            label={t("sharesBy")}
            value={by}
            onChange={setBy}
            options={(["finance", "fee"] as const).map((value) => ({ value, text: t(`by_${value}`) }))}
          />
          {first.map(({ factor }) => (
            <TextField
              key={factor}
              label={t("sharesOf", { who: shortHex(factor) })}
              kind="decimal"
              value={amounts[factor] ?? ""}
              onChange={(amount) => setAmounts({ ...amounts, [factor]: amount })}
            />
          ))}
        </div>
        {isUnfit && <p role="alert">{t("sharesUnfit")}</p>}
        {sharing.isError && <ErrorNote error={sharing.error} />}
        <div className="actions">
          <Submit isBusy={sharing.isPending}>{t("sharesSend")}</Submit>
        </div>
      </Form>
      {sharing.isSuccess && <Shared shares={sharing.data} />}
    </Working>
  );
}

function Shared({ shares: { items, currency } }: { readonly shares: Schemas["ClaimShares"] }): ReactNode {
  const t = useClaimWords();
  const words = useFactoringWords();
  return (
    <DataTable
      caption={t("shares")}
      rows={items}
      keyOf={({ factor }) => factor}
      empty={t("noClaims")}
      columns={[
        { key: "rank", head: t("rankHead"), isFigure: true, cell: ({ rank }) => rank },
        {
          ...{ key: "who", head: t("claimant"), isName: true },
          cell: ({ factor, name }) => <Party address={factor} name={name} />,
        },
        {
          ...{ key: "share", head: t("share"), isFigure: true },
          cell: ({ share }) => (share === null ? words("none") : <Money amount={share} currency={currency} />),
        },
      ]}
    />
  );
}
