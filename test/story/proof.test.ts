import { expect } from "chai";
import { importInvoice } from "../../src/cli/demo/importing.ts";
import { createPlayer } from "../../src/cli/demo/play.ts";
import { describeProof, gather, isSound, prove } from "../../src/cli/demo/proof.ts";
import type { Evidence } from "../../src/cli/demo/proof.ts";
import { STORY } from "../../src/cli/demo/story.ts";
import { createWorld } from "../../src/cli/demo/world.ts";
import type { World } from "../../src/cli/demo/world.ts";
import { startLocalChain } from "../../src/cli/localChain.ts";
import type { LocalChain } from "../../src/cli/localChain.ts";
import { tampered } from "./evidence.ts";

describe("the proof of the demo", () => {
  let chain: LocalChain;
  let world: World;
  let evidence: Evidence;

  before(async function () {
    this.timeout(60_000);
    chain = await startLocalChain("2026-11-01T08:00:00Z");
    world = await createWorld(chain);
    const player = createPlayer(world);
    for (const scene of STORY) await player.play(scene);
    evidence = await gather(chain, world.relayer.addresses);
  });
  after(() => chain.close());

  const judge = (change: Partial<Evidence>): ReturnType<typeof prove> =>
    prove({ ...evidence, ...change }, world.relayer.addresses);

  it("holds for the story as it was played, and has looked at something of every kind", async () => {
    const proof = await judge({});
    expect(isSound(proof), describeProof(proof)).to.equal(true);
    expect(proof.settlements).to.equal(10);
    expect(proof.written).to.be.above(40);
  });

  it("finds a slot that was written and that no event accounts for", async () => {
    const idOf = ({ args }: Evidence["events"][number]): bigint =>
      BigInt((args as { readonly id?: string | bigint }).id ?? 0);
    const first = evidence.events.find(({ name }) => name === "ReceivableIssued");
    const events = evidence.events.filter((event) => first === undefined || idOf(event) !== idOf(first));
    const proof = await judge({ events });
    // Its token's slot and its ledger's slot.
    expect(proof.unaccounted).to.have.length(2);
    expect(isSound(proof)).to.equal(false);
  });

  it("finds charges that were settled otherwise than agreed, by a single minor unit", async () => {
    const events = tampered(evidence.events, "ReceivablePaid", ({ principal = 0n, charges = 0n }) => ({
      principal: principal + 1n,
      charges: charges - 1n,
      lateDays: (principal + 1n) * 17n,
    }));
    const { miscalculated } = await judge({ events });
    expect(miscalculated).to.have.length(1);
    expect(miscalculated[0]).to.match(/^SettlementMismatch, ReceivablePaid in block \d+, .* principal: 988735,/);
    expect(miscalculated[0]).to.match(/but reckoned 988734$/);
  });

  it("finds a payment whose block is of another day than its interest was reckoned for", async () => {
    const last = evidence.events.findLast(({ name }) => name === "ReceivablePaid");
    const events = evidence.events.map((event) => {
      return event === last ? { ...event, timestamp: BigInt(event.timestamp ?? 0) + 86_400n } : event;
    });
    expect((await judge({ events })).miscalculated).to.have.length(1);
  });

  it("finds a word that differs from what follows of the events", async () => {
    const events = tampered(evidence.events, "DisputeResolved", ({ amount = 0n }) => ({ disputed: amount }));
    const proof = await judge({ events });
    expect(proof.findings).not.to.deep.equal([]);
    expect(proof.differing).not.to.deep.equal([]);
  });

  it("rests on documents that nobody finds by guessing: the same invoice never has the same root twice", async () => {
    const [scene] = STORY;
    if (scene === undefined) throw new Error("the story has no scene");
    const [one, other] = [await importInvoice(world, scene.invoice), await importInvoice(world, scene.invoice)];
    expect(one.receivable.document).not.to.equal(other.receivable.document);
  });
});
