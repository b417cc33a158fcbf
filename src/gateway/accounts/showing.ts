/** Bank accounts as the interface shows them, and to whom. */
import type { Address } from "../../domain/receivable.ts";
import { pays } from "../../store/bankAccounts.ts";
import type { Confirmation, StoredBankAccount } from "../../store/bankAccounts.ts";
import { areCounterparties } from "../../store/organisations.ts";
import type { CALLBACK_CHANNELS, ShownAccount } from "../../wire/account.ts";
import type { GatewayDeps } from "../deps.ts";
import { typedData } from "../intents/showing.ts";
import { shownInstant } from "../receivables/showing.ts";
import { bankAccountMessage, bankCodeOf } from "./message.ts";
import { masked, numberOf } from "./numbers.ts";
import { createAccountSealer } from "./sealing.ts";

export type Sight = "full" | "masked" | "nothing";

type Deps = Pick<GatewayDeps, "addresses" | "config" | "database" | "now">;

/** What an organisation sees of a payee's accounts. */
export async function sightOf({ config, database }: Deps, payee: Address, asking: Address): Promise<Sight> {
  if (asking === payee || config.registrars?.includes(asking) === true) return "full";
  if (await pays(database, payee, asking)) return "full";
  return (await areCounterparties(database, asking, payee)) ? "masked" : "nothing";
}

export function isInForce({ signed, approved, withdrawn, since, until }: StoredBankAccount, now: number): boolean {
  return signed !== null && approved !== null && withdrawn === null && since <= now && now <= until;
}

/** Whether whoever asks may rely on it: a registrar says so, or they called back themselves. */
export function isConfirmedTo(asking: Address, confirmations: readonly Confirmation[]): boolean {
  return confirmations.some(({ kind, organisation }) => kind === "registrar" || organisation === asking);
}

export function shownAccount(deps: Deps, stored: StoredBankAccount, asking: Address, sight: Sight): ShownAccount {
  const { id, organisation, since, until, confirmations } = stored;
  const content = createAccountSealer(deps.config.secret).open(id, organisation, stored.sealed);
  const { account, holder, bank, currency } = content;
  const isMasked = sight !== "full";
  const number = numberOf(account);
  const message = typedData(bankAccountMessage(organisation, content, { since, until }), deps.addresses);
  return {
    ...{ id, payee: organisation, state: stateOf(stored), inForce: isInForce(stored, deps.now()) },
    ...{ confirmed: isConfirmedTo(asking, confirmations), masked: isMasked, scheme: account.scheme },
    ...{ account: isMasked ? masked(number) : number, bankCode: isMasked ? null : bankCodeOf(account) },
    ...{ holder, bank, currency, since: shownInstant(since), until: shownInstant(until) },
    ...{ statedAt: shownInstant(stored.stated), signer: stored.signer, signedAt: instantOf(stored.signed) },
    ...{ approvedAt: instantOf(stored.approved), withdrawnAt: instantOf(stored.withdrawn) },
    ...{ hash: stored.hash, message: isMasked ? null : message },
    confirmations: isMasked ? [] : confirmations.map(shownConfirmation),
  };
}

function shownConfirmation({
  organisation,
  kind,
  channel,
  evidence,
  at,
}: Confirmation): ShownAccount["confirmations"][number] {
  // Only channels of the interface are recorded.
  return { organisation, kind, channel: channel as (typeof CALLBACK_CHANNELS)[number], evidence, at: shownInstant(at) };
}

function stateOf({ withdrawn, approved, signed }: StoredBankAccount): ShownAccount["state"] {
  if (withdrawn !== null) return "withdrawn";
  if (approved !== null) return "approved";
  return signed === null ? "stated" : "signed";
}

function instantOf(seconds: number | null): string | null {
  return seconds === null ? null : shownInstant(seconds);
}
