import type { Site } from "./sites.ts";
import type { Unreachable } from "./unreachable.ts";

interface Counts {
  lines: number;
  linesReached: number;
  branches: number;
  branchesReached: number;
}

/** A line counts as reached if all statements that begin on it are. */
function countsOf(sites: readonly Site[], reached: ReadonlySet<number>): Counts {
  const lines = new Map<number, boolean>();
  const branches = sites.filter(({ kind }) => kind === "branch");
  for (const { id, kind, line } of sites) {
    if (kind === "line") lines.set(line, (lines.get(line) ?? true) && reached.has(id));
  }
  return {
    lines: lines.size,
    linesReached: [...lines.values()].filter(Boolean).length,
    branches: branches.length,
    branchesReached: branches.filter(({ id }) => reached.has(id)).length,
  };
}

function row(name: string, { lines, linesReached, branches, branchesReached }: Counts): string {
  const share = (part: number, whole: number): string => `${part} / ${whole}`.padStart(12);
  return `${name.padEnd(40)}${share(linesReached, lines)}${share(branchesReached, branches)}`;
}

function sentence({ kind, way, code }: Site): string {
  if (kind === "line") return `not reached: ${code}`;
  return way === "reached" ? `never ends this way: ${code}` : `never ${way}: ${code}`;
}

function explains(explanation: Unreachable, site: Site): boolean {
  return explanation.file === site.file && explanation.code === site.code && explanation.way === site.way;
}

/**
 * Prints a table by file, then what was not reached, explained or not.
 * @returns whether all that was not reached is explained, and every explanation is needed.
 */
export function report(
  sites: readonly Site[],
  reached: ReadonlySet<number>,
  explanations: readonly Unreachable[],
  print: (line: string) => void,
): boolean {
  print(`\n${"file".padEnd(40)}${"lines".padStart(12)}${"branches".padStart(12)}`);
  const files = Map.groupBy(sites, ({ file }) => file);
  const all = [...files].map(([file, own]) => ({ file, counts: countsOf(own, reached) }));
  for (const { file, counts } of all) print(row(file, counts));
  const sum = (key: keyof Counts): number => all.reduce((total, { counts }) => total + counts[key], 0);
  const whole = {
    lines: sum("lines"),
    linesReached: sum("linesReached"),
    branches: sum("branches"),
    branchesReached: sum("branchesReached"),
  };
  print(row("all", whole));
  const missed = sites.filter(({ id }) => !reached.has(id));
  const unexplained = missed.filter((site) => !explanations.some((explanation) => explains(explanation, site)));
  print("");
  for (const site of missed) {
    const why = explanations.find((explanation) => explains(explanation, site))?.why;
    print(`${site.file}:${site.line} ${sentence(site)}${why === undefined ? "" : ` (${why})`}`);
  }
  const idle = explanations.filter((explanation) => !missed.some((site) => explains(explanation, site)));
  for (const { file, code } of idle) print(`${file}: reached by now, so that its explanation can go: ${code}`);
  print(`${missed.length} not reached, ${unexplained.length} of them without a reason`);
  return unexplained.length === 0 && idle.length === 0;
}
