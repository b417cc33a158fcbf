import { expect } from "chai";
import { encodeFunctionData } from "viem";
import { demoCurrencyAbi, ledgerAbi } from "../../generated/abi.ts";
import type { Connection } from "../../src/clients/connection.ts";
import {
  cancelRecovery,
  finishRecoveryCall,
  proposeRecoveryCall,
  setGuardians,
  setSigners,
} from "../../src/clients/organisation/calls.ts";
import type { Quorum } from "../../src/clients/organisation/members.ts";
import { readOrganisation } from "../../src/clients/organisation/reading.ts";
import { keyCosigner, organisationSigning } from "../../src/clients/organisation/signing.ts";
import type { Cosigner } from "../../src/clients/organisation/signing.ts";
import type { Signing } from "../../src/clients/signing.ts";
import { sendAndWait } from "../../src/clients/submit.ts";
import type { SigningDomain } from "../../src/domain/eip712.ts";
import { consentOf } from "../../src/domain/envelope.ts";
import { Status } from "../../src/domain/receivable.ts";
import { addressOf, Role } from "../support/chain.ts";
import { itemOf, headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import type { Item } from "../support/receivables.ts";
import { address, CLIENTS, EVERYTHING, failureOf, order, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";
import {
  batchOf,
  connectionOf,
  cosignersOf,
  deployOrganisation,
  deployVerifier,
  execute,
  refusalOf,
  softwarePasskey,
} from "./organisationStage.ts";

const DAY = 86_400;
const QUICK = { interval: 10, limit: 5_000 };

function quorum(members: readonly Cosigner[], threshold: number): Quorum {
  return { members: members.map(({ member }) => member), threshold };
}

describe("An organisation of several keys", () => {
  let stage: Stage;
  let carrier: Connection;
  let keys: readonly Cosigner[];
  let guardians: readonly Cosigner[];
  let phone: Cosigner;
  let supplier: SigningDomain;
  let buyer: SigningDomain;
  let nonce = 0n;

  before(async () => {
    stage = await setStage(CLIENTS["viem"] ?? expect.fail("there is no client"));
    carrier = await connectionOf(stage.chain, Role.Relayer);
    keys = await cosignersOf(stage.chain, [Role.Supplier, Role.Buyer, Role.Factor]);
    guardians = await cosignersOf(stage.chain, [Role.Agent, Role.Registrar]);
    phone = softwarePasskey(await deployVerifier(carrier));
    const plan = { guardians: quorum(guardians, 2), recoveryDelay: 7 * DAY };
    supplier = await deployOrganisation(stage.chain, carrier, { signers: quorum(keys, 2), ...plan });
    const mixed = [phone, ...keys.slice(0, 1)];
    buyer = await deployOrganisation(stage.chain, carrier, { signers: quorum(mixed, 1), ...plan });
  });
  after(() => stage.chain.close());

  async function validity(): Promise<{ nonce: bigint; deadline: bigint }> {
    nonce += 1n;
    return { nonce, deadline: BigInt((await stage.chain.now()) + 60 * DAY) };
  }

  function signing(organisation: SigningDomain, cosigners: readonly Cosigner[]): Signing {
    return organisationSigning(carrier, stage.chain.addresses, organisation, cosigners);
  }

  async function draft(): Promise<Item> {
    const today = Math.floor((await stage.chain.now()) / DAY);
    const header = headerOf(supplier.verifyingContract, buyer.verifyingContract);
    return itemOf(receivableOf(header, termsOf(stage.chain.currency, today)));
  }

  /** Issued by two keys of the supplier, accepted by the buyer's passkey, carried by somebody else. */
  async function accepted(): Promise<Item> {
    const item = await draft();
    const issuing = await signing(supplier, keys.slice(1)).issuance(item.receivable, await validity());
    const accepting = await signing(buyer, [phone]).acceptance(item.receivable, await validity());
    await stage.relayer.issue(item.receivable, { supplier: issuing, buyer: accepting });
    return item;
  }

  async function statusOf({ id }: Item): Promise<Status> {
    return (await stage.onlooker.stateOf(id)).status;
  }

  it("says what it is", async () => {
    expect(await readOrganisation(carrier, supplier.verifyingContract)).to.deep.equal({
      signers: quorum(keys, 2),
      guardians: quorum(guardians, 2),
      epoch: 1n,
      nextProposal: 1n,
      recoveryDelay: 7 * DAY,
      recovery: undefined,
    });
  });

  it("issues by two keys and accepts by a passkey", async () => {
    const item = await accepted();
    const view = await stage.onlooker.stateOf(item.id);
    expect(view).to.include({ status: Status.Accepted, holder: supplier.verifyingContract.toLowerCase() });
  });

  it("issues and accepts under roots", async () => {
    const items = [await draft(), await draft()];
    const { deadline } = await validity();
    const issuances = await signing(supplier, keys).issuanceRoot(items, supplier.verifyingContract, deadline);
    const receivables = items.map(({ receivable }) => receivable);
    const owed = await signing(buyer, [phone]).acceptanceRoot(receivables, buyer.verifyingContract, deadline);
    const [signers, now] = [signing(supplier, keys.slice(0, 1)), await stage.chain.now()];
    const forged = await signers.issuanceRoot(items, supplier.verifyingContract, deadline);
    for (const { receivable, commitment } of items) {
      for (const envelope of [issuances, owed]) await stage.onlooker.checkEnvelope(envelope, receivable, now);
      const failure = await failureOf(stage.onlooker.checkEnvelope(forged, receivable, now));
      expect(failure).to.have.nested.property("values.field", "signature");
      const consents = { supplier: consentOf(issuances, commitment), buyer: consentOf(owed, commitment) };
      await stage.relayer.issue(receivable, consents);
    }
    expect(await Promise.all(items.map(statusOf))).to.deep.equal([Status.Accepted, Status.Accepted]);
  });

  it("signs nothing by one key where two are needed", async () => {
    const item = await draft();
    const issuing = await signing(supplier, keys.slice(0, 1)).issuance(item.receivable, await validity());
    const failure = await failureOf(stage.relayer.issue(item.receivable, { supplier: issuing }));
    expect(failure).to.have.property("code", "SignatureInvalid");
  });

  it("signs nothing for another organisation with the same keys", async () => {
    const plan = { guardians: { members: [], threshold: 0 }, recoveryDelay: DAY };
    const twin = await deployOrganisation(stage.chain, carrier, { signers: quorum(keys, 2), ...plan });
    const item = await draft();
    const issuing = await signing(twin, keys).issuance(item.receivable, await validity());
    const consent = { ...issuing, signer: supplier.verifyingContract };
    const failure = await failureOf(stage.relayer.issue(item.receivable, { supplier: consent }));
    expect(failure).to.have.property("code", "SignatureInvalid");
  });

  it("pays what it signed, and moves money by a batch", async () => {
    const item = await accepted();
    const currency = { target: stage.chain.currency, value: 0n };
    const token = { abi: demoCurrencyAbi } as const;
    const { ledger } = stage.chain.addresses;
    const mint = encodeFunctionData({ ...token, functionName: "mint", args: [buyer.verifyingContract, 10n ** 9n] });
    const approve = encodeFunctionData({ ...token, functionName: "approve", args: [ledger, EVERYTHING] });
    const calls = [mint, approve].map((data) => ({ ...currency, data }));
    await execute(stage.chain, carrier, buyer, [phone], calls);
    const consent = await signing(buyer, [phone]).payment(item.receivable, 700n, await validity());
    const { events } = await stage.relayer.pay(order(item, 700n), consent);
    expect(events.at(-1)?.event).to.include({ name: "ReceivablePaid", principal: 700n });
    expect((await stage.onlooker.stateOf(item.id)).settled).to.equal(700n);
  });

  it("rotates its keys and its guardians by a batch", async () => {
    const plan = { guardians: quorum(guardians, 1), recoveryDelay: DAY };
    const organisation = await deployOrganisation(stage.chain, carrier, { signers: quorum(keys, 2), ...plan });
    const [first, ...others] = keys;
    if (first === undefined) throw new Error("there is no key");
    await execute(stage.chain, carrier, organisation, others, [
      setSigners(organisation, quorum([first, phone], 2)),
      setGuardians(organisation, quorum(guardians, 2)),
    ]);
    const view = await readOrganisation(carrier, organisation.verifyingContract);
    expect(view.signers.members).to.have.members([first.member, phone.member].map((it) => it.toLowerCase()));
    expect(view).to.deep.include({ guardians: quorum(guardians, 2), epoch: 2n, nextProposal: 2n });
    await execute(stage.chain, carrier, organisation, [phone, first], []);
    const former = await batchOf(stage.chain, carrier, organisation, others, []);
    expect(await refusalOf(stage.chain, former)).to.equal("SignatureInvalid");
  });

  it("objects to a recovery that it does not want", async () => {
    const call = await proposeRecoveryCall(
      buyer,
      { signers: quorum(guardians, 1), proposal: 1n, deadline: EVERYTHING },
      guardians,
    );
    await sendAndWait(carrier, call, QUICK);
    const proposed = await readOrganisation(carrier, buyer.verifyingContract);
    const readyAt = (await stage.chain.now()) + 7 * DAY;
    expect(proposed.recovery).to.deep.equal({ proposal: 1n, readyAt, expiresAt: readyAt + 14 * DAY });
    await execute(stage.chain, carrier, buyer, [phone], [cancelRecovery(buyer)]);
    expect((await readOrganisation(carrier, buyer.verifyingContract)).recovery).to.equal(undefined);
  });

  it("loses its keys, recovers after the delay, and deals on with what it had", async () => {
    const item = await accepted();
    const pending = await draft();
    const unrecorded = await signing(supplier, keys).issuance(pending.receivable, await validity());
    const key = keyCosigner(await connectionOf(stage.chain, Role.Stranger));
    const signers = quorum([key], 1);
    const recovery = { signers, proposal: 1n, deadline: EVERYTHING };
    await sendAndWait(carrier, await proposeRecoveryCall(supplier, recovery, guardians), QUICK);
    expect(await refusalOf(stage.chain, finishRecoveryCall(supplier, signers))).to.equal("RecoveryNotReady");
    await stage.chain.wait(7 * DAY);
    const before = await stage.onlooker.stateOf(item.id);
    await sendAndWait(carrier, finishRecoveryCall(supplier, signers), QUICK);
    expect(await stage.onlooker.stateOf(item.id)).to.deep.equal(before);
    const late = await failureOf(stage.relayer.issue(pending.receivable, { supplier: unrecorded }));
    expect(late).to.have.property("code", "SignatureInvalid");
    const anew = await signing(supplier, [key]).issuance(pending.receivable, await validity());
    await stage.relayer.issue(pending.receivable, { supplier: anew });
    const args = [supplier.verifyingContract, addressOf(Role.Factor), BigInt(item.id)] as const;
    const sale = encodeFunctionData({ abi: ledgerAbi, functionName: "transferFrom", args });
    const calls = [{ target: stage.chain.addresses.ledger, value: 0n, data: sale }];
    await execute(stage.chain, carrier, supplier, [key], calls);
    expect(await stage.onlooker.stateOf(item.id)).to.include({ holder: address.factor });
    const lost = await batchOf(stage.chain, carrier, supplier, keys, []);
    expect(await refusalOf(stage.chain, lost)).to.equal("SignatureInvalid");
  });
});
