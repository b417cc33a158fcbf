/**
 * Mutation testing of the contracts: `npm run mutation -- --sample 100 --seed 1 --files Money,Receipts`. Every fault
 * that an operator makes is compiled in at once, and asleep; then one after another wakes while the Solidity tests run.
 * Ends with every mutant that no test noticed; verdicts are kept, so that a run that was ended goes on.
 */
import { parseArgs } from "node:util";
import { parse, readContracts } from "./instrument/tree.ts";
import { buildMutants, compilable } from "./mutation/build.ts";
import { EQUIVALENT } from "./mutation/equivalent.ts";
import type { Equivalent } from "./mutation/equivalent.ts";
import { mutantsOf, sampled } from "./mutation/mutants.ts";
import type { Mutant } from "./mutation/mutants.ts";
import { Verdicts } from "./mutation/record.ts";
import { failingWithout, tryMutant } from "./mutation/trial.ts";
import type { Verdict } from "./mutation/trial.ts";

const USAGE = "Usage: npm run mutation -- [--sample N] [--seed S] [--files PART,…] (N 0: all)\n";
/** The share of the mutants that are not equivalent which the tests have to notice. */
const LEAST_SHARE = 0.9;

interface Wanted {
  readonly sample: number;
  readonly seed: number;
  readonly files: readonly string[];
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function wantedFrom(args: readonly string[]): Wanted | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      sample: { type: "string", default: "100" },
      seed: { type: "string", default: "1" },
      files: { type: "string", default: "" },
    },
    strict: false,
  });
  const [sample, seed] = [Number(values.sample), Number(values.seed)];
  const understood = positionals.length === 0 && Object.keys(values).length === 3;
  if (!understood || !Number.isSafeInteger(sample) || sample < 0 || !Number.isSafeInteger(seed)) return undefined;
  return { sample, seed, files: String(values.files).split(",").filter(Boolean) };
}

function shown({ file, line, within, operator, original, text, around }: Mutant): string {
  const change = text === undefined ? "" : ` -> ${text.replace(/\s+/g, " ")} in: ${around}`;
  return `${file}:${line} ${within === "" ? "" : `${within}, `}${operator}: ${original}${change}`;
}

function reason({ file, within, operator, original, around }: Mutant): Equivalent | undefined {
  return EQUIVALENT.find(
    (e) =>
      e.file === file &&
      e.within === within &&
      e.operator === operator &&
      e.original === original &&
      (e.around ?? around) === around,
  );
}

/** @returns whether enough was noticed. */
function conclude(verdicts: ReadonlyMap<Mutant, Verdict>, refused: number): boolean {
  const having = (verdict: Verdict): Mutant[] =>
    [...verdicts].filter(([, own]) => own === verdict).map(([mutant]) => mutant);
  const survived = having("survived");
  const equivalent = survived.filter((mutant) => reason(mutant) !== undefined);
  const noticed = having("killed").length + having("timed out").length;
  const counted = verdicts.size - equivalent.length;
  print("");
  for (const mutant of survived) print(`survived: ${shown(mutant)}${why(mutant)}`);
  print(
    `${verdicts.size} mutants: ${having("killed").length} killed, ${having("timed out").length} timed out, ` +
      `${survived.length} survived, ${equivalent.length} of them equivalent; ${refused} do not compile`,
  );
  print(`${noticed} of ${counted} that are not equivalent: ${((100 * noticed) / Math.max(1, counted)).toFixed(1)} %`);
  return noticed >= LEAST_SHARE * counted;
}

function why(mutant: Mutant): string {
  const found = reason(mutant);
  return found === undefined ? "" : ` (equivalent: ${found.why})`;
}

async function mutate({ sample, seed, files }: Wanted): Promise<boolean> {
  const contracts = readContracts();
  const { trees, errors } = parse(contracts);
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  const all = mutantsOf(contracts, trees);
  const { sources, refused } = compilable(contracts, trees, all);
  const among = all.filter(({ file }) => files.length === 0 || files.some((part) => file.includes(part)));
  const chosen = sampled(among, sample === 0 ? among.length : sample, seed);
  print(`${all.length} mutants, ${among.length} in the files asked for, ${chosen.length} chosen by seed ${seed}`);
  const folder = await buildMutants(sources);
  const expected = await failingWithout(folder);
  print(`compiled; without a mutant ${expected.size} tests fail, since the contracts are larger and dearer`);
  const known = new Verdicts(sources);
  const verdicts = new Map<Mutant, Verdict>();
  for (const mutant of chosen.filter(({ id }) => !refused.has(id))) {
    const started = performance.now();
    const before = known.of(mutant.id);
    const trial = before ?? (await tryMutant(folder, mutant, expected));
    if (before === undefined) known.add(mutant.id, trial);
    verdicts.set(mutant, trial.verdict);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    print(`${verdicts.size}/${chosen.length} ${trial.verdict} (${seconds} s): ${shown(mutant)} ${trial.by}`);
  }
  return conclude(verdicts, chosen.filter(({ id }) => refused.has(id)).length);
}

const wanted = wantedFrom(process.argv.slice(2));
if (wanted === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else process.exitCode = (await mutate(wanted)) ? 0 : 1;
