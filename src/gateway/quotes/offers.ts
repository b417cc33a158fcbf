/** Offers of factors: signed, withdrawn, shown to their factor and to whoever asked. */
import { spendNoncesCall } from "../../clients/factoringCalls.ts";
import { keyWitness } from "../../clients/envelopes.ts";
import { digestOf } from "../../domain/eip712.ts";
import { idOf } from "../../domain/commitment.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { spentDeskNonces } from "../../store/desks.ts";
import { raiseNotice } from "../../store/notices.ts";
import { quoteOfferOf, signQuoteOffer, withdrawQuoteOffer } from "../../store/quoteOffers.ts";
import type { QuoteOffer } from "../../store/quoteOffers.ts";
import { quoteRequestOf } from "../../store/quoteRequests.ts";
import { releaseTakingsOfOffer, takingsOfOffers } from "../../store/quoteTakings.ts";
import type { NoticeKind } from "../../wire/notice.ts";
import type { OfferState, ShownQuoteOffer } from "../../wire/quoteOffer.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { typedDataOf } from "../intents/showing.ts";
import { shownCurrency, shownInstant } from "../receivables/showing.ts";
import { lockSeller } from "./asking.ts";
import { signableOf } from "./messages.ts";
import { checkUnspent } from "./preparing.ts";
import { checkLive, isInvited } from "./requests.ts";

const RECEIVED: NoticeKind = "OfferReceived";

/**
 * An offer that the organisation may see: its own, or a signed one that it asked for. @throws ProblemError `NotFound`
 */
export async function seenOffer({ database }: GatewayDeps, { organisation }: Member, id: string): Promise<QuoteOffer> {
  const offer = await quoteOfferOf(database, id);
  if (offer?.factor === organisation) return offer;
  if (offer === undefined || offer.seller !== organisation || offer.signed === null) throw notFound();
  return offer;
}

/** An offer of the organisation's own. @throws ProblemError `NotFound` */
async function ownOffer({ database }: GatewayDeps, { organisation }: Member, id: string): Promise<QuoteOffer> {
  const offer = await quoteOfferOf(database, id);
  if (offer?.factor !== organisation) throw notFound();
  return offer;
}

/**
 * Takes the factor's signature in, checked as its desk will.
 * @throws ProblemError `NotFound`, `OfferOver`, `QuoteRequestOver`, `SignatureInvalid`, `NonceAlreadySpent`,
 * `AlreadySigned`
 */
export async function signOffer(deps: GatewayDeps, member: Member, id: string, signature: Hex): Promise<void> {
  const { database, addresses, now } = deps;
  const offer = await ownOffer(deps, member, id);
  const { number, factor, desk, body, nonce, nonces, withdrawn, until } = offer;
  // The same once more is the same request once more.
  if (offer.signature === signature && withdrawn === null) return;
  if (withdrawn !== null || now() > until) {
    throw new ProblemError(
      "OfferOver",
      `the offer ${id} is ${withdrawn === null ? "over" : "withdrawn"}: prepare another`,
    );
  }
  if (offer.signature !== null) throw alreadySigned(id);
  const request = await quoteRequestOf(database, offer.requestId, now());
  if (request === undefined || !isInvited(request, factor)) throw requestOver(offer);
  checkLive(request, now());
  const { domain, message } = signableOf(body, desk, addresses.chainId);
  const digest = digestOf(domain, message);
  const isSigned =
    (await keyWitness.signed(factor, digest, signature)) || (await deps.signedByContract(factor, digest, signature));
  if (!isSigned) {
    const place = `chain ${domain.chainId} and the desk ${desk}`;
    const detail = `the signature is not that of ${factor} itself on this offer for ${place}`;
    throw new ProblemError("SignatureInvalid", `${detail}: sign exactly the message of this offer`);
  }
  await checkUnspent(database, desk, nonce, nonces);
  await database.transaction(async (tx) => {
    if (!(await signQuoteOffer(tx, number, signature, now()))) {
      const stands = await quoteOfferOf(tx, id);
      if (stands?.signature === signature && stands.withdrawn === null) return;
      throw alreadySigned(id);
    }
    const data = { quoteRequest: offer.requestId, quoteOffer: id };
    const told = { key: `${RECEIVED} ${id}`, kind: RECEIVED, data, at: now() };
    await raiseNotice(tx, told, { organisations: [offer.seller], isAlarm: false });
  });
}

function alreadySigned(id: string): ProblemError {
  return new ProblemError("AlreadySigned", `the offer ${id} is signed or withdrawn by now: look at it`);
}

function requestOver({ requestId }: QuoteOffer): ProblemError {
  return new ProblemError("QuoteRequestOver", `the request ${requestId} asks you no more: wait for another`);
}

/** Withdraws an offer, here, and releases whatever it is taken by. @throws ProblemError `NotFound` */
export async function withdrawOffer(deps: GatewayDeps, member: Member, id: string): Promise<void> {
  const { number, seller } = await ownOffer(deps, member, id);
  await deps.database.transaction(async (tx) => {
    await lockSeller(tx, seller);
    await withdrawQuoteOffer(tx, number, deps.now());
    await releaseTakingsOfOffer(tx, number, deps.now());
  });
}

/** Offers as their factor, or whoever asked, sees them. */
export async function shownOffers(
  deps: GatewayDeps,
  { organisation: reader }: Member,
  offers: readonly QuoteOffer[],
): Promise<ShownQuoteOffer[]> {
  const { database, tokens, addresses, now } = deps;
  const takings = await takingsOfOffers(
    database,
    offers.map(({ number }) => number),
    now(),
  );
  const shown: ShownQuoteOffer[] = [];
  for (const offer of offers) {
    const { id, requestId, factor, seller, currency, body, hash, nonce, nonces, desk, signed, withdrawn } = offer;
    const { taken = false, sold = [] } = takings.get(offer.number) ?? {};
    const isRevocable = reader === factor && signed !== null;
    shown.push({
      ...{ id, request: requestId, factor, seller, kind: body.kind },
      state: stateOf(offer, { taken, sold, spent: await isSpent(database, offer), now: now() }),
      receivables: body.receivables.map(({ header }) => idOf(header)),
      buyers: body.kind === "facility" ? body.buyers.map(({ buyer }) => buyer) : [],
      currency: shownCurrency(currency, tokens),
      message: typedDataOf(signableOf(body, desk, addresses.chainId)),
      ...{ offer: hash, nonce: nonce.toString(), nonces, desk },
      ...{ prepared: shownInstant(offer.prepared), until: shownInstant(offer.until) },
      signed: signed === null ? null : shownInstant(signed),
      withdrawn: withdrawn === null ? null : shownInstant(withdrawn),
      revocation: isRevocable ? { to: desk, data: await spendNoncesCall(nonce, nonces) } : null,
    });
  }
  return shown;
}

async function isSpent(sql: Sql, { desk, nonce, nonces }: QuoteOffer): Promise<boolean> {
  const all = Array.from({ length: nonces }, (_, place) => nonce + BigInt(place));
  return (await spentDeskNonces(sql, desk, all)).size === nonces;
}

interface Fate {
  /** Whether a taking of it is neither released nor over. */
  readonly taken: boolean;
  readonly sold: readonly Hex[];
  /** Whether every number of it was used or voided. */
  readonly spent: boolean;
  readonly now: number;
}

function stateOf({ body, signed, withdrawn, until }: QuoteOffer, { taken, sold, spent, now }: Fate): OfferState {
  const count = body.receivables.length;
  if (count > 0 && sold.length >= count) return "sold";
  if (withdrawn !== null) return "withdrawn";
  if (spent) return "spent";
  if (now > until) return "expired";
  if (signed === null) return "prepared";
  return taken ? "taken" : "signed";
}
