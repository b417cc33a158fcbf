/** Five hundred requests of each of the gateway's operations: more than fits beside all other tests. */
import { REQUESTS_OF_A_CAMPAIGN, REQUESTS_OF_A_TEST_RUN } from "./effort.ts";
import { total, totalLine } from "./runner/outcome.ts";
import type { Outcome } from "./runner/outcome.ts";
import { details, ended, heading } from "./runner/report.ts";
import { build, runMocha } from "./runner/suites.ts";

const FILES = ["test/gateway/schemas.test.ts"];
/** By the first letters of the operations, so that either core has about half of the work. */
const HALF = ["--grep", "is answered by [a-p]"];
const HALVES = [HALF, [...HALF, "--invert"]];

async function requests(): Promise<readonly Outcome[]> {
  const contracts = await build("--no-tests");
  if (contracts.failed > 0) return [contracts];
  const factor = REQUESTS_OF_A_CAMPAIGN / REQUESTS_OF_A_TEST_RUN;
  const running = { environment: { COUNTERSIGN_FUZZ_FACTOR: String(factor) } };
  return Promise.all(HALVES.map((half) => runMocha(FILES, running, half)));
}

heading("Requests from the schemas");
const outcomes = await requests();
for (const outcome of outcomes) {
  ended("requests", outcome);
  if (outcome.failed > 0) details("requests", outcome);
}
process.stdout.write(`\n${totalLine(total(outcomes))}\n`);
process.exitCode = total(outcomes).failed > 0 ? 1 : 0;
