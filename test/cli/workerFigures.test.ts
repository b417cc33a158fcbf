import { expect } from "chai";
import { Registry } from "prom-client";
import { registerIndexFigures, registerRelayFigures } from "../../src/cli/serve/figures.ts";
import { createBoard } from "../../src/indexer/status.ts";
import { createBoard as createRelayBoard } from "../../src/relayer/status.ts";

const HASH = `0x${"11".repeat(32)}` as const;

/** The figures that a registry tells, by their names. */
async function figuresOf(metrics: Registry): Promise<ReadonlyMap<string, string>> {
  const lines = (await metrics.metrics()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(lines.map((line) => line.split(" ") as [string, string]));
}

describe("Figures of the workers", () => {
  it("leave out what a process that waits does not know, rather than call it 0", async () => {
    const metrics = new Registry();
    const [index, relays] = [createBoard(), createRelayBoard(`0x${"aa".repeat(20)}`)];
    registerIndexFigures(metrics, () => index.read());
    registerRelayFigures(metrics, () => relays.read());
    index.role("waiting");
    index.cursor({
      folded: { number: 7, hash: HASH },
      safe: { number: 5, hash: HASH },
      final: { number: 3, hash: HASH },
      basis: "tags",
    });
    relays.set({ role: "waiting" });
    const waiting = await figuresOf(metrics);
    for (const name of ["index_lag_blocks", "index_latest_block", "relayer_balance_ether"]) {
      expect(waiting.has(`countersign_${name}`), name).to.equal(false);
    }
    expect(waiting.get("countersign_index_leading")).to.equal("0");
    relays.set({ role: "leading", balance: 5n * 10n ** 17n });
    expect((await figuresOf(metrics)).get("countersign_relayer_balance_ether")).to.equal("0.5");
    relays.set({ role: "waiting" });
    expect((await figuresOf(metrics)).has("countersign_relayer_balance_ether")).to.equal(false);
  });
});
