import { expect } from "chai";
import { readdirSync } from "node:fs";
import { wordFor } from "../../src/portal/words/enumerations/word.ts";
import type { Word } from "../../src/portal/words/enumerations/word.ts";
import { BALANCE_REPLY, REPLY_STATE, STANDING } from "../../src/portal/words/enumerations/statements.ts";
import { FAILURES } from "../../src/portal/words/problems/failures.ts";
import { problemCode, problemWords } from "../../src/portal/words/problems/problemWords.ts";
import { PROBLEM_CODES } from "../../src/wire/problem.ts";

const HAN = /\p{Script=Han}/u;
const FOLDER = new URL("../../src/portal/words/enumerations/", import.meta.url);

async function maps(): Promise<readonly (readonly [string, Readonly<Record<string, Word>>])[]> {
  const files = readdirSync(FOLDER).filter((file) => file !== "word.ts");
  const modules = await Promise.all(files.map((file) => import(new URL(file, FOLDER).href) as Promise<object>));
  return modules.flatMap((module) => Object.entries(module) as [string, Readonly<Record<string, Word>>][]);
}

describe("words of enumerations", () => {
  it("are there in both languages for every value", async () => {
    const all = await maps();
    expect(all.length).to.be.greaterThan(80);
    const untold = all.flatMap(([name, words]) =>
      Object.entries(words)
        .filter(([, { en, zh }]) => en.trim() === "" || HAN.test(en) || !HAN.test(zh))
        .map(([value]) => `${name}.${value}`),
    );
    expect(untold).to.deep.equal([]);
  });

  it("show a value without words as it is, and none as a dash", () => {
    expect(wordFor(STANDING, "AGREED", "zh")).to.equal("相符");
    expect(wordFor(STANDING, "NEWER", "zh")).to.equal("NEWER");
    expect(wordFor(STANDING, "constructor", "en")).to.equal("constructor");
    expect(wordFor(STANDING, null, "en")).to.equal("—");
  });

  it("never show silence as agreement", () => {
    for (const words of [STANDING, BALANCE_REPLY, REPLY_STATE]) {
      expect(words.NO_REPLY.en).to.equal("No reply: nothing is agreed");
      expect(words.NO_REPLY.zh).to.equal("未回复：不代表相符");
    }
  });
});

describe("words of problems", () => {
  it("say in Chinese what every problem of the gateway is, and what to do", () => {
    for (const code of PROBLEM_CODES) {
      const words = problemWords(code);
      expect(HAN.test(words?.title ?? "") && HAN.test(words?.wayOut ?? ""), code).to.equal(true);
    }
    expect(problemWords("toString")).to.equal(undefined);
    expect(problemCode("/problems/NotFound")).to.equal("NotFound");
  });

  it("say in both languages what fails beside the gateway", () => {
    for (const { title, wayOut } of Object.values(FAILURES)) {
      for (const { en, zh } of [title, wayOut]) expect(HAN.test(zh) && !HAN.test(en)).to.equal(true);
    }
  });
});
