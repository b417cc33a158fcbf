/** Before anybody is signed in: the ways in, and what this is and is not. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../ui/Button.tsx";
import { ErrorNote } from "../ui/ErrorNote.tsx";
import { TextField } from "../ui/Field.tsx";
import { Notice } from "../ui/Notice.tsx";
import { connectBrowserWallet } from "../wallet/browser.ts";
import { ContractSignIn } from "../wallet/ContractSignIn.tsx";
import { passkeysPossible } from "../wallet/passkeyStore.ts";
import { useWalletChoices } from "../wallet/useWallets.ts";
import type { Wallet } from "../wallet/wallet.ts";
import { Cast } from "./Cast.tsx";
import { LanguageChoice, ThemeChoice } from "./Choices.tsx";
import { chainOfGateway } from "./signIn.ts";
import { useAppWords } from "./words.ts";

interface WelcomeProps {
  /** Why nobody is signed in, where that is known. */
  readonly error: unknown;
  readonly enter: (wallet: Wallet, organisation?: string) => Promise<void>;
}

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

export function Welcome({ error, enter }: WelcomeProps): ReactNode {
  const t = useAppWords();
  const [organisation, setOrganisation] = useState("");
  const isWrong = organisation !== "" && !ADDRESS.test(organisation);
  const entering = useMutation({
    mutationFn: async (open: (chainId: number) => Promise<Wallet>) => {
      const wallet = await open(await chainOfGateway());
      await enter(wallet, organisation === "" ? undefined : organisation.toLowerCase());
    },
  });
  return (
    <main className="welcome">
      <div className="actions">
        <span className="brand">Countersign</span>
        <LanguageChoice />
        <ThemeChoice />
      </div>
      <h1>{t("welcome")}</h1>
      <p className="lead">{t("lead")}</p>
      {error !== undefined && <ErrorNote error={error} />}
      {entering.isError && <ErrorNote error={entering.error} />}
      {entering.isPending && <Notice>{t("signing")}</Notice>}
      <Cast />
      <Ways isBusy={entering.isPending || isWrong} onOpen={(open) => entering.mutate(open)} />
      <ContractSignIn enter={enter} />
      <TextField
        label={t("organisation")}
        hint={t("organisationHint")}
        error={isWrong ? t("organisationInvalid") : undefined}
        value={organisation}
        onChange={setOrganisation}
      />
      <Notice kind="limit">{t("limit")}</Notice>
      <p>
        <a href="/docs">{t("forPrograms")}</a>
      </p>
    </main>
  );
}

interface WaysProps {
  readonly isBusy: boolean;
  readonly onOpen: (open: (chainId: number) => Promise<Wallet>) => void;
}

function Ways({ isBusy, onOpen }: WaysProps): ReactNode {
  const t = useAppWords();
  const wallets = useWalletChoices();
  return (
    <>
      <section>
        <h2>{t("withWallet")}</h2>
        {wallets.length === 0 && <p>{t("noWallet")}</p>}
        <div className="actions">
          {wallets.map(({ id, name }) => (
            <Button
              key={id}
              kind="primary"
              isDisabled={isBusy}
              onPress={() => onOpen((chainId) => connectBrowserWallet(id, chainId))}
            >
              {t("wallet", { name })}
            </Button>
          ))}
        </div>
      </section>
      {passkeysPossible() && (
        <section>
          <h2>{t("withPasskey")}</h2>
          <p className="hint">{t("passkeyHint")}</p>
          <Button
            isDisabled={isBusy}
            onPress={() => onOpen(async (chainId) => (await import("../wallet/passkey.ts")).passkeyWallet(chainId))}
          >
            {t("passkey")}
          </Button>
        </section>
      )}
    </>
  );
}
