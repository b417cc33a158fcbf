/** The whole check of an archive of evidence, without a network. */
import { EvidenceError } from "../../documents/evidence/manifest.ts";
import { contentHash, issuedSubject } from "../../domain/messages.ts";
import type { Hex } from "../../domain/receivable.ts";
import { checkDocuments, checkTerms, commitmentsIn, termsIn } from "./agreed.ts";
import { fails, holds, unknown, WHOLE } from "./findings.ts";
import type { Finding } from "./findings.ts";
import { checkOpenings } from "./openings.ts";
import { openPack } from "./pack.ts";
import type { Pack } from "./pack.ts";
import { eventsIn } from "./proofs.ts";
import type { FoundEvent } from "./proofs.ts";
import { auditOf, checkInterest, standingOf } from "./reckoning.ts";
import { checkConsents, checkContracts } from "./signatures.ts";

export interface Checked {
  readonly findings: readonly Finding[];
  /** Undefined of an archive that cannot be read. */
  readonly pack: Pack | undefined;
  readonly blocks: readonly { readonly number: number; readonly hash: Hex }[];
  /** Whether every event has a proof. */
  readonly isProven: boolean;
}

/** Never throws for anything that is in the archive. */
export async function checkEvidence(archive: Uint8Array): Promise<Checked> {
  let pack: Pack | undefined;
  try {
    pack = openPack(archive);
    return { pack, ...(await checkAll(pack)) };
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return {
      pack,
      blocks: [],
      isProven: false,
      findings: [fails(error.file, error.message.slice(error.file.length + 2))],
    };
  }
}

async function checkAll(pack: Pack): Promise<Omit<Checked, "pack">> {
  const { manifest } = pack;
  const { events, blocks, findings: ofProofs } = eventsIn(pack);
  const opened = termsIn(pack);
  const { audit, findings: ofFold } = auditOf(pack, events, opened);
  const commitments = commitmentsIn(events, audit.state);
  const header = audit.state.receivables.get(manifest.receivable)?.header;
  const pair = { supplier: header?.supplier ?? "0x", buyer: header?.buyer ?? "0x" };
  const findings = [
    holds(WHOLE, `all ${manifest.files.length} files are those of the manifest, byte for byte`),
    ...ofProofs,
    ...ofFold,
    standingOf(pack, audit),
    ...checkTerms(opened, manifest.lineage, commitments),
    ...(await checkDocuments(pack, opened)),
    ...(await checkConsents(pack, commitments, subjectsOf(commitments, events))),
    ...(await checkContracts(pack, pair)),
    ...pack.of("orders").map(({ path }) => unknown(path, "it is from the books of one side")),
    ...checkOpenings(pack, events),
    ...checkInterest(pack, audit),
    ...beyond(pack),
  ];
  return { findings, blocks, isProven: events.length > 0 && events.every((event) => event.isProven) };
}

/** What leaves of signed roots may be of: a commitment, or for an issue what it makes with the sealed content. */
function subjectsOf(commitments: ReadonlySet<string>, events: readonly FoundEvent[]): ReadonlySet<string> {
  const contents = new Set([contentHash(undefined)]);
  for (const { values } of events) {
    if (typeof values["content"] === "string") contents.add(contentHash(values["content"] as Hex));
  }
  const issued = [...commitments].flatMap((one) => [...contents].map((content) => issuedSubject(one as Hex, content)));
  return new Set([...commitments, ...issued]);
}

/** What no archive can prove of itself. */
function beyond(pack: Pack): Finding[] {
  const { manifest } = pack;
  const { asOf, missing, chainId } = manifest;
  return [
    ...missing.map(({ kind, about, why }) => unknown(WHOLE, `not here, ${kind} ${about}: ${why}`)),
    ...(pack.of("block").length === 0
      ? []
      : [
          unknown(
            "chain/",
            `whether chain ${chainId} holds these blocks: compare their hashes with a node or the other side`,
          ),
        ]),
    unknown(WHOLE, `whether more happened, before or after block ${asOf?.block ?? 0}: ask a node or the other side`),
    unknown("events.json", "the hashes of the transactions and the places of the logs, which are as told"),
    unknown(
      "manifest.json",
      `who made the archive, and when; it says for ${manifest.organisation} at ${manifest.made}`,
    ),
  ];
}
