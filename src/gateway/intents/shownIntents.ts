/** Intents with what became of them, as one of those who sign them sees them. */
import { rulesOf } from "../../store/checkingRules.ts";
import { invitationsOf } from "../../store/counterparties.ts";
import type { StoredIntent } from "../../store/intents.ts";
import type { Intent } from "../../wire/intent.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { fatesOf } from "./fates.ts";
import { lawWarnings } from "./lawWarnings.ts";
import { materialOf } from "./material.ts";
import { asParty, partOf, standingSignatures } from "./parties.ts";
import { reckoningOf } from "./reckoning.ts";
import { shownIntent } from "./showing.ts";

/** As one of those who sign it sees it. @param link Known only when the invitation is made. */
export async function shownOne(
  deps: GatewayDeps,
  reader: Member,
  intent: StoredIntent,
  link?: string,
): Promise<Intent> {
  const [shown] = await shownAll(deps, reader, [intent], link);
  if (shown === undefined) throw new Error(`the intent ${intent.id} was not shown`);
  return shown;
}

/** Intents as one of those who sign them sees them. */
export async function shownAll(
  { database, addresses, tokens, now }: GatewayDeps,
  { organisation: reader }: Member,
  intents: readonly StoredIntent[],
  link?: string,
): Promise<Intent[]> {
  const showing = { addresses, tokens, now: now(), reader, rules: await rulesOf(database, reader) };
  const warningsOf = await lawWarnings(database, showing);
  const fates = await fatesOf(database, intents, now());
  const ids = intents.map(({ id }) => id);
  const invitations = new Map((await invitationsOf(database, ids)).map((one) => [one.intent, one]));
  const shown: Intent[] = [];
  for (const [index, intent] of intents.entries()) {
    const fate = fates[index];
    if (fate === undefined) continue;
    const signatures = await standingSignatures(database, intent, now());
    const { plan } = materialOf(intent);
    const reckoning = await reckoningOf(database, plan && asParty(plan, partOf(intent, reader)));
    const invitation = invitations.get(intent.id);
    const known = { fate, signatures, invitation, reckoning, warnings: warningsOf(intent) };
    const facts = { ...known, ...(link === undefined ? {} : { link }) };
    shown.push(await shownIntent(intent, facts, showing));
  }
  return shown;
}
