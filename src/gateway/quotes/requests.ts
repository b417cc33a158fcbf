/** Requests for quotes, found and shown to whoever asked and to whom they invite. */
import type { Address, Hex } from "../../domain/receivable.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { Sql } from "../../store/database.ts";
import { locksOn, salesUnder } from "../../store/quoteTakings.ts";
import type { QuoteLock } from "../../store/quoteTakings.ts";
import { quoteRequestOf } from "../../store/quoteRequests.ts";
import type { QuoteRequest } from "../../store/quoteRequests.ts";
import type { QuoteKind, ShownQuoteRequest } from "../../wire/quoteRequest.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { ShownCurrency } from "../receivables/showing.ts";
import { needsConsent, openedOf, quotable, unsaleable } from "./opened.ts";
import type { Opened } from "./opened.ts";

type ShownReceivable = ShownQuoteRequest["receivables"][number];

/** A request that the organisation made. @throws ProblemError `NotFound` */
export async function ownRequest(
  { database, now }: Pick<GatewayDeps, "database" | "now">,
  { organisation }: Member,
  id: string,
): Promise<QuoteRequest> {
  const request = await quoteRequestOf(database, id, now());
  if (request?.organisation !== organisation) throw notFound();
  return request;
}

/** A request that lives and that the organisation is invited to. @throws ProblemError `NotFound` */
export async function invitedRequest(
  sql: Sql,
  { organisation }: Member,
  id: string,
  now: number,
): Promise<QuoteRequest> {
  const request = await quoteRequestOf(sql, id, now);
  if (request === undefined || !isLive(request, now) || !isInvited(request, organisation)) throw notFound();
  return request;
}

/** A request that the organisation made or, while it lives, is invited to. @throws ProblemError `NotFound` */
export async function seenRequest(deps: GatewayDeps, member: Member, id: string): Promise<QuoteRequest> {
  const request = await quoteRequestOf(deps.database, id, deps.now());
  if (request?.organisation === member.organisation) return request;
  if (request === undefined || !isLive(request, deps.now()) || !isInvited(request, member.organisation)) {
    throw notFound();
  }
  return request;
}

export function isInvited({ invited }: QuoteRequest, factor: Address): boolean {
  return invited.some((one) => one.factor === factor && one.inForce);
}

export function isLive({ withdrawn, until }: QuoteRequest, now: number): boolean {
  return withdrawn === null && now <= until;
}

/** @throws ProblemError `QuoteRequestOver` */
export function checkLive(request: QuoteRequest, now: number): void {
  if (isLive(request, now)) return;
  const what = request.withdrawn === null ? "is over" : "is withdrawn";
  throw new ProblemError("QuoteRequestOver", `the request ${request.id} ${what}: ask anew`);
}

/** Requests as an organisation may see them, each with what became of its receivables. */
export async function shownRequests(
  { database, tokens, now }: GatewayDeps,
  { organisation: reader }: Member,
  requests: readonly QuoteRequest[],
): Promise<ShownQuoteRequest[]> {
  const opened = await openedOf(database, [...new Set(requests.flatMap(({ receivables }) => receivables))]);
  const shown: ShownQuoteRequest[] = [];
  for (const request of requests) {
    const { id, organisation: seller, kinds, made, until, withdrawn, receivables } = request;
    const isOwn = seller === reader;
    const invited = isOwn ? request.invited : request.invited.filter(({ factor }) => factor === reader);
    const facts: Facts = {
      ...{ seller, reader, opened, now: now(), currency: shownCurrency(request.currency, tokens) },
      sales: new Map(
        (await salesUnder(database, request.number)).map(({ receivable, factor }) => [receivable, factor]),
      ),
      locks: isOwn ? await locksOn(database, seller, receivables, now()) : [],
    };
    shown.push({
      ...{ id, seller, state: stateOf(request, now()), kinds: [...kinds] as QuoteKind[], currency: facts.currency },
      receivables: receivables.map((one) => shownReceivable(one, facts)),
      factors: invited.map(({ factor, inForce }) => ({ factor, invited: inForce })),
      ...{ made: shownInstant(made), until: shownInstant(until) },
      withdrawn: withdrawn === null ? null : shownInstant(withdrawn),
    });
  }
  return shown;
}

function stateOf({ withdrawn, until }: QuoteRequest, now: number): ShownQuoteRequest["state"] {
  if (withdrawn !== null) return "withdrawn";
  return now <= until ? "open" : "expired";
}

interface Facts {
  readonly seller: Address;
  readonly reader: Address;
  readonly opened: ReadonlyMap<Hex, Opened>;
  readonly sales: ReadonlyMap<Hex, Address>;
  /** Known to the seller alone: that an offer is taken is no other factor's business. */
  readonly locks: readonly QuoteLock[];
  readonly currency: ShownCurrency;
  readonly now: number;
}

function shownReceivable(id: Hex, facts: Facts): ShownReceivable {
  const { seller, reader, opened, sales, locks, currency, now } = facts;
  const found = opened.get(id);
  const known = found && quotable(found, now);
  const factor = sales.get(id);
  const soldTo = factor !== undefined && (reader === seller || reader === factor) ? factor : null;
  const isFit = known !== undefined && unsaleable(known, seller) === undefined;
  const isLocked = locks.some(({ receivable }) => receivable === id);
  // Whoever may not see it any more sees no change of it either.
  const isHidden = reader !== seller && found?.state.holder !== seller && soldTo === null;
  return {
    receivable: id,
    buyer: found?.state.agreed?.header.buyer ?? null,
    open: known === undefined || isHidden ? null : shownAmount(known.open, currency),
    dueDate: known === undefined || isHidden ? null : dateOfDay(known.receivable.terms.dueDay),
    advices: isHidden ? null : (found?.state.advices ?? null),
    needsConsent: known !== undefined && needsConsent(known),
    state: soldTo !== null ? "sold" : !isFit ? "gone" : isLocked ? "locked" : "open",
    soldTo,
  };
}
