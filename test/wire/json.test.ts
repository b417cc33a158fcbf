import { expect } from "chai";
import fc from "fast-check";
import { JsonError, parseJson } from "../../src/wire/json.ts";

function parse(text: string): unknown {
  return parseJson(new TextEncoder().encode(text));
}

function refusal(text: string | Uint8Array): string {
  try {
    parseJson(typeof text === "string" ? new TextEncoder().encode(text) : text);
    return "none";
  } catch (error) {
    return error instanceof JsonError ? error.message : `no JsonError but ${String(error)}`;
  }
}

function isPlain(value: unknown): boolean {
  const text = JSON.stringify(value);
  return !text.includes("__proto__") && !text.includes("\\u0000") && !/\\ud[89a-f]/.test(text);
}

describe("Reading JSON from strangers", () => {
  it("reads what JSON.parse reads", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }).filter(isPlain), (value) => {
        const text = JSON.stringify(value);
        expect(parse(text)).to.deep.equal(JSON.parse(text));
      }),
    );
  });

  it("refuses any other text without failing", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: fc.constantFrom("{", "}", "[", "]", '"', ",", ":", "\\", "u", "0", "1", "a", " ") }),
        ),
        (text) => {
          let isJson = true;
          try {
            JSON.parse(text);
          } catch {
            isJson = false;
          }
          if (!isJson) expect(refusal(text)).not.to.equal("none").and.not.contain("no JsonError");
        },
      ),
    );
  });

  it("refuses a field that stands twice, however it is spelled", () => {
    expect(refusal('{"a":1,"b":{"a":2},"a":3}')).to.contain('"a" twice');
    expect(refusal('{"a":1,"\\u0061":2}')).to.contain('"a" twice');
    expect(parse('{"a":{"a":1},"b":[{"a":1},{"a":2}]}')).to.deep.equal({ a: { a: 1 }, b: [{ a: 1 }, { a: 2 }] });
    expect(parse('{"a":"\\"b\\":1,\\"b\\":2"}')).to.deep.equal({ a: '"b":1,"b":2' });
  });

  it("refuses what trips up databases, people and prototypes", () => {
    expect(refusal('{"__proto__":{}}')).to.contain("__proto__");
    expect(refusal('{"\\u005f_proto__":{}}')).to.contain("__proto__");
    expect(refusal('["\\u0000"]')).to.contain("NUL");
    expect(refusal('{"\\udc00":1}')).to.contain("surrogate");
    expect(refusal(new Uint8Array([0x22, 0xc0, 0xaf, 0x22]))).to.contain("UTF-8");
    expect(parse('["😀"]')).to.deep.equal(["😀"]);
  });

  it("refuses what is nested too deep", () => {
    expect(refusal("[".repeat(16) + "]".repeat(16))).to.equal("none");
    expect(refusal("[".repeat(17) + "]".repeat(17))).to.contain("deeper");
    expect(refusal("[".repeat(1_000_000) + "]".repeat(1_000_000))).to.contain("deeper");
  });

  it("quotes no more of a long name than helps", () => {
    const name = "n".repeat(10_000);
    expect(refusal(`{"${name}":1,"${name}":2}`).length).to.be.lessThan(120);
  });

  it("takes a hundred thousand characters of anything in a moment", () => {
    const shapes = ['"', "\\", '{"a":', "[", '\\"', '"a":1,'];
    for (const shape of shapes) {
      const text = shape.repeat(Math.ceil(100_000 / shape.length));
      const start = performance.now();
      refusal(text);
      expect(performance.now() - start, shape).to.be.lessThan(500);
    }
  });
});
