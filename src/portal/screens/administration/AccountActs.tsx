/** What an own account waits for: a signature, another person's approval; and that it can be withdrawn. */
import type { ReactNode } from "react";
import { useActing } from "../../acts/ActProvider.tsx";
import { told } from "../../data/gateway.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { useSend } from "../../data/useAsked.ts";
import { Button } from "../../ui/Button.tsx";
import { useAccountWords } from "./accountWords.ts";
import { Confirmed } from "./Confirmed.tsx";

export function AccountActs({ account }: { readonly account: Schemas["BankAccount"] }): ReactNode {
  if (account.state === "withdrawn") return "—";
  return (
    <div className="actions">
      {account.state === "stated" && <Sign account={account} />}
      {account.state === "signed" && <Approve account={account} />}
      <Withdraw account={account} />
    </div>
  );
}

function Sign({ account: { id, account, message } }: { readonly account: Schemas["BankAccount"] }): ReactNode {
  const t = useAccountWords();
  const { gateway } = useSigned();
  const { sign } = useActing();
  if (message === null) return undefined;
  const hand = async (signature: `0x${string}`): Promise<unknown> =>
    told(await gateway.POST("/v1/accounts/{id}/signature", { params: { path: { id } }, body: { signature } }));
  return (
    <Button
      kind="primary"
      label={`${t("sign")}: ${account}`}
      onPress={() => sign({ title: t("signTitle"), message, hand })}
    >
      {t("sign")}
    </Button>
  );
}

function Approve({ account: { id, account } }: { readonly account: Schemas["BankAccount"] }): ReactNode {
  const t = useAccountWords();
  const approving = useSend((gateway, of: string) =>
    gateway.POST("/v1/accounts/{id}/approval", { params: { path: { id: of } } }),
  );
  return (
    <Confirmed
      button={t("approve")}
      about={account}
      title={t("approveTitle")}
      kind="plain"
      sending={approving}
      input={id}
    >
      <p>
        <code className="hash">{account}</code>
      </p>
      <p>{t("approveWhat")}</p>
    </Confirmed>
  );
}

function Withdraw({ account: { id, account } }: { readonly account: Schemas["BankAccount"] }): ReactNode {
  const t = useAccountWords();
  const withdrawing = useSend((gateway, of: string) =>
    gateway.POST("/v1/accounts/{id}/withdrawal", { params: { path: { id: of } } }),
  );
  return (
    <Confirmed button={t("withdraw")} about={account} title={t("withdrawTitle")} sending={withdrawing} input={id}>
      <p>
        <code className="hash">{account}</code>
      </p>
      <p>{t("withdrawWhat")}</p>
    </Confirmed>
  );
}
