/** A supplier that sold three things to a buyer, one of them sold on to a factor, and what became of them. */
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex, Receivable, Terms } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { createAccountSealer } from "../../src/gateway/accounts/sealing.ts";
import { approveAccount, confirmAccount, signAccount, stateAccount } from "../../src/store/bankAccounts.ts";
import { keepContent } from "../../src/store/contents.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, issuing } from "./book.ts";
import { addressOf, CONFIG, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

export const EUR: Address = "0x00000000000000000000000000000000000003d2";
export const [SUPPLIER, BUYER, FACTOR] = ["the supplier", "the buyer", "the factor"].map(addressOf) as [
  Address,
  Address,
  Address,
];
const ISSUED = dayNumber("2026-11-01");

export interface AccountScene extends Stage {
  readonly supplier: string;
  readonly buyer: string;
  /** By the numbers of their invoices. */
  readonly ids: ReadonlyMap<string, Hex>;
  /** Issues one more, of which the gateway has the invoice. */
  issue(number: string, over?: Partial<Terms>): Promise<Receivable>;
  /** Gives somebody an account that a registrar vouched for. */
  giveAccount(payee: Address, iban: string): Promise<void>;
  /** 500.00 of the buyer in the supplier's cash as "BANK-" and the number, and what of it was put to an invoice. */
  giveCash(
    number: number,
    valueDate: string,
    state: "posted" | "exception",
    put?: { readonly number: string; readonly cash: number },
  ): Promise<void>;
}

/**
 * 1 November 2026: RE-100, RE-200 and RE-300 of 1,000.00 each, accepted. Day by day: RE-300 goes to the factor; 400.00
 * arrive for RE-100 with value of the 2nd; 300.00 of RE-200 are disputed; 100.00 of RE-200 are credited.
 */
export async function openAccountScene(): Promise<AccountScene> {
  const stage = await openStage();
  const ids = new Map<string, Hex>();
  const issue = async (number: string, over: Partial<Terms> = {}): Promise<Receivable> => {
    const header = headerOf(SUPPLIER, BUYER, { invoice: invoiceHash(number) });
    const receivable = receivableOf(header, termsOf(EUR, ISSUED, over));
    const id = idOf(header);
    ids.set(number, id);
    const invoice = {
      ...{ number, issueDate: "2026-11-01", purchaseOrder: `PO-${number}` },
      ...{ seller: { name: "Müller Werkzeugbau GmbH" }, buyer: { name: "Nordwind Windpark SE" } },
      totals: { payable: "1000.00", gross: "1000.00", taxBasis: "840.34" },
    };
    const known = { documentSecret: null, invoice, original: null, opened: stage.now };
    await keepContent(stage.database, { commitment: commitmentOf(receivable), id, revision: 0, receivable, ...known });
    return receivable;
  };
  const three = [await issue("RE-100"), await issue("RE-200"), await issue("RE-300")];
  const [first, second, third] = [...ids.values()] as [Hex, Hex, Hex];
  await stage.book.write(...three.flatMap((one) => [...issuing(one), accepting(one)]));
  await stage.book.write({ name: "Transfer", from: SUPPLIER, to: FACTOR, id: third });
  const common = { by: SUPPLIER, closed: false };
  const receipt = { bankRef: keccakOfText("BANK-1"), valueDay: ISSUED + 1, advised: false, holder: SUPPLIER };
  const settled = { principal: 40_000n, discount: 0n, charges: 0n, lateDays: 0n };
  await stage.book.write({ name: "ReceiptRecorded", id: first, ...common, ...receipt, ...settled });
  const dispute = { by: BUYER, amount: 30_000n, disputed: 30_000n, code: 1, evidence: ZERO_HASH };
  await stage.book.write({ name: "ReceivableDisputed", id: second, ...dispute });
  await stage.book.write({ name: "ReceivableCredited", id: second, ...common, principal: 10_000n, reason: ZERO_HASH });
  const [supplier, buyer] = [await stage.signIn("the supplier"), await stage.signIn("the buyer")];
  return Object.assign(stage, {
    supplier,
    buyer,
    ids,
    issue,
    giveAccount: accounts(stage),
    giveCash: cash(stage, ids),
  });
}

function accounts({ database, now }: Stage): AccountScene["giveAccount"] {
  const sealer = createAccountSealer(CONFIG.secret);
  return async (payee, iban) => {
    const id = `00000000-0000-4000-8000-${payee.slice(2, 14)}`;
    const content = {
      account: { scheme: "IBAN", iban },
      holder: "Payee",
      bank: "Musterbank",
      currency: "EUR",
    } as const;
    const [hash, by] = [keccakOfText(id), addressOf("a clerk")];
    const stated = {
      id,
      organisation: payee,
      sealed: sealer.seal(id, payee, content),
      hash,
      statedBy: by,
      stated: now,
    };
    await stateAccount(database, { ...stated, since: now - 10, until: now + 10_000_000 });
    await signAccount(database, id, { signer: payee, signature: "0x11", signed: now });
    await approveAccount(database, id, payee, now);
    const evidence = keccakOfText("register");
    const registrar = addressOf("registrar");
    await confirmAccount(database, id, {
      ...{ organisation: registrar, kind: "registrar", channel: "inPerson", evidence, account: registrar, at: now },
    });
  };
}

function cash({ database, now }: Stage, ids: ReadonlyMap<string, Hex>): AccountScene["giveCash"] {
  const bytesOf = (hex: Hex): string => `\\x${hex.slice(2)}`;
  return async (number, valueDate, state, put) => {
    const reference = `BANK-${number}`;
    await database.query(
      `insert into cash_entries (number, organisation, id, key, part, name, account, bank_reference, value_date,
         amount, currency, payer_name, payer_account, text, structured, body, match) overriding system value
       values ($1, $2, gen_random_uuid(), $3, -1, '', '', $4, $5, 50000, 'EUR', '', '', '', '[]', '{}', $1)`,
      [number, bytesOf(SUPPLIER), `\\x0${number}`, reference, valueDate],
    );
    await database.query(
      `insert into cash_matches (number, organisation, id, entry, state, rule, confidence, party, content, body,
         decided) overriding system value values ($1, $2, gen_random_uuid(), $1, $3, $4, 1, $5, '\\x00', '{}', $6)`,
      [number, bytesOf(SUPPLIER), state, state === "posted" ? "EXACT_AMOUNT" : "UNAPPLIED", BUYER, now],
    );
    if (put === undefined) return;
    await database.query(
      `insert into cash_allocations (match, organisation, item, receivable, cash, settled, bank_reference,
         value_date) values ($1, $2, $3, $4, $5, $5, $6, $7)`,
      [number, bytesOf(SUPPLIER), put.number, bytesOf(ids.get(put.number) ?? "0x"), put.cash, reference, valueDate],
    );
  };
}
