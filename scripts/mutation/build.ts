/** A copy of the project whose contracts hold all mutants at once. */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Scratch } from "../instrument/scratch.ts";
import { parse } from "../instrument/tree.ts";
import type { SyntaxNode } from "../instrument/tree.ts";
import { root } from "../runner/processes.ts";
import { withMutants } from "./mutants.ts";
import type { Mutant } from "./mutants.ts";

const LIBRARY = "contracts/Mutants.sol";
/** The mutant whose number is the block's beneficiary is alive. */
const CONFIGURATION = `import config from "./hardhat.config.ts";

const coinbase = \`0x\${BigInt(process.env.COUNTERSIGN_MUTANT).toString(16).padStart(40, "0")}\`;

export default { ...config, test: { ...config.test, solidity: { ...config.test.solidity, coinbase } } };
`;

/** The mutants that an error is about: those in the text it points at, or the last before it. */
function blamed(text: string, start: number, end: number): number[] {
  const bytes = Buffer.from(text, "utf8");
  const numbers = (part: string): number[] =>
    [...part.matchAll(/Mutants\.alive\((\d+)\)/g)].map(([, id]) => Number(id));
  const inside = numbers(bytes.subarray(start, end).toString("utf8"));
  return inside.length > 0 ? inside : numbers(bytes.subarray(0, start).toString("utf8")).slice(-1);
}

/** The sources with the mutants that the compiler takes, and those that it refuses. */
export function compilable(
  sources: ReadonlyMap<string, string>,
  trees: ReadonlyMap<string, SyntaxNode>,
  mutants: readonly Mutant[],
): { sources: Map<string, string>; refused: Set<number> } {
  const library = readFileSync(path.join(root, "scripts", "mutation", "Mutants.sol"), "utf8");
  const refused = new Set<number>();
  for (;;) {
    const changed = withMutants(
      sources,
      trees,
      mutants.filter(({ id }) => !refused.has(id)),
      LIBRARY,
    );
    changed.set(LIBRARY, library);
    const { errors } = parse(new Map([...sources, ...changed]));
    if (errors.length === 0) return { sources: changed, refused };
    const before = refused.size;
    for (const { sourceLocation: at, message } of errors) {
      if (at === undefined) throw new Error(message);
      for (const id of blamed(changed.get(at.file) ?? "", at.start, at.end)) refused.add(id);
    }
    if (refused.size === before) throw new Error(errors.map(({ message }) => message).join("\n"));
  }
}

/** A run reads these only to explain failures, which takes it longer than most tests. */
function emptyBuildInfos(folder: string): void {
  for (const name of globSync("generated/artifacts/build-info/*.json", { cwd: folder })) {
    const file = path.join(folder, name);
    const info = JSON.parse(readFileSync(file, "utf8")) as { input?: { settings: object; sources: object } };
    const emptied = name.endsWith(".output.json")
      ? { ...info, output: { sources: {}, contracts: {} } }
      : { ...info, input: { ...info.input, sources: {} } };
    writeFileSync(file, JSON.stringify(emptied));
  }
}

/** Some fuzz tests name their runs, which are too many for this; the compiled tests do not change with the comment. */
function lessEffort(folder: string): void {
  for (const name of globSync("test/contracts/**/*.t.sol", { cwd: folder })) {
    const file = path.join(folder, name);
    const text = readFileSync(file, "utf8");
    writeFileSync(
      file,
      text.replace(/(hardhat-config: fuzz\.runs = )\d+/g, (_, setting: string) => `${setting}10`),
    );
  }
}

/** Compiles the copy, as a rule in minutes, and returns its folder. @throws with what the compiler said. */
export async function buildMutants(sources: ReadonlyMap<string, string>): Promise<string> {
  const scratch = new Scratch("mutation", sources);
  writeFileSync(path.join(scratch.folder, "mutation.config.ts"), CONFIGURATION);
  const { code, output } = await scratch.hardhat(["build"]);
  if (code !== 0) throw new Error(output);
  emptyBuildInfos(scratch.folder);
  lessEffort(scratch.folder);
  return scratch.folder;
}
