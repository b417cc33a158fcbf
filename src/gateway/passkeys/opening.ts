/** Opens accounts for passkeys: gas is spent on whom somebody invited, and on nobody else. */
import { createPublicKey, randomUUID } from "node:crypto";
import { passkeyAccountCall } from "../../clients/organisation/passkeyAccounts.ts";
import type { FactoryCall } from "../../clients/organisation/passkeyAccounts.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { isOpenedBy, openPasskeyAccount, passkeyAccountAt, retryPasskeyAccount } from "../../store/passkeyAccounts.ts";
import type { PasskeyAccount } from "../../store/passkeyAccounts.ts";
import { queueRelay, relayOf } from "../../store/relays.ts";
import type { NewPasskeyAccount } from "../../wire/passkeyAccount.ts";
import type { GatewayDeps } from "../deps.ts";
import { ProblemError } from "../http/problems.ts";
import { invitedBy } from "../intents/invitations.ts";
import { chainOf } from "./chain.ts";
import type { PasskeyChain } from "./chain.ts";

type Passkeys = NewPasskeyAccount["passkeys"];

/** Takes back what a transaction has done so far. */
class InTheWay extends Error {}

/** @throws ProblemError for whatever is wrong with the invitation or a passkey; nothing is stored or sent then. */
export async function openAccount(
  deps: GatewayDeps,
  { token, passkeys }: NewPasskeyAccount,
): Promise<{ readonly account: PasskeyAccount; readonly isNew: boolean }> {
  const { database } = deps;
  const chain = chainOf(deps);
  const { invited } = await invitedBy(deps, token);
  for (const [index, { x, y }] of passkeys.entries()) checkPoint(x, y, index);
  checkDifferent(passkeys);
  const call = passkeyAccountCall(passkeys.map(({ x, y }) => ({ x: BigInt(x), y: BigInt(y) })));
  const known = await passkeyAccountAt(database, call.address);
  if (known !== undefined)
    return { account: await again(deps, chain, known, invited.organisation, call), isNew: false };
  const account = { account: call.address, intent: invited.id, relay: randomUUID(), passkeys };
  const sent = { call, verifier: await chain.missingVerifier(), payer: invited.organisation };
  try {
    await database.transaction(async (tx) => {
      await queue(deps, tx, { ...sent, relay: account.relay });
      if (!(await openPasskeyAccount(tx, account, deps.now()))) throw new InTheWay();
    });
  } catch (error) {
    if (!(error instanceof InTheWay)) throw error;
    const other = await passkeyAccountAt(database, call.address);
    if (other !== undefined) return { account: other, isNew: false };
    throw await inTheWay(deps, invited.id);
  }
  return { account, isNew: true };
}

/** What was refused, such as for want of a budget, is tried once more; what is under way or there is left alone. */
async function again(
  deps: GatewayDeps,
  chain: PasskeyChain,
  known: PasskeyAccount,
  payer: Address,
  call: FactoryCall,
): Promise<PasskeyAccount> {
  const former = await relayOf(deps.database, known.relay);
  if (former?.state !== "refused" || (await chain.isThere(known.account))) return known;
  const relay = randomUUID();
  const verifier = await chain.missingVerifier();
  const isTaken = await deps.database.transaction(async (tx) => {
    if (!(await retryPasskeyAccount(tx, known.account, { former: known.relay, relay }))) return false;
    await queue(deps, tx, { call, verifier, payer, relay });
    return true;
  });
  return isTaken ? { ...known, relay } : known;
}

interface Queued {
  readonly call: FactoryCall;
  readonly verifier: FactoryCall | undefined;
  /** Whoever invited. */
  readonly payer: Address;
  readonly relay: string;
}

async function queue({ now }: GatewayDeps, tx: Sql, { call, verifier, payer, relay }: Queued): Promise<void> {
  const common = { organisation: payer, created: now() };
  if (verifier !== undefined) await queueRelay(tx, { id: randomUUID(), ...common, ...callIn(verifier) });
  await queueRelay(tx, { id: relay, ...common, ...callIn(call) });
}

function callIn({ to, data }: FactoryCall): { readonly to: Address; readonly data: Hex } {
  return { to, data };
}

async function inTheWay({ database }: GatewayDeps, intent: string): Promise<ProblemError> {
  if (!(await isOpenedBy(database, intent))) {
    return new ProblemError("PasskeyTaken", "the passkey is another account's already: sign in with that, or make one");
  }
  const wayOut = "sign in with the passkey of then, or ask whoever sent the link for another one";
  return new ProblemError("InvitationAccountOpened", `another passkey has opened an account by this link: ${wayOut}`);
}

function checkDifferent(passkeys: Passkeys): void {
  const different = new Set(passkeys.map(({ credential }) => credential));
  const points = new Set(passkeys.map(({ x, y }) => `${x}${y}`));
  if (different.size === passkeys.length && points.size === passkeys.length) return;
  throw new ProblemError("PasskeyInvalid", "body.passkeys: the same passkey stands there twice: name each once");
}

/** A point that is none of the curve's would make an account that nobody can ever sign for. */
function checkPoint(x: Hex, y: Hex, index: number): void {
  const coordinate = (hex: Hex): string => Buffer.from(hex.slice(2), "hex").toString("base64url");
  try {
    createPublicKey({ key: { kty: "EC", crv: "P-256", x: coordinate(x), y: coordinate(y) }, format: "jwk" });
  } catch {
    const wayOut = "give the coordinates of the key as the authenticator told them";
    throw new ProblemError("PasskeyInvalid", `body.passkeys.${index}: x and y are no point of P-256: ${wayOut}`);
  }
}
