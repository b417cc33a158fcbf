/**
 * The long campaign: fuzz tests, invariants and properties in rounds, each with a fresh seed and as much effort as
 * fits, until the minutes are used: `npm run campaign -- --minutes 20`. The first failure ends it and is printed with
 * the command that replays it.
 */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { total, totalLine } from "./runner/outcome.ts";
import type { Outcome } from "./runner/outcome.ts";
import { root } from "./runner/processes.ts";
import { details, ended, heading } from "./runner/report.ts";
import { fittingFactor, nextFactor } from "./runner/rounds.ts";
import { build, runMochaOnHardhat, runSolidityTests, testFiles } from "./runner/suites.ts";

/** Test functions that take arguments, and invariants. */
const RANDOMISED = "\\(.+\\)|^invariant";
/** Few long plays find other faults than many short ones. */
const DEPTHS = [128, 32, 256];
const GRACE_SECONDS = 60;

interface Round {
  readonly factor: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** The minutes asked for, or undefined where the arguments are anything else. */
function minutesFrom(args: readonly string[]): number | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { minutes: { type: "string", default: "20" } },
    strict: false,
  });
  const minutes = Number(values.minutes);
  const understood = positionals.length === 0 && Object.keys(values).length === 1;
  return understood && Number.isFinite(minutes) && minutes > 0 ? minutes : undefined;
}

function propertyFiles(): string[] {
  const { acting, following, running, served, pure } = testFiles();
  return [...acting, ...following, ...running, ...served, ...pure].filter((file) =>
    /from "fast-check"/.test(readFileSync(path.join(root, file), "utf8")),
  );
}

function roundOf(index: number, factor: number): Round {
  const environment = {
    COUNTERSIGN_FUZZ_SEED: `0x${randomBytes(32).toString("hex")}`,
    COUNTERSIGN_FUZZ_FACTOR: factor.toFixed(2),
    COUNTERSIGN_FUZZ_DEPTH: String(DEPTHS[index % DEPTHS.length]),
  };
  return { factor, environment };
}

async function play({ environment }: Round, files: readonly string[], signal: AbortSignal): Promise<Outcome[]> {
  const outcomes = [await runSolidityTests(RANDOMISED, { environment, signal })];
  if (outcomes.every(({ failed }) => failed === 0))
    outcomes.push(await runMochaOnHardhat(files, { environment, signal }));
  return outcomes;
}

function tell(index: number, { environment }: Round, outcomes: readonly Outcome[]): void {
  const settings = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const { passed, failed } = total(outcomes);
  const seconds = outcomes.reduce((sum, outcome) => sum + outcome.seconds, 0).toFixed(0);
  process.stdout.write(`round ${index + 1}: ${settings.join(" ")}: ${totalLine({ passed, failed })} in ${seconds} s\n`);
  if (failed === 0) return;
  outcomes.forEach((outcome, position) => {
    if (outcome.failed > 0) details(position === 0 ? "Solidity tests" : "properties", outcome);
  });
  const runners = [
    `solidity --grep '${RANDOMISED}'`,
    `mocha scripts/runner/properties.ts ${propertyFiles().join(" ")}`,
  ];
  heading("Replay");
  process.stdout.write(`${settings.join(" ")} npx hardhat test ${runners[outcomes.length - 1] ?? ""}\n`);
}

async function campaign(length: number): Promise<Outcome[]> {
  const compiled = await build();
  ended("compile", compiled);
  if (compiled.failed > 0) {
    details("compile", compiled);
    return [compiled];
  }
  const end = performance.now() + length * 60_000;
  const files = propertyFiles();
  const all: Outcome[] = [];
  // The first round must fit on a busy machine too: one that is cut off counts as failed.
  let factor: number | undefined = Math.min(1, Math.max(0.25, length / 30));
  for (let index = 0; factor !== undefined; index++) {
    const left = (end - performance.now()) / 1000;
    const round = roundOf(index, factor);
    const started = performance.now();
    const outcomes = await play(round, files, AbortSignal.timeout(Math.ceil(Math.max(0, left) + GRACE_SECONDS) * 1000));
    tell(index, round, outcomes);
    all.push(...outcomes);
    if (outcomes.some(({ failed }) => failed > 0)) break;
    const spent = { factor, seconds: (performance.now() - started) / 1000 };
    factor = fittingFactor(spent, nextFactor(spent), (end - performance.now()) / 1000);
  }
  return all;
}

const minutes = minutesFrom(process.argv.slice(2));
if (minutes === undefined) {
  process.stderr.write("Say how long: npm run campaign -- --minutes 20 (a number above 0).\n");
  process.exitCode = 2;
} else {
  const sum = total(await campaign(minutes));
  process.stdout.write(`\n${totalLine(sum)}\n`);
  process.exitCode = sum.failed > 0 ? 1 : 0;
}
