/** A ledger on a chain of its own, for a drill: a supplier, a buyer with money, and receivables between them. */
import { createPublicClient, createWalletClient } from "viem";
import type { PublicClient } from "viem";
import { demoCurrencyAbi } from "../../../generated/abi.ts";
import { viemConnection } from "../../clients/viem/connection.ts";
import type { Connection } from "../../clients/connection.ts";
import { idOf, openTerms } from "../../domain/commitment.ts";
import { invoiceHash } from "../../domain/invoiceNumber.ts";
import { keccakOfText } from "../../domain/hash.ts";
import type { Address, Hex, Receivable } from "../../domain/receivable.ts";
import type { Database } from "../../store/database.ts";
import { openDatabase } from "../../store/openDatabase.ts";
import { createWorld } from "../demo/world.ts";
import type { World } from "../demo/world.ts";
import { startLocalChain } from "../localChain.ts";
import type { LocalChain } from "../localChain.ts";

const DAY = 86_400;
/** Minor units of each receivable. */
export const FACE = 100_000n;
/** The chain begins so long ago that no block is of the future. */
const AGO_SECONDS = 3_600;
const WAITING_MILLISECONDS = 5;
const PATIENCE_MILLISECONDS = 20_000;

export interface DrillStage {
  readonly chain: LocalChain;
  readonly world: World;
  readonly supplier: Address;
  /** A receivable that nobody has issued yet; each has another number. @param by The demo's supplier unless told. */
  draft(by?: Address): Promise<Receivable>;
  /** Issued by the supplier and accepted by the buyer. */
  accepted(): Promise<Receivable>;
  /** By the buyer, in full. */
  pay(receivable: Receivable): Promise<void>;
  balanceOf(account: Address): Promise<bigint>;
  /** The chain with one of its keys. */
  connection(account: Address): Connection;
  /** An empty one for a gateway, in memory. */
  openDatabase(): Promise<Database>;
  /** How long a gateway has to show what it must, milliseconds. */
  readonly patience: number;
  close(): Promise<void>;
}

export async function openDrill(): Promise<DrillStage> {
  const chain = await startLocalChain(new Date(Date.now() - AGO_SECONDS * 1_000).toISOString());
  try {
    return stageOn(chain, await createWorld(chain));
  } catch (error) {
    await chain.close();
    throw error;
  }
}

function stageOn(chain: LocalChain, world: World): DrillStage {
  const reader = readerOf(chain);
  const supplier = world.addressOf("musterwerk");
  const [buyer, currency] = [world.addressOf("beispiel"), world.currency("EUR")];
  let drafts = 0;
  const draft = async (by: Address = supplier): Promise<Receivable> => {
    drafts += 1;
    const today = Math.floor((await chain.now()) / DAY);
    return receivableOf({ supplier: by, buyer, currency }, `DRILL-${drafts}`, today);
  };
  return {
    ...{ chain, world, supplier, draft },
    async accepted() {
      const receivable = await draft();
      await world.client("musterwerk").issue(receivable);
      await world.client("beispiel").accept(receivable);
      return receivable;
    },
    async pay(receivable) {
      const opened = openTerms(receivable);
      await world.client("beispiel").pay({ id: idOf(receivable.header), opened, maxCash: FACE });
    },
    balanceOf: (account) =>
      reader.readContract({ address: currency, abi: demoCurrencyAbi, functionName: "balanceOf", args: [account] }),
    connection: (account) =>
      viemConnection({ reader, wallet: createWalletClient({ account, transport: chain.transport }) }),
    openDatabase: () => openDatabase({ directory: undefined }),
    patience: PATIENCE_MILLISECONDS,
    close: () => chain.close(),
  };
}

function readerOf({ transport }: LocalChain): PublicClient {
  return createPublicClient({ transport, pollingInterval: WAITING_MILLISECONDS, cacheTime: 0 });
}

interface Between {
  readonly supplier: Address;
  readonly buyer: Address;
  readonly currency: Address;
}

function receivableOf({ supplier, buyer, currency }: Between, number: string, today: number): Receivable {
  const salt: Hex = keccakOfText(`salt of ${number}`);
  return {
    header: { supplier, buyer, invoice: invoiceHash(number), line: 0, policy: 0, revision: 0 },
    terms: {
      ...{ currency, amount: FACE, dueDay: today + 30, utcOffset: 60, graceDays: 0, fixedSum: 0n, salt },
      ...{ discountDay1: 0, discount1: 0n, discountDay2: 0, discount2: 0n, slidingRate: 0, discountOnParts: false },
      ...{ lateRate: 0, basis: 365, allocation: 0, accelerationDays: 0 },
    },
    document: keccakOfText(`document of ${number}`),
  };
}
