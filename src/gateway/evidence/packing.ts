/** Evidence as an archive: every file of it, and a manifest that says what each is and what could not be given. */
import { ChainReadError } from "../../chain/rpcErrors.ts";
import { MOST_ARCHIVE_BYTES, writeArchive } from "../../documents/evidence/archive.ts";
import {
  canonicalJson,
  EVIDENCE_FORM,
  hashFile,
  MANIFEST,
  MANIFEST_HASH,
  sha256,
} from "../../documents/evidence/manifest.ts";
import type {
  EvidenceFile,
  EvidenceKind,
  EvidenceManifest,
  MissingEvidence,
} from "../../documents/evidence/manifest.ts";
import type { DocumentKind } from "../../domain/documentKinds.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { originalOf } from "../../store/documents.ts";
import { frameContractHash, frameContractMessage, canonicalText } from "../contracts/message.ts";
import type { FrameContractBody } from "../contracts/message.ts";
import { signingDomain } from "../../domain/messages.ts";
import type { GatewayDeps } from "../deps.ts";
import { typedData } from "../intents/showing.ts";
import { shownInstant } from "../receivables/showing.ts";
import { consentsOf } from "./consents.ts";
import { interestOn } from "./interest.ts";
import { readEvidence } from "./reading.ts";
import type { Evidence } from "./reading.ts";

/** Blocks whose proofs are asked of the node; a receivable with more has a history that no court reads. */
const MOST_BLOCKS = 300;
const AT_ONCE = 4;
const JSON_TYPE = "application/json";
const DOCUMENTS_SHARE = 2;

/** Puts files together, and notes what is missing. */
class Packing {
  readonly files = new Map<string, Uint8Array>();
  readonly listed: EvidenceFile[] = [];
  readonly missing: MissingEvidence[] = [];
  #bytes = 0;

  add(path: string, kind: EvidenceKind, content: Uint8Array, mediaType = JSON_TYPE): void {
    this.files.set(path, content);
    this.listed.push({ path, kind, mediaType, bytes: content.length, sha256: sha256(content) });
    this.#bytes += content.length;
  }

  addJson(path: string, kind: EvidenceKind, value: unknown): void {
    this.add(path, kind, canonicalJson(value));
  }

  lack(kind: EvidenceKind, about: string, why: string): void {
    this.missing.push({ kind, about, why });
  }

  /** Whether so many bytes more leave room for what the chain proves. */
  hasRoom(bytes: number): boolean {
    return this.#bytes + bytes <= MOST_ARCHIVE_BYTES / DOCUMENTS_SHARE;
  }
}

/** The archive; undefined if there is no such receivable, or the organisation takes no part in it. */
export async function packEvidence(deps: GatewayDeps, reader: Address, id: Hex): Promise<Uint8Array | undefined> {
  const evidence = await readEvidence(deps.database, reader, id);
  if (evidence === undefined) return undefined;
  const packing = new Packing();
  addTerms(packing, evidence, deps.now());
  addContracts(packing, evidence, deps);
  addOrders(packing, evidence);
  for (const { name, ...consent } of await consentsOf(deps, reader, evidence.own)) {
    packing.addJson(`consents/${name}.json`, "consent", consent);
  }
  await addDocuments(packing, evidence, deps);
  addEvents(packing, evidence);
  addOpenings(packing, evidence);
  await addBlocks(packing, evidence, deps);
  return sealed(packing, evidence, reader, deps);
}

function addTerms(packing: Packing, evidence: Evidence, now: number): void {
  const { opened, sealed, id, stored } = evidence;
  for (const { commitment, receivable, documentSecret } of opened) {
    packing.addJson(`terms/${commitment.slice(2)}.json`, "terms", { commitment, receivable, documentSecret });
  }
  for (const one of sealed) packing.lack("terms", one, "its terms are sealed, and this gateway cannot open them");
  const current = opened.find(({ commitment }) => commitment === stored.state.commitment);
  const interest = interestOn(evidence, current?.receivable.terms, now);
  if (interest === undefined) packing.lack("interest", id, "nothing can fall due, or the terms are unknown here");
  else packing.addJson("interest.json", "interest", interest);
}

function addContracts(packing: Packing, { contracts }: Evidence, { addresses }: GatewayDeps): void {
  const domain = signingDomain(addresses.chainId, addresses.ledger);
  for (const contract of contracts) {
    // Only what was proposed here is in the table.
    const body = contract.body as FrameContractBody;
    packing.addJson(`contracts/${contract.id}.json`, "contract", {
      ...{ id: contract.id, text: canonicalText(body), hash: frameContractHash(domain, body) },
      typedData: typedData(frameContractMessage(body), addresses),
      signatures: contract.signatures.map(({ organisation, signer, power, signature }) => ({
        ...{ organisation, signer, power, signature },
      })),
    });
  }
}

function addOrders(packing: Packing, { orders }: Evidence): void {
  const { orderLines, receiptLines } = orders;
  if (orderLines.length + receiptLines.length > 0) packing.addJson("orders.json", "orders", orders);
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  ...{ "application/xml": "xml", "text/xml": "xml", "application/pdf": "pdf", "application/ofd": "ofd" },
  ...{ "application/json": "json", "image/jpeg": "jpg", "image/png": "png", "text/csv": "csv", "text/plain": "txt" },
};

/** What whoever gave a document called it stands before its hash; nobody checks that. */
const PREFIXES: Readonly<Record<DocumentKind, string>> = {
  ...{ invoice: "invoice-", contract: "contract-", order: "order-", deliveryNote: "delivery-note-" },
  ...{ acceptance: "acceptance-", other: "" },
};

async function addDocuments(packing: Packing, { documents }: Evidence, { database }: GatewayDeps): Promise<void> {
  for (const [hash, kind] of documents) {
    const original = await originalOf(database, hash);
    if (original === undefined || original.bytes === null) packing.lack("document", hash, "it was erased here");
    else if (!packing.hasRoom(original.bytes.length)) packing.lack("document", hash, "it is too large for one archive");
    else {
      const name = `${kind === null ? "" : PREFIXES[kind]}${hash.slice(2)}`;
      const path = `documents/${name}.${EXTENSIONS[original.mediaType] ?? "bin"}`;
      packing.add(path, "document", original.bytes, original.mediaType);
    }
  }
}

type AnyEvent = Evidence["events"][number] | Evidence["statementEvents"][number] | Evidence["collectionEvents"][number];

function eventsOf({ events, statementEvents, collectionEvents }: Evidence): readonly AnyEvent[] {
  return [...events, ...statementEvents, ...collectionEvents];
}

function addEvents(packing: Packing, evidence: Evidence): void {
  const placed = eventsOf(evidence).toSorted(
    ({ at: one }, { at: other }) => one.blockNumber - other.blockNumber || one.logIndex - other.logIndex,
  );
  packing.addJson(
    "events.json",
    "events",
    placed.map(({ event: { name, ...values }, at, timestamp }) => ({
      ...{ name, contract: at.address, block: at.blockNumber, blockHash: at.blockHash },
      ...{ transaction: at.transactionHash, logIndex: at.logIndex, at: shownInstant(timestamp), values },
    })),
  );
}

function addOpenings(packing: Packing, { openings: { known, unknown } }: Evidence): void {
  for (const hash of unknown) packing.lack("openings", hash, "it was told to somebody else, or at another gateway");
  if (known.length === 0) return;
  const content = canonicalJson(known);
  if (packing.hasRoom(content.length)) packing.add("openings.json", "openings", content);
  else packing.lack("openings", "all", "they are too large for one archive");
}

async function addBlocks(packing: Packing, evidence: Evidence, { blockEvidence, logger }: GatewayDeps): Promise<void> {
  const byBlock = Map.groupBy(
    eventsOf(evidence).map(({ at }) => at),
    ({ blockHash }) => blockHash,
  );
  const blocks = [...byBlock].sort(([, [one]], [, [other]]) => (one?.blockNumber ?? 0) - (other?.blockNumber ?? 0));
  const prove = async ([hash, places]: (typeof blocks)[number]): Promise<void> => {
    const number = places[0]?.blockNumber ?? 0;
    if (blockEvidence === undefined) {
      packing.lack("block", `${number}`, "this gateway has no node to ask for proofs");
      return;
    }
    try {
      const transactions = new Set(places.map(({ transactionHash }) => transactionHash));
      packing.addJson(`chain/block-${number}.json`, "block", await blockEvidence(hash, [...transactions]));
    } catch (error) {
      if (!(error instanceof ChainReadError)) throw error;
      logger.warn({ block: number, error: error.message }, "a block could not be proven");
      packing.lack("block", `${number}`, "no node of this gateway gives proofs of it now: ask again later");
    }
  };
  for (const [, places] of blocks.slice(MOST_BLOCKS)) {
    packing.lack("block", `${places[0]?.blockNumber ?? 0}`, `only the first ${MOST_BLOCKS} blocks are proven`);
  }
  const wanted = blocks.slice(0, MOST_BLOCKS);
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    await Promise.all(wanted.slice(start, start + AT_ONCE).map(prove));
  }
}

function sealed(
  { files, listed, missing }: Packing,
  { id, lineage, cursor }: Evidence,
  organisation: Address,
  { addresses, now }: GatewayDeps,
): Uint8Array {
  const manifest: EvidenceManifest = {
    ...{ countersign: EVIDENCE_FORM, chainId: addresses.chainId },
    ledger: lower(addresses.ledger),
    directory: lower(addresses.directory),
    statements: addresses.statements === undefined ? null : lower(addresses.statements),
    collections: addresses.collections === undefined ? null : lower(addresses.collections),
    ...{ receivable: id, lineage, organisation, made: shownInstant(now()) },
    asOf: cursor === undefined ? null : { block: cursor.folded.number, blockHash: cursor.folded.hash },
    files: listed.toSorted(({ path: one }, { path: other }) => (one < other ? -1 : 1)),
    missing,
  };
  const content = canonicalJson(manifest);
  return writeArchive(new Map([...files, [MANIFEST, content], [MANIFEST_HASH, hashFile(content)]]));
}

function lower(address: Address): Address {
  return address.toLowerCase() as Address;
}
