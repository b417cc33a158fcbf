/** The chain below a block that a test made, as the tables are compared with it. */
import type { Canon, CanonicalEvent } from "../canonical.ts";
import { decoded } from "../canonical.ts";
import type { ModelBlock } from "./blocks.ts";
import { ancestorOf, lineOf } from "./chain.ts";
import type { ModelChain } from "./chain.ts";

export function canonBelow({ addresses }: ModelChain, head: ModelBlock): Canon {
  const ours = new Set<string>([addresses.ledger, addresses.directory]);
  return {
    addresses,
    events: (to) =>
      Promise.resolve(lineOf(ancestorOf(head, to) ?? head).flatMap((block) => eventsIn(block, ours, addresses.ledger))),
    block(number) {
      const block = ancestorOf(head, number);
      if (block === undefined) throw new Error(`there is no block ${number} below ${head.number}`);
      const { hash, parentHash, timestamp } = block;
      return Promise.resolve({ hash, parentHash, timestamp });
    },
  };
}

function eventsIn(block: ModelBlock, ours: ReadonlySet<string>, ledger: `0x${string}`): readonly CanonicalEvent[] {
  const all = block.transactions.flatMap(({ hash, logs, instant }) => logs.map((log) => ({ hash, log, instant })));
  return all.flatMap(({ hash, log, instant }, logIndex) => {
    if (!ours.has(log.address)) return [];
    const place = { address: log.address, blockNumber: block.number, blockHash: block.hash, logIndex };
    // The auditor reckons with the day on which the ledger wrote it.
    return [{ ...decoded(log, ledger), ...place, timestamp: instant, transactionHash: hash }];
  });
}
