/** Payments of a payer who lets the ledger move its money by a signature. */
import { encodeFunctionData, maxUint256, parseAbi, parseSignature } from "viem";
import type { Address, Hex } from "viem";
import type { SigningDomain, TypedMessage } from "../../src/domain/eip712.ts";
import { permit } from "../../src/domain/permit.ts";
import { PERMIT2, permit2Domain, permit2Payment } from "../../src/domain/permit2.ts";
import { installPermit2 } from "../support/permit2.ts";
import type { Item } from "../support/receivables.ts";
import type { Stage } from "./stage.ts";

type Acts = Readonly<Record<string, () => Promise<Hex>>>;

const PERMITTING = parseAbi([
  "function mint(address to, uint256 amount)",
  "function approve(address spender, uint256 amount)",
]);
const RICHES = 10n ** 15n;

/** Each payment is in full and with its discount, and each permit is for exactly what is paid. */
export async function permitsOn(stage: Stage): Promise<Acts> {
  const { connection, supplier, buyer, relayer, other, make, deadline } = stage;
  const ledger = await connection.viem.getContractAt("IReceivables", stage.ledger.address);
  const currency = await openCurrency(stage);
  const chainId = BigInt(await stage.client.getChainId());
  const domain: SigningDomain = { name: "Permitting", version: "1", chainId, verifyingContract: currency };
  const accepted = async (): Promise<Item> => {
    const item = make({ currency });
    await ledger.write.issue([item.receivable, [], []], { account: supplier.account });
    await ledger.write.accept([item.header, [], []], { account: buyer.account });
    return item;
  };
  const payoff = ({ receivable: { terms } }: Item): bigint => terms.amount - terms.discount1;
  const used = new Map<Address, bigint>();
  /** A permit's arguments, with the owner's next nonce at the currency. */
  const permitted = async (owner: Stage["buyer"], value: bigint) => {
    const nonce = used.get(owner.account.address) ?? 0n;
    used.set(owner.account.address, nonce + 1n);
    const message = { owner: owner.account.address, spender: ledger.address, value, nonce, deadline };
    const { r, s, yParity } = parseSignature(await sign(owner, domain, permit(message)));
    return [currency, message.owner, value, deadline, 27 + yParity, r, s] as const;
  };
  let [nonce, allowed] = [0n, 0n];
  return {
    payWithPermit2: async () => {
      const item = await accepted();
      const [validity, maxCash] = [{ nonce: (nonce += 1n), deadline }, payoff(item)];
      const message = permit2Payment(item.receivable, { ledger: ledger.address, maxCash }, validity);
      const signature = await sign(buyer, permit2Domain(chainId), message);
      const consent = { payer: buyer.account.address, ...validity, signature };
      return ledger.write.payWithPermit2([item.id, item.terms, maxCash, consent], { account: relayer.account });
    },
    permit: async () => ledger.write.permit(await permitted(other, (allowed += 1n)), { account: relayer.account }),
    "multicall of permit and pay": async () => {
      const item = await accepted();
      const { abi } = ledger;
      const args = await permitted(buyer, payoff(item));
      const calls = [
        encodeFunctionData({ abi, functionName: "permit", args }),
        encodeFunctionData({ abi, functionName: "pay", args: [item.id, item.terms, payoff(item), []] }),
      ];
      return ledger.write.multicall([calls], { account: buyer.account });
    },
  };
}

/** An OpenZeppelin ERC-20 that takes permits; the buyer has much of it and lets Permit2 move it, not the ledger. */
async function openCurrency({ connection, client, supplier, buyer }: Stage): Promise<Address> {
  const { networkHelpers, viem } = connection;
  await installPermit2(networkHelpers, client);
  const { address } = await viem.deployContract("PermitCurrency", []);
  const token = { address, abi: PERMITTING } as const;
  for (const { account } of [buyer, supplier]) {
    await buyer.writeContract({ ...token, functionName: "mint", args: [account.address, RICHES] });
  }
  await buyer.writeContract({ ...token, functionName: "approve", args: [PERMIT2, maxUint256] });
  return address;
}

function sign(signer: Stage["buyer"], domain: SigningDomain, message: TypedMessage): Promise<Hex> {
  return signer.signTypedData({ ...message, domain, message: { ...message.message } });
}
