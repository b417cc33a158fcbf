/** Making passkeys, and having the account opened that they sign for. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { connect } from "../../data/gateway.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import type { NewPasskey } from "../../wallet/passkeyDevice.ts";
import type { Wallet } from "../../wallet/wallet.ts";
import { useJoinWords } from "./words.ts";

interface JoinPasskeyProps {
  readonly token: string;
  readonly isBusy: boolean;
  readonly onOpen: (open: (chainId: number) => Promise<Wallet>) => void;
}

/** As many as the gateway takes. */
const MOST = 4;

export function JoinPasskey({ token, isBusy, onOpen }: JoinPasskeyProps): ReactNode {
  const t = useJoinWords();
  const [name, setName] = useState(() => t("passkeyDefault", { host: location.hostname }));
  const [passkeys, setPasskeys] = useState<readonly NewPasskey[]>([]);
  const making = useMutation({
    mutationFn: async () => (await import("../../wallet/passkeyDevice.ts")).createPasskey(name, passkeys),
    onSuccess: (made) => setPasskeys([...passkeys, made]),
  });
  const [first, ...others] = passkeys;
  return (
    <>
      <Notice kind="warning">{t("passkeyLoss")}</Notice>
      <TextField label={t("passkeyName")} hint={t("passkeyNameHint")} value={name} onChange={setName} />
      {making.isError && <ErrorNote error={making.error} />}
      {first !== undefined && <p role="status">{t("made", { count: passkeys.length })}</p>}
      {isBusy && first !== undefined && <Notice>{t("opening")}</Notice>}
      <div className="actions">
        {first !== undefined && (
          <Button
            kind="primary"
            isBusy={isBusy}
            onPress={() => onOpen((chainId) => opened(token, chainId, [first, ...others]))}
          >
            {t("openAccount")}
          </Button>
        )}
        {passkeys.length < MOST && (
          <Button
            kind={first === undefined ? "primary" : "plain"}
            isBusy={making.isPending}
            isDisabled={isBusy || name.trim() === ""}
            onPress={() => making.mutate()}
          >
            {t(first === undefined ? "makePasskey" : "makeAnother")}
          </Button>
        )}
        {first === undefined && (
          <Button isDisabled={isBusy} onPress={() => onOpen(known)}>
            {t("havePasskey")}
          </Button>
        )}
      </div>
    </>
  );
}

async function opened(
  token: string,
  chainId: number,
  passkeys: readonly [NewPasskey, ...NewPasskey[]],
): Promise<Wallet> {
  const { openPasskeyAccount } = await import("../../wallet/passkey.ts");
  return openPasskeyAccount(connect(), token, chainId, passkeys);
}

async function known(chainId: number): Promise<Wallet> {
  return (await import("../../wallet/passkey.ts")).passkeyWallet(chainId, true);
}
