/** How the workers fare, for Prometheus: an alarm is a rule over these. */
import { Gauge } from "prom-client";
import type { Registry } from "prom-client";
import type { IndexStatus } from "../../indexer/status.ts";
import type { RelayerStatus } from "../../relayer/status.ts";

type Figure<Status> = readonly [name: string, help: string, read: (now: Status) => number | undefined];

const INDEX: readonly Figure<IndexStatus>[] = [
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

const WEI_PER_ETHER = 1e18;

const RELAYS: readonly Figure<RelayerStatus>[] = [
  ["leading", "1 while this process sends.", ({ role }) => Number(role === "leading")],
  [
    "balance_ether",
    "What is left to pay for gas.",
    ({ balance }) => (balance === undefined ? undefined : Number(balance) / WEI_PER_ETHER),
  ],
  ["alarms", "What a person has to see to.", ({ alarms }) => alarms.length],
  ["queued", "Relays that wait to be signed.", ({ queued }) => queued],
  ["under_way", "Transactions that are in no block yet.", ({ underWay }) => underWay],
  ["faulty", "1 while the relayer waits for a fault to pass.", ({ fault }) => Number(fault !== undefined)],
];

/** The figures are read whenever somebody asks for them. */
export function registerIndexFigures(metrics: Registry, status: () => IndexStatus): void {
  for (const figure of INDEX) register(metrics, "index", figure, status);
}

export function registerRelayFigures(metrics: Registry, status: () => RelayerStatus): void {
  for (const figure of RELAYS) register(metrics, "relayer", figure, status);
}

function register<Status>(
  metrics: Registry,
  of: string,
  [name, help, read]: Figure<Status>,
  status: () => Status,
): void {
  new Gauge({
    name: `countersign_${of}_${name}`,
    help,
    registers: [metrics],
    collect() {
      const value = read(status());
      // What is not known is left out: a reset figure would say 0, which is a lag or a balance that somebody acts upon.
      if (value === undefined) this.remove();
      else this.set(value);
    },
  });
}
