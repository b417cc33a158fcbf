/** Bundles the portal into `generated/portal`, from where the gateway serves it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { root } from "./runner/processes.ts";

const SOURCE = path.join(root, "src", "portal");
const TARGET = path.join(root, "generated", "portal");
/** What the page names, and the gateway then serves under `assets/` by a name that holds a hash of its content. */
const ENTRIES = ["main.ts", "portal.css", "seal.svg"];

/** @throws Error if a file of the portal does not compile. */
export async function bundlePortal(): Promise<void> {
  rmSync(TARGET, { recursive: true, force: true });
  mkdirSync(TARGET, { recursive: true });
  const { metafile } = await build({
    entryPoints: ENTRIES.map((name) => path.join(SOURCE, name)),
    outdir: path.join(TARGET, "assets"),
    entryNames: "[name]-[hash]",
    loader: { ".svg": "copy" },
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    metafile: true,
    absWorkingDir: root,
    logLevel: "warning",
  });
  let page = readFileSync(path.join(SOURCE, "index.html"), "utf8");
  for (const [file, { entryPoint = "", inputs }] of Object.entries(metafile.outputs)) {
    const name = path.basename(entryPoint === "" ? (Object.keys(inputs)[0] ?? "") : entryPoint);
    page = page.replace(`"./${name}"`, `"/assets/${path.basename(file)}"`);
  }
  if (page.includes('"./')) throw new Error(`the portal's page names a file that nothing was made of: ${page}`);
  writeFileSync(path.join(TARGET, "index.html"), page);
}
