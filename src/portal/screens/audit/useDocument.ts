/** What the ledger recorded of a receivable's document, asked of a node by the worker. */
import { useEffect, useRef, useState } from "react";
import type { DocumentOnChain } from "../../../audit/checking/documentRoot.ts";
import type { AuditFailure } from "../../../audit/checking/failure.ts";
import type { AuditPlace } from "../../../audit/checking/verification.ts";
import { startAuditor } from "./exchange.ts";
import type { Auditor } from "./exchange.ts";

export type DocumentState =
  | { readonly kind: "idle" }
  | { readonly kind: "asking" }
  | { readonly kind: "failed"; readonly failure: AuditFailure }
  | { readonly kind: "told"; readonly document: DocumentOnChain };

export interface AskedDocument {
  readonly state: DocumentState;
  readonly ask: (place: AuditPlace, receivable: string) => void;
  readonly forget: () => void;
}

export function useDocument(): AskedDocument {
  const [state, setState] = useState<DocumentState>({ kind: "idle" });
  const auditor = useRef<Auditor>(undefined);
  useEffect(
    () => () => {
      auditor.current?.end();
      auditor.current = undefined;
    },
    [],
  );
  return {
    state,
    forget: () => setState({ kind: "idle" }),
    ask: (place, receivable) => {
      setState({ kind: "asking" });
      auditor.current ??= startAuditor((said) => {
        if (said.type === "document") setState({ kind: "told", document: said.document });
        else if (said.type === "failed") setState({ kind: "failed", failure: said.failure });
      });
      auditor.current.say({ type: "document", place, receivable });
    },
  };
}
