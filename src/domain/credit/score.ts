/**
 * The score of a customer: points of what is known of it, by a model that is told with it. Whole numbers throughout:
 * the same inputs give the same score everywhere, and a better input never gives less.
 */
import { INPUT_KINDS } from "./inputs.ts";
import type { InputKind, ScoreInput } from "./inputs.ts";
import { bandOf } from "./policy.ts";
import type { Band, CreditModel, ModelInput } from "./policy.ts";

export const LINE_STATES = ["counted", "missing", "stale"] as const;

/** What one input brought. */
export interface ScoreLine {
  readonly input: ScoreInput;
  readonly state: (typeof LINE_STATES)[number];
  readonly points: number;
  /** The most that it could have brought. */
  readonly weight: number;
  /** The nearest value that brings more, with the points that it brings; undefined where none does. */
  readonly better: { readonly value: number; readonly points: number } | undefined;
}

export interface Score {
  /** The day on which it was made, counted from 1970-01-01. */
  readonly day: number;
  readonly points: number;
  /** In the order of the model. */
  readonly lines: readonly ScoreLine[];
}

/**
 * The score of what is known on a day. What the model does not ask for counts for nothing; what it asks for and is not
 * there is missing.
 * @throws RangeError for an input that stands twice, or whose value is no whole number.
 */
export function scoreOf(model: CreditModel, inputs: readonly ScoreInput[], day: number): Score {
  const known = new Map<InputKind, ScoreInput>();
  for (const input of inputs) {
    const { kind, value } = input;
    if (known.has(kind)) throw new RangeError(`the input ${kind} stands twice: give it once`);
    if (value !== undefined && !Number.isSafeInteger(value)) {
      throw new RangeError(`the input ${kind} is ${value}: give a whole number`);
    }
    known.set(kind, input);
  }
  const lines = model.inputs.map((of) => lineOf(of, known.get(of.kind) ?? missing(of.kind, day), day));
  return { day, points: lines.reduce((sum, { points }) => sum + points, 0), lines };
}

function missing(kind: InputKind, day: number): ScoreInput {
  return { kind, value: undefined, source: "not known", day, expires: undefined };
}

function lineOf(of: ModelInput, input: ScoreInput, day: number): ScoreLine {
  const { weight } = of;
  if (input.value === undefined) {
    return { input, state: "missing", points: of.missing, weight, better: nearestAbove(of, of.missing) };
  }
  const { expires } = input;
  const isOld = of.staleAfterDays !== undefined && day - input.day > of.staleAfterDays;
  if (isOld || (expires !== undefined && expires < day)) {
    return { input, state: "stale", points: of.stale, weight, better: nearestAbove(of, of.stale) };
  }
  const points = pointsOf(of, input.value);
  return { input, state: "counted", points, weight, better: nearestAbove(of, points) };
}

/** Those of the last step that begins at or below the value. */
function pointsOf({ below, steps }: ModelInput, value: number): number {
  return steps.findLast(({ from }) => from <= value)?.points ?? below;
}

/** The value nearest to the bad end that brings more than so many points. */
function nearestAbove(of: ModelInput, points: number): ScoreLine["better"] {
  return worstFirst(of).find((step) => step.points > points);
}

/** Every value at which the points change, with what it brings, from the worst on. */
function worstFirst({ kind, below, steps }: ModelInput): readonly { value: number; points: number }[] {
  if (INPUT_KINDS[kind].isMoreBetter) return steps.map(({ from, points }) => ({ value: from, points }));
  // Where less is better, the best value of a step is reached just before the next one begins.
  const ranges = [{ points: below }, ...steps].map(({ points }, place) => ({ value: steps[place]?.from, points }));
  return ranges
    .flatMap(({ value, points }) => (value === undefined ? [] : [{ value: value - 1, points }]))
    .toReversed();
}

/** What one input alone would have to be for another band. */
export interface BandChange {
  readonly kind: InputKind;
  readonly value: number;
  readonly band: string;
}

/**
 * What would raise a score to the next better band: for each input that can do so alone, the nearest value that does.
 * None in the best band.
 */
export function raisesOf(model: CreditModel, bands: readonly Band[], { points, lines }: Score): readonly BandChange[] {
  const now = bandOf(bands, points);
  const next = bands.find(({ from }) => from > now.from);
  if (next === undefined) return [];
  return model.inputs.flatMap((of, place) => {
    const own = lines[place]?.points ?? 0;
    const enough = worstFirst(of).find((step) => points - own + step.points >= next.from);
    return enough === undefined ? [] : [{ kind: of.kind, value: enough.value, band: next.name }];
  });
}

/** What would lower it to a worse band: for each input that can do so alone, the nearest value that does. */
export function lowersOf(model: CreditModel, bands: readonly Band[], { points, lines }: Score): readonly BandChange[] {
  const now = bandOf(bands, points);
  return model.inputs.flatMap((of, place) => {
    const rest = points - (lines[place]?.points ?? 0);
    const fall = bestFirst(of).find((step) => rest + step.points < now.from);
    return fall === undefined
      ? []
      : [{ kind: of.kind, value: fall.value, band: bandOf(bands, rest + fall.points).name }];
  });
}

/** Every range of values with the end that is nearest to the good side, from the best on. */
function bestFirst({ kind, below, steps }: ModelInput): readonly { value: number; points: number }[] {
  if (!INPUT_KINDS[kind].isMoreBetter) return steps.map(({ from, points }) => ({ value: from, points }));
  const ranges = [{ points: below }, ...steps].map(({ points }, place) => ({ value: steps[place]?.from, points }));
  return ranges
    .flatMap(({ value, points }) => (value === undefined ? [] : [{ value: value - 1, points }]))
    .toReversed();
}
