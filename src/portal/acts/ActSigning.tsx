/** What will be signed, checked against what was asked for, and the button that has it signed. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { told } from "../data/gateway.ts";
import type { Schemas } from "../data/gateway.ts";
import { useOrganisation, useSigned } from "../data/session.tsx";
import { Button } from "../ui/Button.tsx";
import { ErrorNote } from "../ui/ErrorNote.tsx";
import { Notice } from "../ui/Notice.tsx";
import { ContractSigning } from "../wallet/ContractSigning.tsx";
import { handIn, keptOf } from "./act.ts";
import type { Act, Intent } from "./act.ts";
import { definition } from "./definition.ts";
import { handInAfter } from "./allowing.ts";
import { keepAct } from "./keptActs.ts";
import { ReadIntent } from "./ReadIntent.tsx";
import { useReadings } from "./useReadings.ts";
import type { Followed } from "./useIntent.ts";
import { useActWords } from "./words.ts";

interface ActSigningProps {
  readonly followed: Followed;
  /** What was asked for here; undefined for an act that was prepared elsewhere. */
  readonly asked: Act | undefined;
  readonly onLater: () => void;
}

export function ActSigning({ followed: { intent }, asked, onLater }: ActSigningProps): ReactNode {
  const t = useActWords();
  const readings = useReadings(intent, asked);
  const sending = useSigning(intent);
  const withdrawing = useWithdrawing(intent);
  const isReady = readings.data !== undefined && readings.data.faults.length === 0 && !readings.isPlaceholderData;
  return (
    <>
      <ReadIntent intent={intent} readings={readings} />
      {intent.message !== null && (
        <ContractSigning id={intent.id} message={definition(intent.message)} isReady={isReady} />
      )}
      {sending.isPending && <Notice>{t("signing")}</Notice>}
      {sending.isError && <ErrorNote error={sending.error} />}
      {withdrawing.isError && <ErrorNote error={withdrawing.error} />}
      <footer className="dialog-foot">
        <Button onPress={() => withdrawing.mutate()} isBusy={withdrawing.isPending} kind="quiet">
          {t("refuse")}
        </Button>
        <Button onPress={onLater}>{t("later")}</Button>
        <Button kind="primary" isDisabled={!isReady} isBusy={sending.isPending} onPress={() => sending.mutate()}>
          {t(intent.message === null ? "send" : "sign")}
        </Button>
      </footer>
    </>
  );
}

function useSigning(intent: Intent) {
  const signed = useSigned();
  const organisation = useOrganisation();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const wallet = signed.wallet ?? (await signed.openWallet());
      const { id, message, permit, call, before } = intent;
      keepAct(organisation, keptOf(intent));
      if (message === null) {
        for (const one of call === null ? [] : [...before, call]) await wallet.sendCall(one);
        return;
      }
      const own = await wallet.signTypedData(definition(message));
      const body: Schemas["IntentSignatures"] = { signature: own };
      if (wallet.address.toLowerCase() !== signed.session.account) body.signer = wallet.address;
      if (permit !== null) body.permit = await wallet.signTypedData(definition(permit));
      await handInAfter(() => handIn(signed.gateway, id, body), before, wallet);
    },
    onSettled: () => queries.invalidateQueries(),
  });
}

function useWithdrawing({ id }: Intent) {
  const { gateway } = useSigned();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => told(await gateway.POST("/v1/intents/{id}/withdrawal", { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries(),
  });
}
