import { expect } from "chai";
import { countersign } from "./run.ts";

const COMMANDS = [["invoice", "read"], ["deploy"], ["demo"]] as const;

describe("countersign", () => {
  for (const command of COMMANDS) {
    it(`tells in the help of ${command.join(" ")} of --json, and gives an example`, async () => {
      const { status, out, err } = await countersign([...command, "--help"]);
      expect([status, err]).to.deep.equal([0, ""]);
      expect(out)
        .to.include("--json")
        .and.include(`  countersign ${command.join(" ")}`);
      expect(out).to.match(/Examples?:\n/);
    });
  }

  const wrong: readonly (readonly [string, readonly string[]])[] = [
    ["without a command", []],
    ["with an unknown command", ["sing"]],
    ["with an unknown option", ["demo", "--loud"]],
    ["without a needed option", ["deploy"]],
    ["without a needed argument", ["invoice", "read"]],
    ["with half a command", ["invoice"]],
  ];
  for (const [how, args] of wrong) {
    it(`called ${how} exits with 2 and explains itself, as one JSON object under --json`, async () => {
      const [plain, json] = await Promise.all([countersign(args), countersign([...args, "--json"])]);
      for (const { status, out } of [plain, json]) expect([status, out]).to.deep.equal([2, ""]);
      expect(plain.err).to.include("--help");
      expect(JSON.parse(json.err)).to.have.nested.property("error.code", "USAGE");
      expect(JSON.parse(json.err)).to.have.nested.property("error.message").that.includes("--help");
    });
  }

  it("explains what nobody foresaw as one JSON object under --json, and shows the stack without it", async () => {
    const breakage = `import fs from "node:fs"; import { syncBuiltinESMExports } from "node:module";
      fs.createReadStream = () => { throw new TypeError("the disk is made of cheese"); }; syncBuiltinESMExports();`;
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(breakage)}` };
    const json = await countersign(["invoice", "read", "a.xml", "--json"], { env });
    expect([json.status, json.out]).to.deep.equal([1, ""]);
    expect(JSON.parse(json.err)).to.deep.equal({
      error: { code: "UNEXPECTED", message: "the disk is made of cheese" },
    });
    const plain = await countersign(["invoice", "read", "a.xml"], { env });
    expect(plain.status).to.equal(1);
    expect(plain.err)
      .to.include("countersign: the disk is made of cheese")
      .and.match(/^ +at /m);
  });

  it("takes --json behind -- for a file", async () => {
    const { status, out } = await countersign(["invoice", "read", "--", "--json"]);
    expect(status).to.equal(2);
    expect(out).to.equal("--json: there is no such file: check the path\n");
  });
});
