/** What a browser loads of the built portal before anybody clicks, from what the build wrote of it. */
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { MANIFEST, PACKAGES } from "../portal.ts";
import { root } from "../runner/processes.ts";

/** A file of Vite's manifest; others of them are named by their keys there. */
export interface Piece {
  readonly file: string;
  readonly isEntry?: boolean;
  /** What it cannot run without; not what it loads when needed. */
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

export type Manifest = Readonly<Record<string, Piece>>;

export interface FirstLoad {
  /** Paths below the portal's folder, each once. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

export interface PortalSize extends FirstLoad {
  /** As gzip makes them, bytes. */
  readonly scriptBytes: number;
  readonly styleBytes: number;
  /** Of others, in the scripts. */
  readonly packages: readonly string[];
}

const PORTAL = path.join(root, "generated", "portal");

/** @throws Error for a manifest without an entry, or with one that names what is not there. */
export function firstLoadOf(manifest: Manifest): FirstLoad {
  const pieces = new Set<Piece>();
  const add = (key: string): void => {
    const piece = manifest[key];
    if (piece === undefined) throw new Error(`the portal's manifest has nothing under ${key}`);
    if (pieces.has(piece)) return;
    pieces.add(piece);
    for (const imported of piece.imports ?? []) add(imported);
  };
  for (const [key, { isEntry }] of Object.entries(manifest)) if (isEntry === true) add(key);
  if (pieces.size === 0) throw new Error("the portal's manifest has no entry");
  const styles = [...pieces].flatMap(({ css = [] }) => css);
  return { scripts: [...pieces].map(({ file }) => file), styles: [...new Set(styles)] };
}

/** @throws Error where the portal has not been built. */
export function measurePortal(folder = PORTAL): PortalSize {
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), "utf8"));
  if (!existsSync(path.join(folder, MANIFEST))) throw new Error("there is no portal; run `npm run build` first");
  const load = firstLoadOf(read(MANIFEST) as Manifest);
  const packages = read(PACKAGES) as Readonly<Record<string, readonly string[]>>;
  const bytes = (files: readonly string[]): number =>
    files.reduce((sum, file) => sum + statSync(path.join(folder, `${file}.gz`)).size, 0);
  return {
    ...load,
    scriptBytes: bytes(load.scripts),
    styleBytes: bytes(load.styles),
    packages: [...new Set(load.scripts.flatMap((file) => packages[file] ?? []))].sort(),
  };
}
