import { expect } from "chai";
import { concat, encodeFunctionData, hashTypedData, zeroAddress } from "viem";
import { ledgerAbi } from "../../generated/abi.ts";
import type { Connection } from "../../src/clients/connection.ts";
import { finishRecoveryCall, proposeRecoveryCall } from "../../src/clients/organisation/calls.ts";
import { readOrganisation } from "../../src/clients/organisation/reading.ts";
import type { Cosigner } from "../../src/clients/organisation/signing.ts";
import { sendAndWait } from "../../src/clients/submit.ts";
import { digestOf } from "../../src/domain/eip712.ts";
import * as messages from "../../src/domain/messages.ts";
import { signingDomain } from "../../src/domain/messages.ts";
import { Status, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Consent, Hex } from "../../src/domain/receivable.ts";
import { accountOf, addressOf, Role, walletOf } from "../support/chain.ts";
import type { Item } from "../support/receivables.ts";
import { address, CLIENTS, failureOf, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";
import { connectionOf, deployOrganisation } from "./organisationStage.ts";
import { deploySafe, safeArtifact } from "./safeStage.ts";

const DAY = 86_400;
const QUICK = { interval: 10, limit: 5_000 };
const FIRST_OWNER: Address = "0x0000000000000000000000000000000000000001";

describe("A Safe as an organisation", () => {
  let stage: Stage;
  let carrier: Connection;
  let safe: Address;
  const owners: readonly Role[] = [Role.Supplier, Role.Factor, Role.Agent];

  before(async () => {
    stage = await setStage(CLIENTS["viem"] ?? expect.fail("there is no client"));
    carrier = await connectionOf(stage.chain, Role.Relayer);
  });
  beforeEach(async () => {
    safe = await deploySafe(stage.chain, owners.map(addressOf), 2n);
  });
  after(() => stage.chain.close());

  /** Signatures of typed data in a Safe's domain, in the order of the owners' addresses. */
  async function signedBy(by: readonly Role[], primaryType: string, fields: string, message: object): Promise<Hex> {
    const types = {
      [primaryType]: fields.split(",").map((field) => {
        const [type = "", name = ""] = field.split(" ");
        return { type, name };
      }),
    };
    const domain = { chainId: stage.chain.addresses.chainId, verifyingContract: safe };
    const sorted = [...by].sort((left, right) => (addressOf(left) < addressOf(right) ? -1 : 1));
    const signatures = sorted.map((role) =>
      accountOf(role).signTypedData({ domain, types, primaryType, message: { ...message } }),
    );
    return concat(await Promise.all(signatures));
  }

  /** What a Safe answers ERC-1271 with yes for: its owners' signatures under the digest as a SafeMessage. */
  function safeMessage(by: readonly Role[], digest: Hex): Promise<Hex> {
    return signedBy(by, "SafeMessage", "bytes message", { message: digest });
  }

  async function acceptanceBy(by: readonly Role[], { receivable }: Item): Promise<Consent> {
    const validity = { nonce: 1n, deadline: BigInt((await stage.chain.now()) + 30 * DAY) };
    const { chainId, ledger } = stage.chain.addresses;
    const digest = digestOf(signingDomain(chainId, ledger), messages.acceptance(receivable, validity));
    const signature = await safeMessage(by, digest);
    return { signer: safe, ...validity, count: 0n, policy: ZERO_HASH, proof: [], signature };
  }

  /** A transaction of the Safe's, sent by a stranger. */
  async function transact(by: readonly Role[], to: Address, data: Hex): Promise<void> {
    const contract = { address: safe, abi: safeArtifact.abi } as const;
    const nonce = (await stage.chain.reader.readContract({ ...contract, functionName: "nonce" })) as bigint;
    const call = { to, value: 0n, data, operation: 0, safeTxGas: 0n, baseGas: 0n, gasPrice: 0n };
    const refund = { gasToken: zeroAddress, refundReceiver: zeroAddress };
    const fields =
      "address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,uint256 baseGas,uint256 gasPrice," +
      "address gasToken,address refundReceiver,uint256 nonce";
    const signature = await signedBy(by, "SafeTx", fields, { ...call, ...refund, nonce });
    await walletOf(stage.chain.provider, Role.Stranger).writeContract({
      ...contract,
      functionName: "execTransaction",
      args: [...Object.values(call), ...Object.values(refund), signature],
      chain: null,
    });
  }

  function swapOwner(from: Role, to: Role): Hex {
    const all = owners.map(addressOf);
    const before = all[owners.indexOf(from) - 1] ?? FIRST_OWNER;
    const args = [before, addressOf(from), addressOf(to)];
    return encodeFunctionData({ abi: safeArtifact.abi, functionName: "swapOwner", args });
  }

  async function statusOf({ id }: Item): Promise<Status> {
    return (await stage.onlooker.stateOf(id)).status;
  }

  it("accepts by a message that two of its owners signed", async () => {
    const item = await stage.issued({ header: { buyer: safe } });
    await stage.relayer.carryAcceptance(item.header, await acceptanceBy([Role.Supplier, Role.Agent], item));
    expect(await statusOf(item)).to.equal(Status.Accepted);
  });

  it("accepts nothing by the message of one owner", async () => {
    const item = await stage.issued({ header: { buyer: safe } });
    const consent = await acceptanceBy([Role.Supplier], item);
    const failure = await failureOf(stage.relayer.carryAcceptance(item.header, consent));
    expect(failure).to.have.property("code", "SignatureInvalid");
  });

  it("issues by a transaction, and keeps id and receivable when an owner is swapped", async () => {
    const item = await stage.draft({ header: { supplier: safe } });
    const data = encodeFunctionData({ abi: ledgerAbi, functionName: "issue", args: [item.receivable, [], []] });
    await transact([Role.Supplier, Role.Factor], stage.chain.addresses.ledger, data);
    await stage.buyer.accept(item.receivable);
    const before = await stage.onlooker.stateOf(item.id);
    expect(before).to.include({ holder: safe, status: Status.Accepted });
    await transact([Role.Supplier, Role.Factor], safe, swapOwner(Role.Factor, Role.Stranger));
    expect(await stage.onlooker.stateOf(item.id)).to.deep.equal(before);
    const args = [safe, address.factor, BigInt(item.id)] as const;
    const sale = encodeFunctionData({ abi: ledgerAbi, functionName: "transferFrom", args });
    await transact([Role.Stranger, Role.Agent], stage.chain.addresses.ledger, sale);
    expect(await stage.onlooker.stateOf(item.id)).to.include({ holder: address.factor });
  });

  it("voids what a swapped owner signed and nobody recorded, and accepts by the new one", async () => {
    const item = await stage.issued({ header: { buyer: safe } });
    const unrecorded = await acceptanceBy([Role.Factor, Role.Agent], item);
    await transact([Role.Supplier, Role.Factor], safe, swapOwner(Role.Factor, Role.Stranger));
    const failure = await failureOf(stage.relayer.carryAcceptance(item.header, unrecorded));
    expect(failure).to.have.property("code", "SignatureInvalid");
    await stage.relayer.carryAcceptance(item.header, await acceptanceBy([Role.Stranger, Role.Agent], item));
    expect(await statusOf(item)).to.equal(Status.Accepted);
  });

  it("is the guardian of another organisation", async () => {
    const lost = { members: [addressOf(Role.Stranger)], threshold: 1 };
    const guardians = { members: [safe], threshold: 1 };
    const plan = { signers: lost, guardians, recoveryDelay: DAY };
    const daughter = await deployOrganisation(stage.chain, carrier, plan);
    const signers = { members: [addressOf(Role.Buyer)], threshold: 1 };
    const recovery = { signers, proposal: 1n, deadline: BigInt((await stage.chain.now()) + DAY) };
    const cosigner: Cosigner = {
      member: safe,
      sign: (domain, { types, primaryType, message }) =>
        safeMessage(
          [Role.Supplier, Role.Agent],
          hashTypedData({ domain, types, primaryType, message: { ...message } }),
        ),
    };
    await sendAndWait(carrier, await proposeRecoveryCall(daughter, recovery, [cosigner]), QUICK);
    await stage.chain.wait(DAY);
    await sendAndWait(carrier, finishRecoveryCall(daughter, signers), QUICK);
    expect((await readOrganisation(carrier, daughter.verifyingContract)).signers).to.deep.equal(signers);
  });
});
