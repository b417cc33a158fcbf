/** Five hundred requests of each of the gateway's operations: more than fits beside all other tests. */
import { REQUESTS_OF_A_CAMPAIGN, REQUESTS_OF_A_TEST_RUN } from "./effort.ts";
import { total, totalLine } from "./runner/outcome.ts";
import type { Outcome } from "./runner/outcome.ts";
import { details, ended, heading } from "./runner/report.ts";
import { build, runMocha } from "./runner/suites.ts";

const FILES = ["test/gateway/schemas.test.ts"];

async function requests(): Promise<Outcome> {
  const contracts = await build("--no-tests");
  if (contracts.failed > 0) return contracts;
  const factor = REQUESTS_OF_A_CAMPAIGN / REQUESTS_OF_A_TEST_RUN;
  return runMocha(FILES, { environment: { COUNTERSIGN_FUZZ_FACTOR: String(factor) } });
}

heading("Requests from the schemas");
const outcome = await requests();
ended("requests", outcome);
if (outcome.failed > 0) details("requests", outcome);
process.stdout.write(`\n${totalLine(total([outcome]))}\n`);
process.exitCode = outcome.failed > 0 ? 1 : 0;
