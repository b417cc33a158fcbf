/** Prepares the passing on of a receivable, which its holder's own account sends. */
import { openPrincipal } from "../../domain/money.ts";
import { ZERO_ADDRESS } from "../../domain/receivable.ts";
import type { Address } from "../../domain/receivable.ts";
import { contentOf } from "../../store/contents.ts";
import { factorOf } from "../../store/desks.ts";
import { takesPart } from "../../store/participation.ts";
import { statesOf } from "../../store/readModel.ts";
import type { TransferAct } from "../../wire/act.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { prepareCall } from "./dealPreparing.ts";
import type { Prepared } from "./preparingOnce.ts";

/**
 * Prepares the transfer of a receivable to its next holder (R69). Whether it may change hands, and to whom, the ledger
 * says when the call is tried. What is sealed to others can be passed on too. @throws ProblemError `NotFound`,
 * `NotAuthorised` for everybody but the holder, `HolderInvalid`, and as the ledger's errors are named
 */
export async function prepareTransfer(deps: GatewayDeps, member: Member, act: TransferAct): Promise<Prepared> {
  const { database } = deps;
  const { organisation } = member;
  const { receivable: id, to } = act;
  const stored = (await takesPart(database, organisation, id)) ? (await statesOf(database, [id])).get(id) : undefined;
  if (stored === undefined) throw notFound();
  const { state } = stored;
  const { holder } = state;
  await checkHolder(deps, organisation, holder);
  await checkNext(deps, holder, to);
  const terms = state.agreed?.openTerms ?? (await contentOf(database, state.commitment))?.receivable.terms;
  return prepareCall(deps, member, act, {
    plan: { deed: { verb: act.verb, id, holder, to }, desk: holder, factor: holder, other: to, party: organisation },
    receivable: id,
    currency: terms?.currency ?? null,
    amount: terms === undefined ? null : openPrincipal(terms, state),
  });
}

async function checkHolder({ database }: GatewayDeps, organisation: Address, holder: Address): Promise<void> {
  if (holder === organisation) return;
  const factor = await factorOf(database, holder);
  const detail =
    factor === organisation
      ? "a desk does not let its factor transfer: reassign the receivable to its seller, who can do it then"
      : `this is for ${factor ?? holder} to do, who holds it: sign in for that organisation`;
  throw new ProblemError("NotAuthorised", detail);
}

/** @throws ProblemError `HolderInvalid` for one that could do nothing with it, or has it already */
async function checkNext({ database, addresses }: GatewayDeps, holder: Address, to: Address): Promise<void> {
  const { ledger, directory, lens, statements, factoring } = addresses;
  // An address file may spell hex in either case.
  const contracts = [ledger, directory, lens, statements, factoring].map((contract) => contract?.toLowerCase());
  if (to === ZERO_ADDRESS) throw invalid("a receivable cannot be given to nobody: name the new holder");
  if (to === holder) throw invalid(`${to} holds it already: name somebody else`);
  if (contracts.includes(to))
    throw invalid(`${to} is a contract of this ledger and holds nothing: name the new holder`);
  if ((await factorOf(database, to)) === undefined) return;
  throw invalid(
    `${to} is a factor's desk, which takes a receivable with an offer alone: take one (/v1/quote-requests)`,
  );
}

function invalid(message: string): ProblemError {
  return new ProblemError("HolderInvalid", message, { faults: [{ at: "body.to", message }] });
}
