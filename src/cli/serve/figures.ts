/** How the index fares, for Prometheus: an alarm is a rule over these. */
import { Gauge } from "prom-client";
import type { Registry } from "prom-client";
import type { IndexStatus } from "../../indexer/status.ts";

/** Registers figures that are read whenever somebody asks for them. */
export function registerIndexFigures(metrics: Registry, status: () => IndexStatus): void {
  const figures: readonly (readonly [name: string, help: string, read: (now: IndexStatus) => number | undefined])[] = [
    ["leading", "1 while this process writes the index.", ({ role }) => Number(role === "leading")],
    ["stopped", "1 when the index has stopped and somebody must look.", ({ stopped }) => Number(stopped !== undefined)],
    ["faulty", "1 while the index waits for a fault to pass.", ({ fault }) => Number(fault !== undefined)],
    ["lag_blocks", "Blocks between the chain's latest and the last in the tables.", ({ lagBlocks }) => lagBlocks],
    ["latest_block", "The latest block of the chain.", ({ heads }) => heads?.latest.number],
    ["safe_block", "The chain's last safe block.", ({ heads }) => heads?.safe.number],
    ["final_block", "The chain's last final block.", ({ heads }) => heads?.finalized.number],
    ["verified_blocks", "Blocks proven complete since the start.", ({ verified }) => verified],
    ["reorganisations", "Times that blocks were dropped since the start.", ({ reorganisations: r }) => r.count],
    ["deepest_reorganisation", "The most blocks dropped at once.", ({ reorganisations: r }) => r.deepest],
  ];
  for (const [name, help, read] of figures) {
    new Gauge({
      name: `countersign_index_${name}`,
      help,
      registers: [metrics],
      collect() {
        const value = read(status());
        if (value === undefined) this.reset();
        else this.set(value);
      },
    });
  }
}
