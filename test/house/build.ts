import { readSources } from "./sources.ts";

/** EIP-170 allows 24,576 bytes; the difference is room for what is still to come. */
const CONTRACT_BYTES = 24_000;

export interface Artifact {
  readonly contractName: string;
  readonly sourceName: string;
  /** Hex, with placeholders of the same length where a library is linked. */
  readonly deployedBytecode: string;
}

export interface Diagnostic {
  readonly severity: string;
  readonly message: string;
  readonly errorCode?: string;
  readonly sourceLocation?: { readonly file: string };
}

interface BuildInput {
  readonly input: { readonly sources: Readonly<Record<string, { readonly content: string } | undefined>> };
}

interface BuildOutput {
  readonly output: { readonly errors?: readonly Diagnostic[] };
}

/** Size limits that a test contract, which never leaves the in-process chain, may exceed. */
const SIZE_CODES = new Set(["3860", "5574"]);
const OWN = "project/";

/** The compiled contracts of contracts/. @throws Error where the project has not been built. */
export function readArtifacts(): Artifact[] {
  const files = readSources("generated/artifacts/contracts/**/*.json");
  if (files.length === 0) throw new Error("There are no artifacts; run `npm run build` first.");
  return files.map(({ text }) => JSON.parse(text) as Artifact);
}

/**
 * What the compiler said of the sources as they are now. Builds that artifacts still refer to may hold earlier versions
 * of a file, whose warnings are passed over.
 * @throws Error where the project has not been built.
 */
export function readDiagnostics(): Diagnostic[] {
  const outputs = readSources("generated/artifacts/build-info/*.output.json");
  if (outputs.length === 0) throw new Error("There is no build output; run `npm run build` first.");
  return outputs.flatMap(({ path, text }) => {
    const [input] = readSources(path.replace(/\.output\.json$/, ".json"));
    const { sources } = (JSON.parse(input?.text ?? "") as BuildInput).input;
    const { errors = [] } = (JSON.parse(text) as BuildOutput).output;
    return errors.filter(({ sourceLocation }) => {
      const name = sourceLocation?.file ?? "";
      if (!name.startsWith(OWN)) return true;
      const [current] = readSources(name.slice(OWN.length));
      return current?.text === sources[name]?.content;
    });
  });
}

/** Contracts whose code on the chain is over the budget. */
export function oversizedContracts(artifacts: readonly Artifact[]): string[] {
  return artifacts.flatMap(({ contractName, sourceName, deployedBytecode }) => {
    const bytes = (deployedBytecode.length - "0x".length) / 2;
    return bytes > CONTRACT_BYTES
      ? [`${contractName} (${sourceName}) is ${bytes} bytes of code; the budget is ${CONTRACT_BYTES}`]
      : [];
  });
}

function isOwn({ errorCode = "", sourceLocation = { file: "" } }: Diagnostic): boolean {
  const { file } = sourceLocation;
  const isTestSize = file.startsWith(`${OWN}test/`) && SIZE_CODES.has(errorCode);
  return !file.startsWith("npm/") && !isTestSize;
}

/** Warnings about the project's own sources; packages are not ours to mend. */
export function ownWarnings(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics
    .filter(isOwn)
    .map(({ severity, message, sourceLocation }) => `${sourceLocation?.file ?? "compiler"}: ${severity}: ${message}`);
}
