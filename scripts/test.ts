/** Everything that `npm test` runs, in two lanes for two cores; ends with a summary and the totals on a line. */
import path from "node:path";
import { effort, SOLIDITY_SHARE_OF_A_TEST_RUN } from "./effort.ts";
import { outcomeOfCheck } from "./runner/outcome.ts";
import type { Outcome } from "./runner/outcome.ts";
import { root, runScript, tool } from "./runner/processes.ts";
import { details, ended, heading, summary } from "./runner/report.ts";
import { runSteps } from "./runner/schedule.ts";
import type { Step } from "./runner/schedule.ts";
import { build, runMocha, runMochaOnHardhat, runSolidityTests, testFiles } from "./runner/suites.ts";

const files = testFiles();

function front(name: string, shown: boolean, after: readonly string[], work: () => Promise<Outcome>): Step {
  return { name, lane: "front", shown, after, work };
}

function back(name: string, after: readonly string[], work: () => Promise<Outcome>): Step {
  return { name, lane: "back", shown: false, after, work };
}

async function check(name: string, command: string, args: readonly string[]): Promise<Outcome> {
  return outcomeOfCheck(await runScript(tool(name, command), args));
}

function solidityTests(): Promise<Outcome> {
  const factor = effort.factor * SOLIDITY_SHARE_OF_A_TEST_RUN;
  return runSolidityTests(undefined, { live: true, environment: { COUNTERSIGN_FUZZ_FACTOR: String(factor) } });
}

async function checkScript(name: string): Promise<Outcome> {
  return outcomeOfCheck(await runScript(path.join(root, name), []));
}

// Compiling the Solidity tests takes one core for minutes, in which the other one runs what needs the contracts alone.
// House reads what the compiler wrote: its warnings and the sizes.
const steps: readonly Step[] = [
  front("contracts", false, [], () => build("--no-tests")),
  front("compile", false, ["contracts"], () => build()),
  back("pure TypeScript tests", [], () => runMocha(files.pure)),
  back("client types", ["contracts"], () => checkScript("scripts/clientTypes.ts")),
  back("gateway and store", ["client types"], () => runMocha(files.served)),
  back("type check", ["compile"], () => check("typescript", "tsc", [])),
  back("type check of the portal", ["compile"], () => check("typescript", "tsc", ["-p", "src/portal"])),
  back("type check of the portal's tests", ["compile"], () => check("typescript", "tsc", ["-p", "test/portal"])),
  front("Solidity tests", true, ["compile"], solidityTests),
  front("tests that follow a chain", false, ["compile"], () => runMochaOnHardhat(files.following)),
  back("house", ["compile"], () => runMocha(files.house)),
  back("tests of what a user runs", ["compile"], () => runMochaOnHardhat(files.running)),
  front("tests that act upon a chain", false, ["compile"], () => runMochaOnHardhat(files.acting)),
];

const started = performance.now();
const outcomes = await runSteps(steps, {
  started: ({ name, lane }) => {
    if (lane === "front") heading(name);
  },
  finished: ({ name }, outcome) => {
    ended(name, outcome);
  },
});
for (const { name, shown } of steps) {
  const outcome = outcomes.get(name);
  if (!shown && outcome !== undefined && outcome.failed > 0) details(name, outcome);
}
summary(outcomes, (performance.now() - started) / 1000);
process.exitCode = [...outcomes.values()].some(({ failed }) => failed > 0) ? 1 : 0;
