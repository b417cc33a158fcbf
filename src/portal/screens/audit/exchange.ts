/** What the page and its worker say to each other. */
import type { DocumentOnChain } from "../../../audit/checking/documentRoot.ts";
import type { AuditFailure } from "../../../audit/checking/failure.ts";
import type { GatewayWord } from "../../../audit/checking/gatewayWord.ts";
import type { AuditPlace, Progress, Verdict } from "../../../audit/checking/verification.ts";

export type ToWorker =
  | { readonly type: "run"; readonly place: AuditPlace; readonly word: GatewayWord | undefined }
  | { readonly type: "document"; readonly place: AuditPlace; readonly receivable: string }
  | { readonly type: "stop" };

export type FromWorker =
  | { readonly type: "ready" }
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "verdict"; readonly verdict: Verdict }
  | { readonly type: "document"; readonly document: DocumentOnChain }
  | { readonly type: "failed"; readonly failure: AuditFailure };

/** The worker as the page speaks to it. */
export interface Auditor {
  readonly say: (said: ToWorker) => void;
  readonly end: () => void;
}

/** What is said before the worker is ready is kept for it. */
export function startAuditor(hear: (said: FromWorker) => void): Auditor {
  const worker = new Worker(new URL("./auditWorker.ts", import.meta.url), { type: "module" });
  let waiting: ToWorker[] | undefined = [];
  worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
    if (data.type !== "ready") {
      hear(data);
      return;
    }
    for (const said of waiting ?? []) worker.postMessage(said);
    waiting = undefined;
  });
  worker.addEventListener("error", ({ message }) => hear({ type: "failed", failure: { kind: "other", message } }));
  return {
    say: (said) => {
      if (waiting === undefined) worker.postMessage(said);
      else waiting.push(said);
    },
    end: () => worker.terminate(),
  };
}
