import type { ReactNode } from "react";
import { Loading } from "../../ui/Loading.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { useAdministers } from "./useAdministers.ts";
import { useAdministrationWords } from "./words.ts";

/** What administrators alone see and do; others are told who can. The gateway checks it itself. */
export function ForAdministrators({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useAdministrationWords();
  const administers = useAdministers();
  if (administers === undefined) return <Loading />;
  if (administers) return children;
  return (
    <Notice kind="warning" title={t("notAdministrator")}>
      {t("notAdministratorWay")}
    </Notice>
  );
}
