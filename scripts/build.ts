/**
 * Compiles the contracts and writes what the TypeScript code takes from them: `generated/abi.ts`,
 * `generated/bytecode.ts` and TypeChain's types; then bundles the portal. Runs before everything that needs those, and
 * takes seconds if nothing changed. `--no-tests` leaves the Solidity tests alone.
 */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundlePortal } from "./portal.ts";
import { root, runScript, tool } from "./runner/processes.ts";

interface Artifact {
  readonly abi: readonly { readonly type: string; readonly name?: string; readonly inputs?: readonly Parameter[] }[];
  readonly bytecode: string;
}

interface Parameter {
  readonly type: string;
}

const GENERATED = path.join(root, "generated");
const HEADING = "/* Written by scripts/build.ts from the compiled contracts. */\n";

/** The verbs of the adjustments are called on the ledger, so one ABI describes both. */
const ABIS = {
  ledgerAbi: ["Receivables.sol/Receivables", "interfaces/IAdjustments.sol/IAdjustments", "Amendments.sol/Amendments"],
  directoryAbi: ["Directory.sol/Directory"],
  lensAbi: ["Lens.sol/Lens"],
  demoCurrencyAbi: ["demo/DemoCurrency.sol/DemoCurrency"],
  statementsAbi: ["Statements.sol/Statements"],
  factoringAbi: ["Factoring.sol/Factoring"],
  deskAbi: ["FactoringDesk.sol/FactoringDesk"],
  collectionsAbi: ["Collections.sol/Collections"],
  organisationAbi: ["accounts/Organisation.sol/Organisation"],
} as const;

const BYTECODES = {
  adjustmentsBytecode: "Adjustments.sol/Adjustments",
  amendmentsBytecode: "Amendments.sol/Amendments",
  directoryBytecode: "Directory.sol/Directory",
  ledgerBytecode: "Receivables.sol/Receivables",
  lensBytecode: "Lens.sol/Lens",
  demoCurrencyBytecode: "demo/DemoCurrency.sol/DemoCurrency",
  statementsBytecode: "Statements.sol/Statements",
  factoringBytecode: "Factoring.sol/Factoring",
  deskBytecode: "FactoringDesk.sol/FactoringDesk",
  collectionsBytecode: "Collections.sol/Collections",
  organisationBytecode: "accounts/Organisation.sol/Organisation",
  passkeyVerifierBytecode: "accounts/PasskeyVerifier.sol/PasskeyVerifier",
} as const;

function artifactOf(name: string): Artifact {
  const file = path.join(GENERATED, "artifacts", "contracts", `${name}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as Artifact;
}

function mergedAbi(names: readonly string[]): Artifact["abi"] {
  const entries = names
    .flatMap((name) => artifactOf(name).abi)
    .filter(({ type }) => names.length === 1 || type !== "constructor");
  const signature = ({ type, name = "", inputs = [] }: Artifact["abi"][number]): string =>
    `${type} ${name}(${inputs.map((input) => input.type).join()})`;
  return [...new Map(entries.map((entry) => [signature(entry), entry])).values()];
}

/** Leaves a file alone that already says so, and with it the caches of whoever reads it. */
function write(name: string, text: string): void {
  const file = path.join(GENERATED, name);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function writeConstants(name: string, constants: Readonly<Record<string, unknown>>): void {
  const lines = Object.entries(constants).map(
    ([key, value]) => `export const ${key} = ${JSON.stringify(value)} as const;\n`,
  );
  write(name, [HEADING, ...lines].join("\n"));
}

/**
 * TypeChain writes namespaces, which are no erasable syntax, into files that hold types only; as declarations they are
 * what they are.
 */
function writeTypes(): void {
  const from = path.join(GENERATED, "typechain");
  for (const file of globSync("**/*.ts", { cwd: from, exclude: ["factories/**", "**/index.ts", "**/*.d.ts"] })) {
    const declaration = path.join("ethers", file.replace(/\.ts$/, ".d.ts"));
    write(declaration, readFileSync(path.join(from, file), "utf8"));
  }
}

/** Creation code of Permit2, for the tests: only Uniswap's router brings it to npm, as a constant of its types. */
function writePermit2(): void {
  const factory = "node_modules/@uniswap/universal-router/typechain/factories/Permit2__factory.ts";
  const code = /"(0x[0-9a-f]{10000,})"/.exec(readFileSync(path.join(root, factory), "utf8"))?.[1];
  if (code === undefined)
    throw new Error(`${factory} holds no creation code any more: install what the lock file says`);
  write("permit2.hex", code);
}

// The Solidity tests take longer to compile than everything else, and only the tests need them.
const withoutTests = process.argv.includes("--no-tests") ? ["--no-tests"] : [];
const { code, output } = await runScript(tool("hardhat"), ["build", ...withoutTests]);
if (code === 0) {
  writeConstants("abi.ts", Object.fromEntries(Object.entries(ABIS).map(([key, names]) => [key, mergedAbi(names)])));
  writeConstants(
    "bytecode.ts",
    Object.fromEntries(Object.entries(BYTECODES).map(([key, name]) => [key, artifactOf(name).bytecode])),
  );
  writeTypes();
  await bundlePortal();
  if (withoutTests.length === 0) {
    writePermit2();
    const { writeClientTypes } = await import("./clientTypes.ts");
    await writeClientTypes();
  }
} else {
  process.stderr.write(output);
  process.exitCode = code;
}
