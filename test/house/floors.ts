import type { Import } from "./imports.ts";

/** The rooms of src/ and the floor each stands on. Imports go down, never sideways. */
const FLOORS: Readonly<Record<string, number>> = {
  domain: 1,
  documents: 2,
  chain: 2,
  store: 2,
  wire: 2,
  reconciliation: 2,
  clients: 3,
  gateway: 4,
  indexer: 4,
  relayer: 4,
  notifier: 4,
  audit: 4,
  portal: 5,
  cli: 6,
};

/** The composition root beside cli/ belongs to its room. */
const ROOT_FILE = /^src\/main\.tsx?$/;
/** Arithmetic, dates and hashing. */
const DOMAIN_PACKAGES = /^(?:@noble\/hashes|hash-wasm|temporal-polyfill)(?:\/|$)/;
const PORTAL_SEES = new Set(["portal", "wire", "domain", "clients", "audit"]);
/** What audit/ keeps a second version of, and therefore must not share. */
const JUDGED_BY_AUDIT = /^src\/domain\/(?:.*\/)?(?:fold|money)/i;
const GENERATED = /^generated\//;
const MANIFEST = "package.json";

function roomOf(file: string): string | undefined {
  if (ROOT_FILE.test(file)) return "cli";
  const name = /^src\/([^/]+)\//.exec(file)?.[1];
  return name !== undefined && name in FLOORS ? name : undefined;
}

function faultOutside(room: string, target: string): string | undefined {
  if (GENERATED.test(target)) return room === "domain" ? "domain is pure and knows no generated code" : undefined;
  if (target === MANIFEST) return room === "cli" ? undefined : "only cli reads package.json";
  return "it lies outside src";
}

function faultInside(room: string, target: string): string | undefined {
  const other = roomOf(target);
  if (other === undefined) return "that file is in no room of the house";
  if (other === room) return undefined;
  const here = FLOORS[room] ?? 0;
  const there = FLOORS[other] ?? 0;
  if (there > here) return `${room} is on floor ${here}, ${other} on floor ${there}: imports go down only`;
  if (there === here) return `${room} and ${other} share floor ${here}: there is no door between them`;
  if (room === "portal" && !PORTAL_SEES.has(other)) return `portal sees ${[...PORTAL_SEES].slice(1).join(", ")} only`;
  if (room === "audit" && JUDGED_BY_AUDIT.test(target)) return "audit has a fold and money of its own";
  return undefined;
}

function faultOf({ from, specifier, target }: Import): string | undefined {
  const room = roomOf(from);
  if (room === undefined) return "this file is in no room of the house";
  if (specifier === undefined) return "nobody can tell what a computed import brings in";
  if (target === undefined) {
    return room === "domain" && !DOMAIN_PACKAGES.test(specifier) ? "domain takes no such package" : undefined;
  }
  return target.startsWith("src/") ? faultInside(room, target) : faultOutside(room, target);
}

/** Imports of src/ that break the order of the floors. */
export function floorFaults(imports: readonly Import[]): string[] {
  return imports.flatMap((found) => {
    const fault = faultOf(found);
    return fault === undefined ? [] : [`${found.from}:${found.line} imports ${String(found.specifier)}: ${fault}`];
  });
}

/** Files of src/ that belong to no room; they would escape the order of the floors. */
export function homelessFiles(files: readonly string[]): string[] {
  return files.filter((file) => roomOf(file) === undefined).map((file) => `${file} is in no room of the house`);
}

/** Files of audit/ that reach domain's fold or money through other files of domain. */
export function auditLeaks(imports: readonly Import[]): string[] {
  const reaches = new Map<string, Set<string>>();
  for (const { from, target } of imports) {
    if (target?.startsWith("src/domain/")) reaches.set(from, (reaches.get(from) ?? new Set()).add(target));
  }
  const leaks = new Set<string>();
  for (const start of reaches.keys()) {
    if (!start.startsWith("src/audit/")) continue;
    const seen = new Set<string>();
    const open = [start];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      for (const next of reaches.get(file) ?? []) {
        if (JUDGED_BY_AUDIT.test(next)) leaks.add(`${start} reaches ${next} through ${file}`);
        if (!seen.has(next)) open.push(next);
        seen.add(next);
      }
    }
  }
  return [...leaks].sort();
}
