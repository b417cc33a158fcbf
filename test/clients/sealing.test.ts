import { createDecipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from "node:crypto";
import { identityToRecipient } from "age-encryption";
import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { commitmentOf } from "../../src/domain/commitment.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import {
  CONTENT_BYTES,
  decodeContent,
  encodeContent,
  MAX_READERS,
  MAX_SEALED_BYTES,
  open,
  seal,
  unseal,
} from "../../src/clients/sealing.ts";
import { identityOf, newViewingKey, recipientOf, viewingKeyOf } from "../../src/clients/sealingKeys.ts";
import type { ViewingKeyPair } from "../../src/clients/sealingKeys.ts";
import { anyHash, anyReceivable } from "../support/arbitraries.ts";
import { parseAge } from "./sealingFile.ts";
import type { AgeStanza } from "./sealingFile.ts";

const anySecret = fc.uint8Array({ minLength: 32, maxLength: 32 });
const anyContent = fc.uint8Array({ maxLength: 400 });

function bytesOf(sealed: Hex): Buffer {
  return Buffer.from(sealed.slice(2), "hex");
}

function hexOf(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes).toString("hex")}`;
}

describe("Sealing content", () => {
  let keys: readonly ViewingKeyPair[];

  before(async () => {
    keys = await Promise.all(Array.from({ length: 5 }, () => newViewingKey()));
  });

  const publicKeys = (): readonly Hex[] => keys.map(({ publicKey }) => publicKey);

  it("opens for each of its readers, and for nobody else", async () => {
    await fc.assert(
      fc.asyncProperty(anyContent, fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }), async (content, chosen) => {
        const sealed = await seal(
          content,
          chosen.map((index) => publicKeys()[index] ?? ZERO_HASH),
        );
        for (const [index, { secret }] of keys.entries()) {
          const opened = await open(sealed, secret);
          expect(opened && hexOf(opened)).to.equal(chosen.includes(index) ? hexOf(content) : undefined);
        }
      }),
      { numRuns: runs(20) },
    );
  });

  it("never opens once a single byte of it was changed, wherever it stands", async () => {
    const [reader, other] = keys;
    const sealed = await seal(new Uint8Array(CONTENT_BYTES).fill(5), publicKeys().slice(0, 2));
    const file = bytesOf(sealed);
    for (let place = 0; place < file.length; place++) {
      const changed = Buffer.from(file);
      changed[place] = (file[place] ?? 0) ^ (1 << (place % 8));
      expect(await open(hexOf(changed), reader?.secret ?? new Uint8Array(32)), `byte ${place}`).to.equal(undefined);
    }
    expect(await open(sealed, other?.secret ?? new Uint8Array(32))).not.to.equal(undefined);
  });

  it("never opens cut short or with anything behind it", async () => {
    const secret = keys[0]?.secret ?? new Uint8Array(32);
    const sealed = await seal(new Uint8Array(40), publicKeys().slice(0, 1));
    for (let end = 2; end < sealed.length; end += 2) {
      expect(await open(sealed.slice(0, end) as Hex, secret), `cut at ${end}`).to.equal(undefined);
    }
    expect(await open(`${sealed}00`, secret)).to.equal(undefined);
  });

  it("is a file that the specification of age describes, read by a parser of its own", async () => {
    const [reader] = keys;
    const content = Buffer.from("terms");
    const sealed = await seal(content, publicKeys().slice(0, 3));
    const { stanzas, mac, nonce, payload, upToMac } = parseAge(bytesOf(sealed));
    expect(stanzas.map(({ type }) => type)).to.deep.equal(["X25519", "X25519", "X25519"]);
    const fileKey = unwrap(stanzas[0] ?? expect.fail("no stanza"), reader ?? expect.fail("no reader"));
    const macKey = Buffer.from(hkdfSync("sha256", fileKey, "", "header", 32));
    expect(createHmac("sha256", macKey).update(upToMac).digest("hex")).to.equal(mac.toString("hex"));
    const payloadKey = Buffer.from(hkdfSync("sha256", fileKey, nonce, "payload", 32));
    const lastChunk = Buffer.from("000000000000000000000001", "hex");
    expect(chacha(payloadKey, lastChunk, payload).toString("utf8")).to.equal("terms");
  });

  it("seals to a reader that is named twice once, and to a number of readers that has an end", async () => {
    const [one = ZERO_HASH] = publicKeys();
    const upper: Hex = `0x${one.slice(2).toUpperCase()}`;
    expect(parseAge(bytesOf(await seal(new Uint8Array(1), [one, one, upper]))).stanzas).to.have.length(1);
    const many = await Promise.all(Array.from({ length: MAX_READERS + 1 }, () => newViewingKey()));
    const all = many.map(({ publicKey }) => publicKey);
    expect(bytesOf(await seal(new Uint8Array(CONTENT_BYTES), all.slice(1))).length).to.be.at.most(MAX_SEALED_BYTES);
    for (const readers of [[], all]) {
      const error = await seal(new Uint8Array(1), readers).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(RangeError).and.have.property("message").that.includes("1 to 32 readers");
    }
  });

  it("takes 559 bytes for three readers, whatever is sealed", async () => {
    await fc.assert(
      fc.asyncProperty(anyReceivable, fc.option(anyHash), async (receivable, secret) => {
        const content = encodeContent(receivable, secret);
        expect(content).to.have.length(163);
        expect(bytesOf(await seal(content, publicKeys().slice(0, 3)))).to.have.length(559);
      }),
      { numRuns: runs(20) },
    );
  });

  it("reads back every receivable and secret, so that its commitment can be compared", () => {
    fc.assert(
      fc.property(anyReceivable, fc.option(anyHash), (receivable, secret) => {
        const decoded = decodeContent(encodeContent(receivable, secret), receivable);
        const { receivable: read, documentSecret } = decoded ?? expect.fail("nothing was decoded");
        expect(commitmentOf(read)).to.equal(commitmentOf(receivable));
        expect(documentSecret).to.equal(secret === ZERO_HASH ? null : secret);
      }),
      { numRuns: runs(200) },
    );
  });

  it("reads no content of another length or version", () => {
    fc.assert(
      fc.property(anyReceivable, fc.uint8Array({ maxLength: 200 }), (receivable, noise) => {
        fc.pre(noise.length !== CONTENT_BYTES || noise[0] !== 1);
        expect(decodeContent(noise, receivable)).to.equal(undefined);
        const content = encodeContent(receivable, null);
        expect(decodeContent(content.subarray(1), receivable)).to.equal(undefined);
        expect(decodeContent(Uint8Array.of(...content, 0), receivable)).to.equal(undefined);
        expect(decodeContent(content.with(0, 2), receivable)).to.equal(undefined);
      }),
      { numRuns: runs(100) },
    );
  });

  it("writes keys as age itself does", async () => {
    await fc.assert(
      fc.asyncProperty(anySecret, async (secret) => {
        const { publicKey } = await viewingKeyOf(secret);
        expect(await identityToRecipient(identityOf(secret))).to.equal(recipientOf(publicKey));
      }),
      { numRuns: runs(50) },
    );
  });

  it("says of a file whether it is sealed to others or damaged, and never throws", async () => {
    const secret = keys[4]?.secret ?? new Uint8Array(32);
    const others = await unseal(await seal(new Uint8Array(1), publicKeys().slice(0, 2)), secret);
    expect(others.kind).to.equal("others");
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (noise) => {
        expect((await unseal(hexOf(noise), secret)).kind).to.equal("damaged");
      }),
      { numRuns: runs(50) },
    );
  });

  it("looks at no file that is larger than content can be", async () => {
    const huge = hexOf(Buffer.concat([Buffer.from("age-encryption.org/v1\n"), Buffer.alloc(MAX_SEALED_BYTES)]));
    const unsealed = await unseal(huge, keys[0]?.secret ?? new Uint8Array(32));
    expect(unsealed).to.deep.equal({ kind: "damaged", fault: "it has 4118 bytes, more than 4096" });
  });

  const version = "age-encryption.org/v1\n";
  const letters = (length: number): string => "A".repeat(length);
  const mac = `--- ${letters(43)}\n`;
  const hostile: Readonly<Record<string, string>> = {
    "nothing but a version": version,
    "another version": `age-encryption.org/v2\n${mac}`,
    "no stanza at all": `${version}${mac}${letters(32)}`,
    "a stanza without a type": `${version}->\n\n${mac}`,
    "a share of another length": `${version}-> X25519 ${letters(10)}\n${letters(43)}\n${mac}${letters(32)}`,
    "a share of small order": `${version}-> X25519 ${letters(43)}\n${letters(43)}\n${mac}${letters(32)}`,
    "a share with an argument more": `${version}-> X25519 ${letters(43)} x\n${letters(43)}\n${mac}${letters(32)}`,
    "a body that never ends": `${version}-> X25519 ${letters(43)}\n${`${letters(64)}\n`.repeat(50)}`,
    "a passphrase that would take a year": `${version}-> scrypt ${letters(22)} " +
      "40\n${letters(43)}\n${mac}${letters(32)}`,
    "a line that never ends": `${version}-> ${letters(3000)}`,
    "carriage returns": `${version.replace("\n", "\r\n")}${mac}`,
    "a mac of another length": `${version}-> X25519 ${letters(43)}\n${letters(43)}\n--- AAAA\n${letters(32)}`,
    "bytes that are no text": "age-encryption.org/v1\n\u0000\u00ff\n",
  };
  for (const [name, text] of Object.entries(hostile)) {
    it(`opens nothing of ${name}, and is done with it at once`, async () => {
      const began = performance.now();
      const unsealed = await unseal(hexOf(Buffer.from(text, "latin1")), keys[0]?.secret ?? new Uint8Array(32));
      expect(unsealed.kind).not.to.equal("opened");
      expect(performance.now() - began).to.be.below(1_000);
    });
  }
});

/** The file key, by the specification's own formulas and another implementation of X25519. */
function unwrap({ args: [share = ""], body }: AgeStanza, { secret, publicKey }: ViewingKeyPair): Buffer {
  const ephemeral = Buffer.from(share, "base64");
  const shared = diffieHellman({
    privateKey: createPrivateKey({ key: pkcs8(secret), format: "der", type: "pkcs8" }),
    publicKey: createPublicKey({ key: spki(ephemeral), format: "der", type: "spki" }),
  });
  const salt = Buffer.concat([ephemeral, Buffer.from(publicKey.slice(2), "hex")]);
  const key = Buffer.from(hkdfSync("sha256", shared, salt, "age-encryption.org/v1/X25519", 32));
  return chacha(key, Buffer.alloc(12), body);
}

function pkcs8(secret: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from("302e020100300506032b656e04220420", "hex"), secret]);
}

function spki(point: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from("302a300506032b656e032100", "hex"), point]);
}

/** ChaCha20-Poly1305 of OpenSSL; the tag stands behind the text. */
function chacha(key: Buffer, nonce: Buffer, sealed: Buffer): Buffer {
  const cipher = createDecipheriv("chacha20-poly1305", key, nonce, { authTagLength: 16 });
  cipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
}
