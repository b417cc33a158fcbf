/**
 * A key of an organisation is lost: the keys that are left take it out and a new one in. Address, ids, receivables and
 * money stay where they were, and what the lost key signs is worth nothing. Mandates and roots that it signed, and
 * recovery by guardians where too few keys are left, are not tried here.
 */
import { setSigners, deploymentCall, executeCall } from "../../clients/organisation/calls.ts";
import type { Quorum } from "../../clients/organisation/members.ts";
import type { BatchCall } from "../../clients/organisation/messages.ts";
import { organisationDomain } from "../../clients/organisation/nesting.ts";
import { readOrganisation } from "../../clients/organisation/reading.ts";
import { keyCosigner, organisationSigning } from "../../clients/organisation/signing.ts";
import type { Cosigner } from "../../clients/organisation/signing.ts";
import type { Connection } from "../../clients/connection.ts";
import { sendAndWait } from "../../clients/submit.ts";
import { idOf } from "../../domain/commitment.ts";
import type { SigningDomain } from "../../domain/eip712.ts";
import type { Consent, Receivable } from "../../domain/receivable.ts";
import { NAMES } from "../demo/world.ts";
import type { Checks } from "./checks.ts";
import { FACE } from "./stage.ts";
import type { DrillStage } from "./stage.ts";

const QUICK = { interval: 10, limit: 10_000 };
const HOUR = 3_600;
const DAY = 86_400;
const NEEDED = 2;

export async function drillKeyLoss(stage: DrillStage, checks: Checks): Promise<void> {
  const { world } = stage;
  const [carrier, first, second, lost, fresh] = keysOf(stage);
  const firm = await organisationOf(stage, carrier, [first, second, lost]);
  const account = firm.domain.verifyingContract;
  const item = await stage.draft(account);
  await firm.issue(item, [first, lost]);
  await world.client("beispiel").accept(item);
  const before = await world.relayer.stateOf(idOf(item.header));
  const pending = await stage.draft(account);
  const unrecorded = await firm.sign(pending, [first, lost]);

  await firm.execute([first, second], [setSigners(firm.domain, quorum([first, second, fresh]))]);
  const { signers } = await readOrganisation(carrier, account);
  const members = signers.members.map((member) => member.toLowerCase());
  const isRotated = members.includes(fresh.member.toLowerCase()) && !members.includes(lost.member.toLowerCase());
  checks.add("the keys that are left take the lost one out and a new one in", isRotated, `${members.length} keys`);
  const after = await world.relayer.stateOf(idOf(item.header));
  const isSame = after.holder === before.holder && after.commitment === before.commitment;
  checks.add("the receivable keeps its id, its terms and its holder", isSame, `held by ${after.holder}`);
  await checks.refused(
    "an act that the lost key signs is refused",
    () => firm.execute([first, lost], []),
    "SignatureInvalid",
  );
  await checks.refused(
    "what the lost key had signed, and nobody had recorded, is refused",
    () => world.relayer.issue(pending, { supplier: unrecorded }),
    "SignatureInvalid",
  );
  await firm.issue(pending, [second, fresh]);
  const { status } = await world.relayer.stateOf(idOf(pending.header));
  checks.add("the new key issues what the lost one could not", status > 0, `status ${status}`);
  const balance = await stage.balanceOf(account);
  await stage.pay(item);
  const gained = (await stage.balanceOf(account)) - balance;
  checks.add("money arrives where it did before", gained === FACE, `${gained} of ${FACE} minor units`);
}

/** Keys of the chain that nobody of the cast has: the carrier's, three of the organisation, and the one to come. */
function keysOf(stage: DrillStage): readonly [Connection, Cosigner, Cosigner, Cosigner, Cosigner] {
  const accounts = stage.chain.accounts.slice(NAMES.length);
  const [relayer, ...free] = accounts.map((account) => stage.connection(account));
  const [first, second, lost, fresh] = free.map(keyCosigner);
  if (!relayer || !first || !second || !lost || !fresh) throw new Error("the chain has too few keys for this drill");
  return [relayer, first, second, lost, fresh];
}

function quorum(keys: readonly Cosigner[]): Quorum {
  return { members: keys.map(({ member }) => member), threshold: NEEDED };
}

interface Firm {
  readonly domain: SigningDomain;
  readonly sign: (receivable: Receivable, by: readonly Cosigner[]) => Promise<Consent>;
  issue(receivable: Receivable, by: readonly Cosigner[]): Promise<void>;
  execute(by: readonly Cosigner[], calls: readonly BatchCall[]): Promise<void>;
}

async function organisationOf(
  { chain, world }: DrillStage,
  carrier: Connection,
  keys: readonly Cosigner[],
): Promise<Firm> {
  const { addresses } = world.relayer;
  const nobody = { members: [], threshold: 0 };
  const plan = { signers: quorum(keys), guardians: nobody, recoveryDelay: DAY };
  const { mined } = await sendAndWait(carrier, deploymentCall(plan), QUICK);
  if (mined.contractAddress === undefined) throw new Error("the organisation's account was not deployed");
  const domain = organisationDomain(addresses.chainId, mined.contractAddress);
  let nonce = 0n;
  const validity = async () => {
    nonce += 1n;
    return { nonce, deadline: BigInt((await chain.now()) + HOUR) };
  };
  const sign: Firm["sign"] = async (receivable, by) =>
    organisationSigning(carrier, addresses, domain, by).issuance(receivable, await validity());
  return {
    ...{ domain, sign },
    async issue(receivable, by) {
      await world.relayer.issue(receivable, { supplier: await sign(receivable, by) });
    },
    async execute(by, calls) {
      const { epoch } = await readOrganisation(carrier, domain.verifyingContract);
      const batch = { calls, epoch, ...(await validity()) };
      await sendAndWait(carrier, await executeCall(domain, batch, by), QUICK);
    },
  };
}
