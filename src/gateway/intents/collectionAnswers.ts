/** What a debtor answers, from what it asks for. */
import { ANSWER_KINDS } from "../../domain/collections/record.ts";
import type { OpenAnswer } from "../../domain/collections/recordMessages.ts";
import { commitmentOfHeader, openHeader } from "../../domain/commitment.ts";
import { localDay, openPrincipal, quote } from "../../domain/money.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Hex, OpenHeader, Receivable } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import { collectionEventsOf } from "../../store/collectionEvents.ts";
import type { Sql } from "../../store/database.ts";
import type { CollectionAct } from "../../wire/act.ts";
import type { GatewayDeps } from "../deps.ts";
import { ProblemError } from "../http/problems.ts";
import { shownAmount, shownCurrency } from "../receivables/showing.ts";
import { randomHash } from "./agreeing.ts";
import { minorUnits } from "./amounts.ts";
import type { PlannedCollection } from "./collectionPlanned.ts";
import { collectionStanding, unfit } from "./collectionStanding.ts";
import type { CollectionStanding } from "./collectionStanding.ts";
import { saidNow } from "./collectionWords.ts";
import { openedAnyway } from "./opening.ts";

type Asked<Verb extends CollectionAct["verb"]> = Extract<CollectionAct, { readonly verb: Verb }>;
type WithPayment = Asked<"promiseToPay" | "requestExtension">;

/** @throws ProblemError */
export async function replying(
  { database }: GatewayDeps,
  organisation: Address,
  act: Asked<"replyToCollection">,
): Promise<PlannedCollection> {
  const standing = await standingOfDebtor(database, organisation, act.receivable);
  const said = saidNow(act.text);
  const record = await recordNamed(database, act);
  const answer: OpenAnswer = { kind: ANSWER_KINDS[0], record, content: said.hash };
  const opened = await headerOf(database, standing);
  return { ...aboutAnswer(standing), said, deed: { verb: act.verb, id: standing.id, opened, answer } };
}

/** A promise, or a request for time: both name a payment. @throws ProblemError */
export async function naming(
  { database, tokens, now }: GatewayDeps,
  organisation: Address,
  act: WithPayment,
): Promise<PlannedCollection> {
  const standing = await standingOfDebtor(database, organisation, act.receivable);
  const { id, state } = standing;
  const { receivable } = await openedAnyway(database, id);
  const { currency } = receivable.terms;
  const amount = minorUnits(act.amount, currency, tokens, "body.amount");
  const payBy = dayNumber(act.payBy, "payBy");
  checkPayable(receivable, { state, amount, payBy, now: now() }, (units) =>
    shownAmount(units, shownCurrency(currency, tokens)),
  );
  const said = act.text === undefined ? undefined : saidNow(act.text);
  const record = await recordNamed(database, act);
  const payment = { amount, payBy, salt: randomHash() };
  const answer: OpenAnswer = {
    kind: act.verb === "promiseToPay" ? "promiseToPay" : "extensionRequest",
    record,
    content: said?.hash ?? ZERO_HASH,
    payment,
  };
  const deed = { verb: act.verb, id, opened: openHeader(receivable), answer };
  return { ...aboutAnswer(standing), ...(said && { said }), payment, money: { currency, amount }, deed };
}

/** @throws ProblemError `NotFound`, `NotAuthorised` */
async function standingOfDebtor(sql: Sql, organisation: Address, id: Hex): Promise<CollectionStanding> {
  const standing = await collectionStanding(sql, organisation, id);
  const { buyer } = standing.agreed.header;
  if (organisation === buyer) return standing;
  throw new ProblemError("NotAuthorised", `this is for the debtor ${buyer} to do: sign in for that organisation`);
}

function aboutAnswer({ id, state, agreed, creditor }: CollectionStanding): Omit<PlannedCollection, "deed"> {
  return { id, commitment: state.commitment, between: [creditor, agreed.header.buyer] };
}

/** The header needs no terms where their hash is known. @throws ProblemError `ContentSealed` */
async function headerOf(sql: Sql, { id, state, agreed }: CollectionStanding): Promise<OpenHeader> {
  const { header, terms, document } = agreed;
  const known = terms === undefined ? undefined : { header, terms, document };
  if (known !== undefined && commitmentOfHeader(known) === state.commitment) return known;
  return openHeader((await openedAnyway(sql, id)).receivable);
}

/** @throws ProblemError `ArgumentInvalid` for what was not recorded of this receivable */
async function recordNamed(sql: Sql, { receivable, record }: Asked<"replyToCollection"> | WithPayment): Promise<Hex> {
  if (record === undefined) return ZERO_HASH;
  const events = await collectionEventsOf(sql, [receivable]);
  const isKnown = events.some(({ event }) => event.name === "CollectionRecorded" && event.entry.content === record);
  if (isKnown) return record;
  throw unfit("record", "no record of the receivable has this content: give the `content` of one, or leave it out");
}

interface Payable {
  readonly state: ReceivableState;
  readonly amount: bigint;
  readonly payBy: number;
  readonly now: number;
}

/** Nobody promises more than is due by then, or for a day that is over. @throws ProblemError */
function checkPayable(
  { terms }: Receivable,
  { state, amount, payBy, now }: Payable,
  shown: (units: bigint) => string,
): void {
  const today = localDay(terms, now);
  if (payBy < today) throw unfit("payBy", `the day is over: give ${dateOfDay(today)} or a later one`);
  const most = openPrincipal(terms, state) + quote(terms, state, payBy).charges;
  if (amount > 0n && amount <= most) return;
  const message = `give an amount above nought, and no more than the ${shown(most)} that is open by that day`;
  throw new ProblemError("AmountOutOfRange", `amount is ${shown(amount)}: ${message}`, {
    faults: [{ at: "body.amount", message }],
  });
}
