import { expect } from "chai";
import { Arguments, MalformedArgument } from "../../src/audit/reading.ts";

const read = new Arguments({
  bigint: 258n,
  number: 258,
  decimal: "258",
  hex: "0x0102",
  fraction: 2.5,
  negative: "-1",
  huge: 2n ** 300n,
  long: "1".repeat(81),
  empty: "0x",
  nothing: null,
  yes: true,
  address: `0x${"aB".repeat(20)}`,
  numbers: [1n, "2", 3],
  words: [`0x${"Cd".repeat(32)}`],
  mixed: [1n, true],
  endless: new Array(1_001),
  struct: { inner: 5, wrong: {} },
});

function failure(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof MalformedArgument) return error.message;
    throw error;
  }
  return "none";
}

describe("Arguments of events", () => {
  it("are read from whatever a decoder makes of them", () => {
    expect(["bigint", "number", "decimal", "hex"].map((name) => read.unsigned(name, 16))).to.deep.equal(
      Array<bigint>(4).fill(258n),
    );
    expect(read.small("number", 16)).to.equal(258);
    expect(read.signed16("negative")).to.equal(-1);
    expect(read.boolean("yes")).to.equal(true);
    expect(read.address("address")).to.equal(`0x${"ab".repeat(20)}`);
    expect(read.tokenId("hex")).to.equal(`0x${"0".repeat(61)}102`);
    expect(read.struct("struct").unsigned("inner", 8)).to.equal(5n);
    expect(read.unsignedList("numbers", 8)).to.deep.equal([1n, 2n, 3n]);
    expect(read.bytes32List("words")).to.deep.equal([`0x${"cd".repeat(32)}`]);
    expect([read.unsignedIfAny("number", 16), read.unsignedIfAny("absent", 16)]).to.deep.equal([258n, undefined]);
  });

  it("are refused by name, value and what is needed", () => {
    const cases: [() => unknown, string][] = [
      [() => read.unsigned("hex", 8), "args.hex is 0x0102; an integer from 0 to 255 is needed"],
      [() => read.unsigned("fraction", 8), "args.fraction is 2.5; an integer from 0 to 255 is needed"],
      [() => read.unsigned("negative", 8), "args.negative is -1; an integer from 0 to 255 is needed"],
      [() => read.unsigned("huge", 8), "args.huge is a number beyond 256 bits; an integer from 0 to 255 is needed"],
      [() => read.unsigned("bigint", 8), "args.bigint is 258; an integer from 0 to 255 is needed"],
      [() => read.unsigned("empty", 8), "args.empty is 0x; an integer from 0 to 255 is needed"],
      [() => read.unsigned("nothing", 8), "args.nothing is null; an integer from 0 to 255 is needed"],
      [() => read.unsigned("yes", 8), "args.yes is true; an integer from 0 to 255 is needed"],
      [() => read.unsigned("absent", 8), "args.absent is undefined; an integer from 0 to 255 is needed"],
      [
        () => read.signed16("bigint") && read.signed16("long"),
        `args.long is ${"1".repeat(80)}; an integer from -32768 to 32767 is needed`,
      ],
      [() => read.boolean("number"), "args.number is 258; true or false is needed"],
      [() => read.bytes32("address"), `args.address is 0x${"aB".repeat(20)}; 0x and 64 hex digits is needed`],
      [() => read.address("number"), "args.number is 258; 0x and 40 hex digits is needed"],
      [() => read.unsignedIfAny("nothing", 8), "args.nothing is null; an integer from 0 to 255 is needed"],
      [() => read.unsignedList("number", 8), "args.number is 258; a list of at most 1000 is needed"],
      [() => read.unsignedList("endless", 8), "args.endless is object; a list of at most 1000 is needed"],
      [() => read.unsignedList("mixed", 8), "args.mixed.1 is true; an integer from 0 to 255 is needed"],
      [() => read.bytes32List("mixed"), "args.mixed.0 is 1; 0x and 64 hex digits is needed"],
      [() => read.text("number"), "args.number is 258; a text is needed"],
      [() => read.struct("nothing"), "args.nothing is null; an object is needed"],
      [() => read.struct("struct").boolean("wrong"), "args.struct.wrong is object; true or false is needed"],
    ];
    for (const [act, message] of cases) expect(failure(act)).to.equal(message);
  });

  it("may have as many digits as the largest word", () => {
    const largest = (2n ** 256n - 1n).toString();
    expect(new Arguments({ largest }).unsigned("largest", 256)).to.equal(2n ** 256n - 1n);
    expect(new Arguments({ padded: largest.padStart(80, "0") }).unsigned("padded", 256)).to.equal(2n ** 256n - 1n);
  });
});
