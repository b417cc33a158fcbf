import { expect } from "chai";
import { hashMessage } from "viem";
import { UNCAPPED } from "../../src/domain/directory.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_ADDRESS, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { DAY } from "./book.ts";
import { addressOf, CHAIN_ID, messageFor, ORIGIN, openStage, person } from "./stage.ts";
import type { Stage } from "./stage.ts";

/** A contract account that takes one signature for one hash. */
const CONTRACT: Address = `0x${"c0".repeat(20)}`;
const CONTRACT_SIGNATURE: Hex = `0x${"51".repeat(200)}`;

describe("Signing in with Ethereum", () => {
  let stage: Stage;
  let contractHash: Hex | undefined;

  before(async () => {
    stage = await openStage({
      signedByContract: (account, hash, signature) =>
        Promise.resolve(account === CONTRACT && hash === contractHash && signature === CONTRACT_SIGNATURE),
    });
  });

  after(() => stage.close());

  type Over = Parameters<typeof messageFor>[3];

  async function post(message: string, signature: Hex, organisation?: string): Promise<string> {
    const body = { message, signature, ...(organisation === undefined ? {} : { organisation }) };
    const { data, error } = await stage.client().POST("/v1/sessions", { body });
    return data === undefined ? error.type.slice("/problems/".length) : `signed in for ${data.organisation}`;
  }

  /** Signs a message in which something is other than it should be, and tells what comes of it. */
  async function outcome(over: Over, signer = "anna", organisation?: string): Promise<string> {
    const message = await messageFor(stage.client(), "anna", stage.now, over);
    return post(message, await person(signer).signMessage({ message }), organisation);
  }

  const SIGNED_IN = `signed in for ${addressOf("anna")}`;
  const inSeconds = (seconds: number): Date => new Date((stage.now + seconds) * 1000);

  it("takes what a wallet library writes, with and without the optional fields", async () => {
    expect(await outcome({})).to.equal(SIGNED_IN);
    const optional: Over = {
      scheme: "https",
      statement: "I read my receivables.",
      expirationTime: inSeconds(60),
      notBefore: inSeconds(-60),
      requestId: "a request",
      resources: ["https://ledger.example/terms", "ipfs://bafy/terms"],
    };
    expect(await outcome(optional)).to.equal(SIGNED_IN);
  });

  it("refuses a message for another domain, URI or scheme", async () => {
    expect(await outcome({ domain: "evil.example" })).to.equal("DomainMismatch");
    expect(await outcome({ domain: `${ORIGIN.host}:8443` })).to.equal("DomainMismatch");
    expect(await outcome({ uri: "https://evil.example" })).to.equal("DomainMismatch");
    expect(await outcome({ uri: "http://ledger.example" })).to.equal("DomainMismatch");
    expect(await outcome({ uri: "https://ledger.example.evil.example" })).to.equal("DomainMismatch");
    expect(await outcome({ scheme: "http" })).to.equal("DomainMismatch");
  });

  it("refuses a message for another chain", async () => {
    expect(await outcome({ chainId: CHAIN_ID + 1 })).to.equal("WrongChain");
  });

  it("refuses a message that has expired, is not valid yet, or was issued in the future", async () => {
    expect(await outcome({ expirationTime: inSeconds(0) })).to.equal("MessageExpired");
    expect(await outcome({ expirationTime: inSeconds(1) })).to.equal(SIGNED_IN);
    expect(await outcome({ notBefore: inSeconds(61) })).to.equal("MessageExpired");
    expect(await outcome({ issuedAt: inSeconds(61) })).to.equal("MessageExpired");
    expect(await outcome({ issuedAt: inSeconds(60) })).to.equal(SIGNED_IN);
  });

  it("refuses nonces that it did not give out, changed or gave out too long ago", async () => {
    expect(await outcome({ nonce: "abcdefgh12345678" })).to.equal("NonceUnknown");
    const { data } = await stage.client().POST("/v1/sessions/nonce");
    const nonce = data?.nonce ?? "";
    const other = nonce.replace(/^./, (first) => (first === "0" ? "1" : "0"));
    expect(await outcome({ nonce: other })).to.equal("NonceUnknown");
    stage.now += 601;
    expect(await outcome({ nonce })).to.equal("NonceUnknown");
    stage.now -= 1;
    expect(await outcome({ nonce })).to.equal(SIGNED_IN);
  });

  it("takes a nonce once, however many try at the same time", async () => {
    const message = await messageFor(stage.client(), "anna", stage.now);
    const signature = await person("anna").signMessage({ message });
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => post(message, signature)));
    expect(outcomes.filter((one) => one === SIGNED_IN)).to.have.length(1);
    expect(outcomes.filter((one) => one === "NonceAlreadySpent")).to.have.length(7);
    const again = await messageFor(stage.client(), "anna", stage.now, {
      nonce: /Nonce: (\w+)/.exec(message)?.[1] ?? "",
    });
    expect(await post(again, await person("anna").signMessage({ message: again }))).to.equal("NonceAlreadySpent");
  });

  it("refuses a signature by another key, of another message, or that is none", async () => {
    expect(await outcome({}, "boris")).to.equal("SignatureInvalid");
    const message = await messageFor(stage.client(), "anna", stage.now);
    const other = await person("anna").signMessage({ message: `${message} ` });
    expect(await post(message, other)).to.equal("SignatureInvalid");
    expect(await post(message, "0x00")).to.equal("SignatureInvalid");
    expect(await post(message, `0x${"ff".repeat(65)}`)).to.equal("SignatureInvalid");
    expect(await post(message, "0x")).to.equal("RequestInvalid");
  });

  it("asks a contract account whether the signature is its own (ERC-1271)", async () => {
    const message = await messageFor(stage.client(), "anna", stage.now, { address: CONTRACT });
    contractHash = hashMessage(message);
    expect(await post(message, `0x${"52".repeat(200)}`)).to.equal("SignatureInvalid");
    expect(await post(message, CONTRACT_SIGNATURE)).to.equal(`signed in for ${CONTRACT}`);
  });

  it("signs an agent in for an organisation while its mandate is in force, and no longer", async () => {
    const [organisation, agent] = [addressOf("works"), addressOf("anna")];
    const mandate = {
      verbs: 2,
      from: stage.now - DAY,
      until: stage.now + DAY,
      cap: UNCAPPED,
      currency: ZERO_ADDRESS,
      document: ZERO_HASH,
    };
    const give = (over: Partial<typeof mandate>): Promise<void> =>
      stage.book.write({ name: "MandateGiven", organisation, agent, mandate: { ...mandate, ...over } });
    expect(await outcome({}, "anna", organisation)).to.equal("MandateMissing");
    for (const over of [{ verbs: 0 }, { from: stage.now + 1 }, { until: stage.now - 1 }]) {
      await give(over);
      expect(await outcome({}, "anna", organisation), JSON.stringify(over)).to.equal("MandateMissing");
    }
    await give({});
    const token = await stage.signIn("anna", organisation);
    const list = async (): Promise<number> => (await stage.client(token).GET("/v1/receivables")).response.status;
    expect(await list()).to.equal(200);
    await stage.book.write({ name: "MandateRevoked", organisation, agent });
    expect(await list()).to.equal(401);
  });

  it("ends a session when its member says so, and when its time is over", async () => {
    const list = async (token: string): Promise<number> =>
      (await stage.client(token).GET("/v1/receivables")).response.status;
    const [first, second] = [await stage.signIn("anna"), await stage.signIn("anna")];
    expect((await stage.client(first).DELETE("/v1/sessions")).response.status).to.equal(204);
    expect(await list(first)).to.equal(401);
    expect(await list(second)).to.equal(200);
    stage.now += 3600;
    expect(await list(second)).to.equal(200);
    stage.now += 1;
    expect(await list(second)).to.equal(401);
  });

  it("keeps neither tokens nor nonces, only their hashes", async () => {
    const token = await stage.signIn("anna");
    const rows = await stage.database.query<{ token_hash: Hex }>("select token_hash from sign_ins");
    const stored = JSON.stringify(rows);
    expect(rows).not.to.be.empty;
    expect(stored).not.to.contain(token);
    expect(stored).not.to.contain(Buffer.from(token).toString("hex"));
    expect(stored).not.to.contain(Buffer.from(token, "base64url").toString("hex"));
  });

  it("refuses messages that are not written to the letter of EIP-4361", async () => {
    const good = await messageFor(stage.client(), "anna", stage.now);
    const bad = [
      good.replace("Version: 1", "Version: 2"),
      good.replace(person("anna").address, addressOf("anna")),
      `${good}\nChain ID: ${CHAIN_ID}`,
      ` ${good}`,
      good.replaceAll("\n", "\r\n"),
      good.replace(/Issued At: .*/, "Issued At: yesterday"),
      good.replace(/Issued At: .*/, "Issued At: 2026-13-45T00:00:00Z"),
      good.replace("\n\n\nURI", "\n\nURI: https://evil.example\nVersion: 1\n\nURI"),
      keccakOfText("no message"),
    ];
    for (const message of bad) {
      const signature = await person("anna").signMessage({ message });
      expect(await post(message, signature), message).to.equal("MessageInvalid");
    }
  });
});
