/** Whatever went wrong, in the reader's language: what it is, and what to do about it. */
import { Refused, Unreachable } from "../data/gateway.ts";
import { useWalletWords, walletProblem } from "../wallet/words.ts";
import { useFormats } from "./formats.ts";
import { FAILURES } from "./problems/failures.ts";
import type { FailureKind } from "./problems/failures.ts";
import { problemCode, problemWords } from "./problems/problemWords.ts";

export interface Told {
  readonly title: string;
  readonly wayOut: string | undefined;
  /** The gateway's own words, with the values; in English whatever the language. */
  readonly detail: string | undefined;
}

export function useFailureWords(): (error: unknown) => Told {
  const { language } = useFormats();
  const t = useWalletWords();
  const failed = (kind: FailureKind, detail?: string): Told => {
    const { title, wayOut } = FAILURES[kind];
    return { title: title[language], wayOut: wayOut[language], detail };
  };
  return (error) => {
    const wallet = walletProblem(t, error);
    if (wallet !== undefined) return { title: wallet, wayOut: undefined, detail: undefined };
    if (error instanceof Unreachable) return failed(navigator.onLine ? "gatewayUnreachable" : "offline");
    if (!(error instanceof Refused)) return failed("unknown", error instanceof Error ? error.message : String(error));
    const { type, title, detail, faults = [] } = error.problem;
    const code = problemCode(type);
    if (code === "SessionUnknown" || code === "SessionMissing") return failed("sessionOver");
    const said = [detail, ...faults.map((fault) => `${fault.at}: ${fault.message}`)].join("\n");
    const chinese = language === "zh" ? problemWords(code) : undefined;
    if (chinese === undefined) return { title, wayOut: undefined, detail: said };
    return { ...chinese, detail: said };
  };
}
