import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { useLimitWords } from "./limitWords.ts";
import { ReasonAct } from "./ReasonAct.tsx";
import { useDraftId } from "./useDraftId.ts";

/** Frozen at once by one person, lifted by two: the second one's approval is asked for from here. */
export function LiftFreeze({ freeze }: { readonly freeze: string }): ReactNode {
  const t = useLimitWords();
  const [approvalId, renew] = useDraftId();
  const lifting = useSend((gateway, reason: string) =>
    gateway.POST("/v1/limits/freezes/{id}/lifting", { params: { path: { id: freeze } }, body: { reason } }),
  );
  const asking = useSend((gateway, body: Schemas["NewApproval"]) => gateway.POST("/v1/approvals", { body }));
  const ask = (): void => {
    const body = { id: approvalId, kind: "limitFreeze", subject: freeze, reason: t("liftTitle") } as const;
    asking.mutate({ ...body, customer: null, amount: null, currency: null }, { onSuccess: renew });
  };
  return (
    <ReasonAct button={t("lift")} title={t("liftTitle")} sending={lifting} input={(reason) => reason}>
      <Notice>{t("liftHint")}</Notice>
      {asking.isError && <ErrorNote error={asking.error} />}
      {asking.isSuccess ? (
        <p role="status">
          <Link href="/administration/approvals">{t("asked")}</Link>
        </p>
      ) : (
        <Button onPress={ask} isBusy={asking.isPending}>
          {t("askApproval")}
        </Button>
      )}
    </ReasonAct>
  );
}
