import { AbiCoder, Interface, ParamType } from "ethers";
import type { ContractRunner } from "ethers";
import { deskAbi, factoringAbi, ledgerAbi } from "../../../generated/abi.ts";
import type { Factoring } from "../../../generated/ethers/Factoring.d.ts";
import type { FactoringDesk } from "../../../generated/ethers/FactoringDesk.d.ts";
import { idOf } from "../../domain/commitment.ts";
import type { NoticeReply } from "../../domain/factoring/notice.ts";
import type { Sale } from "../../domain/factoring/offer.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dealViewOf, hex } from "../answers.ts";
import type { DeskLibrary } from "../desk.ts";
import { factoringClient, factoringOf } from "../factoring.ts";
import type { FactoringClient, FactoringLibrary } from "../factoring.ts";
import { attempt } from "../failures.ts";
import { SALE_PARAMETER } from "../saleParameter.ts";
import { checkChain } from "../shared.ts";
import type { EthersOptions } from "./client.ts";
import { ethersConnection } from "./connection.ts";
import { contractAt } from "./contract.ts";

const FACTORING = new Interface(factoringAbi);
const DESK = new Interface(deskAbi);
const LEDGER = new Interface(ledgerAbi);
const SALE = ParamType.from(SALE_PARAMETER);

/**
 * Connects to the factoring of an address file through ethers.
 * @throws LedgerError if it knows none, or if the node's chain is not that of the addresses.
 */
export async function createEthersFactoring({
  addresses,
  waiting,
  provider,
  signer,
}: EthersOptions): Promise<FactoringClient> {
  const connection = await ethersConnection({ provider, signer });
  const contract = contractAt(factoringOf(addresses), factoringAbi, provider) as Factoring;
  await checkChain(connection, addresses);
  const views = {
    deskOf: (...of) => attempt("asking", async () => hex(await contract.deskOf(...of))),
    async noticeOf(...of) {
      const [recorded, reply] = await attempt("asking", () => contract.noticeOf(...of));
      return { recorded: Number(recorded), reply: Number(reply) as NoticeReply };
    },
    isSpent: (...of) => attempt("asking", () => contract.isSpent(...of)),
  } satisfies FactoringLibrary["views"];
  const library: FactoringLibrary = {
    encode: (name, args) => hex(FACTORING.encodeFunctionData(name, args)),
    encodeSales,
    views,
    desk: (desk) => deskLibrary(provider, desk),
  };
  return factoringClient(connection, addresses, library, waiting);
}

function encodeSales(desk: Address, sales: readonly Sale[]): Hex {
  const calls = sales.map((sale) => {
    const data = AbiCoder.defaultAbiCoder().encode([SALE], [sale]);
    const args = [sale.conditions.seller, desk, BigInt(idOf(sale.receivable.header)), data];
    return hex(LEDGER.encodeFunctionData("safeTransferFrom(address,address,uint256,bytes)", args));
  });
  const [only] = calls;
  return only !== undefined && calls.length === 1 ? only : hex(LEDGER.encodeFunctionData("multicall", [calls]));
}

function deskLibrary(provider: ContractRunner, address: Address): DeskLibrary {
  const contract = contractAt(address, deskAbi, provider) as FactoringDesk;
  return {
    encode: (name, args) => hex(DESK.encodeFunctionData(name, args)),
    views: {
      factor: () => attempt("asking", async () => hex(await contract.factor())),
      dealOf: (...of) =>
        attempt("asking", async () => {
          const [terms, funds, fees] = await contract.dealOf(...of);
          return dealViewOf([terms, funds, fees]);
        }),
      inUse: (...of) => attempt("asking", () => contract.inUse(...of)),
      owedTo: (...of) => attempt("asking", () => contract.owedTo(...of)),
      isSpent: (nonce) => attempt("asking", () => contract.isSpent(nonce)),
    },
  };
}
