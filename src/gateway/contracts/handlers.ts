/** Frame contracts over HTTP. */
import { keyWitness } from "../../clients/envelopes.ts";
import { signingDomain } from "../../domain/messages.ts";
import { readNotation } from "../../domain/notation.ts";
import type { EndOfMonthReading } from "../../domain/paymentTerms.ts";
import type { Address } from "../../domain/receivable.ts";
import { resolveLine } from "../../domain/resolveNotation.ts";
import { TermsError } from "../../domain/terms.ts";
import {
  addFrameContract,
  approveIntent,
  frameContractOf,
  frameContractsOf,
  heldIntents,
  lastVersions,
  lockFrameContract,
  openProposals,
  signFrameContract,
  waitingIntents,
  withdrawFrameContract,
} from "../../store/frameContracts.ts";
import type { ContractSignature, StoredFrameContract } from "../../store/frameContracts.ts";
import type { FrameTerms, NewFrameContractBody } from "../../wire/contract.ts";
import type { IntentSignature } from "../../wire/intent.ts";
import type { CONTRACT_OPERATIONS } from "../../wire/operations/contracts.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { ownIntent } from "../intents/signing.ts";
import { shownInstant } from "../receivables/showing.ts";
import { fitsCurrency } from "./differences.ts";
import { contractFile } from "./files.ts";
import { frameContractHash } from "./message.ts";
import type { FrameContractBody } from "./message.ts";
import { powerTo } from "./powers.ts";
import { shownContract, shownHeld, stateOf } from "./showing.ts";

const MOST_WAITING = 200;
const MOST_OPEN = 20;

export function contractHandlers(deps: GatewayDeps): Handlers<typeof CONTRACT_OPERATIONS> {
  const { database, now } = deps;
  const show = async (member: Member, id: string) => {
    const contract = await ownContract(deps, member, id);
    const all = await frameContractsOf(database, contract.supplier, contract.buyer);
    return shownContract(contract, all, deps);
  };
  return {
    proposeContract: async ({ member, body }) => {
      const isNew = await propose(deps, member, body);
      return { status: isNew ? 201 : 200, body: await show(member, body.id) };
    },
    listContracts: async ({ member, query: { counterparty } }) => {
      const all = await frameContractsOf(database, member.organisation, counterparty);
      return { status: 200, body: { items: all.map((one) => shownContract(one, all, deps)) } };
    },
    readContract: async ({ member, params }) => ({ status: 200, body: await show(member, params.id) }),
    readContractFile: async ({ member, params, query }) => ({
      status: 200,
      ...(await contractFile(await ownContract(deps, member, params.id), query, deps)),
    }),
    signContract: async ({ member, params, body }) => {
      await sign(deps, member, params.id, body);
      return { status: 200, body: await show(member, params.id) };
    },
    withdrawContract: async ({ member, params }) => {
      const contract = await ownContract(deps, member, params.id);
      const isDone = await database.transaction(async (tx) => {
        await lockFrameContract(tx, params.id);
        return withdrawFrameContract(tx, params.id, now());
      });
      if (!isDone && contract.withdrawn === null) throw contractOver(contract);
      return { status: 200, body: await show(member, params.id) };
    },
    listHeldIntents: async ({ member }) => {
      const waiting = await waitingIntents(database, member.organisation, MOST_WAITING);
      return { status: 200, body: { items: waiting.map(shownHeld) } };
    },
    readHeldIntent: async ({ member, params }) => ({ status: 200, body: await held(deps, member, params.id) }),
    approveHeldIntent: async ({ member, params }) => {
      await held(deps, member, params.id);
      const { preparedBy } = await ownIntent(deps, member, params.id);
      if (preparedBy === member.account) {
        throw new ProblemError("CheckerMissing", `${preparedBy} prepared ${params.id}: let another member approve it`);
      }
      await approveIntent(database, params.id, member.account, now());
      return { status: 200, body: await held(deps, member, params.id) };
    },
  };
}

/** False where it was proposed before. @throws ProblemError */
async function propose(deps: GatewayDeps, member: Member, asked: NewFrameContractBody): Promise<boolean> {
  const { database, addresses, now } = deps;
  const { organisation, account } = member;
  const { id, role, counterparty, from, terms } = asked;
  const [supplier, buyer] = role === "supplier" ? [organisation, counterparty] : [counterparty, organisation];
  const known = await frameContractOf(database, id);
  if (known !== undefined) {
    const isSame = known.proposer === organisation && known.supplier === supplier && known.buyer === buyer;
    const { terms: before } = known.body as FrameContractBody;
    if (isSame && known.from === from && sameTerms(before, terms)) return false;
    throw idTaken("another contract");
  }
  checkProposal(asked, organisation, now());
  // Whoever is proposed to has not asked for it.
  if ((await openProposals(database, organisation, counterparty)) >= MOST_OPEN) {
    throw quotaReached(MOST_OPEN, "proposals to that counterparty that are not signed by both: take one back first");
  }
  const { count, previous } = await lastVersions(database, supplier, buyer);
  const body: FrameContractBody = { supplier, buyer, version: count + 1, from, previous, terms };
  const hash = frameContractHash(signingDomain(addresses.chainId, addresses.ledger), body);
  const { version } = body;
  const proposed = { id, supplier, buyer, version, from, hash, body, proposer: organisation, account };
  // Somebody else's proposal may have taken the number meanwhile.
  if (!(await addFrameContract(database, { ...proposed, proposed: now() }))) return propose(deps, member, asked);
  return true;
}

function sameTerms(left: FrameTerms, right: FrameTerms): boolean {
  const sorted = (terms: FrameTerms): string => JSON.stringify(Object.entries(terms).sort());
  return sorted(left) === sorted(right);
}

/** @throws ProblemError `RequestInvalid` */
function checkProposal({ counterparty, from, terms }: NewFrameContractBody, own: Address, now: number): void {
  if (counterparty === own) throw invalid("body.counterparty", "name another organisation than your own");
  const today = shownInstant(now).slice(0, 10);
  if (from < today) throw invalid("body.from", `write ${today} or a later day: no contract changes what was agreed`);
  if (!fitsCurrency(terms.fixedSum, terms.currency)) {
    throw invalid("body.terms.fixedSum", `${terms.currency} has fewer decimals`);
  }
  const endOfMonth = (terms.endOfMonth ?? undefined) as EndOfMonthReading | undefined;
  const occasion = { invoiceDate: today, deliveryDate: today, shipmentDate: today, orderDate: today, endOfMonth };
  try {
    for (const line of readNotation(terms.paymentTerms)) resolveLine(line, occasion);
  } catch (error) {
    if (!(error instanceof TermsError)) throw error;
    throw invalid(`body.terms.${error.field === "endOfMonth" ? "endOfMonth" : "paymentTerms"}`, error.message);
  }
}

function invalid(at: string, message: string): ProblemError {
  return new ProblemError("RequestInvalid", `${at}: ${message}`, { faults: [{ at, message }] });
}

async function ownContract(
  { database }: GatewayDeps,
  { organisation }: Member,
  id: string,
): Promise<StoredFrameContract> {
  const contract = await frameContractOf(database, id);
  if (contract === undefined || ![contract.supplier, contract.buyer].includes(organisation)) throw notFound();
  return contract;
}

/** @throws ProblemError; nothing is stored then */
async function sign(deps: GatewayDeps, member: Member, id: string, given: IntentSignature): Promise<void> {
  const { database, now, signedByContract } = deps;
  const { organisation, account } = member;
  const contract = await ownContract(deps, member, id);
  const own = contract.signatures.find((one) => one.organisation === organisation);
  if (own?.signature === given.signature) return;
  if (own !== undefined) throw new ProblemError("AlreadySigned", `${id} is signed for ${organisation} already`);
  if (contract.withdrawn !== null) throw contractOver(contract);
  const { signature, signer = account } = given;
  const power = await powerTo(deps, organisation, signer);
  const { hash } = contract;
  if (!(await keyWitness.signed(signer, hash, signature)) && !(await signedByContract(signer, hash, signature))) {
    throw new ProblemError(
      "SignatureInvalid",
      `the signature is not that of ${signer} on this contract: sign its message`,
    );
  }
  const signed: ContractSignature = { organisation, signer, power, account, signature, signed: now() };
  const isDone = await database.transaction(async (tx) => {
    await lockFrameContract(tx, id);
    return signFrameContract(tx, id, signed);
  });
  if (!isDone) throw contractOver(contract);
}

function contractOver(contract: StoredFrameContract): ProblemError {
  const state = stateOf(contract, [], "");
  return new ProblemError(
    "ContractOver",
    `${contract.id} was signed by both, or taken back (${state}): propose another`,
  );
}

async function held(deps: GatewayDeps, member: Member, id: string) {
  const [found] = await heldIntents(deps.database, [id]);
  if (found?.organisation !== member.organisation) throw notFound();
  return shownHeld(found);
}
