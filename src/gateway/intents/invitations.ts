/** Links by which a buyer without an address joins, and what they show before. */
import { randomBytes } from "node:crypto";
import type { Hex } from "../../domain/receivable.ts";
import { invitationBy, levelled } from "../../store/counterparties.ts";
import type { NewInvitation } from "../../store/counterparties.ts";
import { intentOf } from "../../store/intents.ts";
import type { StoredIntent } from "../../store/intents.ts";
import { profileOf } from "../../store/organisations.ts";
import { waitingIntents } from "../../store/waitingIntents.ts";
import type { WaitingIntent } from "../../store/waitingIntents.ts";
import type { InvitationPreview } from "../../wire/invitation.ts";
import type { INVITATION_OPERATIONS } from "../../wire/operations/invitations.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { sha256 } from "../http/secrets.ts";
import { shownAmount, shownCurrency } from "../receivables/showing.ts";
import { materialOf } from "./material.ts";

const TOKEN_BYTES = 32;

export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** What is kept of an invitation's token. */
export function tokenHashOf(token: string): Hex {
  return `0x${sha256(token).toString("hex")}`;
}

export function invitationOf(intent: string, token: string, deadline: number): NewInvitation {
  return { intent, tokenHash: tokenHashOf(token), expires: deadline };
}

/** What stands after # is sent to nobody when the link is followed, and lands in no log. */
export function linkOf(origin: URL, token: string): string {
  return new URL(`/join#${token}`, origin).href;
}

/** The same for every token that leads nowhere, whatever it once was. */
const LEADS_NOWHERE = "ask whoever sent the link for another one";

export function invitationHandlers(deps: GatewayDeps): Handlers<typeof INVITATION_OPERATIONS> {
  return { previewInvitation: async ({ body }) => ({ status: 200, body: await previewOf(deps, body.token) }) };
}

interface Invited {
  /** By whose invitation. */
  readonly invited: StoredIntent;
  /** All that waits for the same buyer, that intent among them. */
  readonly waiting: readonly WaitingIntent[];
}

/** Whom a token invites, and to what. @throws ProblemError `InvitationUnknown` */
export async function invitedBy({ database, now }: GatewayDeps, token: string): Promise<Invited> {
  const invitation = await invitationBy(database, tokenHashOf(token), now());
  const invited = invitation && (await intentOf(database, invitation.intent));
  const all = invited === undefined ? [] : await waitingIntents(database, invited.organisation, now());
  // One that was bound by its supplier, or withdrawn, waits no more.
  const own = all.find(({ id }) => id === invited?.id);
  if (invited === undefined || own === undefined) throw new ProblemError("InvitationUnknown", LEADS_NOWHERE);
  return { invited, waiting: all.filter((one) => one === own || isSameBuyer(one, own)) };
}

/** @throws ProblemError `InvitationUnknown` */
async function previewOf(deps: GatewayDeps, token: string): Promise<InvitationPreview> {
  const { invited, waiting } = await invitedBy(deps, token);
  return {
    supplier: invited.organisation,
    name: await nameOf(deps, invited),
    waiting: waiting.length,
    totals: totalsOf(waiting, deps.tokens),
  };
}

function isSameBuyer(one: WaitingIntent, other: WaitingIntent): boolean {
  const known = new Set(other.buyerIds.map(levelled));
  return one.buyerIds.some((id) => known.has(levelled(id)));
}

/** As it tells its counterparties; otherwise as it stands on the invoice, which the buyer is sent anyway. */
async function nameOf({ database }: GatewayDeps, invited: StoredIntent): Promise<string | null> {
  const profile = await profileOf(database, invited.organisation);
  if (profile !== undefined && profile.audience !== "nobody" && profile.legalName !== null) return profile.legalName;
  const invoice = materialOf(invited).draft?.invoice as { readonly seller?: { readonly name?: string } } | null;
  return invoice?.seller?.name ?? null;
}

function totalsOf(waiting: readonly WaitingIntent[], tokens: GatewayDeps["tokens"]): InvitationPreview["totals"] {
  return [...Map.groupBy(waiting, ({ currency }) => currency)]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([address, same]) => {
      const currency = shownCurrency(address, tokens);
      const sum = same.reduce((all, { amount }) => all + amount, 0n);
      return { currency, amount: shownAmount(sum, currency) };
    });
}
