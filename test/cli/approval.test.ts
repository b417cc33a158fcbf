/** `countersign approval`: what a gateway hands out of signed decisions, without it and without a node. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { privateKeyToAccount } from "viem/accounts";
import { approvalDigest } from "../../src/clients/approvalProof.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { countersign } from "./run.ts";

const ADA = privateKeyToAccount(keccakOfText("key of ada"));
const ORGANISATION: Address = `0x${"11".repeat(20)}`;
const ASKER: Address = `0x${"22".repeat(20)}`;
const LEDGER: Address = `0x${"33".repeat(20)}`;
const ID = "0190f1de-3a55-7000-8000-0000000000aa";

describe("countersign approval", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "approval-"));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  async function proof(): Promise<Record<string, unknown>> {
    const asked = {
      ...{ organisation: ORGANISATION, id: ID, kind: "limitExceeded" as const, subject: "receivable 1" },
      ...{ customer: null, amount: 1_200_000n, currency: `0x${"0".repeat(37)}3d2` as Address, asker: ASKER },
    };
    const decision = { isApproved: true, reason: "Secured", deadline: 1_800_000_000 };
    const hash = approvalDigest({ chainId: 31_337, ledger: LEDGER }, asked, decision);
    const signed = { ...decision, approver: ADA.address.toLowerCase(), signature: await ADA.sign({ hash }) };
    return {
      ...{ format: "countersign approval 1", chainId: 31_337, ledger: LEDGER, ...asked, amount: "1200000" },
      decisions: [{ ...signed, at: "2026-11-22T08:30:00Z" }],
    };
  }

  async function run(content: unknown, args: readonly string[] = []) {
    const file = path.join(folder, "approval.json");
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return countersign(["approval", file, ...args]);
  }

  it("says of each decision whether it is signed by its key", async () => {
    const { status, out } = await run(await proof(), ["--json"]);
    expect(status).to.equal(0);
    expect(JSON.parse(out)).to.deep.include({
      ...{ id: ID, amount: "1200000", subject: "receivable 1" },
      decisions: [{ approver: ADA.address.toLowerCase(), isApproved: true, isSigned: true }],
    });
  });

  it("exits with 3 where anything that was signed is changed", async () => {
    for (const change of [
      { amount: "1200001" },
      { subject: "receivable 2" },
      { organisation: ASKER },
      { chainId: 1 },
    ]) {
      const { status, out, err } = await run({ ...(await proof()), ...change });
      expect([status, out.includes("NOT SIGNED")], JSON.stringify(change)).to.deep.equal([3, true]);
      expect(err).to.include("is not signed by that key");
    }
  });

  it("checks a decision whose text was erased by the hash that was signed of it, and says so", async () => {
    const { decisions, ...asked } = await proof();
    const [decision] = decisions as readonly object[];
    const erased = (reasonHash: string | null) => ({
      ...asked,
      decisions: [{ ...decision, reason: null, reasonHash }],
    });
    const hash = keccakOfText("Secured");
    const { status, out } = await run(erased(hash));
    expect([status, out.includes(`approved (text erased, its hash ${hash}): signed by its key`)]).to.deep.equal([
      0,
      true,
    ]);
    const other = await run(erased(keccakOfText("Not secured")));
    expect([other.status, other.out.includes("NOT SIGNED")]).to.deep.equal([3, true]);
    const gone = await run(erased(null));
    expect([gone.status, gone.out.includes("NOBODY CAN CHECK IT")]).to.deep.equal([3, true]);
  });

  it("exits with 3 for what is no proof, or proves nothing", async () => {
    for (const content of ["no JSON", {}, { ...(await proof()), decisions: [] }]) {
      expect((await run(content)).status).to.equal(3);
    }
    expect((await countersign(["approval", path.join(folder, "missing.json")])).status).to.equal(2);
  });
});
