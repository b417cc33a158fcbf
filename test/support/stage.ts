/** A chain with a client for everybody who plays a part, and receivables as far along as a test wants them. */
import type { LedgerClient } from "../../src/clients/port.ts";
import type { Address, Header, PaymentOrder, Terms } from "../../src/domain/receivable.ts";
import { addressOf, connectEthers, connectViem, openChain, Role } from "./chain.ts";
import type { Connect, TestChain } from "./chain.ts";
import { headerOf, itemOf, receivableOf, termsOf } from "./receivables.ts";
import type { Item } from "./receivables.ts";

/** Both implementations of the port; every behaviour is that of both. */
export const CLIENTS: Readonly<Record<string, Connect>> = { viem: connectViem, ethers: connectEthers };

export interface Stage extends Readonly<Record<Lowercase<keyof typeof Role>, LedgerClient>> {
  readonly chain: TestChain;
  /** A client without an account. */
  readonly onlooker: LedgerClient;
  /** A receivable that nobody has recorded. */
  draft(over?: { readonly header?: Partial<Header>; readonly terms?: Partial<Terms> }): Promise<Item>;
  issued(over?: Parameters<Stage["draft"]>[0]): Promise<Item>;
  accepted(over?: Parameters<Stage["draft"]>[0]): Promise<Item>;
}

export const EVERYTHING = 2n ** 256n - 1n;
export const address = {
  supplier: addressOf(Role.Supplier),
  buyer: addressOf(Role.Buyer),
  factor: addressOf(Role.Factor),
  agent: addressOf(Role.Agent),
  relayer: addressOf(Role.Relayer),
  registrar: addressOf(Role.Registrar),
  stranger: addressOf(Role.Stranger),
} as const satisfies Record<string, Address>;

export async function setStage(connect: Connect): Promise<Stage> {
  const chain = await openChain();
  const supplier = await connect(chain, Role.Supplier);
  const buyer = await connect(chain, Role.Buyer);
  const draft: Stage["draft"] = async ({ header, terms } = {}) => {
    const today = Math.floor((await chain.now()) / 86_400);
    const agreed = termsOf(chain.currency, today, terms);
    return itemOf(receivableOf(headerOf(address.supplier, address.buyer, header), agreed));
  };
  const issued: Stage["issued"] = async (over) => {
    const item = await draft(over);
    await supplier.issue(item.receivable);
    return item;
  };
  return {
    chain,
    supplier,
    buyer,
    factor: await connect(chain, Role.Factor),
    agent: await connect(chain, Role.Agent),
    relayer: await connect(chain, Role.Relayer),
    registrar: await connect(chain, Role.Registrar),
    stranger: await connect(chain, Role.Stranger),
    onlooker: await connect(chain, undefined),
    draft,
    issued,
    async accepted(over) {
      const item = await issued(over);
      await buyer.accept(item.receivable);
      return item;
    },
  };
}

export function order({ id, terms }: Item, maxCash: bigint = EVERYTHING): PaymentOrder {
  return { id, opened: terms, maxCash };
}

/** Runs an act that is to fail and gives what it failed with. */
export async function failureOf(act: Promise<unknown>): Promise<unknown> {
  try {
    await act;
  } catch (error) {
    return error;
  }
  throw new Error("nothing failed");
}
