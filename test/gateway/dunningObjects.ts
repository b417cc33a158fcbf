/** What the operations of dunning are about. See `objects.ts`. */
import { randomUUID } from "node:crypto";
import type { World } from "./actors.ts";
import { addressOf } from "./stage.ts";

type Params = Readonly<Record<string, string>>;
type Body = Readonly<Record<string, unknown>> & { readonly id: string };

const OWNER = "the organisation itself";
const OWN = { kind: "own" } as const;
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };
const BUYER = addressOf("buyer");

export const dunningPolicyBody = (): Body => ({
  ...{ id: randomUUID(), policy: randomUUID(), name: "House policy", currency: "EUR", zone: "Europe/Berlin" },
  ...{ calendar: "weekends", window: { from: 0, to: 1_440 }, cap: { perWeek: 7, pauseDays: 0 } },
  promises: { grace: 2, longest: 30, most: 2 },
  chasesUnaccepted: true,
  levels: [
    {
      ...{ id: "first", stage: "preDue", trigger: { kind: "due", days: -300 }, channel: "letter", template: "house" },
      payWithin: 0,
    },
  ],
});
export const dunningScopeBody = (): object => ({ scope: { kind: "all" }, currency: "EUR", policy: null });
export const dunningExceptionBody = (): Body => ({
  ...{ id: randomUUID(), scope: { kind: "customer", customer: BUYER }, does: { kind: "hold" } },
  ...{ reason: "Waits for a credit note", until: "2026-11-30" },
});
export const dunningContactBody = (): Body => ({
  ...{ id: randomUUID(), customer: BUYER, name: "Frau Kasse", language: "en" },
  postal: ["Hafenstraße 1", "20457 Hamburg"],
});
export const dunningActBody = (world: World): Body => ({
  ...{ id: randomUUID(), customer: BUYER, channel: "phone", outcome: "reached" },
  at: new Date(world.stage.now * 1_000).toISOString().replace(/\.\d{3}Z$/, "Z"),
});
export const dunningCustomerBody = (): object => ({ customer: BUYER, segment: "key", owner: null });

/** What must be asked. */
export const DUNNING_QUERIES: Readonly<Record<string, Params>> = {
  readWorklist: { currency: "EUR" },
  listDunningContacts: { customer: BUYER },
  readDunningStatistics: { from: "2026-11-01" },
};

async function post(world: World, path: string, body: { readonly id: string }): Promise<Params> {
  const answer = await world.ask(OWNER, "post", path, body);
  if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.body}`);
  return { id: body.id };
}

/** A letter that waits to be printed, as a look at the customer would have kept it. */
async function send({ stage }: World): Promise<Params> {
  const id = randomUUID();
  const bytesOf = (hex: string): string => `\\x${hex.slice(2)}`;
  await stage.database.query(
    `insert into dunning_sends (id, organisation, customer, policy, policy_version, level, stage, channel, person,
       target, template, language, currency, fee, content, text, content_hash, salt, made, due, state)
     values ($1, $2, $3, $4, 1, 'first', 'friendly', 'letter', null, '', 'house', 'en', $5, 0, $6, 'text', $7, $7, 1, 1,
       'toPrint')`,
    [
      ...[id, bytesOf(addressOf("supplier")), bytesOf(BUYER), randomUUID()],
      ...["\\x00000000000000000000000000000000000003d2", JSON.stringify(LETTER)],
      `\\x${"11".repeat(32)}`,
    ],
  );
  return { id };
}

const PARTY = { legalIds: [], address: ["Hafenstraße 1", "20457 Hamburg"] };
const LETTER = {
  ...{ reference: "DN-1", stage: "friendly", isDemand: false, date: 20_781, payBy: 20_788 },
  ...{ sender: { name: "Supplier", ...PARTY }, debtor: { name: "Buyer", ...PARTY } },
  ...{ currency: { code: "EUR", exponent: 2 }, fee: { bigint: "0" }, payee: { name: "Supplier" } },
  ...{ paymentReference: "DN-1", answerUrl: "https://ledger.example", policy: { name: "House", version: 1 } },
  items: [
    {
      ...{ number: "RE-1", due: 20_770, open: { bigint: "100" }, disputed: { bigint: "0" }, promised: { bigint: "0" } },
      ...{ charges: { bigint: "0" }, contingent: { bigint: "0" } },
    },
  ],
  salt: `0x${"11".repeat(32)}`,
};

const contact = {
  kind: "thing",
  make: (world: World) => post(world, "/v1/dunning/contacts", dunningContactBody()),
  missing: NO_ID,
} as const;
const sent = { kind: "thing", make: send, missing: NO_ID } as const;

/** By the ids of the operations. */
export const DUNNING_OBJECTS = {
  setDunningPolicy: OWN,
  listDunningPolicies: OWN,
  setDunningScope: OWN,
  listDunningScopes: OWN,
  addDunningException: OWN,
  listDunningExceptions: OWN,
  endDunningException: {
    ...contact,
    make: (world: World) => post(world, "/v1/dunning/exceptions", dunningExceptionBody()),
  },
  noteDunningCustomer: OWN,
  listDunningCustomers: OWN,
  noteDunningContact: OWN,
  listDunningContacts: OWN,
  readDunningContact: contact,
  eraseDunningContact: contact,
  readDunningDryRun: OWN,
  readWorklist: OWN,
  readCustomerTimeline: {
    kind: "thing",
    make: () => Promise.resolve({ address: BUYER }),
    missing: { address: addressOf("nobody") },
  },
  logDunningAct: OWN,
  listDunningSends: OWN,
  readDunningSend: sent,
  readDunningLetter: sent,
  noteDunningPrinted: sent,
  withdrawDunningSend: { ...sent, body: { reason: "They paid" } },
  readDunningStatistics: OWN,
} as const;
