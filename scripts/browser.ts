/** The portal in a real Chromium, over the demo's chain and gateways: `npm run browser`, or with files of its tests. */
import { total, totalLine } from "./runner/outcome.ts";
import type { Outcome } from "./runner/outcome.ts";
import { details, ended, heading } from "./runner/report.ts";
import { build, runMocha, testFiles } from "./runner/suites.ts";

/** Each process has a world and a browser of its own, and there are two cores. */
const PROCESSES = 2;

async function browser(files: readonly string[]): Promise<readonly Outcome[]> {
  const built = await build("--no-tests");
  if (built.failed > 0) return [built];
  const shares = Array.from({ length: PROCESSES }, (_, process) =>
    files.filter((_file, place) => place % PROCESSES === process),
  ).filter((share) => share.length > 0);
  // Without a single file mocha's run counts as failed: nothing was shown.
  return Promise.all((shares.length === 0 ? [files] : shares).map((share) => runMocha(share)));
}

heading("The portal in a browser");
const chosen = process.argv.slice(2);
const outcomes = await browser(chosen.length === 0 ? testFiles().browsing : chosen);
for (const outcome of outcomes) {
  ended("browser", outcome);
  if (outcome.failed > 0) details("browser", outcome);
}
process.stdout.write(`\n${totalLine(total(outcomes))}\n`);
process.exitCode = total(outcomes).failed > 0 ? 1 : 0;
