import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { encodeContent, open, seal } from "../../src/clients/sealing.ts";
import { readDisclosure, unprovenFields } from "../../src/cli/disclosureFile.ts";
import { CommandError } from "../../src/cli/exit.ts";
import { newViewingKey, readViewingKey, viewingKeyFile } from "../../src/clients/sealingKeys.ts";
import type { ViewingKeyPair } from "../../src/clients/sealingKeys.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { fieldDisclosure } from "../../src/wire/document.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { countersign } from "./run.ts";

const INVOICE = fileURLToPath(new URL("../../src/cli/demo/invoices/MW-2026-1101.ubl.xml", import.meta.url));
const SECRET = keccakOfText("secret of the document");
const ID = keccakOfText("a receivable");

function errorIn(err: string): { readonly code: string; readonly message: string } {
  return (JSON.parse(err) as { error: { code: string; message: string } }).error;
}

describe("countersign viewing-key, disclose and check", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-"));
  const place = (name: string): string => path.join(folder, name);
  const write = (name: string, text: string): string => {
    writeFileSync(place(name), text);
    return place(name);
  };
  let pair: ViewingKeyPair;
  let secretFile: string;
  let keyFile: string;
  let sealed: string;

  before(async () => {
    pair = await newViewingKey();
    secretFile = write("secret", `${SECRET}\n`);
    keyFile = write("own.key", viewingKeyFile(pair));
    const receivable = receivableOf(headerOf(ZERO_ADDRESS, ZERO_ADDRESS), termsOf(ZERO_ADDRESS, 20_000));
    sealed = write("content.hex", await seal(encodeContent(receivable, SECRET), [pair.publicKey]));
  });

  /** Runs a command that is to fail. */
  const failed = async (...args: readonly string[]): Promise<{ status: number | null; code: string; said: string }> => {
    const { status, err } = await countersign([...args, "--json"]);
    const { code, message } = errorIn(err);
    return { status, code, said: message };
  };
  const disclosed = async (name: string, ...fields: readonly string[]): Promise<string> => {
    const out = place(name);
    const named = fields.flatMap((field) => ["--field", field]);
    const run = await countersign(["disclose", INVOICE, "--secret-file", secretFile, ...named, "--out", out]);
    expect(run.status, run.err).to.equal(0);
    return out;
  };
  const rootOf = (file: string): Hex => fieldDisclosure.parse(JSON.parse(readFileSync(file, "utf8"))).root;

  it("makes a key that its owner alone can read, and replaces none", async () => {
    const out = place("new.key");
    const made = await countersign(["viewing-key", "--out", out, "--json"]);
    expect(made.status, made.err).to.equal(0);
    expect(statSync(out).mode & 0o777).to.equal(0o600);
    const { publicKey, secret } = await readViewingKey(readFileSync(out, "utf8"));
    expect(JSON.parse(made.out)).to.include({ file: out, publicKey });
    expect(made.out).not.to.include(Buffer.from(secret).toString("hex")).and.not.include("SECRET");
    const shown = await countersign(["viewing-key", "--show", out]);
    expect(shown.out).to.include(publicKey).and.include("age1");
    const before = readFileSync(out, "utf8");
    const again = await failed("viewing-key", "--out", out);
    expect(again).to.include({ status: 2, code: "KEY_UNWRITTEN" });
    expect(again.said).to.include("exists already").and.include("--out");
    expect(readFileSync(out, "utf8")).to.equal(before);
  });

  it("says what is wrong with a key file, or with how it was asked", async () => {
    expect(await failed("viewing-key")).to.include({ status: 2, code: "USAGE" });
    expect(await failed("viewing-key", "--show", write("no.key", "nothing"))).to.include({
      status: 3,
      code: "VIEWING_KEY_INVALID",
    });
    expect(await failed("viewing-key", "--show", place("none.key"))).to.include({ status: 2 });
  });

  it("lists the fields of an invoice, and discloses nothing", async () => {
    const { status, out } = await countersign(["disclose", INVOICE]);
    expect(status).to.equal(0);
    expect(out).to.include("totals.payable  11900.00\n").and.include("number  MW-2026-1101\n").and.not.include("salt");
  });

  it("discloses single fields, which check proves against the root, offline", async () => {
    const file = await disclosed("payable.json", "totals.payable", "seller.name");
    const root = rootOf(file);
    const run = await countersign(["check", file, "--root", root]);
    expect(run.status, run.err).to.equal(0);
    expect(run.out).to.include("totals.payable  11900.00").and.include(`proven: part of the document`);
    expect(readFileSync(file, "utf8")).not.to.include("MW-2026-1101").and.not.include(SECRET.slice(2));
    const json = await countersign(["check", file, "--root", root, "--json"]);
    expect(JSON.parse(json.out)).to.deep.equal({
      root,
      source: "given",
      receivable: null,
      fields: [
        { path: "totals.payable", value: "11900.00" },
        { path: "seller.name", value: "Musterwerk Getriebebau GmbH" },
      ],
    });
  });

  it("takes the secret from the sealed content as well", async () => {
    const out = place("from content.json");
    const args = ["--sealed", sealed, "--key-file", keyFile, "--field", "number", "--receivable", ID, "--out", out];
    const run = await countersign(["disclose", INVOICE, ...args]);
    expect(run.status, run.err).to.equal(0);
    expect(rootOf(out)).to.equal(rootOf(await disclosed("number.json", "number")));
    expect(JSON.parse(readFileSync(out, "utf8"))).to.include({ receivable: ID, version: 1 });
  });

  it("proves nothing of a file in which anything was changed", async () => {
    const file = await disclosed("to change.json", "totals.payable");
    const root = rootOf(file);
    const text = readFileSync(file, "utf8");
    const { fields, ...rest } = JSON.parse(text) as { fields: [Record<string, unknown> & { proof: string[] }] };
    const [field] = fields;
    expect(unprovenFields(readDisclosure(file), root)).to.deep.equal([]);
    const other = keccakOfText("other");
    const changes = [
      { ...field, value: "11900.01" },
      { ...field, path: "totals.gross" },
      { ...field, salt: other },
      { ...field, proof: [other, ...field.proof.slice(1)] },
      { ...field, proof: field.proof.slice(1) },
    ];
    for (const [index, change] of changes.entries()) {
      const changed = write(`changed ${index}.json`, JSON.stringify({ ...rest, fields: [change] }));
      expect(unprovenFields(readDisclosure(changed), root), JSON.stringify(change)).to.have.length(1);
    }
    expect(await failed("check", file, "--root", other)).to.include({ status: 3, code: "FIELD_UNPROVEN" });
  });

  it("says of a file that is no disclosure which field is wrong", async () => {
    const file = await disclosed("sound.json", "number");
    expect(await failed("check", write("bad.json", "{"), "--root", ID)).to.include({ status: 3 });
    const sound = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    const cases: readonly (readonly [string, string])[] = [
      ["{", "no JSON"],
      ["[]", "the file"],
      [JSON.stringify({ ...sound, root: "0x12" }), "root"],
      [JSON.stringify({ ...sound, version: 2 }), "version"],
      [JSON.stringify({ ...sound, fields: [] }), "fields"],
      [JSON.stringify({ ...sound, more: 1 }), "the file"],
      ['{"version":1,"version":1}', "twice"],
    ];
    for (const [index, [text, named]] of cases.entries()) {
      const bad = write(`bad ${index}.json`, text);
      const refusal = { code: "DISCLOSURE_INVALID", exitCode: 3 };
      expect(() => readDisclosure(bad), text.slice(0, 40))
        .to.throw(CommandError, named)
        .that.includes(refusal);
    }
  });

  it("shows what would deceive the reader as what it is", async () => {
    const name = "Musterwerk \u202eGmbH";
    const text = readFileSync(INVOICE, "utf8").replaceAll("Musterwerk Getriebebau GmbH", name);
    const invoice = write("bidi.xml", text);
    const out = place("bidi.json");
    await countersign(["disclose", invoice, "--secret-file", secretFile, "--field", "seller.name", "--out", out]);
    const run = await countersign(["check", out, "--root", rootOf(out)]);
    expect(run.status).to.equal(0);
    expect(run.out).to.include("Musterwerk \\u{202e}GmbH").and.not.include("\u202e");
  });

  it("names what a check needs", async () => {
    const file = await disclosed("needs.json", "number");
    expect(await failed("check", file)).to.include({ status: 2, code: "USAGE" });
    expect(await failed("check", file, "--root", ID, "--rpc", "http://127.0.0.1:1")).to.include({ code: "USAGE" });
    expect(await failed("check", file, "--root", "0x12")).to.include({ status: 2, code: "HASH_INVALID" });
  });

  it("names what is wrong with the invoice, a field or the secret, and never repeats a secret", async () => {
    const file = await disclosed("written.json", "number");
    expect(await failed("disclose", INVOICE, "--field", "number")).to.include({ status: 2, code: "USAGE" });
    expect(await failed("disclose")).to.include({ status: 2, code: "USAGE" });
    const unknown = await failed("disclose", INVOICE, "--secret-file", secretFile, "--field", "totals.nothing");
    expect(unknown).to.include({ status: 3, code: "FIELD_UNKNOWN" });
    const bad = write("bad secret", "0x1234567890abcdef");
    const refused = await failed("disclose", INVOICE, "--secret-file", bad, "--field", "number");
    expect(refused).to.include({ status: 3, code: "HASH_INVALID" });
    expect(refused.said).not.to.include("1234567890");
    expect(await failed("disclose", place("none.xml"))).to.include({ status: 2, code: "FILE_UNREADABLE" });
    expect(await failed("disclose", write("no.xml", "<a/>"))).to.include({ status: 3, code: "NOT_AN_INVOICE" });
    const out = ["--secret-file", secretFile, "--field", "number", "--out", file];
    expect(await failed("disclose", INVOICE, ...out)).to.include({ status: 2, code: "FILE_UNWRITTEN" });
  });

  it("seals content to another reader, who opens it", async () => {
    const reader = await newViewingKey();
    const args = ["disclose", "content", "--sealed", sealed, "--key-file", keyFile];
    const run = await countersign([...args, "--to", reader.publicKey]);
    expect(run.status, run.err).to.equal(0);
    const [own, theirs] = await Promise.all([
      open(readFileSync(sealed, "utf8") as Hex, pair.secret),
      open(run.out.trim() as Hex, reader.secret),
    ]);
    expect(theirs).to.deep.equal(own).and.not.equal(undefined);
    expect(await open(run.out.trim() as Hex, pair.secret)).to.equal(undefined);
    const zero = await failed(...args, "--to", `0x${"00".repeat(32)}`);
    expect(zero).to.include({ status: 3, code: "VIEWING_KEY_INVALID" });
    const wrong = write("wrong.key", viewingKeyFile(reader));
    const closed = await failed(...["disclose", "content", "--sealed", sealed, "--key-file", wrong, "--to", ID]);
    expect(closed).to.include({ status: 3, code: "CONTENT_SEALED" });
  });
});
