/** Signing in to join: with a passkey, for which an account is opened, or with a wallet. */
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { connect, told } from "../../data/gateway.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { connectBrowserWallet } from "../../wallet/browser.ts";
import { useWalletChoices } from "../../wallet/useWallets.ts";
import { passkeysPossible } from "../../wallet/passkeyStore.ts";
import type { Wallet } from "../../wallet/wallet.ts";
import { JoinPasskey } from "./JoinPasskey.tsx";
import { useJoinWords } from "./words.ts";

interface JoinWaysProps {
  readonly token: string;
  readonly enter: (wallet: Wallet) => Promise<void>;
}

/** The loopback address, as the demo has it; passkeys belong to names. */
const LOOPBACK = "127.0.0.1";

export function JoinWays({ token, enter }: JoinWaysProps): ReactNode {
  const t = useJoinWords();
  const entering = useMutation({
    mutationFn: async (open: (chainId: number) => Promise<Wallet>) => {
      const { chainId } = told(await connect().GET("/v1/deployment"));
      await enter(await open(chainId));
    },
  });
  const [isBusy, onOpen] = [entering.isPending, entering.mutate];
  return (
    <>
      {entering.isError && <ErrorNote error={entering.error} />}
      {isBusy && <Notice>{t("signing")}</Notice>}
      <section>
        <h2>{t("passkey")}</h2>
        <p>{t("passkeyLead")}</p>
        {passkeysPossible() ? <JoinPasskey token={token} isBusy={isBusy} onOpen={onOpen} /> : <NoPasskeys />}
      </section>
      <WalletWays isBusy={isBusy} onOpen={onOpen} />
    </>
  );
}

function NoPasskeys(): ReactNode {
  const t = useJoinWords();
  if (location.hostname !== LOOPBACK) return <Notice>{t("passkeyNot")}</Notice>;
  return (
    <Notice>
      {t("localhost")} <a href={location.href.replace(LOOPBACK, "localhost")}>{t("localhostLink")}</a>
    </Notice>
  );
}

interface WalletWaysProps {
  readonly isBusy: boolean;
  readonly onOpen: (open: (chainId: number) => Promise<Wallet>) => void;
}

function WalletWays({ isBusy, onOpen }: WalletWaysProps): ReactNode {
  const t = useJoinWords();
  const wallets = useWalletChoices();
  return (
    <section>
      <h2>{t("wallet")}</h2>
      <p>{t("walletLead")}</p>
      {wallets.length === 0 && <Notice>{t("walletNone")}</Notice>}
      <div className="actions">
        {wallets.map(({ id, name, icon }) => (
          <Button key={id} isDisabled={isBusy} onPress={() => onOpen((chainId) => connectBrowserWallet(id, chainId))}>
            {icon !== undefined && <img src={icon} alt="" width={20} height={20} />} {t("walletUse", { name })}
          </Button>
        ))}
      </div>
    </section>
  );
}
