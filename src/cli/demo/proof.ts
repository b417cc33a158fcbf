import { createPublicClient, decodeEventLog } from "viem";
import { directoryAbi, ledgerAbi } from "../../../generated/abi.ts";
import type { Finding } from "../../audit/findings.ts";
import { fold } from "../../audit/fold.ts";
import type { AuditEvent } from "../../audit/fold.ts";
import { expectedWords } from "../../audit/words.ts";
import type { Addresses } from "../../chain/addresses.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { LocalChain } from "../localChain.ts";
import { recompute } from "./recompute.ts";

/** What an auditor reads on a chain, and nothing else. */
export interface Evidence {
  /** Of ledger and directory, in the order of the chain, with the times of their blocks. */
  readonly events: readonly AuditEvent[];
  /** Slots that any transaction wrote since the ledger was deployed, in whatever contract. */
  readonly written: ReadonlySet<Hex>;
  /** What the ledger holds in a slot. */
  readonly storageAt: (slot: Hex) => Promise<Hex>;
}

/** What an auditor found who has the chain and nothing else. */
export interface Proof {
  readonly events: number;
  /** Storage words that follow from the events. */
  readonly words: number;
  /** Slots whose word on the chain is another one. */
  readonly differing: readonly string[];
  /** Slots that were written since the deployment, those of other contracts among them. */
  readonly written: number;
  /** Those where the ledger holds something that no event accounts for. */
  readonly unaccounted: readonly string[];
  /** Payments, receipts and their returns, credits and waivers that were reckoned anew from the agreed terms. */
  readonly settlements: number;
  /** Sums that come out otherwise. */
  readonly miscalculated: readonly string[];
  /** Events that cannot be true after those before them, for another reason. */
  readonly findings: readonly string[];
}

/** Reads everything that a proof needs from a chain. */
export async function gather(chain: LocalChain, { ledger, directory, block }: Addresses): Promise<Evidence> {
  const reader = createPublicClient({ transport: chain.transport });
  const logs = await reader.getLogs({ address: [ledger, directory], fromBlock: BigInt(block) });
  const instants = new Map<bigint, bigint>();
  for (const blockNumber of new Set(logs.map((log) => log.blockNumber))) {
    instants.set(blockNumber, (await reader.getBlock({ blockNumber })).timestamp);
  }
  const events = logs.map(({ address, topics, data, blockNumber, logIndex }): AuditEvent => {
    const abi = address.toLowerCase() === ledger.toLowerCase() ? ledgerAbi : directoryAbi;
    const { eventName, args } = decodeEventLog({ abi, topics, data });
    const timestamp = instants.get(blockNumber);
    return { name: eventName, args, address, blockNumber, logIndex, ...(timestamp === undefined ? {} : { timestamp }) };
  });
  const storageAt = (slot: Hex): Promise<Hex> => chain.storageAt(ledger, slot);
  return { events, written: await chain.writtenSlots(block), storageAt };
}

/**
 * Judges by the auditor's own code alone: folds the events, reckoning every settlement anew from the terms that were
 * agreed at its time, compares every word with the chain's storage, and looks for words that no event accounts for.
 */
export async function prove(evidence: Evidence, addresses: Addresses): Promise<Proof> {
  const { events, written, storageAt } = evidence;
  const audit = fold(events, addresses);
  const expected = expectedWords(audit.state);
  const differing: string[] = [];
  for (const [slot, word] of expected) if (BigInt(await storageAt(slot)) !== BigInt(word)) differing.push(slot);
  const unaccounted: string[] = [];
  for (const slot of written) {
    // A slot of another contract is empty here, and so is one of the ledger's that was cleared.
    if (!expected.has(slot) && BigInt(await storageAt(slot)) !== 0n) unaccounted.push(slot);
  }
  const { settlements, miscalculated, contradictions } = recompute(events, audit);
  return {
    events: events.length,
    words: expected.size,
    differing,
    written: written.size,
    unaccounted,
    settlements,
    miscalculated: miscalculated.map(sentenceOf),
    findings: contradictions.map(sentenceOf),
  };
}

function sentenceOf({ kind, event, about, found, expected, blockNumber }: Finding): string {
  const where = blockNumber === undefined ? "" : ` in block ${blockNumber}`;
  return `${kind}, ${event}${where}, ${about}: ${found}, but reckoned ${expected}`;
}

/** Whether the chain tells the truth. */
export function isSound({ differing, unaccounted, miscalculated, findings }: Proof): boolean {
  return [differing, unaccounted, miscalculated, findings].every(({ length }) => length === 0);
}

/** The proof in sentences. */
export function describeProof(proof: Proof): string {
  const { differing, unaccounted, miscalculated, findings } = proof;
  return [
    "An auditor who has the chain alone, and code of its own,",
    `- folds ${proof.events} events: ${findings.length} contradict what was before them;`,
    `- derives ${proof.words} storage words from them: ${differing.length} differ from the ledger's;`,
    `- looks up all ${proof.written} slots that any transaction wrote: ` +
      `${unaccounted.length} hold what no event accounts for;`,
    `- reckons ${proof.settlements} payments, receipts and credits anew, principal, discount and charges: ` +
      `${miscalculated.length} come out otherwise.`,
  ].join("\n");
}
