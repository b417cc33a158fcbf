/** Evidence of a receivable: a gateway makes it, and somebody without a network checks it. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { checkEvidence } from "../../src/cli/evidence/checking.ts";
import type { Finding } from "../../src/cli/evidence/findings.ts";
import { newViewingKey } from "../../src/clients/sealingKeys.ts";
import { readArchive, writeArchive } from "../../src/documents/evidence/archive.ts";
import { canonicalJson, sha256 } from "../../src/documents/evidence/manifest.ts";
import type { EvidenceManifest } from "../../src/documents/evidence/manifest.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { countersign } from "../cli/run.ts";
import { demoInvoice } from "../gateway/intents/scene.ts";
import type { NewReceivable } from "../gateway/intents/scene.ts";
import { addressOf, Role } from "../support/chain.ts";
import { forged, jsonIn, rehashed } from "./evidenceForging.ts";
import type { Forgery } from "./evidenceForging.ts";
import { ok, openGatewayWorld } from "./gatewayWorld.ts";
import type { GatewayWorld } from "./gatewayWorld.ts";

const { Supplier, Buyer, Agent } = Role;
const DAY = 86_400;

function failing(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ state, file, text }) => (state === "fails" ? [`${file}: ${text}`] : []));
}

describe("Evidence of a receivable", function () {
  this.timeout(300_000);
  let world: GatewayWorld;
  let id: Hex;
  let archive: Uint8Array;
  let files: ReadonlyMap<string, Uint8Array>;

  before(async () => {
    world = await openGatewayWorld();
    for (const party of [world.stage.supplier, world.stage.buyer]) {
      await party.directory.setViewingKey((await newViewingKey()).publicKey);
    }
    const text = demoInvoice();
    const agreed = { utcOffset: 60, currency: world.currency, lateRate: "9", fixedSum: "40.00" };
    const body = {
      ...{ invoice: { kind: "xml", text }, agreed },
      ...{ issuing: "sealed", counterparty: addressOf(Buyer) },
    } as NewReceivable;
    const supplier = await world.as(Supplier);
    // The index has to have read the keys.
    const prepared = await world.until(
      () => supplier.POST("/v1/receivables", { body }),
      ({ data }) => data !== undefined,
    );
    id = (await world.carry(Supplier, ok(prepared))).receivable as Hex;
    const content = Buffer.from("Delivered complete, 12 November, signed K. Meyer").toString("base64");
    const note = { content, mediaType: "text/plain", kind: "deliveryNote", receivable: id } as const;
    ok(await supplier.POST("/v1/documents", { body: note }));
    await world.act(Buyer, { verb: "accept", receivable: id });
    await world.act(Buyer, { verb: "dispute", receivable: id, amount: "100.00", code: 5 });
    await world.pass(120 * DAY);
    await world.act(Buyer, { verb: "pay", receivable: id, maxCash: "500.00" });
    await world.pass(30 * DAY);
    await world.act(Supplier, { verb: "waive", receivable: id, amount: "1.00", reason: "goodwill" });
    await world.pass(3 * DAY);
    archive = await fetched(Supplier);
    files = readArchive(archive);
  });

  after(() => world.close());

  async function fetched(role: Role): Promise<Uint8Array> {
    const asked = { params: { path: { id } }, parseAs: "arrayBuffer" } as const;
    const { response, data } = await (await world.as(role)).GET("/v1/receivables/{id}/evidence-pack", asked);
    expect(response.status).to.equal(200);
    expect(response.headers.get("content-disposition")).to.match(/^attachment; filename="evidence-[0-9a-f]{16}\.zip"$/);
    return new Uint8Array(data as unknown as ArrayBuffer);
  }

  const named = (start: string): string[] => [...files.keys()].filter((name) => name.startsWith(start));

  it("holds whole: blocks, events, terms, e-invoice, signatures, sums; and says what it cannot know", async () => {
    const { findings } = await checkEvidence(archive);
    expect(failing(findings)).to.deep.equal([]);
    const held = findings.filter(({ state }) => state === "holds").map(({ file }) => file);
    expect(held).to.include.members([...named("chain/"), ...named("terms/"), ...named("documents/invoice-")]);
    expect(held).to.include.members([...named("consents/"), "events.json", "interest.json"]);
    expect(named("consents/")).to.have.length(5);
    expect(named("documents/")).to.have.length(2);
    const [delivered = ""] = named("documents/delivery-note-");
    expect(findings.find(({ file }) => file === delivered)).to.include({ state: "unknown" });
    expect(named("chain/")).to.have.length(5);
    const unknown = findings.flatMap(({ state, text }) => (state === "unknown" ? [text] : []));
    expect(unknown.some((text) => text.includes("compare their hashes with a node"))).to.equal(true);
    expect(unknown.some((text) => text.includes("whether more happened"))).to.equal(true);
    const { segments, charges } = jsonIn(files, "interest.json") as {
      readonly segments: unknown[];
      readonly charges: string;
    };
    expect(segments).to.have.length(2);
    expect(BigInt(charges) > 0n).to.equal(true);
  });

  it("is the same for both parties but for whose it is, and nobody else gets any", async () => {
    const theirs = readArchive(await fetched(Buyer));
    expect([...theirs.keys()].filter((name) => !name.startsWith("consents/"))).to.deep.equal(
      [...files.keys()].filter((name) => !name.startsWith("consents/")),
    );
    expect(failing((await checkEvidence(await fetched(Buyer))).findings)).to.deep.equal([]);
    const asked = { params: { path: { id } } };
    const { response } = await (await world.as(Agent)).GET("/v1/receivables/{id}/evidence-pack", asked);
    expect(response.status).to.equal(404);
  });

  it("fails by the name of the file with any byte of any file changed", async () => {
    const names = [...files.keys()];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (name, at, bits) => {
          const content = Uint8Array.from(files.get(name) ?? []);
          const place = at % content.length;
          content[place] = (content[place] ?? 0) ^ bits;
          const { findings } = await checkEvidence(writeArchive(new Map(files).set(name, content)));
          const expected = name === "manifest.sha256" ? "manifest.json" : name;
          expect(findings.filter(({ state }) => state === "fails").map(({ file }) => file)).to.deep.equal([expected]);
        },
      ),
      { numRuns: runs(120) },
    );
  });

  it("fails, or is whole, with any byte of the archive changed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }), async (place, bits) => {
        const changed = Uint8Array.from(archive);
        changed[place] = (changed[place] ?? 0) ^ bits;
        const { findings, pack } = await checkEvidence(changed);
        if (failing(findings).length > 0) return;
        for (const file of pack?.manifest.files ?? [])
          expect(sha256(files.get(file.path) ?? archive)).to.equal(file.sha256);
      }),
      { numRuns: runs(60) },
    );
  });

  it("fails with a file left out or put in", async () => {
    for (const name of files.keys()) {
      const without = new Map(files);
      without.delete(name);
      expect(failing((await checkEvidence(writeArchive(without))).findings), name).to.have.length(1);
    }
    const more = writeArchive(new Map(files).set("documents/more.txt", new Uint8Array(3)));
    expect(failing((await checkEvidence(more)).findings)[0]).to.match(/^documents\/more\.txt: .*does not list it/);
  });

  it("fails where somebody forges a part and makes every hash of the archive fit", async () => {
    const consent = named("consents/")[0] ?? "";
    const terms = named("terms/")[0] ?? "";
    const block = named("chain/")[3] ?? "";
    const zero = `0x${"11".repeat(32)}`;
    const signature = (jsonIn(files, consent) as { readonly signature: string }).signature;
    const forgery = (file: string, at: Forgery["at"], value: unknown, found = file): Forgery => {
      return { file, at, value, found };
    };
    const forgeries: readonly Forgery[] = [
      forgery("events.json", [-1, "values", "charges"], "5"),
      forgery("events.json", [-1], undefined),
      forgery("interest.json", ["payoff"], "1"),
      forgery("interest.json", ["segments", 0, "days"], 7),
      forgery("interest.json", ["segments"], []),
      forgery(terms, ["receivable", "terms", "amount"], "1"),
      forgery(terms, ["commitment"], zero),
      forgery(consent, ["signer"], addressOf(Agent).toLowerCase()),
      forgery(consent, ["typedData", "message", "deadline"], "1"),
      forgery(consent, ["typedData", "domain", "chainId"], 1),
      forgery(consent, ["typedData", "types", "Header", 0, "name"], "payer"),
      forgery(consent, ["signature"], signature.replace(/..$/, "1d")),
      forgery(block, ["header", "receiptsRoot"], zero),
      forgery(block, ["header", "timestamp"], "0x1", "events.json"),
      forgery(block, ["receipts", 0, "index"], 1),
      forgery(block, ["receipts"], [], "events.json"),
    ];
    for (const one of forgeries) {
      const faults = failing((await checkEvidence(forged(files, one))).findings);
      const about = `${one.file} ${one.at.join(".")}: ${faults.join()}`;
      expect(
        faults.some((fault) => fault.startsWith(`${one.found}: `)),
        about,
      ).to.equal(true);
    }
  });

  it("tells an e-invoice that is another from the one that was agreed", async () => {
    const name = named("documents/invoice-")[0] ?? "";
    const text = Buffer.from(files.get(name) ?? []).toString();
    const other = new Map(files);
    other.delete(name);
    const content = Buffer.from(text.replace("MW-2026-1101", "MW-2026-1109"));
    const renamed = `documents/${sha256(content).slice(2)}.xml`;
    const manifest = jsonIn(files, "manifest.json") as EvidenceManifest;
    const listed = manifest.files.map((file) => (file.path === name ? { ...file, path: renamed } : file));
    other.set("manifest.json", canonicalJson({ ...manifest, files: listed })).set(renamed, content);
    const { findings } = await checkEvidence(rehashed(other));
    expect(findings.find(({ file }) => file === renamed)).to.include({ state: "unknown" });
    expect(findings.find(({ file }) => file === "documents/")?.text).to.contain("is not here");
  });

  it("says of events without proofs that they are as told, and reckons them all the same", async () => {
    const without = new Map(files);
    for (const name of named("chain/")) without.delete(name);
    const { findings, isProven } = await checkEvidence(rehashed(without));
    expect(failing(findings)).to.deep.equal([]);
    expect(isProven).to.equal(false);
    expect(findings.some(({ text }) => /^(\d+) of \1 events have no proof/.test(text))).to.equal(true);
  });

  it("is checked by a command, which exits with 3 and names the file that does not hold", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "evidence-"));
    const [good, bad] = ["good.zip", "bad.zip"].map((name) => path.join(folder, name));
    writeFileSync(good ?? "", archive);
    writeFileSync(bad ?? "", forged(files, { file: "interest.json", at: ["payoff"], value: "1" }));
    const held = await countersign(["evidence", good ?? ""]);
    expect(held.status, held.err).to.equal(0);
    expect(held.out).to.contain("interest.json: reckoned anew, what is due on");
    expect(held.out).to.contain("cannot be known from it:");
    const json = await countersign(["--json", "evidence", good ?? ""]);
    const told = JSON.parse(json.out) as { readonly receivable: string; readonly blocks: readonly unknown[] };
    expect(told.receivable).to.equal(id);
    expect(told.blocks).to.have.length(5);
    const failed = await countersign(["evidence", bad ?? ""]);
    expect(failed.status).to.equal(3);
    expect(failed.err).to.contain("it does not hold, at interest.json (payoff is 1");
    const without = new Map([...files].filter(([name]) => !name.startsWith("chain/")));
    writeFileSync(bad ?? "", rehashed(without));
    const unproven = await countersign(["--json", "evidence", bad ?? ""]);
    expect(unproven.status).to.equal(3);
    expect(unproven.err).to.contain("EVIDENCE_UNPROVEN");
    const none = await countersign(["evidence", path.join(folder, "none.zip")]);
    expect(none.status).to.equal(2);
  });
});
