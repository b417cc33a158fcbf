/** Asks chosen factors about chosen receivables, and shows these to those, all in one. */
import { randomUUID } from "node:crypto";
import { keccakOfText } from "../../domain/hash.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Sql, Transaction } from "../../store/database.ts";
import { addGrantIn } from "../../store/grants.ts";
import { raiseNotice } from "../../store/notices.ts";
import { profileOf } from "../../store/organisations.ts";
import {
  keepQuoteRequest,
  liveQuoteRequests,
  quotedAlready,
  quoteRequestsSince,
  quoteRequestOf,
  withdrawQuoteRequest,
} from "../../store/quoteRequests.ts";
import type { Invitation, QuoteRequest } from "../../store/quoteRequests.ts";
import { lockCount } from "../../store/quotas.ts";
import type { NoticeKind } from "../../wire/notice.ts";
import type { NewQuoteRequest } from "../../wire/quoteRequest.ts";
import { MOST_GRANTS } from "../access/grants.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { deadlineFor } from "../intents/preparingOnce.ts";
import { openedOf, receivableUnfit, requireQuotable, unsaleable } from "./opened.ts";
import type { Quotable } from "./opened.ts";

const MOST_LIVE = 100;
/** Withdrawn ones too: each is told to the factors that it asks. */
const MOST_A_DAY = 100;
const DAY = 86_400;
const ASKED: NoticeKind = "QuoteAsked";
/** ISO 4217 numbers end here; every address above is a token's. */
const LAST_ISO_NUMBER = 999n;

/** Waits for others who ask, offer or take of one seller's receivables. */
export function lockSeller(tx: Transaction, seller: Address): Promise<void> {
  return lockCount(tx, `quotes of ${seller}`);
}

/**
 * @throws ProblemError `RequestInvalid`, `DeadlineInvalid`, `NotFound`, `ContentSealed`, `PaidOffChain`,
 * `ReceivableUnfit`, `ReceivableQuoted`, `FactorUnknown`, `QuotaReached`, `IdTaken`
 */
export async function askForQuotes(
  { database, now }: GatewayDeps,
  { organisation, account }: Member,
  asked: NewQuoteRequest,
): Promise<QuoteRequest> {
  const { id, kinds, until } = asked;
  checkDistinct(asked.receivables, "receivables");
  checkDistinct(asked.factors, "factors");
  const content = keccakOfText(JSON.stringify(asked));
  return database.transaction(async (tx) => {
    await lockSeller(tx, organisation);
    const known = await quoteRequestOf(tx, id, now());
    if (known !== undefined) {
      if (known.organisation === organisation && known.content === content) return known;
      throw idTaken("another request");
    }
    deadlineFor(until, now());
    const receivables = await offered(tx, organisation, asked.receivables, now());
    await checkFactors(tx, organisation, asked.factors, receivables);
    if ((await liveQuoteRequests(tx, organisation, now())) >= MOST_LIVE) {
      throw quotaReached(MOST_LIVE, "requests for quotes that live: withdraw one first");
    }
    if ((await quoteRequestsSince(tx, organisation, now() - DAY)) >= MOST_A_DAY) {
      throw quotaReached(MOST_A_DAY, "requests for quotes of the last day: wait until tomorrow");
    }
    const [other] = await quotedAlready(tx, organisation, asked.receivables, now());
    if (other !== undefined) {
      const detail = `receivable ${other.receivable} stands in the request ${other.request}: withdraw that first`;
      throw new ProblemError("ReceivableQuoted", detail);
    }
    const grant = { grantor: organisation, account, since: now(), until, receivables: asked.receivables };
    const invited = await invite(tx, grant, asked.factors);
    const currency = receivables[0]?.receivable.terms.currency ?? "0x";
    const request = { organisation, id, account, content, currency, kinds: [...new Set(kinds)], made: now(), until };
    await keepQuoteRequest(tx, request, asked.receivables, invited);
    const told = { key: `${ASKED} ${id}`, kind: ASKED, data: { quoteRequest: id }, at: now() };
    await raiseNotice(tx, told, { organisations: asked.factors, isAlarm: false });
    const kept = await quoteRequestOf(tx, id, now());
    if (kept === undefined) throw new Error(`the request ${id} was not stored`);
    return kept;
  });
}

/** What the organisation holds and can sell, in one currency on the chain. */
async function offered(
  sql: Sql,
  organisation: Address,
  ids: readonly Hex[],
  now: number,
): Promise<readonly Quotable[]> {
  const opened = await openedOf(sql, ids);
  // What somebody else holds is as if it were not there.
  if (ids.some((id) => opened.get(id)?.state.holder !== organisation)) throw notFound();
  const all = [...opened.values()].map((one) => requireQuotable(one, now));
  const currencies = new Set(all.map(({ receivable }) => receivable.terms.currency));
  if (currencies.size > 1) {
    throw instantInvalid("body.receivables", "they are in several currencies: ask for each currency by itself");
  }
  for (const [place, one] of all.entries()) {
    if (BigInt(one.receivable.terms.currency) <= LAST_ISO_NUMBER) {
      const detail = `receivable ${one.id} is paid by bank, and no desk could pay for it: ask outside of the ledger`;
      throw new ProblemError("PaidOffChain", detail);
    }
    const why = unsaleable(one, organisation);
    if (why !== undefined) throw receivableUnfit(one.id, why, `body.receivables.${place}`);
  }
  return all;
}

async function checkFactors(
  sql: Sql,
  organisation: Address,
  factors: readonly Address[],
  receivables: readonly Quotable[],
): Promise<void> {
  const parties = new Set([organisation, ...receivables.flatMap(({ receivable: { header } }) => partiesOf(header))]);
  for (const [place, factor] of factors.entries()) {
    if (parties.has(factor))
      throw instantInvalid(`body.factors.${place}`, "it is a party of a receivable: name others");
    if ((await profileOf(sql, factor)) !== undefined) continue;
    throw new ProblemError("FactorUnknown", `nobody has signed in for ${factor} here: let somebody do so first`);
  }
}

function partiesOf({ supplier, buyer }: { readonly supplier: Address; readonly buyer: Address }): readonly Address[] {
  return [supplier, buyer];
}

type Shown = {
  readonly grantor: Address;
  readonly account: Address;
  readonly since: number;
  readonly until: number;
  readonly receivables: readonly Hex[];
};

/** Each factor is shown the receivables by a grant of its own. */
async function invite(tx: Transaction, shown: Shown, factors: readonly Address[]): Promise<readonly Invitation[]> {
  const invited: Invitation[] = [];
  for (const factor of factors) {
    const id = randomUUID();
    const scope = { counterparty: null, issuedFrom: null, issuedTo: null };
    const grant = { ...shown, ...scope, id, grantee: factor, kind: "offer" as const };
    const adding = await addGrantIn(tx, { ...grant, receivables: [...shown.receivables].sort() }, MOST_GRANTS);
    if (adding === "full") throw quotaReached(MOST_GRANTS, "grants in force: take one back first");
    if (adding !== "added") throw notFound();
    invited.push({ factor, grant: id });
  }
  return invited;
}

/** @throws ProblemError `RequestInvalid` */
export function checkDistinct(values: readonly string[], field: string): void {
  const twice = values.findIndex((value, place) => values.indexOf(value) < place);
  if (twice >= 0) throw instantInvalid(`body.${field}.${twice}`, "it is named twice: name it once");
}

/** Ends a request and what it shows. @throws ProblemError `NotFound` */
export async function withdrawRequest(
  { database, now }: GatewayDeps,
  { organisation }: Member,
  id: string,
): Promise<void> {
  await database.transaction(async (tx) => {
    await lockSeller(tx, organisation);
    const request = await quoteRequestOf(tx, id, now());
    if (request?.organisation !== organisation) throw notFound();
    await withdrawQuoteRequest(tx, request.number, now());
  });
}
