/** Bank accounts over HTTP. */
import { keyWitness } from "../../clients/envelopes.ts";
import { currencyByCode } from "../../domain/currency.ts";
import { digestOf } from "../../domain/eip712.ts";
import { signingDomain } from "../../domain/messages.ts";
import {
  alarmsBefore,
  approveAccount,
  bankAccountOf,
  bankAccountsOf,
  confirmAccount,
  signAccount,
  stateAccount,
  statedSince,
  withdrawAccount,
} from "../../store/bankAccounts.ts";
import type { Confirmation, StoredBankAccount } from "../../store/bankAccounts.ts";
import type { ALARM_KINDS, NewAccount } from "../../wire/account.ts";
import type { IntentSignature } from "../../wire/intent.ts";
import type { ACCOUNT_OPERATIONS } from "../../wire/operations/accounts.ts";
import { useApproval } from "../approvals/using.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import { powerTo } from "../contracts/powers.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";
import { bankAccountMessage } from "./message.ts";
import { checkedNumber } from "./numbers.ts";
import { createAccountSealer } from "./sealing.ts";
import { alarm } from "./alarms.ts";
import { isConfirmedTo, isInForce, shownAccount, sightOf } from "./showing.ts";

const DAY = 86_400;
const TEN_YEARS = 3_653 * DAY;
const MOST_A_DAY = 20;

export function accountHandlers(deps: GatewayDeps): Handlers<typeof ACCOUNT_OPERATIONS> {
  const { config, database, now } = deps;
  const cursors = createCursors(config.secret);
  const show = async ({ organisation }: Member, id: string) => {
    const stored = await bankAccountOf(database, id);
    if (stored === undefined) throw notFound();
    return shownAccount(deps, stored, organisation, "full");
  };
  return {
    stateAccount: async ({ member, body }) => {
      const isNew = await state(deps, member, body);
      // Another organisation may have taken the id at the same moment: its account is nobody else's to see.
      if (!isNew) await ownAccount(deps, member, body.id);
      return { status: isNew ? 201 : 200, body: await show(member, body.id) };
    },
    signAccount: async ({ member, params, body }) => {
      await sign(deps, member, params.id, body);
      return { status: 200, body: await show(member, params.id) };
    },
    approveAccount: async ({ member, params }) => {
      await approve(deps, member, params.id);
      return { status: 200, body: await show(member, params.id) };
    },
    withdrawAccount: async ({ member, params: { id } }) => {
      const { organisation } = await ownAccount(deps, member, id);
      await database.transaction(async (tx) => {
        if (await withdrawAccount(tx, id, now())) await alarm(tx, organisation, id, "withdrawn", now());
      });
      return { status: 200, body: await show(member, id) };
    },
    confirmAccount: async ({ member, params: { id }, body }) => {
      await confirm(deps, member, id, body);
      return { status: 200, body: await show(member, id) };
    },
    listAccounts: async ({ member: { organisation }, params: { address } }) => {
      const sight = await sightOf(deps, address, organisation);
      const all = sight === "nothing" ? [] : await bankAccountsOf(database, address);
      // What is not approved yet is between the members of the payee, and those whom it alarmed.
      const seen = sight === "full" ? all : all.filter(({ approved }) => approved !== null);
      const relied = seen.filter((one) => isInForce(one, now()) && isConfirmedTo(organisation, one.confirmations));
      const newest = relied.sort((left, right) => right.since - left.since)[0];
      const items = seen.map((one) => shownAccount(deps, one, organisation, sight));
      return { status: 200, body: { items, payTo: sight === "full" ? (newest?.id ?? null) : null } };
    },
    listAlarms: async ({ member: { organisation }, query }) => {
      const list = JSON.stringify(["alarms", organisation]);
      const read = (before: number, limit: number) => alarmsBefore(database, organisation, before, limit);
      const placeOf = ({ number }: { readonly number: number }): number => number;
      const page = { cursors, list, first: Number.MAX_SAFE_INTEGER, placeOf, read };
      const { rows, next } = await pageOf(page, query);
      const items = rows.map(({ kind, about, subject, at }) => ({
        // Only kinds of the interface are raised.
        ...{ kind: kind as (typeof ALARM_KINDS)[number], about, account: subject, at: shownInstant(at) },
      }));
      return { status: 200, body: { items, next } };
    },
  };
}

/** False where it was stated before. @throws ProblemError */
async function state(deps: GatewayDeps, { organisation, account: by }: Member, asked: NewAccount): Promise<boolean> {
  const { database, config, addresses, now } = deps;
  const { id, holder, bank = null, currency, since, until = since + TEN_YEARS } = asked;
  if (currencyByCode(currency) === undefined) {
    throw new ProblemError("CurrencyUnknown", `the currency is ${currency}: write a current code of ISO 4217`);
  }
  const content = { account: checkedNumber(asked.account), holder, bank, currency };
  const message = bankAccountMessage(organisation, content, { since, until });
  const hash = digestOf(signingDomain(addresses.chainId, addresses.ledger), message);
  const known = await bankAccountOf(database, id);
  if (known !== undefined) {
    if (known.organisation === organisation && known.hash === hash) return false;
    throw idTaken("another account");
  }
  if (since < now()) throw instantInvalid("body.since", `give ${shownInstant(now())} or a later instant`);
  if (until <= since) throw instantInvalid("body.until", "give an instant after `since`");
  // Each alarms everybody who pays, by e-mail too, whether they asked for it or not.
  if ((await statedSince(database, organisation, now() - DAY)) >= MOST_A_DAY) {
    throw quotaReached(MOST_A_DAY, "accounts of the last day: wait until tomorrow");
  }
  const sealed = createAccountSealer(config.secret).seal(id, organisation, content);
  const stated = { id, organisation, sealed, hash, since, until, statedBy: by, stated: now() };
  return database.transaction(async (tx) => {
    if (!(await stateAccount(tx, stated))) return false;
    await alarm(tx, organisation, id, "stated", now());
    return true;
  });
}

async function ownAccount({ database }: GatewayDeps, { organisation }: Member, id: string): Promise<StoredBankAccount> {
  const stored = await bankAccountOf(database, id);
  if (stored?.organisation !== organisation) throw notFound();
  return stored;
}

/** @throws ProblemError; nothing is stored then */
async function sign(deps: GatewayDeps, member: Member, id: string, given: IntentSignature): Promise<void> {
  const { database, now, signedByContract } = deps;
  const { organisation, hash, signature: before } = await ownAccount(deps, member, id);
  const { signature, signer = member.account } = given;
  if (before === signature) return;
  if (before !== null) throw new ProblemError("AlreadySigned", `${id} is signed already`);
  await powerTo(deps, organisation, signer);
  if (!(await keyWitness.signed(signer, hash, signature)) && !(await signedByContract(signer, hash, signature))) {
    throw new ProblemError(
      "SignatureInvalid",
      `the signature is not that of ${signer} on this account: sign its message`,
    );
  }
  if (!(await signAccount(database, id, { signer, signature, signed: now() })))
    throw accountOver(id, "it was taken back");
}

/** @throws ProblemError */
async function approve(deps: GatewayDeps, member: Member, id: string): Promise<void> {
  const { database, now } = deps;
  const { organisation, statedBy, approved } = await ownAccount(deps, member, id);
  if (statedBy === member.account) {
    throw new ProblemError("CheckerMissing", `${statedBy} stated ${id}: let another member approve it`);
  }
  if (approved !== null) return;
  const isDone = await database.transaction(async (tx) => {
    if (!(await approveAccount(tx, id, member.account, now()))) return false;
    const change = { organisation, kind: "payeeChange" as const, subject: id, customer: null };
    const sum = { amount: null, currency: null };
    await useApproval(tx, { ...change, ...sum, actor: member.account, beneficiary: statedBy }, now());
    await alarm(tx, organisation, id, "approved", now());
    return true;
  });
  if (!isDone) throw accountOver(id, "it is not signed, or was taken back");
}

/** @throws ProblemError; nothing is stored then */
async function confirm(
  deps: GatewayDeps,
  { organisation, account }: Member,
  id: string,
  given: Pick<Confirmation, "channel" | "evidence">,
): Promise<void> {
  const { config, database, now } = deps;
  const stored = await bankAccountOf(database, id);
  if (stored === undefined) throw notFound();
  if ((await sightOf(deps, stored.organisation, organisation)) !== "full") throw notFound();
  // Nobody is a witness of their own.
  if (organisation === stored.organisation) throw accountOver(id, "it is confirmed by others than its payee");
  if (stored.approved === null || stored.withdrawn !== null) throw accountOver(id, "it is not approved, or taken back");
  const kind = config.registrars?.includes(organisation) === true ? "registrar" : "buyer";
  await confirmAccount(database, id, { organisation, kind, ...given, account, at: now() });
}

function accountOver(id: string, why: string): ProblemError {
  return new ProblemError("AccountOver", `nothing of the kind can be done to ${id}: ${why}`);
}
