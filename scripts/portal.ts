/** Bundles the portal into `generated/portal`, from where the gateway serves it. */
import path from "node:path";
import { build } from "vite";
import { root } from "./runner/processes.ts";

/** @throws Error if a file of the portal does not compile. */
export async function bundlePortal(): Promise<void> {
  await build({
    configFile: false,
    root: path.join(root, "src", "portal"),
    logLevel: "warn",
    build: {
      outDir: path.join(root, "generated", "portal"),
      emptyOutDir: true,
      // The page's policy allows nothing inline.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: "es2022",
    },
  });
}
