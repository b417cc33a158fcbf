/** What is wrong with a credit policy: a better customer would get less, or something of it cannot be read one way. */
import { INPUT_KINDS } from "./inputs.ts";
import { FULL_SCORE } from "./policy.ts";
import type { Band, CreditModel, CreditPolicy, ModelInput, SegmentRule } from "./policy.ts";

export interface PolicyFault {
  /** Such as `["bands", 1, "from"]`. */
  readonly path: readonly (string | number)[];
  /** What is wrong, and the way out. */
  readonly message: string;
}

/** All of them; none where the policy may be used. */
export function policyFaults({ model, bands, segments, triggers }: CreditPolicy): readonly PolicyFault[] {
  const named = new Set(bands.map(({ name }) => name));
  return [
    ...modelFaults(model).map(({ path, message }) => ({ path: ["model", ...path], message })),
    ...bands.flatMap((band, place) => bandFaults(band, bands[place - 1], ["bands", place])),
    ...twice(bands, "bands"),
    ...twice(segments, "segments"),
    ...segments.flatMap((rule, place) => segmentFaults(rule, named, ["segments", place])),
    ...(new Set(triggers).size < triggers.length ? [{ path: ["triggers"], message: "give each of them once" }] : []),
  ];
}

type Path = readonly (string | number)[];

function modelFaults({ inputs }: CreditModel): readonly PolicyFault[] {
  const sum = inputs.reduce((total, { weight }) => total + weight, 0);
  const total = `the weights add up to ${sum}: they have to come to ${FULL_SCORE}`;
  return [
    ...(sum === FULL_SCORE ? [] : [{ path: ["inputs"], message: total }]),
    ...inputs.flatMap((input, place) => {
      const isTwice = inputs.slice(0, place).some(({ kind }) => kind === input.kind);
      const twice = isTwice ? [{ path: ["inputs", place, "kind"], message: `${input.kind} stands twice` }] : [];
      return [
        ...twice,
        ...inputFaults(input).map(({ path, message }) => ({ path: ["inputs", place, ...path], message })),
      ];
    }),
  ];
}

function inputFaults({ kind, weight, below, steps, missing, stale }: ModelInput): readonly PolicyFault[] {
  const { isMoreBetter, isOwn } = INPUT_KINDS[kind];
  const all = [below, ...steps.map(({ points }) => points)];
  const faults: PolicyFault[] = [];
  if (Math.max(...all) !== weight) {
    const message = `the best value brings ${Math.max(...all)} points: it has to bring the weight, ${weight}`;
    faults.push({ path: ["weight"], message });
  }
  for (const [place, { from, points }] of steps.entries()) {
    const before = steps[place - 1];
    if (before !== undefined && from <= before.from) {
      faults.push({
        path: ["steps", place, "from"],
        message: `give more than ${before.from}, that of the step before`,
      });
    }
    const last = all[place] ?? 0;
    if (isMoreBetter ? points >= last : points <= last) continue;
    const way = isMoreBetter ? `more of it is better: give at least ${last}` : `less is better: give at most ${last}`;
    faults.push({ path: ["steps", place, "points"], message: `${way} points` });
  }
  const worst = Math.min(...all);
  for (const [field, points] of Object.entries({ missing, stale })) {
    const most = isOwn ? weight : worst;
    if (points <= most) continue;
    const why = isOwn ? "the weight" : "the points of the worst value, or customers would do well to withhold it";
    faults.push({ path: [field], message: `give at most ${most}, ${why}` });
  }
  return faults;
}

/** @param worse The band before it; undefined for the lowest. */
function bandFaults(band: Band, worse: Band | undefined, at: Path): readonly PolicyFault[] {
  const faults: PolicyFault[] = [];
  const blame = (message: string, ...path: Path): void => void faults.push({ path: [...at, ...path], message });
  const { kind, share } = band.security;
  if ((kind === "none") !== (share === 0)) blame("give nought for none, and more for all others", "security", "share");
  for (const [place, { currency }] of band.limits.entries()) {
    const isTwice = band.limits.slice(0, place).some((limit) => limit.currency === currency);
    if (isTwice) blame("this currency has a limit already", "limits", place, "currency");
  }
  if (worse === undefined) {
    if (band.from !== 0) blame("the lowest band begins at 0", "from");
    return faults;
  }
  if (band.from <= worse.from) blame(`give more than ${worse.from}, that of the band before`, "from");
  compare(band, worse, blame);
  return faults;
}

/** A better score never gets less. */
function compare(band: Band, worse: Band, blame: (message: string, ...path: Path) => void): void {
  const better = `the band ${worse.name} below it has more`;
  if (band.longestNetDays < worse.longestNetDays) blame(better, "longestNetDays");
  if (worse.isEligible && !band.isEligible) blame(`the band ${worse.name} below it is eligible`, "isEligible");
  if (band.security.share > worse.security.share) blame(`the band ${worse.name} below it secures less`, "security");
  if (band.limits.length !== worse.limits.length) blame("every band has limits in the same currencies", "limits");
  for (const [place, limit] of band.limits.entries()) {
    const lower = worse.limits.find(({ currency }) => currency === limit.currency);
    if (lower === undefined) {
      blame("every band has limits in the same currencies", "limits", place, "currency");
      continue;
    }
    const isLess = (limit.salesShare ?? Infinity) < (lower.salesShare ?? Infinity);
    if (limit.amount < lower.amount) blame(better, "limits", place, "amount");
    if (isLess) blame(better, "limits", place, "salesShare");
  }
}

function segmentFaults({ bands }: SegmentRule, known: ReadonlySet<string>, at: Path): readonly PolicyFault[] {
  const strange = bands.find((band) => !known.has(band));
  return strange === undefined ? [] : [{ path: [...at, "bands"], message: `no band is called ${strange}` }];
}

function twice(all: readonly { readonly name: string }[], field: string): readonly PolicyFault[] {
  return all.flatMap(({ name }, place) =>
    all.slice(0, place).some((other) => other.name === name)
      ? [{ path: [field, place, "name"], message: `${name} stands twice` }]
      : [],
  );
}
