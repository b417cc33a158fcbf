import type { Outcome } from "./outcome.ts";

/** One step of a run. */
export interface Step {
  readonly name: string;
  readonly lane: "front" | "back";
  /** Whether its output is shown while it runs; otherwise only if it fails, when everything has ended. */
  readonly shown: boolean;
  /** Steps that must have passed before this one starts. */
  readonly after: readonly string[];
  readonly work: () => Promise<Outcome>;
}

export interface Listener {
  readonly started: (step: Step) => void;
  readonly finished: (step: Step, outcome: Outcome) => void;
}

async function attempt(work: () => Promise<Outcome>): Promise<Outcome> {
  const started = performance.now();
  try {
    return await work();
  } catch (error) {
    const output = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const seconds = (performance.now() - started) / 1000;
    return { passed: 0, failed: 1, skipped: 0, seconds, output, note: "it could not be run" };
  }
}

/**
 * Runs the steps of each lane in order and the two lanes beside each other. A step whose predecessor failed is not run
 * and counts as failed.
 * @returns the outcomes by the steps' names, in the order of `steps`.
 */
export async function runSteps(steps: readonly Step[], listener: Listener): Promise<ReadonlyMap<string, Outcome>> {
  const endings = new Map<string, Promise<Outcome>>();
  const lanes = { front: Promise.resolve(), back: Promise.resolve() };
  for (const step of steps) {
    const laneFree = lanes[step.lane];
    const needed = step.after.map((name) => {
      const ending = endings.get(name);
      if (ending === undefined) throw new Error(`The step ${step.name} names ${name}, which does not come before it.`);
      return ending;
    });
    const ending = (async (): Promise<Outcome> => {
      await laneFree;
      const failed = (await Promise.all(needed)).findIndex((outcome) => outcome.failed > 0);
      let outcome: Outcome;
      if (failed === -1) {
        listener.started(step);
        outcome = await attempt(step.work);
      } else {
        const note = `not run, since ${String(step.after[failed])} failed`;
        outcome = { passed: 0, failed: 1, skipped: 0, seconds: 0, output: "", note };
      }
      listener.finished(step, outcome);
      return outcome;
    })();
    endings.set(step.name, ending);
    lanes[step.lane] = ending.then(() => undefined);
  }
  const outcomes = new Map<string, Outcome>();
  for (const [name, ending] of endings) outcomes.set(name, await ending);
  return outcomes;
}
