/**
 * Lines and branches of the contracts that the Solidity tests reach: `npm run coverage`. Fails where something is not
 * reached that `coverage/unreachable.ts` does not explain, or where an explanation explains nothing any more.
 */
import { globSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { report } from "./coverage/report.ts";
import { measured } from "./coverage/sites.ts";
import { UNREACHABLE } from "./coverage/unreachable.ts";
import { Scratch } from "./instrument/scratch.ts";
import { parse, readContracts } from "./instrument/tree.ts";
import { outcomeOfTests } from "./runner/outcome.ts";
import { root } from "./runner/processes.ts";
import { details, ended } from "./runner/report.ts";

const LIBRARY = "contracts/Sites.sol";
/** A measured contract is dear to run, and what a fuzz test reaches it reaches early. */
const FACTOR = "0.01";

/** The numbers of the sites that were passed, as Hardhat's data files tell them. */
function hits(folder: string): Set<number> {
  const files = globSync("coverage/data/solidity/*.json", { cwd: folder });
  return new Set(
    files.flatMap((file) => {
      const tags = JSON.parse(readFileSync(path.join(folder, file), "utf8")) as Record<string, number>;
      return Object.keys(tags).map((tag) => Number(`0x${tag}`));
    }),
  );
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function cover(): Promise<number> {
  const contracts = readContracts();
  const { trees, errors } = parse(contracts);
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  const { sources, sites } = measured(contracts, trees, LIBRARY);
  const library = readFileSync(path.join(root, "scripts", "coverage", "Sites.sol"), "utf8");
  const scratch = new Scratch("coverage", new Map([...sources, [LIBRARY, library]]));
  const compiled = await scratch.hardhat(["build"]);
  if (compiled.code !== 0) {
    process.stderr.write(compiled.output);
    return 1;
  }
  print(`compiled in ${compiled.seconds.toFixed(0)} s`);
  rmSync(path.join(scratch.folder, "coverage"), { recursive: true, force: true });
  const environment = { COUNTERSIGN_FUZZ_FACTOR: FACTOR };
  const tests = outcomeOfTests(
    await scratch.hardhat(["test", "solidity", "--no-compile", "--coverage"], { environment }),
  );
  ended("Solidity tests, measured", tests);
  if (tests.passed === 0) {
    details("Solidity tests, measured", tests);
    return 1;
  }
  print(`${tests.passed} passed, ${tests.failed} do not pass where the contracts are larger and dearer`);
  return report(sites, hits(scratch.folder), UNREACHABLE, print) ? 0 : 1;
}

process.exitCode = await cover();
