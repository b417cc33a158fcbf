import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Notice } from "../../ui/Notice.tsx";
import { LiftFreeze } from "./LiftFreeze.tsx";
import { useLimitWords } from "./limitWords.ts";
import { ReasonAct } from "./ReasonAct.tsx";
import { useCustomer } from "./useCustomer.ts";
import { useFreezes } from "./useFreezes.ts";

/** Grants the customer nothing more, or something again. */
export function Freezing({ customer }: { readonly customer: string }): ReactNode {
  const t = useLimitWords();
  const known = useCustomer(customer);
  const freezes = useFreezes();
  const freezing = useSend((gateway, body: Schemas["NewLimitFreeze"]) => gateway.POST("/v1/limits/freezes", { body }));
  const standing = freezes.rows.find((one) => one.customer === customer && one.lifted === null);
  if (standing !== undefined) return <LiftFreeze freeze={standing.id} />;
  if (known.data?.exposure.frozen !== false) return undefined;
  return (
    <ReasonAct
      button={t("freeze")}
      title={t("freezeTitle")}
      kind="danger"
      sending={freezing}
      input={(reason, id) => ({ id, customer, reason })}
    >
      <Notice kind="warning">{t("freezeHint")}</Notice>
    </ReasonAct>
  );
}
