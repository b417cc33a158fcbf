/** The chain below a block that a test made, as the tables are compared with it. */
import { followedContracts } from "../../../src/chain/addresses.ts";
import type { Addresses } from "../../../src/chain/addresses.ts";
import type { Canon, CanonicalEvent } from "../canonical.ts";
import { decoded, deskOpenedBy } from "../canonical.ts";
import type { ModelBlock } from "./blocks.ts";
import { ancestorOf, lineOf } from "./chain.ts";
import type { ModelChain } from "./chain.ts";

export function canonBelow({ addresses }: ModelChain, head: ModelBlock): Canon {
  return {
    addresses,
    events(to) {
      // Desks are read from the moment they are opened.
      const ours = new Set<string>(followedContracts(addresses));
      const line = lineOf(ancestorOf(head, to) ?? head);
      return Promise.resolve(line.flatMap((block) => eventsIn(block, ours, addresses)));
    },
    block(number) {
      const block = ancestorOf(head, number);
      if (block === undefined) throw new Error(`there is no block ${number} below ${head.number}`);
      const { hash, parentHash, timestamp } = block;
      return Promise.resolve({ hash, parentHash, timestamp });
    },
  };
}

function eventsIn(block: ModelBlock, ours: Set<string>, addresses: Addresses): readonly CanonicalEvent[] {
  const all = block.transactions.flatMap(({ hash, logs, instant }) => logs.map((log) => ({ hash, log, instant })));
  return all.flatMap(({ hash, log, instant }, logIndex) => {
    if (!ours.has(log.address)) return [];
    const desk = deskOpenedBy(log, addresses);
    if (desk !== undefined) ours.add(desk);
    const place = { address: log.address, blockNumber: block.number, blockHash: block.hash, logIndex };
    // The auditor reckons with the day on which the ledger wrote it.
    return [{ ...decoded(log, addresses), ...place, timestamp: instant, transactionHash: hash }];
  });
}
