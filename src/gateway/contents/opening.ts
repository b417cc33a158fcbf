/**
 * Opens what is sealed to this gateway, checks it against the commitment on the chain, and keeps it. What does not open
 * is noted as such, and one that is hostile never keeps the others waiting.
 */
import type { Logger } from "pino";
import { decodeContent, unseal } from "../../clients/sealing.ts";
import type { ViewingKeyPair } from "../../clients/sealingKeys.ts";
import { commitmentOf, termsHash } from "../../domain/commitment.ts";
import type { LedgerEvent, ReceivableIssued, ReceivableSealed } from "../../domain/events.ts";
import { EMPTY_LEDGER, fold } from "../../domain/fold.ts";
import { termsFault } from "../../domain/money.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { Agreement } from "../../domain/receivableState.ts";
import { eventsOf } from "../../store/chainTables.ts";
import { keepContent } from "../../store/contents.ts";
import type { Content } from "../../store/contents.ts";
import type { Database, Sql } from "../../store/database.ts";
import { keepUnopened, pendingOpenings, retryUnopened } from "../../store/openings.ts";
import type { PendingOpening, Unopened } from "../../store/openings.ts";
import { lineageOf } from "../../store/readModel.ts";

export interface OpeningDeps {
  readonly database: Database;
  /** Of this gateway. */
  readonly viewingKey: ViewingKeyPair;
  /** Unix seconds. */
  readonly now: () => number;
  readonly logger: Logger;
}

export interface OpeningCounts {
  readonly opened: number;
  /** Sealed to others, or damaged. */
  readonly sealed: number;
  /** Not what was committed to. */
  readonly false: number;
}

const NONE: OpeningCounts = { opened: 0, sealed: 0, false: 0 };
const MOST = 500;

/**
 * Opens the next receivables whose content nobody has tried, at most so many; to be called after the index moved, until
 * nothing is left. Any number of gateways may do so at once, and doing it again changes nothing.
 * @throws StoreError if the database fails; nothing else.
 */
export async function openContents(deps: OpeningDeps, limit = MOST): Promise<OpeningCounts> {
  const { database, viewingKey, logger } = deps;
  await retryUnopened(database, viewingKey.publicKey);
  const counts = { ...NONE };
  for (const pending of await pendingOpenings(database, limit)) {
    const found = await opened(database, pending, viewingKey);
    if ("fault" in found) {
      await keepUnopened(database, { ...pending, ...found, viewingKey: viewingKey.publicKey, tried: deps.now() });
      counts[found.outcome] += 1;
    } else {
      await keepContent(database, { ...pending, ...found, invoice: null, original: null, opened: deps.now() });
      counts.opened += 1;
    }
  }
  if (counts.false > 0) logger.warn({ ...counts }, "contents were opened; some are not what was committed to");
  return counts;
}

type Closed = Pick<Unopened, "outcome" | "fault">;
type Found = Pick<Content, "revision" | "receivable" | "documentSecret">;

/**
 * What is known of a receivable once the sealed terms that it began with are opened: its events are folded as if they
 * had been in the open, so that debit notes, acceleration and splits are derived as ever.
 */
async function opened(
  sql: Sql,
  { id, commitment }: PendingOpening,
  { secret }: ViewingKeyPair,
): Promise<Found | Closed> {
  const told: LedgerEvent[] = [];
  let documentSecret: Hex | null = null;
  for (const { event } of await eventsOf(sql, await lineageOf(sql, [id]))) {
    if (event.name !== "ReceivableSealed") {
      if ("id" in event) told.push(event);
      continue;
    }
    const issue = await unsealed(event, secret);
    if ("fault" in issue) return issue;
    told.push(issue.event);
    documentSecret = issue.documentSecret;
  }
  const agreed = fold(EMPTY_LEDGER, told).receivables.get(id)?.agreed;
  const receivable = agreed && openedOf(agreed);
  if (receivable === undefined || commitmentOf(receivable) !== commitment) {
    return { outcome: "false", fault: "what follows from the opened terms has another commitment" };
  }
  return { revision: receivable.header.revision, receivable, documentSecret };
}

function openedOf({ header, openTerms: terms, document }: Agreement): Found["receivable"] | undefined {
  return terms && { header, terms, document };
}

/** The issue as it would stand in the open. */
async function unsealed(
  event: ReceivableSealed,
  secret: Uint8Array,
): Promise<Closed | { readonly event: ReceivableIssued; readonly documentSecret: Hex | null }> {
  const unsealing = await unseal(event.content, secret);
  if (unsealing.kind === "others") return { outcome: "sealed", fault: "it is sealed to others" };
  if (unsealing.kind === "damaged") return { outcome: "sealed", fault: `it cannot be read: ${unsealing.fault}` };
  const { supplier, buyer, invoice, line, policy, revision, document } = event;
  const header = { supplier, buyer, invoice, line, policy, revision };
  const content = decodeContent(unsealing.content, { header, document });
  if (content === undefined) return { outcome: "false", fault: "it is in no layout that is known here" };
  const { terms } = content.receivable;
  if (termsHash(terms) !== event.terms) return { outcome: "false", fault: "its terms are not those committed to" };
  const fault = termsFault(terms);
  if (fault !== undefined) return { outcome: "false", fault: `the ledger takes no such terms: ${fault.field}` };
  return { event: { ...event, name: "ReceivableIssued", terms }, documentSecret: content.documentSecret };
}
