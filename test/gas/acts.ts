import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { keccak256, maxUint256, toHex } from "viem";
import type { Hex } from "viem";
import { acceptance, acceptanceRoot, signingDomain } from "../../src/domain/messages.ts";
import type { TypedMessage } from "../../src/domain/eip712.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Consent, Terms } from "../../src/domain/receivable.ts";
import type { Item } from "../support/receivables.ts";
import type { Stage } from "./stage.ts";

/** Sends one act and says which transaction it was; whatever it needs beforehand is sent before. */
type Act = () => Promise<Hex>;

const BATCH = 50;
const LEAVES = 10_000;
const SEALED_BYTES = 750;

/** The acts of the design's table, by their names there. */
export function actsOn(stage: Stage): Readonly<Record<string, Act>> {
  const { ledger, buyer, supplier, other, relayer, make, today } = stage;
  const asBuyer = { account: buyer.account };
  const issued = async (over?: Partial<Terms>): Promise<Item> => {
    const prepared = make(over);
    await ledger.write.issue([prepared.receivable, [], []]);
    return prepared;
  };
  const accepted = async (over?: Partial<Terms>): Promise<Item> => {
    const prepared = await issued(over);
    await ledger.write.accept([prepared.header, [], []], asBuyer);
    return prepared;
  };
  const pay = async (maxCash: bigint, over?: Partial<Terms>): Promise<Hex> => {
    const { id, terms } = await accepted(over);
    return ledger.write.pay([id, terms, maxCash, []], asBuyer);
  };
  const late = { dueDay: today - 10, discountDay1: 0, discount1: 0n, discountDay2: 0, discount2: 0n };
  const content: Hex = `0x${"a7".repeat(SEALED_BYTES)}`;
  return {
    "issue, content in the open": () => ledger.write.issue([make().receivable, [], []]),
    "issue, sealed to three readers": () => ledger.write.issueSealed([make().header, content, [], []]),
    accept: async () => ledger.write.accept([(await issued()).header, [], []], asBuyer),
    "accept, relayed by signature": async () => {
      const { header, receivable } = await issued();
      const consent = await signed(stage, acceptance(receivable, { nonce: 7n, deadline: stage.deadline }), {
        nonce: 7n,
      });
      return ledger.write.accept([header, [], [consent]], { account: relayer.account });
    },
    "pay in full": () => pay(maxUint256),
    "first partial, in time": () => pay(1_000n),
    "first partial, late": () => pay(100_000n, late),
    transfer: async () => {
      await ledger.write.transferFrom([supplier.account.address, other.account.address, BigInt((await accepted()).id)]);
      const { id } = await accepted();
      return ledger.write.transferFrom([supplier.account.address, other.account.address, BigInt(id)]);
    },
  };
}

/** Acts whose cost is that of a batch divided by its size, or that need a tree of their own. */
export async function batchesOn(stage: Stage): Promise<Readonly<Record<string, bigint>>> {
  const { ledger, make, used, buyer } = stage;
  const batch = Array.from({ length: BATCH }, () => make());
  const issue = await used(ledger.write.issueMany([batch.map(({ receivable }) => receivable)]));
  for (const { header } of batch) await ledger.write.accept([header, [], []], { account: buyer.account });
  const orders = batch.map(({ id, terms }) => ({ id, opened: terms, maxCash: maxUint256 }));
  const pay = await used(ledger.write.payMany([orders], { account: buyer.account }));
  return {
    [`issue, per item of ${BATCH}`]: issue / BigInt(BATCH),
    [`batch pay to one holder, per item of ${BATCH}`]: pay / BigInt(BATCH),
    [`accept, from a root of ${LEAVES.toLocaleString("en")}`]: await acceptFromRoot(stage),
  };
}

async function acceptFromRoot(stage: Stage): Promise<bigint> {
  const { ledger, make, used, buyer, relayer, deadline } = stage;
  const three = [make(), make(), make()];
  await ledger.write.issueMany([three.map(({ receivable }) => receivable)]);
  const others = Array.from({ length: LEAVES - three.length }, (_, i) => keccak256(toHex(`another ${i}`)));
  const tree = StandardMerkleTree.of(
    [...three.map(({ commitment }) => commitment), ...others].map((leaf) => [leaf]),
    ["bytes32"],
  );
  const root = {
    root: tree.root as Hex,
    count: BigInt(LEAVES),
    buyer: buyer.account.address,
    policy: ZERO_HASH,
    deadline,
  };
  const consent = await signed(stage, acceptanceRoot(root), { count: BigInt(LEAVES) });
  let gas = 0n;
  for (const { commitment, header } of three) {
    const proof = tree.getProof([commitment]) as Hex[];
    gas = await used(ledger.write.accept([header, [], [{ ...consent, proof }]], { account: relayer.account }));
  }
  return gas;
}

async function signed(stage: Stage, message: TypedMessage, over: Partial<Consent>): Promise<Consent> {
  const { buyer, ledger, client, deadline } = stage;
  const domain = signingDomain(await client.getChainId(), ledger.address);
  const signature = await buyer.signTypedData({ ...message, domain });
  const signer = buyer.account.address;
  return { signer, deadline, nonce: 0n, count: 0n, policy: ZERO_HASH, proof: [], signature, ...over };
}
