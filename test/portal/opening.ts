/** Pages as people of the demo have them open, each in a browser context of its own, and what goes wrong in them. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { CastName } from "../../src/cli/demo/cast.ts";
import type { PortalWorld } from "./world.ts";

export interface Opening {
  readonly language?: "en" | "zh";
  /** CSS pixels. */
  readonly width?: number;
  readonly colorScheme?: "light" | "dark";
  /** A proxy between browser and gateway, as `openLine` gives. */
  readonly through?: { readonly url: string };
  /** What the context needs before its first page. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
}

const LOCALES = { en: "en-GB", zh: "zh-CN" } as const;
const HEIGHTS: Readonly<Record<number, number>> = { 390: 844, 820: 1180, 1440: 900 };
const WAIT_MILLISECONDS = 45_000;
/** Of a page that was left before it was all there. */
const LEFT = "net::ERR_ABORTED";

/** A context without a page, for who comes by another way than a link of the demo. */
export async function openContext(browser: Browser, opening: Opening = {}): Promise<BrowserContext> {
  const { language = "en", width = 1440, colorScheme = "light", through, prepare } = opening;
  const context = await browser.newContext({
    ...{ locale: LOCALES[language], timezoneId: "Europe/Berlin", colorScheme, reducedMotion: "reduce" },
    viewport: { width, height: HEIGHTS[width] ?? 900 },
    hasTouch: width < 600,
    acceptDownloads: true,
    ...(through === undefined ? {} : { proxy: { server: through.url } }),
  });
  context.setDefaultTimeout(WAIT_MILLISECONDS);
  await prepare?.(context);
  return context;
}

/** Follows the link of a member of the cast. @returns the page when its first screen has its data */
export async function signIn(page: Page, world: PortalWorld, member: CastName): Promise<Page> {
  await page.goto(world.linkOf(member));
  await loaded(page);
  return page;
}

/** Waits until a screen, or any, is open and has all that it loads at first. @param screen The name of its `Page` */
export async function loaded(page: Page, screen?: string): Promise<void> {
  const named = `${screen === undefined ? "[data-screen]" : `[data-screen="${screen}"]`}:not([data-loaded="false"])`;
  await page.locator(`main:not(:has(.loading)):is(${named}, :has(${named}))`).waitFor();
}

/** Goes to a screen of a page that is signed in, by what stands behind the hash. */
export async function goTo(page: Page, route: string, screen: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(route)}`);
  await loaded(page, screen);
}

/** Collects errors of the console, of scripts and of requests in all pages of a context, now and later. */
export function collectTroubles(context: BrowserContext, troubles: string[]): void {
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    troubles.push(`the console says: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => {
    troubles.push(`a script failed: ${error.error().stack ?? error.error().message}`);
  });
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "nobody says why";
    if (why !== LEFT) troubles.push(`a request failed: ${request.method()} ${request.url()}: ${why}`);
  });
}
