import { deflateRawSync } from "node:zlib";
import { expect } from "chai";
import fc from "fast-check";
import { zipSync } from "fflate";
import { MOST_FILES, readArchive, writeArchive } from "../../src/documents/evidence/archive.ts";
import {
  canonicalJson,
  checkFiles,
  EVIDENCE_KINDS,
  EvidenceError,
  hashFile,
  sha256,
} from "../../src/documents/evidence/manifest.ts";
import type { EvidenceManifest } from "../../src/documents/evidence/manifest.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const HASH = `0x${"11".repeat(32)}` as const;
const ADDRESS = `0x${"22".repeat(20)}` as const;

function manifestOf(files: ReadonlyMap<string, Uint8Array>): EvidenceManifest {
  return {
    ...{
      countersign: "evidence-1",
      chainId: 1,
      ledger: ADDRESS,
      directory: ADDRESS,
      statements: null,
      collections: null,
    },
    ...{ receivable: HASH, lineage: [HASH], organisation: ADDRESS, made: "2026-11-22T00:00:00Z", asOf: null },
    files: [...files].map(([path, content]) => ({
      ...{ path, kind: EVIDENCE_KINDS[0], mediaType: "text/plain", bytes: content.length, sha256: sha256(content) },
    })),
    missing: [],
  };
}

/** The archive with another size in its directory for the first file. */
function lying(archive: Uint8Array, size: number): Uint8Array {
  const changed = Buffer.from(archive);
  changed.writeUInt32LE(size, changed.indexOf(Buffer.from("PK\x01\x02", "latin1")) + 24);
  return changed;
}

describe("An archive of evidence", () => {
  const name = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,9}(?:\/[a-z0-9][a-z0-9._-]{0,9}){0,2}$/);

  it("gives back byte for byte what was put in, and the same files make the same archive", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, fc.uint8Array({ maxLength: 300 })), { selector: ([one]) => one }),
        (all) => {
          const archive = writeArchive(new Map(all));
          expect(writeArchive(new Map(all.toReversed()))).to.deep.equal(archive);
          const read = readArchive(archive);
          expect(read.size).to.equal(all.length);
          for (const [path, content] of all)
            expect(Buffer.from(read.get(path) ?? [])).to.deep.equal(Buffer.from(content));
        },
      ),
    );
  });

  it("takes what somebody unpacked and packed again, folders and all", () => {
    const again = zipSync({ "chain/": new Uint8Array(), "chain/block-1.json": bytes("{}") }, { level: 0 });
    expect([...readArchive(again).keys()]).to.deep.equal(["chain/block-1.json"]);
  });

  it("refuses paths that lead elsewhere, by the name of the file", () => {
    for (const path of ["../x", "/etc/passwd", "a/../../b", "C:\\x", "a//b", "a/b/c/d", "A", ".ssh/key", "a\0b", "é"]) {
      expect(() => readArchive(zipSync({ [path]: bytes("x") })), path).to.throw(EvidenceError, "called so");
    }
    expect(() => writeArchive(new Map([["../x", bytes("x")]]))).to.throw(RangeError);
  });

  it("refuses a file that stands twice", () => {
    const twice = Buffer.from(zipSync({ aa: bytes("one"), ab: bytes("two") }));
    const renamed = Buffer.from(twice.toString("latin1").replaceAll("ab", "aa"), "latin1");
    expect(() => readArchive(renamed)).to.throw(EvidenceError, "aa: it stands twice");
  });

  it("unpacks no bomb: neither one that declares itself nor one that lies, and not a thousand small ones", () => {
    const bomb = zipSync({ bomb: new Uint8Array(8 * 2 ** 20) });
    expect(bomb.length).to.be.below(2 ** 16);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => readArchive(lying(bomb, 129 * 2 ** 20))).to.throw(EvidenceError, "bomb: with it there are over");
    expect(readArchive(lying(bomb, 10)).get("bomb")).to.have.length(10);
    expect(process.memoryUsage().arrayBuffers - before).to.be.below(64 * 2 ** 20);
    const larger = lying(zipSync({ small: bytes("x".repeat(50)) }), 500);
    expect(() => readArchive(larger)).to.throw(EvidenceError);
    const many = Object.fromEntries(Array.from({ length: MOST_FILES + 1 }, (_, index) => [`f${index}`, bytes("")]));
    expect(() => readArchive(zipSync(many))).to.throw(EvidenceError, `more than ${MOST_FILES} files`);
    expect(() => readArchive(new Uint8Array(64 * 2 ** 20 + 1))).to.throw(EvidenceError, "the archive");
  });

  it("refuses what is no archive, whatever it is", () => {
    for (const content of [bytes(""), bytes("PK"), bytes("{}"), deflateRawSync("x".repeat(100))]) {
      expect(() => readArchive(content)).to.throw(EvidenceError, "the archive");
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (content) => {
        try {
          readArchive(content);
        } catch (error) {
          expect(error).to.be.instanceOf(EvidenceError);
        }
      }),
    );
  });

  it("never gives back another file where any byte of it is changed, unless it says so", () => {
    const files = new Map([
      ["a.txt", bytes("one")],
      ["b/c.json", bytes(JSON.stringify({ long: "0123456789".repeat(20) }))],
    ]);
    const archive = writeArchive(files);
    const manifest = manifestOf(files);
    for (let place = 0; place < archive.length; place += 1) {
      for (const bit of [1, 128]) {
        const changed = Uint8Array.from(archive);
        changed[place] = (changed[place] ?? 0) ^ bit;
        try {
          const read = readArchive(changed);
          checkFiles(manifest, read);
          expect([...read.keys()].sort()).to.deep.equal([...files.keys()]);
          for (const [path, content] of files) expect(sha256(read.get(path) ?? bytes(""))).to.equal(sha256(content));
        } catch (error) {
          expect(error, `byte ${place}`).to.be.instanceOf(EvidenceError);
        }
      }
    }
  });
});

describe("The manifest of evidence", () => {
  const files = new Map([
    ["a.txt", bytes("one")],
    ["b.txt", bytes("two")],
  ]);

  it("holds for its files, and fails by name for one that is changed, missing, added or listed twice", () => {
    const manifest = manifestOf(files);
    expect(() => checkFiles(manifest, files)).not.to.throw();
    const fault = (found: ReadonlyMap<string, Uint8Array>, of = manifest): string => {
      try {
        checkFiles(of, found);
      } catch (error) {
        if (error instanceof EvidenceError) return error.file;
        throw error;
      }
      return "none";
    };
    expect(fault(new Map([...files, ["b.txt", bytes("twp")]]))).to.equal("b.txt");
    expect(fault(new Map([["a.txt", bytes("one")]]))).to.equal("b.txt");
    expect(fault(new Map([...files, ["c.txt", bytes("three")]]))).to.equal("c.txt");
    expect(fault(files, { ...manifest, files: [...manifest.files, ...manifest.files] })).to.equal("manifest.json");
  });

  it("is one text for one value, whatever the order of its fields", () => {
    const one = { b: 1n, a: [{ d: null, c: "x" }], e: undefined };
    const other = { a: [{ c: "x", d: null }], b: "1" };
    expect(Buffer.from(canonicalJson(one)).toString()).to.equal('{"a":[{"c":"x","d":null}],"b":"1"}\n');
    expect(canonicalJson(one)).to.deep.equal(canonicalJson(other));
    expect(Buffer.from(hashFile(bytes(""))).toString()).to.match(/^e3b0c44298fc[0-9a-f]{52} {2}manifest\.json\n$/);
  });
});
