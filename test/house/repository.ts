/** Everything that may lie on the top level of the repository. */
const KNOWN = new Set([
  ".ci",
  ".dockerignore",
  ".editorconfig",
  ".gitattributes",
  ".gitignore",
  ".npmrc",
  ".prettierignore",
  ".prettierrc.json",
  ".solhint.json",
  "CHANGELOG.md",
  "Dockerfile",
  "LICENSE",
  "README.md",
  "compose.yaml",
  "contracts",
  "eslint.config.js",
  "hardhat.config.ts",
  "package-lock.json",
  "package.json",
  "scripts",
  "src",
  "test",
  "tsconfig.json",
]);
/** What a checkout holds beside the repository: history, generated files, and a person's own editor. */
const LOCAL = new Set([".DS_Store", ".git", ".idea", ".vscode", "generated", "node_modules"]);

/** Entries of the top level that nobody has decided on. */
export function unknownEntries(entries: readonly string[]): string[] {
  return entries
    .filter((entry) => !KNOWN.has(entry) && !LOCAL.has(entry))
    .map((entry) => `${entry} is new on the top level: move it into a folder, or name it in test/house/repository.ts`);
}

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

function isLocked(packages: Readonly<Record<string, Locked>>, where: string, name: string): boolean {
  for (let folder = where; folder !== ""; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (`${folder}/node_modules/${name}` in packages) return true;
  }
  return `node_modules/${name}` in packages;
}

/**
 * What makes a lock file bind people to one registry, or fail on another platform: download addresses, packages
 * without a checksum, and optional packages that are left out (npm 11 refuses such a file).
 */
export function lockFaults(text: string): string[] {
  const { packages } = JSON.parse(text) as { packages: Readonly<Record<string, Locked>> };
  return Object.entries(packages).flatMap(([where, locked]) => {
    if (where === "") return [];
    const faults: string[] = [];
    if (locked.resolved !== undefined) faults.push(`${where} names the address ${locked.resolved}`);
    if (locked.integrity === undefined && locked.optional !== true) faults.push(`${where} has no checksum`);
    for (const name of Object.keys(locked.optionalDependencies ?? {})) {
      if (!isLocked(packages, where, name)) faults.push(`${where} wants ${name}, which the lock file leaves out`);
    }
    return faults;
  });
}

/** Settings in .npmrc that bind everybody to one registry, or that are a secret. */
export function npmrcFaults(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => /registry\s*=|_auth|_password|:\/\//i.test(line) && !line.startsWith("omit-lockfile-registry"))
    .map((line) => `.npmrc says "${line.split("=")[0] ?? ""}"; a registry is the choice of whoever installs`);
}
