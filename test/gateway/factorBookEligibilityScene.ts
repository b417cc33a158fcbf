/** A supplier with receivables from several buyers, of which it shows all to two factors. */
import { randomUUID } from "node:crypto";
import type { Client } from "openapi-fetch";
import type { components, paths } from "../../generated/openapi.d.ts";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import { keepContent } from "../../src/store/contents.ts";
import { addGrant } from "../../src/store/grants.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing, sealing } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

export type Schemas = components["schemas"];

/** A token with two decimals, called EURX. */
export const TOKEN: Address = `0x${"70".repeat(20)}`;
export const SUPPLIER = addressOf("supplier");
export const REGISTRAR = addressOf("registrar");
export const TODAY = FIRST_INSTANT / DAY + 19;
export const DATE = dateOfDay(TODAY);

export interface Issued {
  readonly supplier?: Address;
  readonly number?: string;
  /** Days before today on its document; none has a document of today. */
  readonly age?: number;
  readonly due?: number;
  readonly accepted?: boolean;
  readonly isSealed?: boolean;
  readonly invoice?: object;
}

export interface EligibilityScene extends Stage {
  as(name: string): Client<paths>;
  /** Of so many minor units, accepted unless told. */
  issue(buyer: string, amount: bigint, over?: Issued): Promise<Hex>;
  /** Shows all that an organisation takes part in. */
  show(to: string, from?: Address): Promise<void>;
  vouch(buyer: string, until: number): Promise<void>;
  criteria(name: string, over?: Partial<Schemas["NewEligibilityCriteria"]>): Promise<Schemas["EligibilityCriteria"]>;
  check(name: string, over?: Partial<Schemas["NewEligibilityCheck"]>): Promise<Schemas["EligibilityCheck"]>;
}

let numbers = 0;

export async function openEligibilityScene(people: readonly string[]): Promise<EligibilityScene> {
  const stage = await openStage({ tokens: new Map([[TOKEN, { code: "EURX", decimals: 2 }]]) });
  stage.now = FIRST_INSTANT + 30 * DAY;
  const tokens = new Map<string, string>();
  for (const name of people) tokens.set(name, await stage.signIn(name));
  const as = (name: string): Client<paths> => stage.client(tokens.get(name));
  const more: Omit<EligibilityScene, keyof Stage> = {
    as,
    issue: (buyer, amount, over = {}) => issue(stage, addressOf(buyer), amount, over),
    async show(to, from = SUPPLIER) {
      const seen = { grantee: addressOf(to), kind: "audit", counterparty: null, receivables: null } as const;
      const until = { issuedFrom: null, issuedTo: null, since: 0, until: stage.now + 1_000 * DAY };
      await addGrant(stage.database, { grantor: from, id: randomUUID(), ...seen, ...until, account: from }, 100);
    },
    async vouch(buyer, until) {
      const bytes = (hex: Hex): string => `\\x${hex.slice(2)}`;
      await stage.database.query(
        `insert into vouchers (registrar, organisation, legal_id, evidence, enroller, channel, since, until)
         values ($1, $2, '\\x01', '\\x02', $1, 2, 0, $3)`,
        [bytes(REGISTRAR), bytes(addressOf(buyer)), until],
      );
    },
    async criteria(name, over = {}) {
      const { data, error } = await as(name).POST("/v1/eligibility-criteria", { body: criteriaOf(over) });
      if (data === undefined) throw new Error(error.detail);
      return data;
    },
    async check(name, over = {}) {
      const { data, error } = await as(name).POST("/v1/eligibility", { body: checkOf(over) });
      if (data === undefined) throw new Error(`${error.type}: ${error.detail}`);
      return data;
    },
  };
  return Object.assign(stage, more);
}

/** Those of R66. */
export function criteriaOf(over: Partial<Schemas["NewEligibilityCriteria"]> = {}): Schemas["NewEligibilityCriteria"] {
  return {
    ...{ id: randomUUID(), mostDaysFromInvoice: 90, mostDaysPastDue: 60, crossAgeing: "10", excluded: [] },
    ...{ concentration: { limit: "20", of: "eligible" }, advanceRate: "85", registrars: [], tenor: null, ...over },
  };
}

export function checkOf(over: Partial<Schemas["NewEligibilityCheck"]> = {}): Schemas["NewEligibilityCheck"] {
  return { id: randomUUID(), supplier: SUPPLIER, currency: "EURX", payables: [], date: DATE, ...over };
}

async function issue(
  { book, database, now }: Stage,
  buyer: Address,
  amount: bigint,
  { supplier = SUPPLIER, age, due = 30, accepted = true, isSealed = false, ...said }: Issued,
): Promise<Hex> {
  numbers += 1;
  const number = said.number ?? `RE-${numbers}-${"x".repeat(numbers % 7)}`;
  const header = headerOf(supplier, buyer, { invoice: invoiceHash(number) });
  const receivable = receivableOf(
    header,
    termsOf(TOKEN, TODAY, { amount, dueDay: TODAY + due, discountDay1: 0, discount1: 0n }),
  );
  const id = idOf(header);
  await book.write(...(isSealed ? sealing(receivable, "0x1234") : issuing(receivable)));
  if (accepted) await book.write(accepting(receivable));
  if (age === undefined && said.number === undefined) return id;
  const gross = `${amount / 100n}.${(amount % 100n).toString().padStart(2, "0")}`;
  const invoice = {
    ...{ number, issueDate: dateOfDay(TODAY - (age ?? 30)), currency: "EUR", totals: { gross } },
    ...{ seller: { vatId: "DE111111111" }, buyer: { vatId: "DE222222222" }, ...said.invoice },
  };
  const content = { commitment: commitmentOf(receivable), id, revision: 0, receivable };
  await keepContent(database, { ...content, documentSecret: null, invoice, original: null, opened: now });
  return id;
}
