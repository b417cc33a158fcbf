/** Accessibility of a page by axe-core, all levels that WCAG 2.2 AA includes and the rules of good practice. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, NodeResult, Result } from "axe-core";
import type { Page } from "playwright-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SETTINGS = { runOnly: { type: "tag", values: TAGS }, resultTypes: ["violations"] };
const RUN = `axe.run(document, ${JSON.stringify(SETTINGS)})`;

/**
 * Reads the whole page, dialogs included, as it stands. @throws Error with a line for each element that is refused: the
 * rule, where it is, and the way out
 */
export async function accessible(page: Page): Promise<void> {
  // The page's policy refuses scripts that are not its own, so this one comes through the debugger.
  await page.evaluate(`if (globalThis.axe === undefined) { ${SOURCE} }`);
  const { violations } = await page.evaluate<AxeResults>(RUN);
  if (violations.length === 0) return;
  const url = new URL(page.url());
  throw new Error([`${url.hash || url.pathname} is not accessible:`, ...violations.flatMap(linesOf)].join("\n"));
}

function linesOf({ id, impact, help, helpUrl, nodes }: Result): readonly string[] {
  const places = nodes.flatMap((node) => [`    at ${targetOf(node)}`, `       ${wayOut(node)}`]);
  return [`  ${id} (${String(impact)}): ${help}; ${helpUrl.split("?")[0] ?? ""}`, ...places];
}

function targetOf({ target, html }: NodeResult): string {
  return `${target.flat().join(" ")}  ${html.replace(/\s+/g, " ").slice(0, 160)}`;
}

function wayOut({ failureSummary = "" }: NodeResult): string {
  return failureSummary.replace(/\s*\n\s*/g, " ");
}
