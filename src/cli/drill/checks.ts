/** What a drill found: each thing that must hold, whether it did, and what was seen. */
import { LedgerError } from "../../clients/errors.ts";

export interface Check {
  readonly what: string;
  readonly isMet: boolean;
  readonly found: string;
}

export interface Checks {
  readonly all: readonly Check[];
  add(what: string, isMet: boolean, found: string): void;
  /** That an act is refused with one of these codes. */
  refused(what: string, act: () => Promise<unknown>, ...codes: readonly string[]): Promise<void>;
}

/** @param tell Is told each check as it is made. */
export function createChecks(tell: (check: Check) => void): Checks {
  const all: Check[] = [];
  const add = (what: string, isMet: boolean, found: string): void => {
    const check = { what, isMet, found };
    all.push(check);
    tell(check);
  };
  return {
    all,
    add,
    async refused(what, act, ...codes) {
      try {
        await act();
      } catch (error) {
        const code = error instanceof LedgerError ? error.code : error instanceof Error ? error.message : String(error);
        // A failure of another kind, such as a chain that is gone, is no refusal.
        add(what, codes.includes(code), `it was refused: ${code}`);
        return;
      }
      add(what, false, "it was taken");
    },
  };
}
