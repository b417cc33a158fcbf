/** The list of what an observer learns, as contracts/README.md has it. */
import { readFileSync } from "node:fs";

/** Where the list is kept. */
const README = new URL("../../contracts/README.md", import.meta.url);
const HEADING = "## What an observer learns";

/** Where something can be seen. */
export const PLACES = ["calldata", "log", "storage"] as const;
export type Place = (typeof PLACES)[number];

/** Something that can be seen, as `place field`. */
export type Sight = `${Place} ${string}`;

export interface ObserverList {
  /** What each act opens: header, terms, all or nothing; "beside" for what comes with an act. */
  readonly opens: ReadonlyMap<string, string>;
  /** Everything that an act shows. */
  seenBy(act: string): readonly Sight[];
}

/** Reads both tables. @throws Error for a cell that names no act. */
export function readObserverList(): ObserverList {
  const [acts = [], things = []] = tablesOf(sectionOf(readFileSync(README, "utf8")));
  const opens = new Map(acts.flatMap(([names = "", what = ""]) => ticked(names).map((act) => [act, what] as const)));
  const rows = things.flatMap(([, fields = "", ...cells]) =>
    PLACES.flatMap((place, index) => {
      const by = actsIn(cells[index] ?? "", opens);
      return ticked(fields).map((field) => ({ sight: `${place} ${field}` as const, by }));
    }),
  );
  return {
    opens,
    seenBy: (act) => rows.filter(({ by }) => by.has(act)).map(({ sight }) => sight),
  };
}

function sectionOf(text: string): string {
  const start = text.indexOf(HEADING);
  if (start === -1) throw new Error(`contracts/README.md has no section "${HEADING}"`);
  const next = text.indexOf("\n## ", start + HEADING.length);
  return text.slice(start, next === -1 ? undefined : next);
}

/** Tables as rows of cells, without their headings. */
function tablesOf(section: string): readonly (readonly (readonly string[])[])[] {
  const blocks = section.split(/\n{2,}/).filter((block) => block.startsWith("|"));
  return blocks.map((block) => {
    const rows = block.trim().split("\n");
    return rows.slice(2).map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  });
}

function ticked(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

/** A cell names acts one by one, or by what they open, as *header*; "–" is none. */
function actsIn(cell: string, opens: ReadonlyMap<string, string>): ReadonlySet<string> {
  const named = ticked(cell);
  for (const act of named) if (!opens.has(act)) throw new Error(`${act} is no act of the first table`);
  const opening = [...opens].filter(([, what]) => groupsOf(what).some((group) => cell.includes(`*${group}*`)));
  return new Set([...named, ...opening.map(([act]) => act)]);
}

function groupsOf(what: string): readonly string[] {
  return what === "all" ? ["header", "terms"] : [what, `${what} alone`];
}
