/** A chain with statements on it, and a client for each side and for a stranger. */
import { createEthersStatements } from "../../src/clients/ethers/statements.ts";
import type { StatementsClient } from "../../src/clients/statements.ts";
import { createViemStatements } from "../../src/clients/viem/statements.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Posted, Posting, Roots, Statement } from "../../src/domain/statement.ts";
import { statementTree } from "../../src/domain/statementLeaf.ts";
import type { OpenItem, StatementTree } from "../../src/domain/statementLeaf.ts";
import { ethersPartsOf, openChain, Role, walletOf } from "./chain.ts";
import type { TestChain } from "./chain.ts";
import { address } from "./stage.ts";

type Connect = (chain: TestChain, role: Role | undefined) => Promise<StatementsClient>;

const WAITING = { interval: 10, limit: 5_000 };

/** Both implementations; every behaviour is that of both. */
export const STATEMENT_CLIENTS: Readonly<Record<string, Connect>> = {
  viem: ({ provider, reader, addresses }, role) => {
    const wallet = role === undefined ? undefined : walletOf(provider, role);
    return createViemStatements({ addresses, waiting: WAITING, reader, wallet });
  },
  ethers: ({ provider, addresses }, role) =>
    createEthersStatements({ addresses, waiting: WAITING, ...ethersPartsOf(provider, role) }),
};

/** What the two sides have in common. */
export const SECRET = new Uint8Array(32).fill(0x5e);
export const KEYS: Hex = `0x${"6b".repeat(32)}`;

export interface StatementStage {
  readonly chain: TestChain;
  readonly supplier: StatementsClient;
  readonly buyer: StatementsClient;
  readonly stranger: StatementsClient;
  /** A statement that nobody has posted yet: each has a cut-off of its own. */
  next(): Statement;
}

export async function setStatementStage(connect: Connect): Promise<StatementStage> {
  const chain = await openChain();
  let cutOff = 1_700_000_000;
  return {
    chain,
    supplier: await connect(chain, Role.Supplier),
    buyer: await connect(chain, Role.Buyer),
    stranger: await connect(chain, Role.Stranger),
    next() {
      cutOff += 1;
      return { supplier: address.supplier, buyer: address.buyer, currency: chain.currency, cutOff };
    },
  };
}

export function treeOf(statement: Statement, items: readonly OpenItem[]): StatementTree {
  return statementTree(statement, items, SECRET);
}

/** What a side posts after what it has posted. */
export function following({ version }: Pick<Posted, "version">, replaces: Hex, posting: PostingOf): Posting {
  return { keys: KEYS, replyBy: 0, ...posting, replaces, version: version + 1 };
}

/** A first posting. */
export function first(posting: PostingOf): Posting {
  return following({ version: 0 }, ZERO_HASH, posting);
}

type PostingOf = Pick<Posting, "party" | "root"> & Partial<Posting>;

/** The roots as both sides have posted them last. */
export async function rootsOf(client: StatementsClient, statement: Statement): Promise<Roots> {
  const [supplier, buyer] = [
    await client.postedOf(statement, statement.supplier),
    await client.postedOf(statement, statement.buyer),
  ];
  return {
    supplierRoot: full(supplier.root),
    supplierVersion: supplier.version,
    buyerRoot: full(buyer.root),
    buyerVersion: buyer.version,
  };
}

/** The contract keeps 240 bits, and compares as many. */
function full(root: Hex): Hex {
  return `0x${root.slice(2).padEnd(64, "0")}`;
}
