/** A supplier to whom a buyer owes, with a policy that chases what is late, and a person of the buyer to turn to. */
import { randomUUID } from "node:crypto";
import type { components } from "../../generated/openapi.d.ts";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import type { Address, Hex, Terms } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { runDunning } from "../../src/gateway/dunning/scheduling.ts";
import { keepContent } from "../../src/store/contents.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, issuing } from "./book.ts";
import { dunningDeps } from "./dunningDeps.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Over, Stage } from "./stage.ts";

type Schemas = components["schemas"];

export const EUR: Address = "0x00000000000000000000000000000000000003d2";
export const SUPPLIER = addressOf("the supplier");
export const BUYER = addressOf("the buyer");
/** A Tuesday, ten in the morning in Berlin. */
export const TUESDAY = dayNumber("2026-11-24") * DAY + 9 * 3_600;

/** Reminds before the due date, writes a week after it, and demands by post two weeks after that. */
export function policyBody(over: Partial<Schemas["NewDunningPolicy"]> = {}): Schemas["NewDunningPolicy"] {
  const due = (days: number) => ({ kind: "due" as const, days });
  return {
    ...{ id: randomUUID(), policy: randomUUID(), name: "House policy", currency: "EUR", zone: "Europe/Berlin" },
    ...{ calendar: "weekends", window: { from: 480, to: 1_080 }, cap: { perWeek: 2, pauseDays: 1 } },
    promises: { grace: 2, longest: 30, most: 2 },
    levels: [
      { id: "soon", stage: "preDue", trigger: due(-5), channel: "email", template: "house", payWithin: 0 },
      {
        id: "first",
        stage: "friendly",
        trigger: due(7),
        channel: "email",
        template: "house",
        payWithin: 7,
        fee: "40.00",
      },
      {
        ...{ id: "second", stage: "firm", trigger: due(21), channel: "letter", template: "house", payWithin: 10 },
        isDemand: true,
      },
    ],
    ...over,
  };
}

export function contactBody(over: Partial<Schemas["NewDunningContact"]> = {}): Schemas["NewDunningContact"] {
  return {
    ...{ id: randomUUID(), customer: BUYER, name: "Frau Kasse", language: "en", email: "kasse@buyer.example" },
    ...{ postal: ["Hafenstraße 1", "20457 Hamburg"], phone: "+4940123456", ...over },
  };
}

export interface DunningScene extends Stage {
  readonly supplier: string;
  /** Issues an accepted claim of 1,000.00 on the buyer that was due so many days before {@link TUESDAY}. */
  issue(number: string, pastDue: number, over?: Partial<Terms>, buyer?: Address): Promise<Hex>;
  /** Looks at customers until nothing is due; says how many steps there were. */
  run(): Promise<number>;
  sends(): Promise<readonly Schemas["DunningSend"][]>;
  findings(query?: { at?: string; customer?: string }): Promise<readonly Schemas["DunningFinding"][]>;
}

/** Its policy applies to everything. */
export async function openDunningScene(policy = policyBody(), over: Over = {}): Promise<DunningScene> {
  const stage = await openStage(over);
  stage.now = TUESDAY;
  const supplier = await stage.signIn("the supplier");
  const client = () => stage.client(supplier);
  const issue: DunningScene["issue"] = async (number, pastDue, over = {}, buyer = BUYER) => {
    const due = Math.floor(TUESDAY / DAY) - pastDue;
    const header = headerOf(SUPPLIER, buyer, { invoice: invoiceHash(number) });
    const receivable = receivableOf(header, { ...termsOf(EUR, due - 30), fixedSum: 0n, ...over });
    const id = idOf(header);
    const invoice = {
      number,
      issueDate: "2026-11-01",
      seller: { name: "Müller GmbH" },
      buyer: { name: "Nordwind SE" },
    };
    const known = { documentSecret: null, invoice, original: null, opened: stage.now };
    await keepContent(stage.database, { commitment: commitmentOf(receivable), id, revision: 0, receivable, ...known });
    await stage.book.write(...issuing(receivable), accepting(receivable));
    return id;
  };
  await issue("RE-0", -400);
  const set = await client().POST("/v1/dunning/policies", { body: policy });
  if (set.data === undefined) throw new Error(`no policy: ${set.error.detail}`);
  const scope = { scope: { kind: "all" as const }, currency: "EUR", policy: policy.policy };
  const applied = await client().POST("/v1/dunning/scopes", { body: scope });
  if (applied.error !== undefined) throw new Error(`no scope: ${applied.error.detail}`);
  const noted = await client().POST("/v1/dunning/contacts", { body: contactBody() });
  if (noted.error !== undefined) throw new Error(`no contact: ${noted.error.detail}`);
  return Object.assign(stage, {
    supplier,
    issue,
    async run() {
      const deps = dunningDeps(stage.database, () => stage.now);
      let steps = 0;
      while (await runDunning(deps)) steps += 1;
      return steps;
    },
    async sends() {
      const found = await stage.client(await stage.signIn("the supplier")).GET("/v1/dunning/sends");
      return found.data?.items ?? [];
    },
    async findings(query = {}) {
      const token = await stage.signIn("the supplier");
      const found = await stage.client(token).GET("/v1/dunning/dry-run", { params: { query } });
      if (found.data === undefined) throw new Error(found.error.detail);
      return found.data.items;
    },
  });
}
