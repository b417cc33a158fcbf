import { maxUint256, parseAbi } from "viem";
import type { Hex } from "viem";
import type { Item } from "../support/receivables.ts";
import type { Stage } from "./stage.ts";

const LISTENER = parseAbi(["function listen(address ledger, bytes32 id)"]);

/** What it costs that a holder is told of its cash, where its hook does nothing. */
export async function listenersOn(stage: Stage): Promise<Readonly<Record<string, () => Promise<Hex>>>> {
  const { connection, supplier, buyer, make } = stage;
  const ledger = await connection.viem.getContractAt("IReceivables", stage.ledger.address);
  const { address: listener } = await connection.viem.deployContract("QuietListener");
  const asBuyer = { account: buyer.account };
  const accepted = async (): Promise<Item> => {
    const item = make();
    await ledger.write.issue([item.receivable, [], []]);
    await ledger.write.accept([item.header, [], []], asBuyer);
    return item;
  };
  return {
    listen: async () => ledger.write.listen([(await accepted()).id]),
    "pay a holder that listens": async () => {
      const { id, terms } = await accepted();
      await stage.ledger.write.transferFrom([supplier.account.address, listener, BigInt(id)]);
      const listening = { address: listener, abi: LISTENER, functionName: "listen" } as const;
      await supplier.writeContract({ ...listening, args: [ledger.address, id] });
      return ledger.write.pay([id, terms, maxUint256, []], asBuyer);
    },
  };
}
