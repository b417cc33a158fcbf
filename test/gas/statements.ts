import hre from "hardhat";
import { keccak256, toHex } from "viem";
import type { Hex } from "viem";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Consent } from "../../src/domain/receivable.ts";
import { sumHash } from "../../src/domain/statement.ts";
import type { Posting, Roots, Statement } from "../../src/domain/statement.ts";
import { balanceAgreed, balanceAgreedExcept, statementsDomain } from "../../src/domain/statementMessages.ts";
import type { GasTable } from "./measure.ts";

/** The bars of the design, whole transactions on Osaka. A root is as dear whatever the number of items below it. */
export const STATEMENT_BARS: GasTable = {
  "statement posted": 55_000,
  "statement posted, equal to the other's": 55_000,
  "balance agreed": 45_000,
  "balance rejected": 45_000,
};

const NO_LIMITS = { initialDate: "2026-11-02T08:00:00Z" } as const;
const HASH = keccak256(toHex("a paper"));
const SUM = { amount: 1_234_567n, salt: keccak256(toHex("salt")) };
const SUM_HASH = sumHash(SUM);
const EXCEPTIONS = { result: keccak256(toHex("result")), count: 12 };
const DEADLINE = 1_900_000_000n;
/** Each act is measured on its third use, on a statement of its own. */
const USES = 3;

/** A fresh chain, and statements of two sides; each is about a cut-off of its own. */
async function deskOf(network: string) {
  const connection = await hre.network.create({ network, override: NO_LIMITS });
  const { viem } = connection;
  const client = await viem.getPublicClient();
  const [supplier, buyer, relayer] = await viem.getWalletClients();
  if (!supplier || !buyer || !relayer) throw new Error("the chain has too few accounts");
  const directory = await viem.deployContract("Directory", []);
  const contract = await viem.deployContract("Statements", [directory.address]);
  const asBuyer = { account: buyer.account };
  let made = 0;
  const statementOf = (): Statement => {
    made += 1;
    return {
      supplier: supplier.account.address,
      buyer: buyer.account.address,
      currency: "0x00000000000000000000000000000000000003d2",
      cutOff: 1_790_000_000 + made,
    };
  };
  const rootOf = (index: number): Hex => keccak256(toHex(`root ${made} ${index}`));
  const posting = (party: Hex, root: Hex, over: Partial<Posting> = {}): Posting => {
    return { party, root, replaces: ZERO_HASH, version: 1, keys: HASH, replyBy: 1_800_000_000, ...over };
  };
  const posted = async (roots: readonly number[]): Promise<readonly [Statement, Roots]> => {
    const statement = statementOf();
    const [supplierRoot = ZERO_HASH, buyerRoot = ZERO_HASH] = roots.map(rootOf);
    await contract.write.post([statement, posting(statement.supplier, supplierRoot), []]);
    if (roots.length > 1) await contract.write.post([statement, posting(statement.buyer, buyerRoot), []], asBuyer);
    return [statement, { supplierRoot, supplierVersion: 1, buyerRoot, buyerVersion: roots.length > 1 ? 1 : 0 }];
  };
  return { connection, client, contract, supplier, buyer, relayer, asBuyer, statementOf, rootOf, posting, posted };
}

type Desk = Awaited<ReturnType<typeof deskOf>>;
type Acts = Readonly<Record<string, () => Promise<Hex>>>;

function postingsOn({ contract, statementOf, rootOf, posting, posted, asBuyer }: Desk): Acts {
  return {
    "statement posted": async () => {
      const statement = statementOf();
      return contract.write.post([statement, posting(statement.supplier, rootOf(0)), []]);
    },
    "statement posted, equal to the other's": async () => {
      const [statement, { supplierRoot }] = await posted([0]);
      return contract.write.post([statement, posting(statement.buyer, supplierRoot), []], asBuyer);
    },
    "statement posted again, as version 2": async () => {
      const [statement, { supplierRoot: replaces }] = await posted([0, 1]);
      return contract.write.post([statement, posting(statement.supplier, rootOf(2), { replaces, version: 2 }), []]);
    },
  };
}

function repliesOn({ contract, posted, asBuyer, ...desk }: Desk): Acts {
  const signed = async (message: ReturnType<typeof balanceAgreed>): Promise<Consent> => {
    const domain = statementsDomain(await desk.client.getChainId(), contract.address);
    const signature = await desk.buyer.signTypedData({ ...message, domain });
    const signer = desk.buyer.account.address;
    return { signer, deadline: DEADLINE, nonce: 7n, count: 0n, policy: ZERO_HASH, proof: [], signature };
  };
  const validity = { nonce: 7n, deadline: DEADLINE };
  return {
    "balance agreed": async () => {
      const [statement, roots] = await posted([0]);
      return contract.write.agreeBalance([statement, roots, statement.buyer, SUM_HASH, []], asBuyer);
    },
    "balance agreed, relayed by signature": async () => {
      const [statement, roots] = await posted([0]);
      const consent = await signed(balanceAgreed({ statement, roots, party: statement.buyer, balance: SUM }, validity));
      const args = [statement, roots, statement.buyer, SUM_HASH, [consent]] as const;
      return contract.write.agreeBalance(args, { account: desk.relayer.account });
    },
    "balance agreed with exceptions, both signatures": async () => {
      const [statement, roots] = await posted([0, 1]);
      const act = { statement, roots, party: statement.buyer, balance: SUM };
      const consent = await signed(balanceAgreedExcept(act, EXCEPTIONS, validity));
      return contract.write.agreeBalanceExcept([statement, roots, EXCEPTIONS, SUM_HASH, [], [consent]]);
    },
    "balance rejected": async () => {
      const [statement, roots] = await posted([0, 1]);
      const args = [statement, roots, statement.buyer, EXCEPTIONS, SUM_HASH, []] as const;
      return contract.write.rejectBalance(args, asBuyer);
    },
    "debt acknowledged": async () => {
      const [statement, roots] = await posted([0]);
      return contract.write.acknowledgeDebt([statement, roots, statement.buyer, SUM_HASH, 20_800, []], asBuyer);
    },
    "demand received": async () => {
      const [statement, roots] = await posted([0]);
      return contract.write.receiveDemand([statement, roots, statement.buyer, HASH, []], asBuyer);
    },
  };
}

/** Measures every act of statements on its third use. */
export async function measureStatementGas(network: "default" | "amsterdam"): Promise<GasTable> {
  const desk = await deskOf(network);
  const measured: [string, number][] = [];
  for (const [name, act] of Object.entries({ ...postingsOn(desk), ...repliesOn(desk) })) {
    let hash: Hex = "0x";
    for (let use = 0; use < USES; use += 1) hash = await act();
    measured.push([name, Number((await desk.client.waitForTransactionReceipt({ hash })).gasUsed)]);
  }
  await desk.connection.close();
  return Object.fromEntries(measured);
}
