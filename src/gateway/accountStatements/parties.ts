/** Who the parties of an account are to people, as far as whoever asks may know. */
import type { BankAccount, LegalId, NoticeStanding, Payee } from "../../domain/account/movement.ts";
import { NoticeReply } from "../../domain/factoring/notice.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Assignment } from "../../store/assignments.ts";
import { bankAccountsOf } from "../../store/bankAccounts.ts";
import type { StoredBankAccount } from "../../store/bankAccounts.ts";
import { captionsOf } from "../../store/captions.ts";
import type { Sql } from "../../store/database.ts";
import { areCounterparties, profileOf } from "../../store/organisations.ts";
import { createAccountSealer } from "../accounts/sealing.ts";
import type { AccountContent } from "../accounts/sealing.ts";
import { isConfirmedTo, isInForce } from "../accounts/showing.ts";

export interface KnownParty {
  readonly name: string;
  readonly legalIds: readonly LegalId[];
}

/** A receivable by which the parties know each other. */
export interface Between {
  readonly id: Hex;
  readonly supplier: Address;
  readonly buyer: Address;
}

/** A party by its own profile, by the invoice, by the books of whoever asks, or else by its address. */
export async function partyOf(sql: Sql, asking: Address, party: Address, between: Between): Promise<KnownParty> {
  const profile = await profileOf(sql, party);
  const isShown =
    party === asking ||
    profile?.audience === "everybody" ||
    (profile?.audience === "counterparties" && (await areCounterparties(sql, asking, party)));
  const said = isShown ? profile : undefined;
  const { id, supplier } = between;
  const { invoices, own } = await captionsOf(sql, { asking, isParty: true }, { ...between, holder: party });
  const invoice = invoices.get(id);
  const onInvoice = party === supplier ? invoice?.seller : party === between.buyer ? invoice?.buyer : undefined;
  return {
    name: said?.legalName ?? onInvoice ?? own.get(party) ?? party,
    legalIds: [...(said?.identifiers ?? [])],
  };
}

/** A payee of assigned items; where it is paid is between it and whoever pays it. */
export async function payeeOf(sql: Sql, asking: Address, holder: Address, between: Between): Promise<Payee> {
  const { name, legalIds } = await partyOf(sql, asking, holder, between);
  const [legalId] = legalIds;
  return { name, ...(legalId === undefined ? {} : { legalId }) };
}

const STANDINGS: Readonly<Record<NoticeReply, NoticeStanding>> = {
  [NoticeReply.None]: "given",
  [NoticeReply.Received]: "received",
  [NoticeReply.Acknowledged]: "acknowledged",
  [NoticeReply.Reserved]: "reserved",
  [NoticeReply.Refused]: "refused",
};

/** What the debtor was told of an assignment, and said. */
export function noticeStanding({ notice }: Assignment): NoticeStanding {
  return notice === null ? "none" : STANDINGS[notice.reply];
}

export interface AccountAsked {
  readonly payee: Address;
  readonly asking: Address;
  /** ISO 4217. */
  readonly currency: string;
  /** Unix seconds. */
  readonly now: number;
  /** The gateway's, with which accounts are sealed. */
  readonly secret: Uint8Array;
}

/**
 * Where a payee is paid in a currency: the newest account that is in force and, unless it is the payee's own question,
 * confirmed to whoever asks. Undefined where there is none: then nobody shall pay before calling.
 */
export async function payableAccountOf(sql: Sql, asked: AccountAsked): Promise<BankAccount | undefined> {
  const { payee, asking, currency, now, secret } = asked;
  const sealer = createAccountSealer(secret);
  const relied = ({ confirmations }: StoredBankAccount): boolean =>
    payee === asking || isConfirmedTo(asking, confirmations);
  const stored = (await bankAccountsOf(sql, payee)).filter((one) => isInForce(one, now) && relied(one));
  const [newest] = stored
    .toSorted((left, right) => right.since - left.since)
    .map(({ id, sealed }) => sealer.open(id, payee, sealed))
    .filter((content) => content.currency === currency);
  return newest && bankAccountIn(newest);
}

function bankAccountIn({ account, bank }: AccountContent): BankAccount {
  if (account.scheme === "IBAN") return { account: account.iban, ...(bank === null ? {} : { bank }) };
  return { account: account.number, bank: bank === null ? account.bankCode : `${bank} (${account.bankCode})` };
}
