/** What a drill found: each thing that must hold, whether it did, and what was seen. */
import { LedgerError } from "../../clients/errors.ts";

/** A gateway takes what was found as a line of 500 characters. */
const MOST_SAID = 450;

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
  /** Plays a drill. On a broken system an act may fail without which it cannot go on: that is a check too. */
  play(drill: () => Promise<void>): Promise<void>;
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
        const code = codeOf(error);
        // A failure of another kind, such as a chain that is gone, is no refusal.
        add(what, codes.includes(code), `it was refused: ${code}`);
        return;
      }
      add(what, false, "it was taken");
    },
    async play(drill) {
      try {
        await drill();
      } catch (error) {
        add("the drill goes to its end", false, `it stopped: ${codeOf(error)}`);
      }
    },
  };
}

function codeOf(error: unknown): string {
  if (error instanceof LedgerError) return error.code;
  if (error instanceof Error) return plainLine(error.message) || error.name;
  return plainLine(String(error)) || "an error without a word";
}

/** The first line, as a gateway takes it in the record of a drill. */
function plainLine(text: string): string {
  const [first = ""] = text.trim().split(/[\r\n\u2028\u2029]/);
  return first
    .replace(/[\p{Cc}\p{Cf}]+/gu, " ")
    .slice(0, MOST_SAID)
    .toWellFormed()
    .trim();
}
