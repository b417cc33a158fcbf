import { createPrivateKey, createPublicKey, diffieHellman, randomBytes } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { seal } from "../../src/clients/sealing.ts";
import {
  identityOf,
  newViewingKey,
  publicKeyBytes,
  readViewingKey,
  recipientOf,
  ViewingKeyError,
  viewingKeyFile,
  viewingKeyOf,
} from "../../src/clients/sealingKeys.ts";
import type { Hex } from "../../src/domain/receivable.ts";

const P = 2n ** 255n - 19n;
/** The points of small order as the table of curve25519's author has them, and the same ones written otherwise. */
const SMALL = [
  0n,
  1n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
  P - 1n,
  P,
  P + 1n,
];
const TOP_BIT = 2n ** 255n;

function littleEndian(coordinate: bigint): Hex {
  return `0x${Buffer.from(coordinate.toString(16).padStart(64, "0"), "hex").reverse().toString("hex")}`;
}

/** Whether OpenSSL finds a secret to share with the point that is not zero. */
function sharesSecret(key: Hex): boolean {
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b656e04220420", "hex"), randomBytes(32)]);
  const spki = Buffer.concat([Buffer.from("302a300506032b656e032100", "hex"), Buffer.from(key.slice(2), "hex")]);
  try {
    diffieHellman({
      privateKey: createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" }),
      publicKey: createPublicKey({ key: spki, format: "der", type: "spki" }),
    });
    return true;
  } catch {
    return false;
  }
}

describe("Viewing keys", () => {
  it("are the ones of RFC 7748, section 6.1", async () => {
    const alice = Buffer.from("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a", "hex");
    const { publicKey } = await viewingKeyOf(alice);
    expect(publicKey).to.equal("0x8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
  });

  it("are refused where nothing sealed to them would be secret, as OpenSSL finds too", () => {
    for (const coordinate of SMALL.flatMap((one) => [one, one + TOP_BIT])) {
      const key = littleEndian(coordinate);
      expect(() => publicKeyBytes(key), key).to.throw(ViewingKeyError);
      expect(sharesSecret(key), key).to.equal(false);
    }
  });

  it("are refused where their owner would write them otherwise, and could open nothing", async () => {
    const { publicKey } = await newViewingKey();
    const coordinate = BigInt(`0x${Buffer.from(publicKey.slice(2), "hex").reverse().toString("hex")}`);
    for (const other of [coordinate + TOP_BIT, P + 9n, 2n ** 256n - 1n]) {
      const error = await seal(new Uint8Array(1), [littleEndian(other)]).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(ViewingKeyError).and.have.property("message").that.includes("none of X25519");
    }
  });

  it("are refused when they were taken back, and when they are no key at all", () => {
    expect(() => recipientOf(littleEndian(0n))).to.throw("its organisation has taken it back");
    for (const text of ["0x", "0x00", `0x${"zz".repeat(32)}`, `${littleEndian(9n)}00`, "age1"]) {
      expect(() => recipientOf(text as Hex), text).to.throw("0x and 64 hex digits");
    }
  });

  it("come back from their file, whatever they are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), async (secret) => {
        const pair = await viewingKeyOf(secret);
        expect(await readViewingKey(viewingKeyFile(pair))).to.deep.equal(pair);
        expect(await readViewingKey(`\r\n# another\r\n  ${identityOf(secret)}  \r\n`)).to.deep.equal(pair);
      }),
      { numRuns: runs(50) },
    );
  });

  it("are not read with a letter mistyped, and no message repeats them", async () => {
    const line = identityOf((await newViewingKey()).secret);
    for (let place = "AGE-SECRET-KEY-1".length; place < line.length; place++) {
      const mistyped = line.slice(0, place) + (line[place] === "Q" ? "P" : "Q") + line.slice(place + 1);
      const error = await readViewingKey(mistyped).catch((thrown: unknown) => thrown);
      expect(error, `letter ${place}`).to.be.instanceOf(ViewingKeyError);
      expect(String(error)).not.to.include(mistyped.slice(16, 30));
    }
  });

  it("are not read from a file with none or two of them, or with one of another kind", async () => {
    const [one, two] = await Promise.all([newViewingKey(), newViewingKey()]);
    const files = ["", "# nothing", viewingKeyFile(one) + viewingKeyFile(two), recipientOf(one.publicKey)];
    for (const file of [...files, identityOf(one.secret).toLowerCase(), "AGE-SECRET-KEY-PQ-1ABC"]) {
      const error = await readViewingKey(file).catch((thrown: unknown) => thrown);
      expect(error, file.slice(0, 12)).to.be.instanceOf(ViewingKeyError);
    }
  });

  it("have 32 bytes", async () => {
    const error = await viewingKeyOf(new Uint8Array(31)).catch((thrown: unknown) => thrown);
    expect(error).to.have.property("message", "a viewing key has 32 bytes, not 31");
  });
});
