/** What is to be paid: to whom, with which discount, by when; on the chain, or by an order to the bank. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useAsked, usePages } from "../../data/useAsked.ts";
import type { Pages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { Empty, Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { isToken } from "../receivable/detail.ts";
import type { Row } from "../receivable/detail.ts";
import { AccountAlarms } from "./AccountAlarms.tsx";
import { ChainItems } from "./ChainItems.tsx";
import { PayItems } from "./PayItems.tsx";
import { PaymentFile } from "./PaymentFile.tsx";
import { useInboxWords } from "./words.ts";

/** Banks move currencies of ISO 4217 alone. */
const CODE = /^[A-Z]{3}$/;
const PAGE = "200";

/** What the buyer accepted and still owes. */
function useOwed(): Pages<Row> {
  return usePages(["owed"], (gateway, cursor) => {
    const query = {
      role: "buyer",
      status: "Accepted",
      closed: "false",
      limit: PAGE,
      sort: "due",
      order: "asc",
    } as const;
    return gateway.GET("/v1/receivables", { params: { query: cursor === undefined ? query : { ...query, cursor } } });
  });
}

export function PayList(): ReactNode {
  const t = useInboxWords();
  const owed = useOwed();
  const tokens = owed.rows.filter(({ currency }) => isToken(currency));
  return (
    <>
      <AccountAlarms />
      <Asked query={owed.first}>
        {() =>
          owed.rows.length === 0 ? <Empty>{t("nothingToPay")}</Empty> : <Owed rows={owed.rows} tokens={tokens} />
        }
      </Asked>
      <Notice kind="limit">{t("payLimit")}</Notice>
    </>
  );
}

/** What the ledger moves, and what banks move. */
function Owed({ rows, tokens }: { readonly rows: readonly Row[]; readonly tokens: readonly Row[] }): ReactNode {
  const t = useInboxWords();
  const [chosen, setChosen] = useState<string>();
  const moved = rows.filter((row) => !isToken(row.currency)).map(({ currency }) => currency.code);
  const codes = [...new Set(moved.filter((code) => code !== null && CODE.test(code)))].filter((code) => code !== null);
  const currency = chosen ?? codes[0];
  return (
    <>
      {tokens.length > 0 && <ChainItems rows={tokens} />}
      {codes.length > 1 && currency !== undefined && (
        <SelectField
          label={t("currency")}
          value={currency}
          onChange={setChosen}
          options={codes.map((code) => ({ value: code, text: code }))}
        />
      )}
      {currency !== undefined && <InCurrency key={currency} currency={currency} owed={rows} />}
    </>
  );
}

function InCurrency({ currency, owed }: { readonly currency: string; readonly owed: readonly Row[] }): ReactNode {
  const t = useInboxWords();
  const query = useAsked(["pay list", currency], (gateway) =>
    gateway.GET("/v1/pay-list", { params: { query: { currency } } }),
  );
  return (
    <>
      <Section title={t("payList")}>
        <Asked query={query}>
          {({ items, day, advised, sealed }) => (
            <>
              <PayItems items={items} day={day} owed={owed} />
              {advised > 0 && <p className="hint">{t("leftAdvised", { count: advised })}</p>}
              {sealed > 0 && <p className="hint">{t("leftSealed", { count: sealed })}</p>}
            </>
          )}
        </Asked>
      </Section>
      <PaymentFile currency={currency} />
    </>
  );
}
