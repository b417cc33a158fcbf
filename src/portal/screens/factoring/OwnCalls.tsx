/**
 * Transactions that the organisation's own account sends: each in words and checked first, then one after the other.
 */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { ReadingRows } from "../../acts/ReadingRows.tsx";
import { knownLedger, useDeployment } from "../../data/deployment.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Working } from "../../ui/Working.tsx";
import { useFormats } from "../../words/formats.ts";
import type { ReadCalls } from "./readOwnCalls.ts";
import type { FlatCall } from "./saleTerms.ts";
import { useFactoringWords } from "./words.ts";

interface OwnCallsProps {
  readonly title: string;
  readonly calls: readonly Schemas["ContractCall"][];
  /** What factors signed that the calls carry. */
  readonly messages?: readonly Schemas["TypedData"][];
  /** To which calls may go beside the ledger's own contracts. */
  readonly desks: readonly string[];
  readonly currency: Schemas["Currency"] | undefined;
  readonly effect: string;
  /** What in the calls was not asked for, in words: anything forbids to send. */
  readonly faultsOf: (flat: readonly FlatCall[]) => readonly string[];
  readonly onClose: () => void;
}

export function OwnCalls(props: OwnCallsProps): ReactNode {
  const { title, calls, effect, onClose } = props;
  const t = useFactoringWords();
  const reading = useReading(props);
  const [sent, setSent] = useState(0);
  const sending = useSending(calls, sent, setSent);
  const isReady = reading.data !== undefined && props.faultsOf(reading.data.flat).length === 0;
  const isDone = sent === calls.length;
  return (
    <Dialog title={title} isOpen onClose={onClose} isWide>
      <p>{t("callsLead")}</p>
      <Asked query={reading}>{(read) => <Read read={read} sent={sent} faults={props.faultsOf(read.flat)} />}</Asked>
      <Notice kind="warning">{effect}</Notice>
      {sending.isPending && <Notice>{t("sending")}</Notice>}
      {sending.isError && <ErrorNote error={sending.error} />}
      {isDone && (
        <Notice kind="done">
          <span role="status">{t("sent")}</span>
        </Notice>
      )}
      <footer className="dialog-foot">
        <Button onPress={onClose}>{t("later")}</Button>
        <Button
          kind="primary"
          isDisabled={!isReady || isDone}
          isBusy={sending.isPending}
          onPress={() => sending.mutate()}
        >
          {t("send")}
        </Button>
      </footer>
    </Dialog>
  );
}

function useReading({ calls, messages = [], desks, currency }: OwnCallsProps) {
  const { language } = useFormats();
  const deployment = useDeployment();
  return useQuery({
    queryKey: ["own calls", JSON.stringify([calls, messages]), language, deployment.data?.ledger],
    enabled: deployment.data !== undefined,
    retry: false,
    queryFn: async (): Promise<ReadCalls> => {
      const where = deployment.data;
      if (where === undefined) throw new Error("the deployment is not known yet");
      const { readOwnCalls } = await import("./readOwnCalls.ts");
      const places = { deployment: where, ledger: knownLedger(where), desks, currency };
      return readOwnCalls(calls, messages, places, language);
    },
  });
}

/** What was sent is not sent again when a later one fails. */
function useSending(calls: OwnCallsProps["calls"], sent: number, onSent: (count: number) => void) {
  const signed = useSigned();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const wallet = signed.wallet ?? (await signed.openWallet());
      for (const [place, call] of calls.entries()) {
        if (place < sent) continue;
        await wallet.sendCall(call);
        onSent(place + 1);
      }
    },
    onSettled: () => queries.invalidateQueries(),
  });
}

interface ReadProps {
  readonly read: ReadCalls;
  readonly sent: number;
  readonly faults: readonly string[];
}

function Read({ read: { steps, signed }, sent, faults }: ReadProps): ReactNode {
  const t = useFactoringWords();
  return (
    <>
      {faults.length > 0 && (
        <div className="notice notice-error" role="alert">
          <strong>{t("callsMismatch")}</strong>
          <ul>
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </div>
      )}
      <ol className="activity">
        {steps.map((step, place) => (
          <li key={place}>
            <div>
              <h3>
                {t("callOf", { number: place + 1, count: steps.length })} {place < sent && `· ${t("callSent")}`}
              </h3>
              <ReadingRows reading={step} />
            </div>
          </li>
        ))}
      </ol>
      {signed.map((one, place) => (
        <Working key={place} title={t("callsSigned")}>
          <ReadingRows reading={one} />
        </Working>
      ))}
    </>
  );
}
