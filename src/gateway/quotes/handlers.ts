/** Quotes among invited parties, over HTTP. */
import type { QuoteOffer } from "../../store/quoteOffers.ts";
import { quoteOffersBefore } from "../../store/quoteOffers.ts";
import { invitationsBefore, quoteRequestsBefore } from "../../store/quoteRequests.ts";
import type { QuoteRequest } from "../../store/quoteRequests.ts";
import type { QUOTE_OPERATIONS } from "../../wire/operations/quotes.ts";
import type { QUOTE_OFFER_OPERATIONS } from "../../wire/operations/quotesOffers.ts";
import type { ShownQuoteOffer } from "../../wire/quoteOffer.ts";
import type { ShownQuoteRequest } from "../../wire/quoteRequest.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { createCursors } from "../receivables/cursors.ts";
import { askForQuotes, withdrawRequest } from "./asking.ts";
import { compareQuotes } from "./comparing.ts";
import { earlyPaymentHandlers } from "./earlyPayments.ts";
import { seenOffer, shownOffers, signOffer, withdrawOffer } from "./offers.ts";
import { prepareOffer } from "./preparing.ts";
import { ownRequest, seenRequest, shownRequests } from "./requests.ts";
import { ownTaking, releaseTaking, shownTaking, takeOffers } from "./taking.ts";

type Operations = typeof QUOTE_OPERATIONS & typeof QUOTE_OFFER_OPERATIONS;
type OfferOperations = "prepareOffer" | "listOffers" | "readOffer" | "signOffer" | "withdrawOffer";
type RequestOperations =
  "askForQuotes" | "listQuoteRequests" | "readQuoteRequest" | "withdrawQuoteRequest" | "compareQuotes";

const LAST = Number.MAX_SAFE_INTEGER;

export function quoteHandlers(deps: GatewayDeps): Handlers<Operations> {
  const { now } = deps;
  return {
    ...requestHandlers(deps),
    ...offerHandlers(deps),
    ...earlyPaymentHandlers(deps),
    takeOffers: async ({ member, params, body }) => {
      return { status: 201, body: shownTaking(await takeOffers(deps, member, params.id, body), now()) };
    },
    readTaking: async ({ member, params }) => {
      return { status: 200, body: shownTaking(await ownTaking(deps, member, params.id), now()) };
    },
    releaseTaking: async ({ member, params }) => {
      await releaseTaking(deps, member, params.id);
      return { status: 204, body: undefined };
    },
  };
}

function requestHandlers(deps: GatewayDeps): Handlers<Pick<Operations, RequestOperations>> {
  const { database, config, now } = deps;
  const cursors = createCursors(config.secret);
  const show = async (member: Member, request: QuoteRequest): Promise<ShownQuoteRequest> =>
    only(await shownRequests(deps, member, [request]));
  return {
    askForQuotes: async ({ member, body }) => {
      return { status: 201, body: await show(member, await askForQuotes(deps, member, body)) };
    },
    listQuoteRequests: async ({ member, query: { side, ...query } }) => {
      const { organisation } = member;
      const list = `quote requests of ${organisation}, ${side}`;
      const read = (before: number, limit: number): Promise<readonly QuoteRequest[]> =>
        (side === "own" ? quoteRequestsBefore : invitationsBefore)(database, organisation, now(), before, limit);
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf: ({ number }) => number, read }, query);
      return { status: 200, body: { items: await shownRequests(deps, member, rows), next } };
    },
    readQuoteRequest: async ({ member, params }) => {
      return { status: 200, body: await show(member, await seenRequest(deps, member, params.id)) };
    },
    withdrawQuoteRequest: async ({ member, params }) => {
      await withdrawRequest(deps, member, params.id);
      return { status: 204, body: undefined };
    },
    compareQuotes: async ({ member, params, query }) => {
      return { status: 200, body: await compareQuotes(deps, await ownRequest(deps, member, params.id), query) };
    },
  };
}

function offerHandlers(deps: GatewayDeps): Handlers<Pick<Operations, OfferOperations>> {
  const { database, config } = deps;
  const cursors = createCursors(config.secret);
  const show = async (member: Member, offer: QuoteOffer): Promise<ShownQuoteOffer> =>
    only(await shownOffers(deps, member, [offer]));
  const showById = async (member: Member, id: string): Promise<ShownQuoteOffer> =>
    show(member, await seenOffer(deps, member, id));
  return {
    prepareOffer: async ({ member, params, body }) => {
      return { status: 201, body: await show(member, await prepareOffer(deps, member, params.id, body)) };
    },
    listOffers: async ({ member, query }) => {
      const { organisation } = member;
      const list = `quote offers of ${organisation}`;
      const read = (before: number, limit: number): Promise<readonly QuoteOffer[]> =>
        quoteOffersBefore(database, organisation, before, limit);
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf: ({ number }) => number, read }, query);
      return { status: 200, body: { items: await shownOffers(deps, member, rows), next } };
    },
    readOffer: async ({ member, params }) => ({ status: 200, body: await showById(member, params.id) }),
    signOffer: async ({ member, params, body }) => {
      await signOffer(deps, member, params.id, body.signature);
      return { status: 200, body: await showById(member, params.id) };
    },
    withdrawOffer: async ({ member, params }) => {
      await withdrawOffer(deps, member, params.id);
      return { status: 200, body: await showById(member, params.id) };
    },
  };
}

function only<Shown>([shown]: readonly Shown[]): Shown {
  if (shown === undefined) throw new Error("nothing was shown");
  return shown;
}
