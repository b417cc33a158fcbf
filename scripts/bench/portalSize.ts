/** Prints what a browser loads of the built portal before anybody clicks; `test/house` holds it to a budget. */
import { measurePortal } from "./firstLoad.ts";

const { scripts, scriptBytes, styleBytes, packages } = measurePortal();
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

process.stdout.write(
  [
    `First load: ${kilobytes(scriptBytes)} of script in ${scripts.length} files, ${kilobytes(styleBytes)} of style ` +
      `(gzip)`,
    `Packages in it: ${packages.join(", ")}`,
    "",
  ].join("\n"),
);
