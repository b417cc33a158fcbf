/** Builds the portal into `generated/portal`, from where the gateway serves it. */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import type { InlineConfig, Rolldown } from "vite";
import { root } from "./runner/processes.ts";

const SOURCE = path.join(root, "src", "portal");
const TARGET = path.join(root, "generated", "portal");
/** Below the target, and served to nobody: what the size of the first load is computed from. */
export const MANIFEST = path.join(".vite", "manifest.json");
export const PACKAGES = path.join(".vite", "packages.json");

/** Fonts are compressed already. */
const TEXTS = "{index.html,assets/*.{js,css,svg}}";
const PACKAGE = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** @throws Error if a file of the portal does not compile. */
export async function bundlePortal(source = SOURCE, target = TARGET): Promise<void> {
  const built = await build(settings(source, target));
  if (!("output" in built)) throw new Error("the portal was built as something else than one page");
  const packages = built.output.flatMap((file) => (file.type === "chunk" ? [[file.fileName, packagesOf(file)]] : []));
  writeFileSync(path.join(target, PACKAGES), JSON.stringify(Object.fromEntries(packages), undefined, 2));
  for (const file of globSync(TEXTS, { cwd: target })) compress(path.join(target, file));
}

function settings(source: string, target: string): InlineConfig {
  return {
    root: source,
    base: "/",
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: "warn",
    plugins: [react()],
    worker: {
      format: "es",
      rolldownOptions: { output: { entryFileNames: fileName, chunkFileNames: fileName } },
    },
    build: {
      outDir: target,
      emptyOutDir: true,
      manifest: true,
      // The gateway's policy takes scripts, styles and fonts as files only.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: Infinity,
      rolldownOptions: { output: { entryFileNames: fileName, chunkFileNames: fileName } },
    },
  };
}

/** Such as the gateway gives out: a module's own name may hold more. */
function fileName({ name }: { readonly name: string }): string {
  return `assets/${name.replaceAll(/[^\w-]/g, "-")}-[hash].js`;
}

/** What of others is in a file, sorted. */
function packagesOf({ moduleIds }: Rolldown.OutputChunk): readonly string[] {
  const names = moduleIds.flatMap((id) => PACKAGE.exec(id)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/** Once here and at the highest level, so that the gateway spends no time on it. */
function compress(file: string): void {
  const content = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
  writeFileSync(`${file}.gz`, gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
}

if (import.meta.main) await bundlePortal();
