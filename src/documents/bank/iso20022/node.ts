import { calendarDate } from "../../calendarDate.ts";
import type { FindingLog } from "../findingLog.ts";
import { filled } from "../text.ts";

/**
 * An element with what is in it, by local names: banks send one message in thirteen namespaces, and in none at all.
 * Trees are small: one for each record of a message, with a bound on their elements.
 */
export interface Node {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly line: number;
  readonly children: Node[];
  text: string;
}

/** Paths are written in the source, so there are as many as it has. */
const STEPS = new Map<string, readonly string[]>();

function stepsOf(path: string): readonly string[] {
  const known = STEPS.get(path);
  if (known !== undefined) return known;
  const steps = path.split("/");
  STEPS.set(path, steps);
  return steps;
}

/** The elements at the end of a path of names, "RltdPties/Dbtr/Nm", in the order written. */
export function nodesAt(node: Node, path: string): readonly Node[] {
  let level: readonly Node[] = [node];
  for (const step of stepsOf(path))
    level = level.flatMap(({ children }) => children.filter(({ name }) => name === step));
  return level;
}

/** The first element at the end of the first path that leads to one. */
export function nodeAt(node: Node, ...paths: readonly string[]): Node | undefined {
  for (const path of paths) {
    const found = firstBelow(node, stepsOf(path), 0);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstBelow(node: Node, steps: readonly string[], depth: number): Node | undefined {
  if (depth === steps.length) return node;
  for (const child of node.children) {
    const found = child.name === steps[depth] ? firstBelow(child, steps, depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The text at the end of the first path that leads to one; undefined when nothing but white space stands there. */
export function textAt(node: Node | undefined, ...paths: readonly string[]): string | undefined {
  if (node === undefined) return undefined;
  for (const path of paths) {
    const text = filled(nodeAt(node, path)?.text);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** All texts at the end of a path. */
export function textsAt(node: Node, path: string): readonly string[] {
  return nodesAt(node, path)
    .map(({ text }) => filled(text))
    .filter((text) => text !== undefined);
}

/** An xs:boolean; undefined for anything else. */
export function booleanAt(node: Node, ...paths: readonly string[]): boolean | undefined {
  const text = textAt(node, ...paths);
  if (text === "true" || text === "1") return true;
  return text === "false" || text === "0" ? false : undefined;
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})(?:T|Z|[+-]|$)/;

/**
 * The day of an xs:date or xs:dateTime, as it was written and without regard to its zone. One that is no day of the
 * calendar is undefined, with the warning FORMAT-DATE.
 */
export function dateAt(node: Node, field: string, log: FindingLog, ...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const found = nodeAt(node, path);
    const text = filled(found?.text);
    if (found === undefined || text === undefined) continue;
    const [, year, month, day] = DAY.exec(text) ?? [];
    const date = calendarDate(Number(year), Number(month), Number(day));
    if (date === undefined) {
      const details = { actual: text, line: found.line };
      log.warn("FORMAT-DATE", field, "The date is no day of the calendar.", details);
    }
    return date;
  }
  return undefined;
}
