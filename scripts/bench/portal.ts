/**
 * How long the list of receivables keeps somebody waiting who scrolls, types and chooses in it, with so many rows
 * behind it: from the input to the next picture, as the browser itself measures (Event Timing), the longest of each.
 * Beside it the floor of the machine: the same of a page that does nothing.
 *
 * `node scripts/bench/portal.ts [receivables]`; the portal has to be built.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { startBrowser } from "../../test/portal/browser.ts";
import type { Served } from "./gatewayServer.ts";

const SERVER = fileURLToPath(new URL("gatewayServer.ts", import.meta.url));
const FLOOR = "data:text/html,<input aria-label=Floor>";
const SETTLE_MILLISECONDS = 1_500;
const SCROLLS = 60;
const [receivables = "100000"] = process.argv.slice(2);

/** Runs in the page: remembers the longest time from an input to the next picture. */
const WATCH = `window.longest = 0; new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
}).observe({ type: "event", durationThreshold: 16, buffered: false })`;

async function longest(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate("window.longest = 0");
  await act();
  await page.waitForTimeout(SETTLE_MILLISECONDS);
  return page.evaluate<number>("window.longest");
}

async function typing(page: Page, label: string): Promise<number> {
  return longest(page, () => page.getByLabel(label, { exact: true }).pressSequentially("MW-2026-11", { delay: 80 }));
}

async function scrolling(page: Page): Promise<number> {
  const room = page.getByRole("region", { name: "Receivables that meet the filters" });
  await room.focus();
  return longest(page, async () => {
    for (let turn = 0; turn < SCROLLS; turn += 1) await page.keyboard.press("PageDown", { delay: 20 });
  });
}

async function openList(page: Page, { gateway, parties }: Served): Promise<void> {
  const [one] = parties;
  if (one === undefined) throw new Error("nobody has receivables");
  const expires = new Date("2099-01-01").toISOString();
  const session = { token: one.token, organisation: one.party, account: one.party, expires };
  const kept = { session, chainId: 1, kind: "browser", walletAddress: one.party };
  await page.addInitScript(`sessionStorage.setItem("countersign session", ${JSON.stringify(JSON.stringify(kept))})`);
  await page.goto(`${gateway}/#/receivables`);
  await page.getByRole("row").nth(5).waitFor();
  await page.evaluate(WATCH);
}

const server = spawn(process.execPath, [SERVER, receivables, "--one-supplier"], { stdio: ["pipe", "pipe", "inherit"] });
try {
  const [line] = (await once(createInterface({ input: server.stdout }), "line")) as [string];
  const served = JSON.parse(line) as Served;
  const browser = await startBrowser();
  const page = await browser.newPage({ locale: "en-GB" });
  await page.goto(FLOOR);
  await page.evaluate(WATCH);
  const floor = await typing(page, "Floor");
  const own = await browser.newPage({ locale: "en-GB" });
  await openList(own, served);
  const scrolled = await scrolling(own);
  await own.getByText("Filters", { exact: true }).click();
  const typed = await typing(own, "Invoice number");
  const chosen = await longest(own, async () => {
    await own.getByLabel("Order").focus();
    await own.keyboard.press("ArrowDown");
  });
  const rows = { floor, scrolled, typed, chosen };
  process.stdout.write(
    `${receivables} receivables; milliseconds from an input to the next picture, the longest of each\n`,
  );
  for (const [name, value] of Object.entries(rows))
    process.stdout.write(`${name.padEnd(10)}${value.toFixed(0).padStart(6)}\n`);
  await browser.close();
} finally {
  server.kill();
}
