/** Those who owe, over HTTP: their segment and owner, and the people to turn to. */
import type { Channel } from "../../domain/collections/policy.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Database, Sql } from "../../store/database.ts";
import {
  dunningContactOf,
  dunningContactsOf,
  dunningCustomersAfter,
  eraseDunningContact,
  keepDunningContact,
  keepDunningCustomer,
} from "../../store/dunningCustomers.ts";
import type { DunningContact, DunningCustomer } from "../../store/dunningCustomers.ts";
import { isDebtorOf, lookAgain } from "../../store/dunningItems.ts";
import { forgiveTarget, refusedTargetsOf } from "../../store/dunningReach.ts";
import { isPower, readPower } from "../../store/members.ts";
import { areCounterparties } from "../../store/organisations.ts";
import type { NewDunningContact, ShownDunningContact } from "../../wire/dunningCustomer.ts";
import type { DUNNING_POLICY_OPERATIONS } from "../../wire/operations/dunningPolicies.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownContact, shownCustomer } from "./showing.ts";
import type { KeptContact } from "./showing.ts";

type Own =
  | "noteDunningCustomer"
  | "listDunningCustomers"
  | "noteDunningContact"
  | "listDunningContacts"
  | "readDunningContact"
  | "eraseDunningContact";

const MOST_CUSTOMERS = 100_000;
const MOST_CONTACTS = 20;

export function customerHandlers(deps: GatewayDeps): Pick<Handlers<typeof DUNNING_POLICY_OPERATIONS>, Own> {
  const { database, config, now } = deps;
  const cursors = createCursors(config.secret);
  return {
    noteDunningCustomer: async ({ member: { organisation }, body }) => {
      await checkCustomer(database, organisation, body.customer);
      await checkOwner(database, organisation, body.owner, now());
      const customer = { ...body, noted: now() };
      const kept = await database.transaction(async (tx) => {
        await lookAgain(tx, organisation, body.customer, now());
        return keepDunningCustomer(tx, organisation, customer, MOST_CUSTOMERS);
      });
      if (!kept) throw quotaReached(MOST_CUSTOMERS, "customers of whom something is noted");
      return { status: 200, body: shownCustomer(customer) };
    },
    listDunningCustomers: async ({ member: { organisation }, query: { segment, ...query } }) => {
      const list = JSON.stringify(["dunning customers", organisation, segment]);
      const read = (after: Address | null, limit: number) =>
        dunningCustomersAfter(database, organisation, segment, after, limit);
      const placeOf = ({ customer }: DunningCustomer): Address => customer;
      const { rows, next } = await pageOf({ cursors, list, first: null, placeOf, read }, query);
      return { status: 200, body: { items: rows.map(shownCustomer), next } };
    },
    noteDunningContact: async ({ member: { organisation }, body }) => {
      await noteContact(database, organisation, body, now());
      return { status: 204, body: undefined };
    },
    listDunningContacts: async ({ member: { organisation }, query: { customer } }) => {
      return { status: 200, body: { items: await shownContactsOf(database, organisation, customer) } };
    },
    readDunningContact: async ({ member: { organisation }, params: { id } }) => {
      const contact = await dunningContactOf(database, organisation, id);
      if (contact === undefined) throw notFound();
      const faults = await faultsOf(database, organisation, [contact]);
      return { status: 200, body: shownContact(contact, faults.get(id) ?? null) };
    },
    eraseDunningContact: async ({ member: { organisation }, params: { id } }) => {
      if (!(await eraseDunningContact(database, organisation, id))) throw notFound();
      return { status: 204, body: undefined };
    },
  };
}

/** The people of a customer as they are known now. */
export async function shownContactsOf(
  sql: Sql,
  organisation: Address,
  customer: Address,
): Promise<ShownDunningContact[]> {
  const contacts = await dunningContactsOf(sql, organisation, customer);
  const faults = await faultsOf(sql, organisation, contacts);
  return contacts.map((one) => shownContact(one, faults.get(one.id) ?? null));
}

/** Only of whom it has or had a claim on the ledger something is noted. @throws ProblemError `NotFound` */
export async function checkCustomer(sql: Sql, organisation: Address, customer: Address): Promise<void> {
  if (!(await isDebtorOf(sql, organisation, customer))) throw notFound();
}

/** @throws ProblemError `RequestInvalid` for somebody who may not act for the organisation here */
async function checkOwner(sql: Sql, organisation: Address, owner: Address | null, now: number): Promise<void> {
  if (owner === null || isPower(await readPower(sql, organisation, owner, now))) return;
  throw instantInvalid("body.owner", "give a member of the organisation");
}

/**
 * Anybody may issue to anybody: nobody is written to in the name of whom it never dealt with. A letter is posted by
 * somebody who answers for it.
 * @throws ProblemError `NotFound`, `RecipientUnknown`, `IdTaken`, `QuotaReached`
 */
async function noteContact(
  database: Database,
  organisation: Address,
  { id, customer, ...body }: NewDunningContact,
  now: number,
): Promise<void> {
  await checkCustomer(database, organisation, customer);
  const isWrittenTo = body.email !== null || body.phone !== null || body.webhook;
  if (isWrittenTo && !(await areCounterparties(database, organisation, customer))) {
    const wayOut = "give a postal address alone";
    throw new ProblemError("RecipientUnknown", `${customer} has accepted nothing of yours yet: ${wayOut}`);
  }
  const known = await dunningContactOf(database, organisation, id);
  if (known !== undefined && known.customer !== customer) throw idTaken("a person of another customer");
  const kept = await database.transaction(async (tx) => {
    for (const { channel, target } of targetsOf(body)) await forgiveTarget(tx, organisation, { channel, target });
    await lookAgain(tx, organisation, customer, now);
    return keepDunningContact(tx, organisation, { id, customer, body, noted: now }, MOST_CONTACTS);
  });
  if (!kept) throw quotaReached(MOST_CONTACTS, "people of this customer: erase one");
}

/** Where a person is reached, by channel; a letter goes to the lines on the envelope. */
export function targetsOf(body: KeptContact): readonly { readonly channel: Channel; readonly target: string }[] {
  const { email, phone, postal, webhook } = body;
  return [
    ...(email === null ? [] : [{ channel: "email" as const, target: email }]),
    ...(webhook ? [{ channel: "webhook" as const, target: "" }] : []),
    ...(postal === null ? [] : [{ channel: "letter" as const, target: postal.join("\n") }]),
    ...(postal === null ? [] : [{ channel: "visit" as const, target: postal.join("\n") }]),
    ...(phone === null ? [] : [{ channel: "sms" as const, target: phone }]),
    ...(phone === null ? [] : [{ channel: "phone" as const, target: phone }]),
  ];
}

/** Why nothing more is sent to an address of a person, by the person's id. */
async function faultsOf(
  sql: Sql,
  organisation: Address,
  contacts: readonly DunningContact[],
): Promise<ReadonlyMap<string, string>> {
  const targets = contacts.flatMap(({ id, body }) =>
    // Only what the interface took is kept there.
    targetsOf(body as KeptContact).map((one) => ({ ...one, id })),
  );
  const refused = await refusedTargetsOf(
    sql,
    organisation,
    targets.map(({ target }) => target),
  );
  const isOf = (one: (typeof refused)[number]) => (other: (typeof targets)[number]) =>
    one.channel === other.channel && one.target === other.target;
  return new Map(refused.flatMap((one) => targets.filter(isOf(one)).map(({ id }) => [id, one.fault] as const)));
}
