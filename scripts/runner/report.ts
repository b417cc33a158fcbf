import { total, totalLine } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Announces a step whose output follows. */
export function heading(name: string): void {
  print(`\n── ${name}`);
}

/** One line about a step that has ended. */
export function ended(name: string, { failed, seconds, note }: Outcome): void {
  const mark = failed === 0 ? "✔" : "✘";
  print(`${mark} ${name} (${seconds.toFixed(1)} s)${note === undefined ? "" : `: ${note}`}`);
}

/** The whole output of a step, indented below its name. */
export function details(name: string, { output }: Outcome): void {
  if (output.trim() === "") return;
  heading(`${name}, output`);
  print(output.trimEnd());
}

/** A table of all steps and, alone on the last line, the total. */
export function summary(outcomes: ReadonlyMap<string, Outcome>, seconds: number): void {
  const width = Math.max(...[...outcomes.keys()].map((name) => name.length));
  heading(`Summary (${seconds.toFixed(0)} s)`);
  for (const [name, outcome] of outcomes) {
    const mark = outcome.failed === 0 ? "✔" : "✘";
    const counts = [`${outcome.passed} passed`, `${outcome.failed} failed`];
    if (outcome.skipped > 0) counts.push(`${outcome.skipped} skipped`);
    if (outcome.note !== undefined) counts.push(outcome.note);
    print(`${mark} ${name.padEnd(width)} ${outcome.seconds.toFixed(1).padStart(7)} s  ${counts.join(", ")}`);
  }
  const sum = total([...outcomes.values()]);
  if (sum.skipped > 0) print(`${sum.skipped} tests are marked as skipped and were not run.`);
  print("");
  print(totalLine(sum));
}
