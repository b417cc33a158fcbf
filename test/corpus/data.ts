import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Real documents of others, which lie beside the project and are no part of it. */
const DATA = fileURLToPath(new URL("../../../shared/data/", import.meta.url));

/** Whether a folder of the data is there; the suites say plainly that they are skipped where it is not. */
export function isHere(folder: string): boolean {
  return existsSync(path.join(DATA, folder));
}

export function readBytes(file: string): Uint8Array {
  return readFileSync(path.join(DATA, file));
}

export function readText(file: string): string {
  return readFileSync(path.join(DATA, file), "utf8");
}

/** The XML files of a folder and the folders in it, by paths from the data folder. */
export function xmlFiles(folder: string): readonly string[] {
  return readdirSync(path.join(DATA, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.xml$/i.test(name))
    .map((name) => path.join(folder, name))
    .toSorted();
}

/** The rows of a table of tabs, by the names of its first line. */
export function readTable(file: string): readonly ReadonlyMap<string, string>[] {
  const [head = "", ...rows] = readText(file)
    .split("\n")
    .filter((row) => row !== "");
  const names = head.split("\t");
  return rows.map((row) => {
    const values = row.split("\t");
    return new Map(names.map((name, index) => [name, values[index] ?? ""]));
  });
}
