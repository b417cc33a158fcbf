import { createPublicClient, decodeEventLog } from "viem";
import { directoryAbi, ledgerAbi } from "../../../generated/abi.ts";
import { fold } from "../../audit/fold.ts";
import type { AuditEvent } from "../../audit/fold.ts";
import { expectedWords } from "../../audit/words.ts";
import type { Addresses } from "../../chain/addresses.ts";
import type { LocalChain } from "../localChain.ts";

/** What an auditor found who has the chain and nothing else. */
export interface Proof {
  readonly events: number;
  /** Storage words that follow from the events. */
  readonly words: number;
  /** Slots whose word on the chain is another one. */
  readonly differing: readonly string[];
  /** Events that cannot be true after those before them. */
  readonly findings: readonly string[];
}

/** Folds the chain's logs with the auditor's own code and compares every word with the chain's storage. */
export async function prove(chain: LocalChain, addresses: Addresses): Promise<Proof> {
  const events = await readLogs(chain, addresses);
  const { state, findings } = fold(events, addresses);
  const expected = expectedWords(state);
  const differing: string[] = [];
  for (const [slot, word] of expected) {
    if (BigInt(await chain.storageAt(addresses.ledger, slot)) !== BigInt(word)) differing.push(slot);
  }
  const contradictions = findings.map(({ kind, about }) => `${kind}: ${about}`);
  return { events: events.length, words: expected.size, differing, findings: contradictions };
}

async function readLogs(chain: LocalChain, { ledger, directory, block }: Addresses): Promise<readonly AuditEvent[]> {
  const reader = createPublicClient({ transport: chain.transport });
  const logs = await reader.getLogs({ address: [ledger, directory], fromBlock: BigInt(block) });
  return logs.map((log) => {
    const abi = log.address.toLowerCase() === ledger.toLowerCase() ? ledgerAbi : directoryAbi;
    const { eventName, args } = decodeEventLog({ abi, topics: log.topics, data: log.data });
    return { name: eventName, args, address: log.address, blockNumber: log.blockNumber, logIndex: log.logIndex };
  });
}
