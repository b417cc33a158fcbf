/** What is known of organisations, and to whom it is shown. */
import type { z } from "zod";
import { EnrolmentChannel } from "../../domain/directory.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import {
  areCounterparties,
  directoryEntryOf,
  eraseContacts,
  profileOf,
  putProfile,
} from "../../store/organisations.ts";
import type { Audience, StoredVoucher } from "../../store/organisations.ts";
import type { ORGANISATION_OPERATIONS } from "../../wire/operations/organisations.ts";
import { CHANNELS } from "../../wire/organisation.ts";
import type { Organisation, voucher } from "../../wire/organisation.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { shownInstant } from "../receivables/showing.ts";

const NOTHING_SAID = {
  legalName: null,
  identifiers: [],
  audience: "nobody",
  contacts: [],
  contactsAudience: "nobody",
} as const;

export function organisationHandlers(deps: GatewayDeps): Handlers<typeof ORGANISATION_OPERATIONS> {
  const { database, now } = deps;
  return {
    readOrganisation: async ({ member, params }) => ({
      status: 200,
      body: await shownOrganisation(deps, member.organisation, params.address),
    }),
    readProfile: async ({ member }) => {
      const { legalName, identifiers, audience, contacts, contactsAudience } =
        (await profileOf(database, member.organisation)) ?? NOTHING_SAID;
      const name = { legalName, identifiers: [...identifiers], audience };
      return { status: 200, body: { ...name, contacts: [...contacts], contactsAudience } };
    },
    writeProfile: async ({ member, body }) => {
      await putProfile(database, member.organisation, body, now());
      return { status: 204, body: undefined };
    },
    eraseContacts: async ({ member }) => {
      await eraseContacts(database, member.organisation);
      return { status: 204, body: undefined };
    },
  };
}

/** @param asking Who wants to know. */
export async function shownOrganisation(
  { database, now }: Pick<GatewayDeps, "database" | "now">,
  asking: Address,
  address: Address,
): Promise<Organisation> {
  const { vouchers, viewingKey } = await directoryEntryOf(database, address);
  const profile = await profileOf(database, address);
  const areKnown = asking === address || (await areCounterparties(database, asking, address));
  const isFor = (audience: Audience): boolean =>
    asking === address || audience === "everybody" || (audience === "counterparties" && areKnown);
  const named = profile !== undefined && isFor(profile.audience) ? profile : NOTHING_SAID;
  const reached = profile !== undefined && isFor(profile.contactsAudience) ? profile : NOTHING_SAID;
  return {
    address,
    joined: profile !== undefined,
    viewingKey,
    vouchers: vouchers.map((one) => shownVoucher(one, now())),
    legalName: named.legalName,
    identifiers: [...named.identifiers],
    contacts: [...reached.contacts],
  };
}

/** Who vouches for an organisation, by which channel: on the chain, and so for everybody. @param now Unix seconds. */
export async function vouchersOf(sql: Sql, organisation: Address, now: number): Promise<z.output<typeof voucher>[]> {
  const { vouchers } = await directoryEntryOf(sql, organisation);
  return vouchers.map((one) => shownVoucher(one, now));
}

function shownVoucher(
  { registrar, legalId, evidence, enroller, channel, since, until }: StoredVoucher,
  now: number,
): z.output<typeof voucher> {
  return {
    registrar,
    legalId,
    evidence,
    enroller,
    // A registrar may write a number that means nothing yet.
    channel: CHANNELS.find((name) => EnrolmentChannel[name] === channel) ?? "Other",
    since: shownInstant(since),
    until: shownInstant(until),
    inForce: since <= now && now <= until,
  };
}
