/**
 * Pictures of every screen over the demo's world, in both languages, at three widths, light and once dark:
 * `npm run screenshots -- --out DIR`, with `--member NAME` or `--only SCREEN` for some of them, `--later` for ninety
 * days later. For people to look at.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { startBrowser } from "../test/portal/browser.ts";
import { collectTroubles, goTo, openContext, signIn } from "../test/portal/opening.ts";
import { routeOf, SCREENS } from "../test/portal/screens.ts";
import type { Screen } from "../test/portal/screens.ts";
import { startWorld } from "../test/portal/world.ts";
import type { PortalWorld } from "../test/portal/world.ts";
import { details } from "./runner/report.ts";
import { build } from "./runner/suites.ts";

type Visitors = (typeof SCREENS)[number];

const LANGUAGES = ["en", "zh"] as const;
const LIGHT = [390, 820, 1440].map((width) => ({ width, colorScheme: "light" as const }));
const LOOKS = [...LIGHT, { width: 1440, colorScheme: "dark" as const }];

const { values: options } = parseArgs({
  options: {
    out: { type: "string" },
    member: { type: "string" },
    only: { type: "string" },
    later: { type: "boolean", default: false },
  },
});

async function takeAll(out: string): Promise<boolean> {
  const built = await build("--no-tests");
  if (built.failed > 0) {
    details("build", built);
    return false;
  }
  const world = await startWorld({ isForwarded: options.later });
  const browser = await startBrowser();
  const troubles: string[] = [];
  try {
    for (const visitors of SCREENS) {
      if (options.member === undefined || options.member === visitors.member) {
        await takeOf(browser, world, visitors, { out, troubles });
      }
    }
  } finally {
    await browser.close();
    await world.close();
  }
  process.stdout.write(troubles.map((trouble) => `${trouble}\n`).join(""));
  return troubles.length === 0;
}

interface Taking {
  readonly out: string;
  readonly troubles: string[];
}

async function takeOf(
  browser: Browser,
  world: PortalWorld,
  { member, screens }: Visitors,
  taking: Taking,
): Promise<void> {
  const folder = path.join(taking.out, member);
  await mkdir(folder, { recursive: true });
  for (const language of LANGUAGES) {
    for (const look of LOOKS) {
      const context = await openContext(browser, { language, ...look });
      collectTroubles(context, taking.troubles);
      const page = await signIn(await context.newPage(), world, member);
      for (const screen of screens) {
        if (options.only !== undefined && options.only !== screen.name) continue;
        const name = `${screen.name}-${language}-${look.width}-${look.colorScheme}`;
        await take(page, world, screen, path.join(folder, `${name}.png`)).catch((error: unknown) => {
          taking.troubles.push(`${member}'s ${name}: ${error instanceof Error ? error.message : String(error)}`);
        });
      }
      await context.close();
    }
  }
}

async function take(page: Page, world: PortalWorld, screen: Screen, file: string): Promise<void> {
  try {
    await goTo(page, routeOf(screen, world), screen.screen);
    await page.evaluate("document.fonts.ready.then(() => true)");
  } finally {
    // Also of a screen that did not come: the picture shows why.
    await page.screenshot({ path: file, fullPage: true });
  }
}

if (options.out === undefined) {
  process.stderr.write("Say where the pictures go: npm run screenshots -- --out DIR\n");
  process.exitCode = 1;
} else {
  process.exitCode = (await takeAll(path.resolve(options.out))) ? 0 : 1;
}
