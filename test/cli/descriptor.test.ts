import { mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { getAddress } from "viem";
import { serialiseAddresses } from "../../src/chain/addresses.ts";
import { DEPLOYMENT, descriptorsOf, ORGANISATIONS } from "../clients/clearSigningWallet.ts";
import { countersign } from "./run.ts";

const NAMES = ["calldata-countersign-directory.json", "calldata-countersign.json", "eip712-countersign.json"];

describe("countersign descriptor", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-"));
  const ledgerFile = path.join(folder, "ledger.json");
  writeFileSync(ledgerFile, serialiseAddresses(DEPLOYMENT));
  const describing = (out: string, file = ledgerFile): readonly string[] => [
    "descriptor",
    "--ledger-file",
    file,
    "--out",
    path.join(folder, out),
  ];

  it("writes a descriptor of the messages and one of each contract's calls, into a folder that it makes", async () => {
    const { status, out, err } = await countersign(describing("new/descriptors"));
    expect(status, err).to.equal(0);
    const made = path.join(folder, "new/descriptors");
    expect(readdirSync(made)).to.have.members(NAMES);
    for (const name of NAMES) {
      expect(out).to.include(path.join(made, name));
      const descriptor = JSON.parse(readFileSync(path.join(made, name), "utf8")) as Record<string, unknown>;
      expect(descriptor).to.have.all.keys("$schema", "context", "metadata", "display");
      expect(descriptor["$schema"]).to.match(/erc7730-v1\.schema\.json$/);
    }
  });

  it("says in JSON what it described and where that lies", async () => {
    const { status, out } = await countersign([...describing("json"), "--json"]);
    expect(status).to.equal(0);
    const { chainId, ledger, directory } = DEPLOYMENT;
    const result = JSON.parse(out) as { files: string[] };
    expect(result).to.include({ chainId, ledger, directory });
    expect(result.files.map((file) => path.basename(file))).to.have.members(NAMES);
  });

  it("writes what members of each organisation sign and send too, each address once", async () => {
    const twice = [...ORGANISATIONS, ...ORGANISATIONS.map((address) => address.toLowerCase())];
    const options = twice.flatMap((address) => ["--organisation", address]);
    const { status, out, err } = await countersign([...describing("organisations"), ...options, "--json"]);
    expect(status, err).to.equal(0);
    expect(JSON.parse(out)).to.have.property("organisations").that.deep.equals(ORGANISATIONS);
    const made = path.join(folder, "organisations");
    const expected = descriptorsOf();
    expect(Object.keys(expected).length).to.be.greaterThan(NAMES.length);
    expect(readdirSync(made)).to.have.members(Object.keys(expected));
    for (const [name, descriptor] of Object.entries(expected)) {
      const written: unknown = JSON.parse(readFileSync(path.join(made, name), "utf8"));
      expect(written, name).to.deep.equal(JSON.parse(JSON.stringify(descriptor)));
    }
  });

  it("writes what concerns factoring where the address file knows it, and of desks where they are named", async () => {
    const [factoring, desk] = [`0x${"fa".repeat(20)}`, getAddress(`0x${"de".repeat(20)}`)] as const;
    const file = path.join(folder, "factoring.json");
    writeFileSync(file, serialiseAddresses({ ...DEPLOYMENT, factoring }));
    const named = ["eip712-countersign-factoring.json", "calldata-countersign-factoring.json"];
    const without = await countersign([...describing("without", file), "--json"]);
    expect(without.status, without.err).to.equal(0);
    expect(readdirSync(path.join(folder, "without"))).to.have.members([...NAMES, ...named]);
    const { status, out } = await countersign([...describing("desks", file), "--desk", desk, "--json"]);
    expect(status).to.equal(0);
    expect(JSON.parse(out)).to.have.property("desks").that.deep.equals([desk]);
    const ofDesks = ["eip712-countersign-desk.json", "calldata-countersign-desk.json"];
    expect(readdirSync(path.join(folder, "desks"))).to.have.members([...NAMES, ...named, ...ofDesks]);
    const wrong = await countersign([...describing("no-desk", file), "--desk", factoring, "--json"]);
    expect(wrong.status).to.equal(2);
    expect(wrong.err).to.include("DESK_INVALID");
  });

  it("exits with 2 over an organisation that is no address, or the ledger's own, and writes nothing", async () => {
    const mistyped = "0x52908400098527886E0F7030069857D2E4169Ee7";
    for (const [value, code] of [
      ["0x12", "USAGE"],
      [mistyped, "USAGE"],
      [DEPLOYMENT.ledger, "ORGANISATION_INVALID"],
    ] as const) {
      const { status, err } = await countersign([...describing("no-one"), "--organisation", value, "--json"]);
      expect(status).to.equal(2);
      const { error } = JSON.parse(err.slice(err.indexOf("{"))) as { error: { code: string; message: string } };
      expect(error.code).to.equal(code);
      expect(error.message.toLowerCase()).to.include("--organisation").and.include(value.toLowerCase());
    }
    expect(readdirSync(folder)).not.to.include("no-one");
  });

  it("leaves alone what is there already, and refuses to replace what says something else", async () => {
    expect((await countersign(describing("twice"))).status).to.equal(0);
    expect((await countersign(describing("twice"))).status).to.equal(0);
    const theirs = path.join(folder, "twice", "eip712-countersign.json");
    writeFileSync(theirs, "{}");
    const { status, err } = await countersign(describing("twice"));
    expect(status).to.equal(2);
    expect(err).to.include(theirs).and.include("--out");
    expect(readFileSync(theirs, "utf8")).to.equal("{}");
  });

  it("exits with 2 over a file that is not there, and over a folder that is a file", async () => {
    const missing = await countersign([...describing("missing", path.join(folder, "none.json")), "--json"]);
    expect(missing.status).to.equal(2);
    expect(JSON.parse(missing.err)).to.have.nested.property("error.code", "FILE_UNREADABLE");
    const blocked = await countersign([...describing("ledger.json"), "--json"]);
    expect(blocked.status).to.equal(2);
    expect(JSON.parse(blocked.err)).to.have.nested.property("error.code", "DESCRIPTOR_UNWRITTEN");
  });

  it("exits with 3 over an address file that is too large, and says which file is meant", async () => {
    const large = path.join(folder, "large.json");
    writeFileSync(large, "");
    truncateSync(large, 16 * 1024 * 1024 + 1);
    const { status, err } = await countersign([...describing("large", large), "--json"]);
    expect(status).to.equal(3);
    const { error } = JSON.parse(err) as { error: { code: string; message: string } };
    expect(error.code).to.equal("FILE_UNREADABLE");
    expect(error.message).to.include("address file that countersign deploy wrote").and.not.include("receivable");
  });

  it("exits with 3 over an address file that cannot be used, names field and value, and writes nothing", async () => {
    const bad = path.join(folder, "bad.json");
    writeFileSync(bad, serialiseAddresses({ ...DEPLOYMENT, ledger: "0x12" }));
    const { status, err } = await countersign([...describing("bad", bad), "--json"]);
    expect(status).to.equal(3);
    const { error } = JSON.parse(err) as { error: { code: string; message: string } };
    expect(error.code).to.equal("ADDRESS_FILE_INVALID");
    expect(error.message).to.include("bad.json").and.include('"ledger"').and.include('"0x12"');
    expect(readdirSync(folder)).not.to.include("bad");
  });
});
