/** A buyer of several suppliers that lets others see how it pays them. */
import { randomUUID } from "node:crypto";
import type { Client } from "openapi-fetch";
import type { components, paths } from "../../generated/openapi.d.ts";
import { idOf } from "../../src/domain/commitment.ts";
import type { LedgerEvent } from "../../src/domain/events.ts";
import type { ReferenceConsent } from "../../src/domain/partyFile/consent.ts";
import type { Address, Receivable } from "../../src/domain/receivable.ts";
import type { Problem } from "../../src/wire/problem.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { EUR } from "./dunningScene.ts";
import { signedConsent } from "./partyFileReferring.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Over, Stage } from "./stage.ts";

type Schemas = components["schemas"];

export const BUYER = addressOf("the buyer");
export const CONTRACT = addressOf("a contract");
/** The one signature that the contract takes for its own. */
export const CONTRACTS_OWN = "0xc0ffee" as const;
/** 1 November 2026, on which the first block was made; each further one is a day later. */
const FIRST_DAY = FIRST_INSTANT / DAY;

interface Owed {
  readonly by: string;
  /** Days past due on 2 November, when it is paid. */
  readonly late?: number;
  readonly isPaid?: boolean;
}

export function invoice({ by, late = 0 }: Owed): Receivable {
  const dueDay = FIRST_DAY + 1 - late;
  const terms = termsOf(EUR, dueDay - 30, { discount1: 0n, discountDay1: 0, utcOffset: 0 });
  return receivableOf(headerOf(addressOf(by), BUYER), terms);
}

export function paying({ header, terms }: Receivable): LedgerEvent {
  return {
    ...{ name: "ReceivablePaid", id: idOf(header), payer: BUYER, holder: header.supplier, principal: terms.amount },
    ...{ discount: 0n, charges: 0n, lateDays: 0n, closed: true },
  };
}

/** So many of each of three suppliers. */
export function three(each: number, over: Partial<Owed> = {}): readonly Owed[] {
  return Array.from({ length: 3 * each }, (_, index) => ({ by: `supplier ${index % 3}`, ...over }));
}

interface Seen {
  readonly response: Response;
  readonly data?: Schemas["TradeReference"];
  readonly error?: Problem;
}

export interface ReferenceScene {
  readonly stage: Stage;
  /** Somebody's client; sessions outlive no month, so that everybody signs in anew when it is another day. */
  as(name: string): Promise<Client<paths>>;
  /** On 1 November they are issued and accepted, on the next day paid. */
  owe(...items: readonly Owed[]): Promise<readonly Receivable[]>;
  /** An empty block a day; an hour later than the last is now. */
  pass(days: number): Promise<void>;
  consentBody(over?: Partial<ReferenceConsent>): ReferenceConsent;
  /** Lets a reader see, and gives the consent's id. */
  consent(over?: Partial<ReferenceConsent>): Promise<string>;
  see(id: string, name?: string): Promise<Seen>;
  /** The buyer's own view. */
  own(reader?: Address, from?: string, to?: string): Promise<Schemas["TrackRecord"]>;
}

export async function openReferenceScene(over: Over = {}): Promise<ReferenceScene> {
  const signedByContract = (account: string, _hash: string, signature: string) =>
    Promise.resolve(account === CONTRACT && signature === CONTRACTS_OWN);
  const stage = await openStage({ signedByContract, ...over });
  const tokens = new Map<string, string>();
  const as = async (name: string): Promise<Client<paths>> => {
    const key = `${name} ${stage.now}`;
    const token = tokens.get(key) ?? (await stage.signIn(name));
    tokens.set(key, token);
    return stage.client(token);
  };
  const consentBody: ReferenceScene["consentBody"] = (over = {}) => ({
    ...{ id: randomUUID(), buyer: BUYER, reader: addressOf("the reader"), currencies: [EUR] },
    ...{ from: "2026-01-01", to: "2026-12-31", until: stage.now + 200 * DAY, ...over },
  });
  return { stage, as, consentBody, ...telling(stage), ...asking(as, consentBody) };
}

function telling(stage: Stage): Pick<ReferenceScene, "owe" | "pass"> {
  return {
    async owe(...items) {
      const made = items.map((one) => ({ ...one, receivable: invoice(one) }));
      await stage.book.write(...made.flatMap(({ receivable }) => [...issuing(receivable), accepting(receivable)]));
      const paid = made.filter(({ isPaid = true }) => isPaid);
      await stage.book.write(...paid.map(({ receivable }) => paying(receivable)));
      return made.map(({ receivable }) => receivable);
    },
    async pass(days) {
      for (let day = 0; day < days; day += 1) await stage.book.write();
      const [row] = await stage.database.query<{ last: number }>("select max(timestamp) as last from blocks");
      stage.now = (row?.last ?? 0) + 3_600;
    },
  };
}

function asking(
  as: ReferenceScene["as"],
  consentBody: ReferenceScene["consentBody"],
): Pick<ReferenceScene, "consent" | "see" | "own"> {
  return {
    async consent(over = {}) {
      const body = consentBody(over);
      const client = await as("the buyer");
      const { error } = await client.POST("/v1/trade-references", { body: await signedConsent("the buyer", body) });
      if (error !== undefined) throw new Error(error.detail);
      return body.id;
    },
    async see(id, name = "the reader") {
      const client = await as(name);
      return client.GET("/v1/trade-references/{id}/record", { params: { path: { id }, query: {} } });
    },
    async own(reader, from = "2026-01-01", to = "2026-12-31") {
      const query = { currency: "EUR", from, to, ...(reader === undefined ? {} : { reader }) };
      const { data, error } = await (await as("the buyer")).GET("/v1/track-record", { params: { query } });
      if (data === undefined) throw new Error(error.detail);
      return data;
    },
  };
}
