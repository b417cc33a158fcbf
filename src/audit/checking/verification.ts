/**
 * A whole audit of a ledger by one provider, a second one beside it, and the word of a gateway that is believed
 * nothing: reading, folding, comparing storage, comparing what is said.
 */
import { createBlockReader } from "../../chain/blocks.ts";
import type { BlockReader } from "../../chain/blocks.ts";
import type { Block } from "../../chain/blocksReading.ts";
import { createRpc } from "../../chain/rpc.ts";
import type { Rpc } from "../../chain/rpc.ts";
import { fold } from "../fold.ts";
import type { Audit, Audited } from "../fold.ts";
import type { Hex } from "../hashing.ts";
import { contractReader } from "./contract.ts";
import type { Difference } from "./difference.ts";
import { sorted } from "./difference.ts";
import { asKnown } from "./asking.ts";
import { Gathering } from "./gathering.ts";
import type { Depth } from "./gathering.ts";
import type { GatewayWord } from "./gatewayWord.ts";
import { judgeGateway } from "./judging.ts";
import { anotherStart, compareProviders, differenceOfFinding, saidBlocks } from "./surroundings.ts";
import { NoLedger } from "./noLedger.ts";
import { checkStorage } from "./storage.ts";

export interface AuditPlace {
  /** JSON-RPC of a node, http or https. */
  readonly rpc: string;
  /** Another one to compare block hashes with; empty for none. */
  readonly second: string;
  readonly ledger: Hex;
  /** Where reading begins: a block before which the ledger was not there. */
  readonly from: number;
  readonly depth: Depth | "auto";
}

export type Stage = "opening" | "reading" | "folding" | "storage" | "comparing";

export interface Progress {
  readonly stage: Stage;
  readonly done: number;
  readonly of: number;
  readonly events: number;
}

export interface Verdict {
  readonly chainId: number;
  readonly ledger: string;
  readonly directory: string;
  readonly from: number;
  readonly to: number;
  readonly hash: string;
  /** Up to this block the provider calls the chain final. */
  readonly final: number;
  readonly depth: Depth;
  readonly providers: readonly string[];
  readonly counts: Readonly<Record<Count, number>>;
  readonly milliseconds: { readonly reading: number; readonly folding: number };
  readonly differences: readonly Difference[];
}

export type Count =
  | "headers"
  | "receipts"
  | "events"
  | "receivables"
  | "sealed"
  | "words"
  | "rows"
  | "details"
  | "fields"
  | "blocksOfSecond";

type Tell = (progress: Progress) => void;

/** So many headers are read in a matter of seconds. */
const MOST_HEADERS = 5_000;

interface Opened {
  readonly reader: BlockReader;
  readonly rpc: Rpc;
  readonly chainId: number;
  readonly where: Audited;
  readonly target: Block;
  readonly final: number;
  readonly depth: Depth;
  readonly gathering: Gathering;
}

/** One audit, whose reading goes on where it was broken off. */
export class Verification {
  readonly #place: AuditPlace;
  #opened: Opened | undefined;
  #reading = 0;

  constructor(place: AuditPlace) {
    this.#place = place;
  }

  /** @throws ChainReadError, NoLedger, TypeError; it may be called again */
  async run(word: GatewayWord | undefined, tell: Tell, signal: AbortSignal): Promise<Verdict> {
    const opened = (this.#opened ??= await this.#open(tell, signal));
    await this.#read(opened, tell, signal);
    return this.#judge(opened, word, tell, signal);
  }

  async #open(tell: Tell, signal: AbortSignal): Promise<Opened> {
    tell({ stage: "opening", done: 0, of: 1, events: 0 });
    const { rpc: url, ledger, from, depth } = this.#place;
    const rpc = createRpc({ url });
    const finding = createBlockReader({ rpcs: [rpc], addresses: [ledger], attempts: 2 });
    const chainId = await finding.chainId(signal);
    const { latest, finalized } = await finding.heads(signal);
    const directory = await contractReader(rpc, latest.number).directoryOf(ledger, signal);
    if (directory === undefined) throw new NoLedger(`no ledger answers at ${ledger} on chain ${chainId}`);
    const where = { ledger: ledger.toLowerCase() as Hex, directory };
    const reader = createBlockReader({ rpcs: [rpc], chainId, addresses: [where.ledger, directory], attempts: 2 });
    // One question first: those to come need not all make sure of the chain.
    await reader.block(Math.min(from, latest.number), signal);
    const blocks = latest.number - from + 1;
    const chosen = depth === "auto" ? (blocks > MOST_HEADERS ? "logs" : "headers") : depth;
    const gathering = new Gathering(reader, where, from, chosen);
    return { reader, rpc, chainId, where, target: latest, final: finalized.number, depth: chosen, gathering };
  }

  async #read({ gathering, target }: Opened, tell: Tell, signal: AbortSignal): Promise<void> {
    const { from } = this.#place;
    while (gathering.gathered.next <= target.number) {
      const { next, events } = gathering.gathered;
      tell({ stage: "reading", done: next - from, of: target.number - from + 1, events: events.length });
      const before = performance.now();
      await gathering.step(target.number, signal);
      this.#reading += performance.now() - before;
    }
  }

  async #judge(opened: Opened, word: GatewayWord | undefined, tell: Tell, signal: AbortSignal): Promise<Verdict> {
    const { reader, rpc, where, target, gathering } = opened;
    const { events, hashes, headers, receipts } = gathering.gathered;
    const telling = (stage: Stage, done = 0, of = 1): void => tell({ stage, done, of, events: events.length });
    telling("folding");
    const before = performance.now();
    const audit = fold(events, where);
    const folding = performance.now() - before;
    const contracts = contractReader(rpc, target.number);
    const { ledger } = where;
    const stored = await checkStorage(
      { contracts, ledger, block: target.number },
      audit.state,
      (done, of) => telling("storage", done, of),
      signal,
    );
    telling("comparing");
    const audits = new Map<number, Audit>([[target.number, audit]]);
    const auditAt = (block: number): Audit => {
      const known = audits.get(block);
      if (known !== undefined) return known;
      const at = fold(
        events.filter(({ blockNumber }) => Number(blockNumber) <= block),
        where,
      );
      audits.set(block, at);
      return at;
    };
    const asked = await asKnown(contracts, audit.state, signal);
    const judged = word && judgeGateway(word, { to: target.number, auditAt, events, ...asked });
    const second = await compareProviders(this.#place.second, { ...opened, hashes }, signal);
    const around = [
      ...(await anotherStart(rpc, where, this.#place.from, signal)),
      ...(word === undefined ? [] : await saidBlocks(reader, word, target.number, signal)),
    ];
    const found = audit.findings.map(differenceOfFinding);
    return {
      ...{ chainId: opened.chainId, ledger, directory: where.directory, from: this.#place.from },
      ...{ to: target.number, hash: target.hash, final: opened.final, depth: opened.depth },
      providers: [rpc.name, ...second.providers],
      counts: {
        ...{ headers, receipts, events: events.length, words: stored.words, blocksOfSecond: second.blocks },
        receivables: audit.state.receivables.size,
        sealed: [...audit.state.receivables.values()].filter(({ terms }) => terms === undefined).length,
        ...{ rows: judged?.rows ?? 0, details: judged?.details ?? 0, fields: judged?.fields ?? 0 },
      },
      milliseconds: { reading: Math.round(this.#reading), folding: Math.round(folding) },
      differences: sorted([
        ...found,
        ...stored.differences,
        ...(judged?.differences ?? []),
        ...second.differences,
        ...around,
      ]),
    };
  }
}
