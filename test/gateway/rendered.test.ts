import { expect } from "chai";
import { keepAnswers } from "../../src/gateway/http/rendered.ts";
import type { KeptAnswers } from "../../src/gateway/http/rendered.ts";

describe("An answer that is kept", () => {
  let standing: string | undefined;
  let asked: number;
  let made: string[];
  let kept: KeptAnswers<string>;

  beforeEach(() => {
    [standing, asked, made] = ["one", 0, []];
    kept = keepAnswers(() => {
      asked += 1;
      return Promise.resolve(standing);
    }, 2_048);
  });

  async function answer(question: string, body = question, moment = 0, of = "as asked"): Promise<string> {
    const { json } = await kept.answer(question, moment, () => {
      made.push(question);
      return Promise.resolve({ standing: of === "as asked" ? standing : of, body });
    });
    return JSON.parse(json.toString("utf8")) as string;
  }

  it("is made once while nothing changes, and each question has its own", async () => {
    for (const question of ["a", "b", "a", "b", "a"]) expect(await answer(question)).to.equal(question);
    expect([made, asked]).to.deep.equal([["a", "b"], 3]);
  });

  it("is made anew when something has changed, and when it is another moment", async () => {
    expect(await answer("a", "before")).to.equal("before");
    standing = "two";
    expect(await answer("a", "after")).to.equal("after");
    expect(await answer("a", "too late")).to.equal("after");
    expect(await answer("a", "next day", 1)).to.equal("next day");
  });

  it("is not kept where it is not known of what it was made, nor after an error", async () => {
    standing = undefined;
    for (const body of ["first", "second"]) expect(await answer("a", body)).to.equal(body);
    standing = "one";
    await answer("a");
    standing = "two";
    const failing = kept.answer("a", 0, () => Promise.reject(new Error("gone")));
    expect(await failing.catch((error: unknown) => (error as Error).message)).to.equal("gone");
    expect(await answer("a", "again")).to.equal("again");
  });

  it("that was made while something changed is not taken for one of afterwards", async () => {
    await answer("a", "before", 0, "none yet");
    expect(await answer("a", "after")).to.equal("after");
  });

  it("makes room for newer ones, questions counted as well", async () => {
    for (const question of ["a", "b", "b"]) await answer(question, "x".repeat(400));
    expect(made).to.deep.equal(["a", "b"]);
    await answer("c".repeat(1_000));
    await answer("b", "x".repeat(400));
    await answer("a");
    expect(made.slice(3)).to.deep.equal(["b", "a"]);
  });

  it("is made once for all who ask at the same time", async () => {
    await answer("a");
    standing = "two";
    expect(await Promise.all(Array.from({ length: 9 }, () => answer("a", "after")))).to.deep.equal(
      Array.from({ length: 9 }, () => "after"),
    );
    expect(made).to.deep.equal(["a", "a"]);
  });

  it("takes no more memory than is counted, also among answers that are not kept", async () => {
    const large = "y".repeat(2_000);
    for (let index = 0; index < 100; index += 1) {
      const one = await kept.answer(`${index}`, 0, () => Promise.resolve({ standing, body: "x" }));
      expect(one.json.buffer.byteLength).to.equal(3);
      await kept.answer("unkept", 0, () => Promise.resolve({ standing: undefined, body: large }));
    }
  });

  it("that others could not make is made for whoever else asks", async () => {
    const failing = kept.answer("a", 0, () => Promise.reject(new Error("gone")));
    const other = answer("a", "made");
    expect(await failing.catch((error: unknown) => (error as Error).message)).to.equal("gone");
    expect(await other).to.equal("made");
  });

  it("is compared with what stands after it was asked for, and many are compared at once", async () => {
    const answering: ((standing: string) => void)[] = [];
    const slow = keepAnswers<string>(() => new Promise((resolve) => answering.push(resolve)));
    const ask = async (body: string): Promise<string> => {
      const { json } = await slow.answer("a", 0, () => Promise.resolve({ standing: "one", body }));
      return JSON.parse(json.toString("utf8")) as string;
    };
    expect(await ask("first")).to.equal("first");
    const early = ask("never made");
    const late = [ask("made"), ask("made")];
    expect(answering).to.have.length(1);
    answering[0]?.("one");
    expect(await early).to.equal("first");
    expect(answering).to.have.length(2);
    answering[1]?.("two");
    // One of them makes it; the other looks again, and finds what was made.
    await new Promise((resolve) => setImmediate(resolve));
    expect(answering).to.have.length(3);
    answering[2]?.("one");
    expect(await Promise.all(late)).to.deep.equal(["made", "made"]);
    const next = ask("never made");
    expect(answering).to.have.length(4);
    answering[3]?.("one");
    expect(await next).to.equal("made");
  });
});
