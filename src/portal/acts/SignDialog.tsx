/** A message that is signed and handed to the gateway, and is no act on the ledger. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useDeployment } from "../data/deployment.ts";
import { useSigned } from "../data/session.tsx";
import { Asked } from "../ui/Asked.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { ErrorNote } from "../ui/ErrorNote.tsx";
import { Notice } from "../ui/Notice.tsx";
import { useFormats } from "../words/formats.ts";
import type { SignRequest } from "./requests.ts";
import { definition } from "./definition.ts";
import { ReadingRows } from "./ReadingRows.tsx";
import { useActWords } from "./words.ts";

interface SignDialogProps {
  readonly request: SignRequest;
  readonly onClose: () => void;
}

export function SignDialog({ request, onClose }: SignDialogProps): ReactNode {
  const t = useActWords();
  const { language } = useFormats();
  const signed = useSigned();
  const queries = useQueryClient();
  const deployment = useDeployment();
  const reading = useQuery({
    queryKey: ["message", JSON.stringify(request.message), language, deployment.data?.ledger],
    enabled: deployment.data !== undefined,
    retry: false,
    queryFn: async () => (await import("./readIntent.ts")).readLoose(request.message, language, deployment.data),
  });
  const signing = useMutation({
    mutationFn: async () => {
      const wallet = signed.wallet ?? (await signed.openWallet());
      await request.hand(await wallet.signTypedData(definition(request.message)));
    },
    onSuccess: async () => {
      await queries.invalidateQueries();
      request.onDone?.();
      onClose();
    },
  });
  return (
    <Dialog title={request.title} isOpen onClose={onClose} isWide>
      <Asked query={reading}>{(read) => <ReadingRows reading={read} />}</Asked>
      <p className="hint">{t("justSign")}</p>
      {signing.isPending && <Notice>{t("signing")}</Notice>}
      {signing.isError && <ErrorNote error={signing.error} />}
      <footer className="dialog-foot">
        <Button onPress={onClose}>{t("later")}</Button>
        <Button
          kind="primary"
          isBusy={signing.isPending}
          isDisabled={reading.data === undefined}
          onPress={() => signing.mutate()}
        >
          {t("sign")}
        </Button>
      </footer>
    </Dialog>
  );
}
