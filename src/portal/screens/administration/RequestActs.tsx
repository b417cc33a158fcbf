/** What can be done about one request by whoever is signed in. The gateway checks who may. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { useSend } from "../../data/useAsked.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { APPROVAL_KIND } from "../../words/enumerations/duties.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { jsonFile, saveFile } from "../audit/saving.ts";
import { useApprovalWords } from "./approvalWords.ts";
import { Confirmed } from "./Confirmed.tsx";
import { Decide } from "./Decide.tsx";
import { useAdministers } from "./useAdministers.ts";

type Approval = Schemas["Approval"];

export function RequestActs({ approval }: { readonly approval: Approval }): ReactNode {
  const { session } = useSigned();
  const administers = useAdministers() === true;
  const t = useApprovalWords();
  const isOwn = approval.asker === session.account;
  const isOpen = approval.state === "pending" || approval.state === "approved";
  return (
    <div className="actions">
      {approval.state === "pending" && (isOwn ? <span>{t("ownRequest")}</span> : <Decide approval={approval} />)}
      {isOpen && (isOwn || administers) && <Withdraw approval={approval} />}
      {approval.decisions.length > 0 && <Proof approval={approval} />}
      {!isOpen && administers && <Erase approval={approval} />}
    </div>
  );
}

function Withdraw({ approval: { id, kind } }: { readonly approval: Approval }): ReactNode {
  const t = useApprovalWords();
  const { language } = useFormats();
  const withdrawing = useSend((gateway, of: string) =>
    gateway.POST("/v1/approvals/{id}/withdrawal", { params: { path: { id: of } } }),
  );
  return (
    <Confirmed
      button={t("withdraw")}
      about={wordFor(APPROVAL_KIND, kind, language)}
      title={t("withdrawTitle")}
      sending={withdrawing}
      input={id}
    >
      <p>{t("withdrawWhat")}</p>
    </Confirmed>
  );
}

function Erase({ approval: { id, kind } }: { readonly approval: Approval }): ReactNode {
  const t = useApprovalWords();
  const { language } = useFormats();
  const erasing = useSend((gateway, of: string) =>
    gateway.DELETE("/v1/approvals/{id}/texts", { params: { path: { id: of } } }),
  );
  return (
    <Confirmed
      button={t("erase")}
      about={wordFor(APPROVAL_KIND, kind, language)}
      title={t("eraseTitle")}
      sending={erasing}
      input={id}
    >
      <p>{t("eraseWhat")}</p>
    </Confirmed>
  );
}

function Proof({ approval: { id } }: { readonly approval: Approval }): ReactNode {
  const t = useApprovalWords();
  const fetching = useSend((gateway, of: string) =>
    gateway.GET("/v1/approvals/{id}/proof", { params: { path: { id: of } } }),
  );
  const save = (proof: Schemas["ApprovalProof"]): void => saveFile(`approval-${id}.json`, jsonFile(proof));
  return (
    <>
      <Button isBusy={fetching.isPending} onPress={() => fetching.mutate(id, { onSuccess: save })}>
        {t("proof")}
      </Button>
      {fetching.isError && <ErrorNote error={fetching.error} />}
    </>
  );
}
