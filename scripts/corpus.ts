/** Runs the suites over the real documents beside the checkout; where there are none it says so and passes. */
import { total, totalLine } from "./runner/outcome.ts";
import { details, ended, heading } from "./runner/report.ts";
import { build, corpusData, corpusIsHere, runMochaOnHardhat, testFiles } from "./runner/suites.ts";

if (corpusIsHere()) {
  heading("Corpus suites");
  const compiled = await build();
  if (compiled.failed > 0) details("compile", compiled);
  const outcomes = compiled.failed > 0 ? [compiled] : [await runMochaOnHardhat(testFiles().corpus, { live: true })];
  for (const outcome of outcomes) ended("corpus", outcome);
  process.stdout.write(`\n${totalLine(total(outcomes))}\n`);
  process.exitCode = outcomes.some(({ failed }) => failed > 0) ? 1 : 0;
} else {
  process.stdout.write(`Corpus suites skipped: ${corpusData} is not here.\n\n${totalLine(total([]))}\n`);
}
