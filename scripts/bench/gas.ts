/**
 * Measures the gas of every act and prints it beside its bar; `--update` writes the snapshot that the test
 * compares.
 */
import { writeFileSync } from "node:fs";
import process from "node:process";
import { COLLECTION_BARS, measureCollectionGas } from "../../test/gas/collections.ts";
import { FACTORING_BARS, measureFactoringGas } from "../../test/gas/factoring.ts";
import { BARS, measureGas } from "../../test/gas/measure.ts";
import { measureStatementGas, STATEMENT_BARS } from "../../test/gas/statements.ts";

const SNAPSHOT = new URL("../../test/gas/snapshot.json", import.meta.url);

const osaka = await measureGas("default");
const amsterdam = await measureGas("amsterdam");
const statements = { osaka: await measureStatementGas("default"), amsterdam: await measureStatementGas("amsterdam") };
const factoring = { osaka: await measureFactoringGas("default"), amsterdam: await measureFactoringGas("amsterdam") };
const collections = {
  osaka: await measureCollectionGas("default"),
  amsterdam: await measureCollectionGas("amsterdam"),
};
const bars = { ...BARS, ...STATEMENT_BARS, ...FACTORING_BARS, ...COLLECTION_BARS };
const onOsaka = { ...osaka, ...statements.osaka, ...factoring.osaka, ...collections.osaka };
const onAmsterdam = { ...amsterdam, ...statements.amsterdam, ...factoring.amsterdam, ...collections.amsterdam };
const number = (gas: number | undefined): string => (gas ?? Number.NaN).toLocaleString("en").padStart(10);
process.stdout.write(`${"act".padEnd(56)}     Osaka        bar  Amsterdam\n`);
for (const [act, gas] of Object.entries(onOsaka)) {
  const bar = act in bars ? number(bars[act]) : " ".repeat(10);
  process.stdout.write(`${act.padEnd(56)}${number(gas)} ${bar} ${number(onAmsterdam[act])}\n`);
}
if (process.argv.includes("--update")) {
  writeFileSync(SNAPSHOT, `${JSON.stringify({ osaka, amsterdam, statements, factoring, collections }, null, 2)}\n`);
  process.stdout.write("The snapshot is written.\n");
}
process.exit(0);
