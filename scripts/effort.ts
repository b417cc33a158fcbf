/** How hard the randomised tests of both languages try. This is the only place that reads it from the environment. */
export interface Effort {
  /** Multiplies the runs of every fuzz test, invariant and property; 1 is what is asked before a change lands. */
  readonly factor: number;
  /** Calls in a row for each invariant; more depth means fewer runs, so that the calls stay the same. */
  readonly depth: number;
  /** 32 bytes as hex that decide every random choice; absent for the fixed seeds of `npm test`. */
  readonly seed: string | undefined;
}

const FUZZ_RUNS = 10_000;
/** For each of two plays, all invariants being asked after each call. */
const INVARIANT_CALLS = 500 * 128;
const INVARIANT_DEPTH = 128;
const PROPERTY_RUNS = 100;
const PROPERTY_SEED = 20_260_101;
const FUZZ_SEED = `0x${PROPERTY_SEED.toString(16).padStart(64, "0")}`;
/** What `npm test` plays of the Solidity runs, so that it stays short; the campaign before a change lands plays all. */
export const SOLIDITY_SHARE_OF_A_TEST_RUN = 0.1;
/** What `npm test` asks of each of the gateway's operations, and what is asked before a change lands. */
export const REQUESTS_OF_A_TEST_RUN = 25;
export const REQUESTS_OF_A_CAMPAIGN = 500;
const MOCHA_TIMEOUT_MILLISECONDS = 60_000;

/**
 * Reads `COUNTERSIGN_FUZZ_FACTOR` (a positive number), `COUNTERSIGN_FUZZ_DEPTH` (a positive integer) and
 * `COUNTERSIGN_FUZZ_SEED` (0x and 64 hex digits).
 * @throws Error that names the variable, its value and what is allowed.
 */
export function effortFrom(environment: Readonly<Record<string, string | undefined>>): Effort {
  const factor = Number(environment["COUNTERSIGN_FUZZ_FACTOR"] ?? "1");
  if (!Number.isFinite(factor) || factor <= 0) {
    throw new Error(
      `COUNTERSIGN_FUZZ_FACTOR is "${String(environment["COUNTERSIGN_FUZZ_FACTOR"])}"; give a number above 0.`,
    );
  }
  const depth = Number(environment["COUNTERSIGN_FUZZ_DEPTH"] ?? INVARIANT_DEPTH);
  if (!Number.isSafeInteger(depth) || depth <= 0) {
    throw new Error(
      `COUNTERSIGN_FUZZ_DEPTH is "${String(environment["COUNTERSIGN_FUZZ_DEPTH"])}"; give an integer above 0.`,
    );
  }
  const seed = environment["COUNTERSIGN_FUZZ_SEED"];
  if (seed !== undefined && !/^0x[0-9a-f]{64}$/i.test(seed)) {
    throw new Error(`COUNTERSIGN_FUZZ_SEED is "${seed}"; give 0x and 64 hex digits.`);
  }
  return { factor, depth, seed };
}

/** The effort of this process. */
export const effort: Effort = effortFrom(process.env);

function scaled(base: number, { factor }: Effort): number {
  return Math.max(1, Math.round(base * factor));
}

/** Hardhat's `test.solidity` settings for fuzz tests and invariants. */
export function solidityEffort(of: Effort = effort): {
  fuzz: { runs: number; seed: string };
  invariant: { runs: number; depth: number; failOnRevert: true };
} {
  return {
    fuzz: { runs: scaled(FUZZ_RUNS, of), seed: of.seed ?? FUZZ_SEED },
    invariant: { runs: scaled(INVARIANT_CALLS / of.depth, of), depth: of.depth, failOnRevert: true },
  };
}

/** Hardhat's `test.mocha` settings: a test that tries harder gets longer, and a forgotten `.only` fails. */
export function mochaEffort(of: Effort = effort): { timeout: number; forbidOnly: true } {
  return { timeout: scaled(MOCHA_TIMEOUT_MILLISECONDS, { ...of, factor: Math.max(1, of.factor) }), forbidOnly: true };
}

/** fast-check's global settings. */
export function propertyEffort(of: Effort = effort): { numRuns: number; seed: number } {
  const seed = of.seed === undefined ? PROPERTY_SEED : Number(BigInt.asUintN(31, BigInt(of.seed)));
  return { numRuns: runs(PROPERTY_RUNS, of), seed };
}

/** The runs of a property that is too dear, or too important, for the usual hundred: `numRuns: runs(20)`. */
export function runs(base: number, of: Effort = effort): number {
  return scaled(base, of);
}
