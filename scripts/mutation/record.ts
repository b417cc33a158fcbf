/** Verdicts that outlast a run. */
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../runner/processes.ts";
import type { Trial } from "./trial.ts";

interface Entry extends Trial {
  readonly id: number;
  readonly tests: string;
}

function digest(texts: Iterable<string>): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\0");
  return hash.digest("hex").slice(0, 16);
}

/** What the tests of now are, in 16 hex digits. */
function testsDigest(): string {
  const files = globSync("test/contracts/**/*.sol", { cwd: root }).sort();
  return digest(files.flatMap((file) => [file, readFileSync(path.join(root, file), "utf8")]));
}

/**
 * The verdicts on the mutants of these very contracts. A mutant that was killed is not tried again; one that survived
 * is, once the tests are others.
 */
export class Verdicts {
  readonly #file: string;
  readonly #tests = testsDigest();
  readonly #known = new Map<number, Entry>();

  /** @param sources The contracts with their mutants. */
  constructor(sources: ReadonlyMap<string, string>) {
    this.#file = path.join(root, "generated", "mutation", `${digest([...sources].flat())}.jsonl`);
    if (!existsSync(this.#file)) return;
    for (const line of readFileSync(this.#file, "utf8").split("\n").filter(Boolean)) {
      const entry = JSON.parse(line) as Entry;
      this.#known.set(entry.id, entry);
    }
  }

  /** The verdict that still holds, where there is one. */
  of(id: number): Trial | undefined {
    const entry = this.#known.get(id);
    return entry === undefined || (entry.verdict === "survived" && entry.tests !== this.#tests) ? undefined : entry;
  }

  add(id: number, trial: Trial): void {
    mkdirSync(path.dirname(this.#file), { recursive: true });
    const entry: Entry = { id, tests: this.#tests, ...trial };
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
    this.#known.set(id, entry);
  }
}
