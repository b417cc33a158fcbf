/** Paying where the ledger has no allowance of its own: by a signature for Permit2, or for the currency. */
import { parseAbi } from "viem";
import type { PermitAct } from "../../src/clients/acts.ts";
import { PERMIT2 } from "../../src/domain/permit2.ts";
import { address, order } from "../support/stage.ts";
import { settling } from "./openingPlays.ts";
import type { Act, Agreed } from "./openingPlays.ts";
import { on } from "./play.ts";
import type { Plays } from "./play.ts";
import { FAR } from "./world.ts";
import type { World } from "./world.ts";

const NONCES = parseAbi(["function nonces(address owner) view returns (uint256)"]);
const ALLOWED = 27_644_437n;

/** What is agreed, but in the currency that takes permits, and that Permit2 may move. */
const permitting =
  (agreed: Agreed) =>
  (world: World): ReturnType<Extract<Agreed, (world: World) => unknown>> => {
    const over = typeof agreed === "function" ? agreed(world) : agreed;
    return { ...over, terms: { ...over.terms, currency: world.stage.chain.permitting } };
  };

async function permitOf({ stage }: World, amount: bigint): Promise<PermitAct> {
  const { chain, buyer } = stage;
  const { permitting: currency, reader, addresses } = chain;
  const args = [address.buyer] as const;
  const nonce = await reader.readContract({ address: currency, abi: NONCES, functionName: "nonces", args });
  const domain = { name: "Permitting", version: "1", chainId: BigInt(addresses.chainId), verifyingContract: currency };
  return buyer.sign.permit(domain, amount, { nonce, deadline: FAR });
}

const payWithPermit2 =
  (most: bigint): Act =>
  async ({ stage, validity }, item) => {
    const consent = await stage.buyer.sign.permit2(item.receivable, most, validity());
    return stage.relayer.payWithPermit2(order(item, most), consent);
  };

const permitAndPay =
  (most: bigint): Act =>
  async (world, item) => {
    const { buyer } = world.stage;
    const permit = await buyer.calls.permit(await permitOf(world, most));
    return buyer.multicall([permit, await buyer.calls.pay(order(item, most))]);
  };

/** A permit alone opens nothing. */
export const PERMIT: Plays = {
  permit: [on("sealed", async (world) => world.stage.stranger.permit(await permitOf(world, ALLOWED)))],
};

export const PERMITTED: Plays = {
  payWithPermit2: [
    ...settling(payWithPermit2, permitting),
    on("accepted", payWithPermit2(ALLOWED), permitting({}), ({ stage }) =>
      stage.buyer.allow(stage.chain.permitting, ALLOWED, PERMIT2),
    ),
  ],
  "permit pay": settling(permitAndPay, permitting),
};
