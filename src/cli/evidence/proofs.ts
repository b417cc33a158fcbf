/** The events of evidence: those that the proofs of its blocks show, beside those that the gateway told. */
import { decodeCollectionLogs, decodeLogs, decodeStatementLogs } from "../../chain/logs.ts";
import type { RawLog } from "../../chain/logs.ts";
import { ChainDataError } from "../../chain/parameters.ts";
import { provenBlock, UnprovenError } from "../../chain/receiptProof.ts";
import type { ProvenBlock } from "../../chain/receiptProof.ts";
import { canonicalJson } from "../../documents/evidence/manifest.ts";
import type { EvidenceFile, EvidenceManifest } from "../../documents/evidence/manifest.ts";
import type { Hex } from "../../domain/receivable.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import { evidenceBlock, evidenceEvents } from "../../wire/evidence.ts";
import { fails, holds, unknown, WHOLE } from "./findings.ts";
import type { Finding } from "./findings.ts";
import type { Pack } from "./pack.ts";

/** An event of the receivable or of a statement, with what is known of its place. */
export interface FoundEvent {
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly contract: string;
  readonly block: number;
  /** Its order in the block: of an event that is proven, by receipt and log; else as it was told. */
  readonly order: number;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly isProven: boolean;
}

export interface FoundEvents {
  readonly events: readonly FoundEvent[];
  /** Those whose receipts are proven; to be compared with a node, by their hashes. */
  readonly blocks: readonly Pick<ProvenBlock, "number" | "hash">[];
  readonly findings: readonly Finding[];
}

/** Logs of one receipt are in one stretch of the order. */
const LOGS_OF_A_RECEIPT = 2 ** 20;

export function eventsIn(pack: Pack): FoundEvents {
  const { manifest } = pack;
  const findings: Finding[] = [];
  const blocks = new Map<number, ProvenBlock>();
  for (const file of pack.of("block")) {
    const block = blockIn(pack, file, findings);
    if (block !== undefined) blocks.set(block.number, block);
  }
  const [file] = pack.of("events");
  if (file === undefined)
    return { events: [], blocks: [], findings: [...findings, fails(WHOLE, "it tells no events")] };
  const told = pack.read(file, evidenceEvents).map((event): ToldEvent => {
    const timestamp = Date.parse(event.at) / 1000;
    return { ...event, order: event.logIndex, timestamp, isProven: false };
  });
  const statements = new Set(
    told.flatMap(({ contract, values }) => (contract === manifest.statements ? [values["id"]] : [])),
  );
  const proven = [...blocks.values()].flatMap((block) => provenEvents(manifest, block, statements, findings));
  for (const block of blocks.values()) compare(file.path, block, told, proven, findings);
  const unproven = told.filter(({ block }) => !blocks.has(block));
  if (unproven.length > 0) {
    findings.push(unknown(file.path, `${unproven.length} of ${told.length} events have no proof, and are as told`));
  }
  const events = [...proven, ...unproven].sort((one, other) => one.block - other.block || one.order - other.order);
  return { events, blocks: [...blocks.values()].map(({ number, hash }) => ({ number, hash })), findings };
}

type ToldEvent = FoundEvent & { readonly blockHash: Hex };

function blockIn(pack: Pack, file: EvidenceFile, findings: Finding[]): ProvenBlock | undefined {
  const evidence = pack.read(file, evidenceBlock);
  try {
    const block = provenBlock(evidence);
    if (file.path !== `chain/block-${block.number}.json`) throw new UnprovenError(`it is block ${block.number}`);
    const count = block.receipts.size;
    findings.push(holds(file.path, `${count} receipts are proven to be of the block with the hash ${block.hash}`));
    return block;
  } catch (error) {
    if (!(error instanceof UnprovenError)) throw error;
    findings.push(fails(file.path, error.message));
    return undefined;
  }
}

/** The events about the receivable, and those of the statements that are told of, among a block's proven receipts. */
function provenEvents(
  manifest: EvidenceManifest,
  block: ProvenBlock,
  statements: ReadonlySet<unknown>,
  findings: Finding[],
): FoundEvent[] {
  const { ledger, directory, statements: contract, collections, lineage } = manifest;
  const ids = new Set<unknown>(lineage);
  const place = { blockNumber: block.number, blockHash: block.hash, transactionHash: ZERO_HASH };
  const logs = [...block.receipts].flatMap(([index, receipt]) =>
    receipt.map((log, place_): RawLog => ({ ...log, ...place, logIndex: index * LOGS_OF_A_RECEIPT + place_ })),
  );
  try {
    const decoded = [
      ...decodeLogs({ ledger, directory }, logs).filter(({ event }) => "id" in event && ids.has(event.id)),
      ...(contract === null ? [] : decodeStatementLogs(contract, logs)).filter(
        ({ event }) => "id" in event && statements.has(event.id),
      ),
      ...(collections === null ? [] : decodeCollectionLogs(collections, logs)).filter(
        ({ event }) => "id" in event && ids.has(event.id),
      ),
    ];
    return decoded.map(({ event: { name, ...values }, at }) => ({
      ...{ name, values, contract: at.address, block: block.number, order: at.logIndex },
      ...{ timestamp: block.timestamp, isProven: true },
    }));
  } catch (error) {
    if (!(error instanceof ChainDataError)) throw error;
    findings.push(fails(`chain/block-${block.number}.json`, error.message));
    return [];
  }
}

/** What was told of a proven block must be what its receipts hold: every event, in their order, and none beside. */
function compare(
  path: string,
  { number, hash }: ProvenBlock,
  told: readonly ToldEvent[],
  proven: readonly FoundEvent[],
  findings: Finding[],
): void {
  const here = told.filter(({ block }) => block === number);
  const shown = proven.filter(({ block }) => block === number).toSorted((one, other) => one.order - other.order);
  const textOf = ({ name, contract, timestamp, values }: FoundEvent): string =>
    Buffer.from(canonicalJson({ name, contract, timestamp, values })).toString();
  const isSame =
    here.length === shown.length &&
    here.every((event, index) => {
      const other = shown[index];
      return event.blockHash === hash && other !== undefined && textOf(event) === textOf(other);
    });
  if (isSame) findings.push(holds(path, `the ${here.length} events of block ${number} are those of its receipts`));
  else findings.push(fails(path, `the events of block ${number} are not those of its proven receipts`));
}
