/**
 * Leaves a second of the project's Merkle tree beside @openzeppelin/merkle-tree, which builds the same tree: as many
 * leaves as the first argument says (100,000 if none), random but the same in every run. Each side is built in a
 * process of its own, so that its memory is its own; roots and some proofs are compared. `--ours` leaves the package
 * out, which takes three minutes for a million leaves.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { merkleTreeOfWords } from "../../src/domain/merkle.ts";

const USUAL_LEAVES = 100_000;
const WORD_BYTES = 32;
const PROOFS = 16;
const MEBIBYTE = 1024;

interface Built {
  readonly root: string;
  /** The first few. */
  readonly proofs: readonly (readonly string[])[];
}

interface Measured extends Built {
  readonly seconds: number;
  /** The largest resident set of the process, KiB. */
  readonly memory: number;
}

const BUILDERS: Readonly<Record<string, (words: Uint8Array) => Built>> = {
  ours: (words) => {
    const tree = merkleTreeOfWords(words);
    return { root: tree.root, proofs: proofsBy((place) => tree.proofOf(place), words) };
  },
  package: (words) => {
    const leaves = Array.from({ length: words.length / WORD_BYTES }, (_, place) =>
      words.subarray(WORD_BYTES * place, WORD_BYTES * (place + 1)),
    );
    const tree = SimpleMerkleTree.of(leaves);
    return { root: tree.root, proofs: proofsBy((place) => tree.getProof(place), words) };
  },
};

function proofsBy(proofOf: (place: number) => readonly string[], words: Uint8Array): Built["proofs"] {
  const count = Math.min(PROOFS, words.length / WORD_BYTES);
  return Array.from({ length: count }, (_, place) => proofOf(place));
}

function randomWords(count: number): Uint8Array {
  return createHash("shake256", { outputLength: WORD_BYTES * count })
    .update("countersign")
    .digest();
}

function measure(builder: string, count: number): Measured {
  const script = fileURLToPath(import.meta.url);
  const output = execFileSync(process.execPath, [script, String(count), `--build=${builder}`], { encoding: "utf8" });
  const measured = JSON.parse(output) as Measured;
  const memory = `${(measured.memory / MEBIBYTE).toFixed(0)} MiB`;
  const speed = Math.round(count / measured.seconds).toLocaleString("en");
  process.stdout.write(`${builder.padEnd(8)} ${measured.seconds.toFixed(2)} s  ${speed} leaves/s  ${memory} at most\n`);
  return measured;
}

function build(builder: string, count: number): void {
  const words = randomWords(count);
  const started = performance.now();
  const built = BUILDERS[builder]?.(words);
  const seconds = (performance.now() - started) / 1_000;
  process.stdout.write(JSON.stringify({ ...built, seconds, memory: process.resourceUsage().maxRSS }));
}

const [first = String(USUAL_LEAVES), ...options] = process.argv.slice(2);
const builder = options.find((option) => option.startsWith("--build="))?.slice("--build=".length);
const count = Number(first);
if (!Number.isSafeInteger(count) || count < 1) throw new Error(`${first} is no number of leaves: give one above 0`);
if (builder !== undefined) build(builder, count);
else {
  process.stdout.write(`${count.toLocaleString("en")} leaves\n`);
  const ours = measure("ours", count);
  if (!options.includes("--ours")) {
    const theirs = measure("package", count);
    const same = ours.root === theirs.root && JSON.stringify(ours.proofs) === JSON.stringify(theirs.proofs);
    if (!same) throw new Error(`the trees differ: ${ours.root} and ${theirs.root}`);
    process.stdout.write(`the same root and proofs; ${(theirs.seconds / ours.seconds).toFixed(1)} x as fast\n`);
  }
}
