/** Signing in as a contract account: its owners sign a text in the contract's own wallet application. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { getAddress } from "viem";
import type { Hex } from "viem";
import { Button, Submit } from "../ui/Button.tsx";
import { ErrorNote } from "../ui/ErrorNote.tsx";
import { Form, TextArea, TextField } from "../ui/Field.tsx";
import { Facts } from "../ui/Facts.tsx";
import { contractWallet, pastedSignature } from "./contract.ts";
import type { ToSign } from "./contract.ts";
import { WalletError } from "./wallet.ts";
import type { Wallet } from "./wallet.ts";
import { useWalletWords } from "./words.ts";

interface Asking extends ToSign {
  readonly bring: (signature: Hex) => void;
  readonly giveUp: () => void;
}

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

export function ContractSignIn({ enter }: { readonly enter: (wallet: Wallet) => Promise<void> }): ReactNode {
  const t = useWalletWords();
  const [address, setAddress] = useState("");
  const [asking, setAsking] = useState<Asking>();
  const entering = useMutation({
    mutationFn: async () => {
      const ask = (toSign: ToSign): Promise<Hex> =>
        new Promise((resolve, reject) => {
          const giveUp = (): void => reject(new WalletError("rejected", { name: t("contractAccount") }));
          setAsking({ ...toSign, bring: resolve, giveUp });
        });
      await enter(contractWallet(getAddress(address), ask));
    },
    onSettled: () => setAsking(undefined),
  });
  const isWrong = address !== "" && !ADDRESS.test(address);
  return (
    <details>
      <summary>{t("contractAccount")}</summary>
      {entering.isError && <ErrorNote error={entering.error} />}
      {asking === undefined ? (
        <Form label={t("contractAccount")} onSend={() => ADDRESS.test(address) && entering.mutate()}>
          <TextField
            label={t("contractAddress")}
            hint={t("contractHint")}
            error={isWrong ? t("contractAddressWrong") : undefined}
            value={address}
            onChange={setAddress}
            isRequired
          />
          <Submit isBusy={entering.isPending}>{t("contractShow")}</Submit>
        </Form>
      ) : (
        <Pasting asking={asking} />
      )}
    </details>
  );
}

function Pasting({ asking }: { readonly asking: Asking }): ReactNode {
  const t = useWalletWords();
  const [text, setText] = useState("");
  const [error, setError] = useState<unknown>();
  const bring = (): void => {
    try {
      asking.bring(pastedSignature(text));
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <>
      <p>{t("contractTextLead")}</p>
      <Facts
        rows={[
          [t("text"), <pre className="raw">{asking.text}</pre>],
          [t("digest"), <code className="hash">{asking.digest}</code>],
        ]}
      />
      {error !== undefined && <ErrorNote error={error} />}
      <Form label={t("signature")} onSend={bring}>
        <TextArea label={t("signature")} hint={t("signatureHint")} value={text} onChange={setText} isRequired />
        <div className="actions">
          <Submit>{t("handIn")}</Submit>
          <Button onPress={asking.giveUp}>{t("cancel")}</Button>
        </div>
      </Form>
    </>
  );
}
