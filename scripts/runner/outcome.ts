import type { Ending } from "./processes.ts";

/** What a step of a run came to. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
  readonly output: string;
  /** Why a step failed although no test of its own did. */
  readonly note?: string;
}

/** Reads the last figure of a summary such as `12 passing (3s)`; 0 where there is none. */
function lastCount(output: string, word: string): number {
  const found = [...output.matchAll(new RegExp(`^\\s+(\\d+) ${word}(?: \\(.*\\))?$`, "gm"))].at(-1);
  return Number(found?.[1] ?? 0);
}

/**
 * The outcome of a test run, Solidity's or mocha's. A run without a single test, or one that failed as a process
 * although no test did, counts as one failure: both would otherwise look like success.
 */
export function outcomeOfTests({ code, output, seconds }: Ending): Outcome {
  const passed = lastCount(output, "passing");
  const failed = lastCount(output, "failing");
  const skipped = lastCount(output, "pending") + lastCount(output, "skipped");
  if (failed === 0 && code !== 0) {
    return { passed, failed: 1, skipped, seconds, output, note: `the test process ended with exit code ${code}` };
  }
  if (passed + failed === 0) return { passed, failed: 1, skipped, seconds, output, note: "no test ran" };
  if (failed > 0 && code === 0) return { passed, failed, skipped, seconds, output, note: "its exit code hid failures" };
  return { passed, failed, skipped, seconds, output };
}

/** The outcome of a check that is one thing: it holds or it does not. */
export function outcomeOfCheck({ code, output, seconds }: Ending): Outcome {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, seconds, output };
}

/** The sum of several outcomes; output and notes stay with the parts. */
export function total(outcomes: readonly Outcome[]): { passed: number; failed: number; skipped: number } {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of outcomes) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/** The line that ends every run and that other programs read. */
export function totalLine({ passed, failed }: { passed: number; failed: number }): string {
  return `${passed} passed, ${failed} failed`;
}
