/** Tests that visit the portal: each has its own browser contexts, and fails on any trouble that it did not foresee. */
import { mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { CastName } from "../../src/cli/demo/cast.ts";
import { startBrowser } from "./browser.ts";
import { collectTroubles, openContext, signIn } from "./opening.ts";
import type { Opening } from "./opening.ts";
import { startWorld } from "./world.ts";
import type { PortalWorld, Staging } from "./world.ts";

/** What a test has at hand. */
export interface Visit {
  readonly world: PortalWorld;
  /** A page of a member of the cast, signed in by its link, in a context of its own. */
  readonly openAs: (member: CastName, opening?: Opening) => Promise<Page>;
  /** A page of somebody who has not signed in, at an address of a gateway. */
  readonly openAt: (url: string, opening?: Opening) => Promise<Page>;
  /** Errors of the console or of requests that this test foresees. */
  readonly allow: (...troubles: readonly RegExp[]) => void;
}

const SCREENSHOTS = path.join(os.tmpdir(), "countersign-portal");
const STARTING_MILLISECONDS = 240_000;
/** For a machine that does other things as well: how long something takes decides no test. */
const VISIT_MILLISECONDS = 240_000;

let browser: Promise<Browser> | undefined;
let shared: Promise<PortalWorld> | undefined;

/** The world that all tests have in common; none may change it. */
function sharedWorld(): Promise<PortalWorld> {
  return (shared ??= startWorld());
}

/** A world for the tests of one `describe`, which may do in it what they like. */
export function ownWorld(staging: Staging = {}): () => Promise<PortalWorld> {
  let own: Promise<PortalWorld> | undefined;
  after(async () => {
    // One that did not start has failed its tests already.
    await own?.then(
      (world) => world.close(),
      () => undefined,
    );
  });
  return () => (own ??= startWorld(staging));
}

/** A test's function around what it does with pages. */
export function visiting(
  body: (visit: Visit) => Promise<void>,
  worldOf: () => Promise<PortalWorld> = sharedWorld,
): Mocha.AsyncFunc {
  return async function (this: Mocha.Context): Promise<void> {
    const limit = this.timeout();
    this.timeout(STARTING_MILLISECONDS);
    const [running, world] = await Promise.all([(browser ??= startBrowser()), worldOf()]);
    this.timeout(Math.max(limit, VISIT_MILLISECONDS));
    const contexts: BrowserContext[] = [];
    const [troubles, foreseen]: [string[], RegExp[]] = [[], []];
    const open = async (opening: Opening = {}): Promise<Page> => {
      const context = await openContext(running, opening);
      contexts.push(context);
      collectTroubles(context, troubles);
      return context.newPage();
    };
    const visit: Visit = {
      world,
      openAs: async (member, opening) => signIn(await open(opening), world, member),
      async openAt(url, opening) {
        const page = await open(opening);
        await page.goto(url);
        return page;
      },
      allow: (...patterns) => foreseen.push(...patterns),
    };
    try {
      await body(visit);
      refuseTroubles(troubles, foreseen);
    } catch (error) {
      throw await withScreenshots(error, contexts, this.test?.fullTitle() ?? "a visit");
    } finally {
      await Promise.all(contexts.map((context) => context.close()));
    }
  };
}

function refuseTroubles(troubles: readonly string[], foreseen: readonly RegExp[]): void {
  const unforeseen = troubles.filter((trouble) => !foreseen.some((pattern) => pattern.test(trouble)));
  if (unforeseen.length > 0) throw new Error(["The pages were not at peace:", ...unforeseen].join("\n"));
}

/** The error, with what the pages showed. */
async function withScreenshots(error: unknown, contexts: readonly BrowserContext[], title: string): Promise<Error> {
  const failed = error instanceof Error ? error : new Error(String(error));
  const name = title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 120);
  mkdirSync(SCREENSHOTS, { recursive: true });
  const pages = contexts.flatMap((context) => context.pages());
  for (const [place, page] of pages.entries()) {
    const file = path.join(SCREENSHOTS, `${name}-${place + 1}.png`);
    const taken = await page.screenshot({ path: file, fullPage: true }).catch(() => undefined);
    if (taken !== undefined) failed.message += `\n(${page.url().replace(/0x[0-9a-f]{64}/, "0x…")} looked like ${file})`;
  }
  return failed;
}

after(async () => {
  await Promise.all([
    shared?.then(
      (world) => world.close(),
      () => undefined,
    ),
    browser?.then(
      (running) => running.close(),
      () => undefined,
    ),
  ]);
});
