/** Prepares what a factor signs. */
import { deskOf, spentDeskNonces } from "../../store/desks.ts";
import { keccakOfText } from "../../domain/hash.ts";
import { offerHash } from "../../domain/factoring/offerMessages.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Sql, Transaction } from "../../store/database.ts";
import { countQuoteOffers, keepQuoteOffer, nextNonce, quoteOfferOf } from "../../store/quoteOffers.ts";
import type { QuoteOffer } from "../../store/quoteOffers.ts";
import type { QuoteRequest } from "../../store/quoteRequests.ts";
import { lockCount } from "../../store/quotas.ts";
import type { NewQuoteOffer } from "../../wire/quoteOffer.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { randomHash } from "../intents/agreeing.ts";
import { deadlineFor } from "../intents/preparingOnce.ts";
import { checkDistinct } from "./asking.ts";
import { checkNonces, offerBody, offerUnfit } from "./conditions.ts";
import { messageOf } from "./messages.ts";
import { openedOf, receivableUnfit, requireQuotable, unsaleable } from "./opened.ts";
import type { Quotable } from "./opened.ts";
import { invitedRequest } from "./requests.ts";

const MOST_OPEN = 20;
/** Withdrawn ones too: each that is signed is told to whoever asked. */
const MOST_PREPARED = 100;
/** Numbers of one word of the desk's, and many words: they begin where nobody else chooses any. */
const NONCES_APART = 2n ** 32n;

/**
 * @throws ProblemError `NotFound`, `IdTaken`, `OfferUnfit`, `AmountUnfit`, `ReceivableUnfit`, `ContentSealed`,
 * `DeadlineInvalid`, `DeskMissing`, `NonceAlreadySpent`, `QuotaReached`
 */
export async function prepareOffer(
  deps: GatewayDeps,
  member: Member,
  requestId: string,
  asked: NewQuoteOffer,
): Promise<QuoteOffer> {
  const { database, tokens, now } = deps;
  const { organisation: factor, account } = member;
  const content = keccakOfText(JSON.stringify([requestId, asked]));
  return database.transaction(async (tx) => {
    await lockCount(tx, `quote offers of ${factor}`);
    const request = await invitedRequest(tx, member, requestId, now());
    const known = await quoteOfferOf(tx, asked.id);
    if (known !== undefined) {
      if (known.factor === factor && known.content === content) return known;
      throw idTaken("another offer");
    }
    if (!request.kinds.includes(asked.kind)) {
      throw offerUnfit("body.kind", `the request takes ${request.kinds.join(", ")}: give one of these`);
    }
    deadlineFor(asked.until, now());
    const desk = await openDesk(tx, deps, factor);
    await checkRoom(tx, request, factor, now());
    const receivables = await subjectOf(tx, request, asked, now());
    const nonces = asked.kind === "several" ? receivables.length : 1;
    const nonce = asked.nonce === undefined ? await allotted(tx, factor) : BigInt(asked.nonce);
    checkNonces(nonce, nonces);
    await checkUnspent(tx, desk, nonce, nonces);
    const { organisation: seller, currency, number } = request;
    const body = offerBody(asked, { seller, currency, receivables, nonce }, tokens);
    const numbers = { nonce, nonces, allotted: asked.nonce === undefined };
    const offer = { id: asked.id, request: number, factor, account, content, desk, body, until: asked.until };
    await keepQuoteOffer(tx, { ...offer, ...numbers, hash: offerHash(messageOf(body)), prepared: now() });
    const kept = await quoteOfferOf(tx, asked.id);
    if (kept === undefined) throw new Error(`the offer ${asked.id} was not stored`);
    return kept;
  });
}

/** @throws ProblemError `QuotaReached` */
async function checkRoom(sql: Sql, { number }: QuoteRequest, factor: Address, now: number): Promise<void> {
  const { all, open } = await countQuoteOffers(sql, number, factor, now);
  if (open >= MOST_OPEN) {
    throw quotaReached(MOST_OPEN, "offers for this request that are not over: withdraw one first");
  }
  if (all >= MOST_PREPARED) {
    throw quotaReached(
      MOST_PREPARED,
      "offers of yours for this request: sign one of them, or wait for another request",
    );
  }
}

/** @throws ProblemError `DeskMissing` */
async function openDesk(sql: Sql, { addresses: { factoring } }: GatewayDeps, factor: Address): Promise<Address> {
  const desk = await deskOf(sql, factor);
  if (desk !== undefined) return desk;
  const wayOut =
    factoring === undefined
      ? "this ledger has no factoring"
      : `let anybody call open(${factor}) of ${factoring}, and wait until the index has it`;
  throw new ProblemError("DeskMissing", `${factor} has opened no desk: ${wayOut}`);
}

/** Those that are named, each of which has to be of the request; of a facility those that its buyers owe. */
async function subjectOf(
  sql: Sql,
  request: QuoteRequest,
  asked: NewQuoteOffer,
  now: number,
): Promise<readonly Quotable[]> {
  const wanted = asked.kind === "facility" ? request.receivables : namedBy(asked);
  for (const [place, id] of wanted.entries()) {
    if (request.receivables.includes(id)) continue;
    const at = asked.kind === "several" ? `body.receivables.${place}` : "body.receivable";
    throw offerUnfit(at, "nobody asked for it in this request: leave it out");
  }
  const opened = await openedOf(sql, wanted);
  const all = [...opened.values()].map((one) => requireQuotable(one, now));
  if (asked.kind === "facility") {
    checkDistinct(
      asked.buyers.map(({ buyer }) => buyer),
      "buyers",
    );
    const owed = all.filter(({ receivable }) => asked.buyers.some(({ buyer }) => buyer === receivable.header.buyer));
    const fit = owed.filter((one) => unsaleable(one, request.organisation) === undefined);
    if (fit.length > 0) return fit;
    throw offerUnfit("body.buyers", "none of them owes a receivable of this request that can be sold");
  }
  for (const one of all) {
    const why = unsaleable(one, request.organisation);
    if (why !== undefined) throw receivableUnfit(one.id, why);
  }
  return all;
}

function namedBy(asked: Exclude<NewQuoteOffer, { readonly kind: "facility" }>): readonly Hex[] {
  if (asked.kind !== "several") return [asked.receivable];
  checkDistinct(asked.receivables, "receivables");
  return asked.receivables;
}

/** The next number of those that are kept apart for the factor here. */
async function allotted(tx: Transaction, factor: Address): Promise<bigint> {
  return (await nextNonce(tx, factor)) ?? (BigInt(randomHash()) / NONCES_APART) * NONCES_APART;
}

/** @throws ProblemError `NonceAlreadySpent` */
export async function checkUnspent(sql: Sql, desk: Address, first: bigint, count: number): Promise<void> {
  const nonces = Array.from({ length: count }, (_, place) => first + BigInt(place));
  const spent = await spentDeskNonces(sql, desk, nonces);
  if (spent.size === 0) return;
  const detail = `the desk ${desk} has seen the number ${[...spent].join(", ")}: prepare an offer with another`;
  throw new ProblemError("NonceAlreadySpent", detail);
}
