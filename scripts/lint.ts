/** Format and style of both languages, in two lanes for two cores; ends with the totals on a line. */
import { outcomeOfCheck } from "./runner/outcome.ts";
import type { Outcome } from "./runner/outcome.ts";
import { runScript, tool } from "./runner/processes.ts";
import { details, ended, summary } from "./runner/report.ts";
import { runSteps } from "./runner/schedule.ts";
import type { Step } from "./runner/schedule.ts";
import { runSolhint } from "./runner/solhint.ts";
import { build } from "./runner/suites.ts";

/** The types of all sources and of all tests at once take more than the four gigabytes that Node allows itself. */
const ROOM_FOR_TYPES = { NODE_OPTIONS: "--max-old-space-size=8192" };

async function check(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  return outcomeOfCheck(await runScript(tool(name), args, { environment }));
}

// The rules about types need what the contracts generate.
const STEPS: readonly Step[] = [
  { name: "contracts", lane: "front", shown: false, after: [], work: () => build("--no-tests") },
  { name: "format", lane: "back", shown: false, after: [], work: () => check("prettier", ["--check", "."]) },
  {
    name: "Solidity",
    lane: "back",
    shown: false,
    after: [],
    work: async () => outcomeOfCheck(await runSolhint()),
  },
  {
    name: "TypeScript",
    lane: "front",
    shown: false,
    after: ["contracts"],
    work: () => check("eslint", ["--max-warnings", "0", "."], ROOM_FOR_TYPES),
  },
];

const started = performance.now();
const outcomes = await runSteps(STEPS, {
  started: () => undefined,
  finished: ({ name }, outcome) => {
    ended(name, outcome);
    if (outcome.failed > 0) details(name, outcome);
  },
});
summary(outcomes, (performance.now() - started) / 1000);
process.exitCode = [...outcomes.values()].some(({ failed }) => failed > 0) ? 1 : 0;
