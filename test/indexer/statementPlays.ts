/** Statements that are posted, replied to and posted again, with every event that there is. */
import type { StatementsClient } from "../../src/clients/statements.ts";
import { createViemStatements } from "../../src/clients/viem/statements.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import type { Statement } from "../../src/domain/statement.ts";
import { Role, walletOf } from "../support/chain.ts";
import type { TestChain } from "../support/chain.ts";
import { address } from "../support/stage.ts";
import { first, following, rootsOf } from "../support/statementStage.ts";

const WAITING = { interval: 10, limit: 5_000 };
const FAR = 4_000_000_000n;

export const ROOTS = ["a1", "b2", "c3"].map((byte): Hex => `0x${byte.repeat(30)}0000`);
const [ROOT_A = "0x", ROOT_B = "0x", ROOT_C = "0x"] = ROOTS;
const BALANCE = { amount: 5n, salt: ROOT_A };
const EXCEPTIONS = { result: ROOT_B, count: 3 };

/** What either side does; nobody needs to have met before. */
export interface Sides {
  readonly statement: Statement;
  readonly supplier: StatementsClient;
  readonly buyer: StatementsClient;
}

/** @param cutOff Makes it another statement; unix seconds. */
export async function sidesOn(chain: TestChain, cutOff: number): Promise<Sides> {
  const client = (role: Role): Promise<StatementsClient> => {
    const wallet = walletOf(chain.provider, role);
    return createViemStatements({ addresses: chain.addresses, waiting: WAITING, reader: chain.reader, wallet });
  };
  const { supplier, buyer } = address;
  return {
    statement: { supplier, buyer, currency: chain.currency, cutOff },
    supplier: await client(Role.Supplier),
    buyer: await client(Role.Buyer),
  };
}

/** What stands before anybody replies: the supplier has posted. */
export async function posted(chain: TestChain, cutOff: number): Promise<Sides> {
  const sides = await sidesOn(chain, cutOff);
  await sides.supplier.post(sides.statement, first({ party: sides.statement.supplier, root: ROOT_A }));
  return sides;
}

/** One way to go on or another: the buyer agrees and acknowledges a debt, or it rejects and posts its own. */
export async function answered({ statement, supplier, buyer }: Sides, agrees: boolean): Promise<void> {
  const about = { statement, roots: await rootsOf(supplier, statement) };
  const reply = { ...about, party: statement.buyer, balance: BALANCE };
  if (!agrees) {
    await buyer.rejectBalance(reply, EXCEPTIONS);
    await buyer.post(statement, first({ party: statement.buyer, root: ROOT_B }));
    return;
  }
  await buyer.agreeBalance(reply);
  const debt = { ...about, debtor: statement.buyer, debt: BALANCE, payBy: 0 };
  await supplier.acknowledgeDebt(debt, await buyer.sign.debt(debt, { nonce: 11n, deadline: FAR }));
}

/** SAME_ROOT, then AGREED; a debt and a demand beside it, and a nonce that the ledger knows as another. */
export async function agreeOnce({ chain }: { readonly chain: TestChain }): Promise<void> {
  const { statement, supplier, buyer } = await sidesOn(chain, 1_700_000_001);
  await supplier.post(statement, first({ party: statement.supplier, root: ROOT_A, replyBy: 2 ** 40 - 1 }));
  await buyer.post(statement, first({ party: statement.buyer, root: ROOT_A }));
  const about = { statement, roots: await rootsOf(supplier, statement) };
  await buyer.agreeBalance({ ...about, party: statement.buyer, balance: BALANCE });
  const debt = { ...about, debtor: statement.buyer, debt: BALANCE, payBy: 20_000 };
  const consent = await buyer.sign.debt(debt, { nonce: 256n, deadline: FAR });
  await supplier.acknowledgeDebt(debt, consent);
  await buyer.receiveDemand({ ...about, debtor: statement.buyer, demand: ROOT_C });
  await supplier.agreeBalance({ ...about, party: statement.supplier, balance: BALANCE });
  await supplier.spendNonce(7n);
}

/** REJECTED, then AGREED_EXCEPT about another version, and a version more that ends it. */
export async function disagree({ chain }: { readonly chain: TestChain }): Promise<void> {
  const { statement, supplier, buyer } = await sidesOn(chain, 1_700_000_002);
  await supplier.post(statement, first({ party: statement.supplier, root: ROOT_A }));
  const roots = await rootsOf(supplier, statement);
  await buyer.rejectBalance({ statement, roots, party: statement.buyer, balance: BALANCE }, EXCEPTIONS);
  await buyer.post(statement, first({ party: statement.buyer, root: ROOT_B }));
  await supplier.post(statement, following({ version: 1 }, ROOT_A, { party: statement.supplier, root: ROOT_C }));
  const shared = { statement, roots: await rootsOf(supplier, statement), balance: BALANCE };
  const act = { ...shared, party: statement.supplier };
  const consent = await supplier.sign.agreedExcept(act, EXCEPTIONS, { nonce: 9n, deadline: FAR });
  await buyer.agreeBalanceExcept(shared, EXCEPTIONS, { supplier: consent });
  await buyer.post(statement, following({ version: 1 }, ROOT_B, { party: statement.buyer, root: ROOT_A }));
}
