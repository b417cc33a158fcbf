/** Takes offers: locks the receivables, tries the calls, and hands them to the seller. */
import { LedgerError } from "../../clients/errors.ts";
import { keccakOfText } from "../../domain/hash.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { Sql, Transaction } from "../../store/database.ts";
import { quoteOfferOf } from "../../store/quoteOffers.ts";
import type { QuoteOffer } from "../../store/quoteOffers.ts";
import { quoteRequestOf } from "../../store/quoteRequests.ts";
import type { QuoteRequest } from "../../store/quoteRequests.ts";
import {
  dropQuoteTaking,
  keepQuoteTaking,
  keepQuoteTakingTried,
  quoteTakingOf,
  releaseQuoteTaking,
} from "../../store/quoteTakings.ts";
import type { QuoteTaking, TakingCall } from "../../store/quoteTakings.ts";
import type { NewQuoteTaking, ShownQuoteTaking } from "../../wire/quoteTaking.ts";
import { idTaken, instantInvalid } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { explained, problemOfLedger } from "../intents/refusals.ts";
import { shownInstant } from "../receivables/showing.ts";
import { checkDistinct, lockSeller } from "./asking.ts";
import { callsOf } from "./calls.ts";
import type { Taken } from "./calls.ts";
import { coverageOf, stockOf } from "./covering.ts";
import type { Coverage, Stock } from "./covering.ts";
import { receivableUnfit } from "./opened.ts";
import { checkLive } from "./requests.ts";

const MINUTE = 60;
/** What a purchase is refused with before its approval is recorded, and after everything else was found right. */
const UNAPPROVED = "NotOwnerNorApproved";

/**
 * @throws ProblemError `NotFound`, `QuoteRequestOver`, `OfferOver`, `ReceivableUnfit`, `ReceivableLocked`,
 * `OfferUnfit`, `RequestInvalid`, `IdTaken`, or as the chain refuses the calls; nothing is locked then.
 */
export async function takeOffers(
  deps: GatewayDeps,
  member: Member,
  requestId: string,
  asked: NewQuoteTaking,
): Promise<QuoteTaking> {
  const { database } = deps;
  const content = keccakOfText(JSON.stringify([requestId, asked]));
  const taking = await database.transaction((tx) => locked(tx, deps, member, { requestId, asked, content }));
  // Whoever sends it once more meanwhile waits for the same trial, or for one of its own.
  if (taking.tried || stateOf(taking, deps.now()) !== "taken") return taking;
  try {
    await tryCalls(deps, member, taking.calls);
  } catch (error) {
    await dropQuoteTaking(database, taking.number);
    const stands = await quoteTakingOf(database, taking.id);
    // Another trial of the same found nothing wrong, and its calls are handed out.
    if (stands?.number === taking.number) return stands;
    throw error;
  }
  if (await keepQuoteTakingTried(database, taking.number)) return { ...taking, tried: true };
  // Another trial of the same was refused a moment before, and locks nothing any more.
  return takeOffers(deps, member, requestId, asked);
}

interface Asked {
  readonly requestId: string;
  readonly asked: NewQuoteTaking;
  readonly content: Hex;
}

/** Two who take the same at once wait for each other; the second finds it locked. */
async function locked(
  tx: Transaction,
  { addresses, now }: GatewayDeps,
  { organisation, account }: Member,
  { requestId, asked, content }: Asked,
): Promise<QuoteTaking> {
  const { id, offers, minutes } = asked;
  await lockSeller(tx, organisation);
  const request = await quoteRequestOf(tx, requestId, now());
  if (request?.organisation !== organisation) throw notFound();
  const known = await quoteTakingOf(tx, id);
  if (known !== undefined) {
    if (known.organisation === organisation && known.content === content) return known;
    throw idTaken("another taking");
  }
  checkLive(request, now());
  checkDistinct(
    offers.map(({ offer }) => offer),
    "offers",
  );
  const stock = await stockOf(tx, request, now());
  const taken: Taken[] = [];
  for (const [place, one] of offers.entries()) {
    const offer = await takeable(tx, request, one.offer, now());
    const receivables = chosen(await coverageOf(tx, offer, stock), one.receivables, place, stock);
    taken.push({ offer, receivables });
  }
  checkDisjoint(taken);
  const calls = await explained(() => callsOf(taken, addresses.ledger));
  const lines = taken.flatMap(({ offer, receivables }) =>
    receivables.map((one) => ({ receivable: one.id, offer: offer.number })),
  );
  const expires = Math.min(now() + minutes * MINUTE, ...taken.map(({ offer }) => offer.until));
  await keepQuoteTaking(tx, { id, request: request.number, account, content, calls, made: now(), expires }, lines);
  const taking = await quoteTakingOf(tx, id);
  if (taking === undefined) throw new Error(`the taking ${id} was not stored`);
  return taking;
}

/** @throws ProblemError `NotFound`, `OfferOver` */
async function takeable(sql: Sql, request: QuoteRequest, id: string, now: number): Promise<QuoteOffer> {
  const offer = await quoteOfferOf(sql, id);
  if (offer === undefined || offer.request !== request.number || offer.signed === null) throw notFound();
  if (offer.withdrawn !== null) throw new ProblemError("OfferOver", `the offer ${id} is withdrawn: take another`);
  if (now > offer.until) throw new ProblemError("OfferOver", `the offer ${id} is over: take another, or ask anew`);
  return offer;
}

/** @throws ProblemError for the first that cannot be sold under it; where none is named, if none can */
function chosen(
  { offer, covers, refused }: Coverage,
  named: readonly Hex[] | undefined,
  place: number,
  { request }: Stock,
): Taken["receivables"] {
  const field = `offers.${place}.receivables`;
  if (named === undefined) {
    const [first] = refused.keys();
    if (covers.length === 0 && first !== undefined) throw refusal(first);
    if (covers.length === 0) throw receivableUnfit(request.receivables[0] ?? "0x", "the offer is for none of these");
    return covers;
  }
  checkDistinct(named, field);
  return named.map((id) => {
    const one = covers.find((covered) => covered.id === id);
    if (one !== undefined) return one;
    throw refusal(id);
  });

  function refusal(id: Hex): ProblemError {
    const found = refused.get(id);
    if (found === undefined) {
      const detail = `the offer ${offer.id} is not for receivable ${id}: leave it out`;
      return new ProblemError("OfferUnfit", detail, { faults: [{ at: `body.${field}`, message: detail }] });
    }
    if (!found.isLocked) return receivableUnfit(id, found.why);
    const wayOut = "wait until it is recorded or over, or release it";
    return new ProblemError("ReceivableLocked", `receivable ${id}: ${found.why}: ${wayOut}`);
  }
}

function checkDisjoint(taken: readonly Taken[]): void {
  const all = taken.flatMap(({ receivables }) => receivables.map(({ id }) => id));
  const twice = all.find((id, place) => all.indexOf(id) < place);
  if (twice === undefined) return;
  throw instantInvalid("body.offers", `receivable ${twice} stands under two of them: name which is sold under which`);
}

/** @throws ProblemError that is named as the Solidity error */
async function tryCalls(
  { simulate }: GatewayDeps,
  { organisation }: Member,
  calls: readonly TakingCall[],
): Promise<void> {
  for (const { does, to, data } of calls) {
    try {
      await simulate({ to, data, from: organisation });
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      if (does !== "purchase" || error.code !== UNAPPROVED) throw problemOfLedger(error);
    }
  }
}

/** A taking of the organisation's own. @throws ProblemError `NotFound` */
export async function ownTaking({ database }: GatewayDeps, { organisation }: Member, id: string): Promise<QuoteTaking> {
  const taking = await quoteTakingOf(database, id);
  if (taking?.organisation !== organisation) throw notFound();
  return taking;
}

/** Gives a taking up. @throws ProblemError `NotFound` */
export async function releaseTaking(deps: GatewayDeps, member: Member, id: string): Promise<void> {
  const { number } = await ownTaking(deps, member, id);
  await releaseQuoteTaking(deps.database, number, deps.now());
}

export function shownTaking(taking: QuoteTaking, now: number): ShownQuoteTaking {
  const { id, requestId, organisation, receivables, calls, made, expires, released, tried } = taking;
  const state = stateOf(taking, now);
  return {
    ...{ id, request: requestId, seller: organisation, state },
    receivables: receivables.map((one) => ({ ...one })),
    calls: state === "taken" && tried ? calls.map((call) => ({ ...call })) : [],
    ...{ made: shownInstant(made), expires: shownInstant(expires) },
    released: released === null ? null : shownInstant(released),
  };
}

function stateOf({ receivables, released, expires }: QuoteTaking, now: number): ShownQuoteTaking["state"] {
  if (receivables.every(({ sold }) => sold)) return "recorded";
  if (released !== null) return "released";
  return now <= expires ? "taken" : "expired";
}
