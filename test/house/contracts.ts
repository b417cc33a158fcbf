import type { Import } from "./imports.ts";

const PACKAGES = /^(?:@openzeppelin\/contracts|solady\/src)\//;
/** Satellites stand around the ledger and use it as any stranger could: through interfaces. */
const SATELLITE = /^contracts\/(?:Lens|Factoring|FactoringDesk|Statements|Collections)\.sol$|^contracts\/demo\//;
/** What satellites are made of: the desk's parts, and what those that take signed messages have in common. */
const PART_OF_SATELLITE = /^contracts\/(?:desk|satellite)\//;
const SATELLITE_FLOOR = 5;

/** The floor of a Solidity file of contracts/, or undefined where it has none. */
function floorOf(file: string): number | undefined {
  if (/^contracts\/(?:types|interfaces)\//.test(file)) return 1;
  if (file.startsWith("contracts/libraries/")) return 2;
  if (file === "contracts/Directory.sol") return 3;
  if (SATELLITE.test(file) || PART_OF_SATELLITE.test(file)) return SATELLITE_FLOOR;
  // An account serves any contract, and knows none of these.
  if (file.startsWith("contracts/accounts/")) return 2;
  // The ledger and the abstract contracts that it is made of.
  return /^contracts\/(?:ledger\/)?[^/]+\.sol$/.test(file) ? 4 : undefined;
}

function faultOf({ from, specifier, target }: Import): string | undefined {
  const here = floorOf(from);
  if (here === undefined) return "this file is on no floor of contracts/";
  if (target === undefined) return PACKAGES.test(specifier ?? "") ? undefined : "no such package is used";
  const there = floorOf(target);
  if (there === undefined) return "that file is on no floor of contracts/";
  if (there > here) return `floor ${here} imports floor ${there}: imports go down only`;
  if (PART_OF_SATELLITE.test(target)) return undefined;
  if (here === SATELLITE_FLOOR && there > 2) return "a satellite knows interfaces and pure libraries only";
  return undefined;
}

/** Imports of contracts/ that break the order of the floors. */
export function contractFloorFaults(imports: readonly Import[]): string[] {
  return imports.flatMap((found) => {
    const fault = faultOf(found);
    return fault === undefined ? [] : [`${found.from}:${found.line} imports ${String(found.specifier)}: ${fault}`];
  });
}

/** Files of contracts/ that are on no floor; they would escape the order. */
export function floorlessContracts(files: readonly string[]): string[] {
  return files.filter((file) => floorOf(file) === undefined).map((file) => `${file} is on no floor of contracts/`);
}
