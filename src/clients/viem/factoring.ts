import { encodeAbiParameters } from "viem";
import type { PublicClient } from "viem";
import { deskAbi, factoringAbi, ledgerAbi } from "../../../generated/abi.ts";
import { idOf } from "../../domain/commitment.ts";
import type { Sale } from "../../domain/factoring/offer.ts";
import type { NoticeReply } from "../../domain/factoring/notice.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dealViewOf, hex } from "../answers.ts";
import { carriedSale } from "../desk.ts";
import type { DeskLibrary } from "../desk.ts";
import { factoringClient, factoringOf } from "../factoring.ts";
import type { FactoringClient, FactoringLibrary } from "../factoring.ts";
import { attempt } from "../failures.ts";
import { SALE_PARAMETER } from "../saleParameter.ts";
import { checkChain } from "../shared.ts";
import type { ViemOptions } from "./client.ts";
import { viemConnection } from "./connection.ts";
import { encode } from "./encode.ts";

/**
 * Connects to the factoring of an address file through viem.
 * @throws LedgerError if it knows none, or if the node's chain is not that of the addresses.
 */
export async function createViemFactoring({
  addresses,
  waiting,
  reader,
  wallet,
}: ViemOptions): Promise<FactoringClient> {
  const connection = viemConnection({ reader, wallet });
  const at = { address: factoringOf(addresses), abi: factoringAbi } as const;
  await checkChain(connection, addresses);
  const views = {
    deskOf: (...args) =>
      attempt("asking", async () => hex(await reader.readContract({ ...at, functionName: "deskOf", args }))),
    async noticeOf(...args) {
      const ask = (): Promise<readonly [bigint, number]> =>
        reader.readContract({ ...at, functionName: "noticeOf", args });
      const [recorded, reply] = await attempt("asking", ask);
      return { recorded: Number(recorded), reply: reply as NoticeReply };
    },
    isSpent: (...args) => attempt("asking", () => reader.readContract({ ...at, functionName: "isSpent", args })),
  } satisfies FactoringLibrary["views"];
  const library: FactoringLibrary = {
    encode: (name, args) => encode(factoringAbi, name, args),
    encodeSales,
    views,
    desk: (desk) => deskLibrary(reader, desk),
  };
  return factoringClient(connection, addresses, library, waiting);
}

/** The call of the ledger that sends a receivable with its sale. @param seller Who holds it. */
export function encodeSale(seller: Address, desk: Address, sale: Sale): Hex {
  const data = encodeAbiParameters([SALE_PARAMETER], [carriedSale(sale)]);
  return encode(ledgerAbi, "safeTransferFrom", [seller, desk, BigInt(idOf(sale.receivable.header)), data]);
}

function encodeSales(desk: Address, sales: readonly Sale[]): Hex {
  const calls = sales.map((sale) => encodeSale(sale.conditions.seller, desk, sale));
  const [only] = calls;
  return only !== undefined && calls.length === 1 ? only : encode(ledgerAbi, "multicall", [calls]);
}

function deskLibrary(reader: PublicClient, address: Address): DeskLibrary {
  const at = { address, abi: deskAbi } as const;
  return {
    encode: (name, args) => encode(deskAbi, name, args),
    views: {
      factor: () => attempt("asking", async () => hex(await reader.readContract({ ...at, functionName: "factor" }))),
      dealOf: (id, instant) =>
        attempt("asking", async () =>
          dealViewOf(await reader.readContract({ ...at, functionName: "dealOf", args: [id, BigInt(instant)] })),
        ),
      inUse: (...args) => attempt("asking", () => reader.readContract({ ...at, functionName: "inUse", args })),
      owedTo: (...args) => attempt("asking", () => reader.readContract({ ...at, functionName: "owedTo", args })),
      isSpent: (...args) => attempt("asking", () => reader.readContract({ ...at, functionName: "isSpent", args })),
    },
  };
}
