/** One audit as the page sees it: what is under way, what came of it, and how it goes on. */
import { useEffect, useRef, useState } from "react";
import type { AuditFailure } from "../../../audit/checking/failure.ts";
import type { GatewayWord } from "../../../audit/checking/gatewayWord.ts";
import type { AuditPlace, Progress, Verdict } from "../../../audit/checking/verification.ts";
import { useOrganisation, useSigned } from "../../data/session.tsx";
import { collectWord } from "./collecting.ts";
import { startAuditor } from "./exchange.ts";
import type { Auditor, FromWorker } from "./exchange.ts";

export type AuditState =
  | { readonly kind: "idle" }
  | { readonly kind: "asking"; readonly done: number; readonly of: number }
  | { readonly kind: "running"; readonly progress: Progress }
  /** Stopped by the user; it can go on. */
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly failure: AuditFailure }
  /** The gateway could not be asked. */
  | { readonly kind: "unasked"; readonly error: unknown }
  | { readonly kind: "done"; readonly verdict: Verdict; readonly word: GatewayWord | undefined };

interface Asked {
  readonly place: AuditPlace;
  readonly isCompared: boolean;
  word?: GatewayWord;
}

export interface Verifying {
  readonly state: AuditState;
  readonly start: (place: AuditPlace, isCompared: boolean) => void;
  readonly stop: () => void;
  /** Goes on where it was stopped or failed, with what the gateway said then. */
  readonly goOn: () => void;
}

export function useVerification(): Verifying {
  const { gateway } = useSigned();
  const organisation = useOrganisation();
  const [state, setState] = useState<AuditState>({ kind: "idle" });
  const auditor = useRef<Auditor>(undefined);
  const asked = useRef<Asked>(undefined);
  const stopping = useRef<AbortController>(undefined);

  useEffect(
    () => () => {
      stopping.current?.abort();
      auditor.current?.end();
      auditor.current = undefined;
    },
    [],
  );

  const run = async (asking: Asked): Promise<void> => {
    stopping.current?.abort();
    const ending = new AbortController();
    stopping.current = ending;
    try {
      const tell = (done: number, of: number): void => setState({ kind: "asking", done, of });
      if (asking.isCompared) asking.word ??= await collectWord(gateway, organisation, tell, ending.signal);
      if (ending.signal.aborted) return;
      auditor.current ??= startAuditor((said) => {
        const next = stateAfter(said, asked.current?.word);
        if (next !== undefined && stopping.current?.signal.aborted === false) setState(next);
      });
      const { place, word } = asking;
      auditor.current.say({ type: "run", place, word });
    } catch (error) {
      if (!ending.signal.aborted) setState({ kind: "unasked", error });
    }
  };

  return {
    state,
    start: (place, isCompared) => {
      asked.current = { place, isCompared };
      setState({ kind: "running", progress: { stage: "opening", done: 0, of: 1, events: 0 } });
      void run(asked.current);
    },
    stop: () => {
      stopping.current?.abort();
      auditor.current?.say({ type: "stop" });
      setState({ kind: "stopped" });
    },
    goOn: () => {
      if (asked.current === undefined) return;
      setState({ kind: "running", progress: { stage: "opening", done: 0, of: 1, events: 0 } });
      void run(asked.current);
    },
  };
}

function stateAfter(said: FromWorker, word: GatewayWord | undefined): AuditState | undefined {
  switch (said.type) {
    case "progress":
      return { kind: "running", progress: said.progress };
    case "verdict":
      return { kind: "done", verdict: said.verdict, word };
    case "failed":
      return { kind: "failed", failure: said.failure };
    case "ready":
    case "document":
      return undefined;
  }
}
