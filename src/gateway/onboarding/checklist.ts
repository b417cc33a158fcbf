/** The checklist of an organisation, and of a pair. */
import type { Address } from "../../domain/receivable.ts";
import { accountInForce } from "../../store/bankAccounts.ts";
import { contractInForce } from "../../store/frameContracts.ts";
import { blockingItems, organisationFacts } from "../../store/onboarding.ts";
import type { OrganisationFacts } from "../../store/onboarding.ts";
import type { Onboarding, OnboardingItem } from "../../wire/onboarding.ts";
import type { GatewayDeps } from "../deps.ts";
import { ProblemError } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";

type Deps = Pick<GatewayDeps, "config" | "database" | "now">;

const WAYS_OUT: Readonly<Record<OnboardingItem, string>> = {
  vouched: "have a registrar that this gateway relies on vouch for the organisation in the directory",
  viewingKey: "set the organisation's viewing key in the directory",
  people: "add a member, or give an agent a mandate",
  bankAccount: "state the payee's account, sign it, and have it approved and confirmed",
  counterpartyKnown: "have a registrar vouch for the counterparty, or let it join by a link",
  counterpartyViewingKey: "ask the counterparty to set its viewing key in the directory",
  frameContract: "propose a frame contract, and have both sign it",
};

/** @param supplier Who issues. @param buyer To whom; items of a pair are left out without one. */
export async function checklistOf(
  { config, database, now }: Deps,
  supplier: Address,
  buyer: Address | undefined,
): Promise<Onboarding> {
  const registrars = config.registrars ?? [];
  const today = shownInstant(now()).slice(0, 10);
  const own = await organisationFacts(database, supplier, registrars, now());
  const account = await accountInForce(database, supplier, now());
  const done: Partial<Record<OnboardingItem, boolean>> = { ...ownItems(own), bankAccount: account !== undefined };
  if (buyer !== undefined) {
    const other = await organisationFacts(database, buyer, registrars, now());
    done.counterpartyKnown = other.vouched || other.joined;
    done.counterpartyViewingKey = other.viewingKey;
    done.frameContract = (await contractInForce(database, supplier, buyer, today)) !== undefined;
  }
  const blocking = await blockingItems(database, supplier);
  const items = Object.entries(done).map(([name, isDone]) => {
    const item = name as OnboardingItem;
    return { item, done: isDone, blocking: blocking.has(item), wayOut: isDone ? null : WAYS_OUT[item] };
  });
  return { ready: items.every((one) => one.done || !one.blocking), items };
}

function ownItems({ vouched, viewingKey, people }: OrganisationFacts): Partial<Record<OnboardingItem, boolean>> {
  return { vouched, viewingKey, people: people > 0 };
}

/** @throws ProblemError `OnboardingIncomplete`, naming each missing item that blocks */
export async function checkReady(deps: Deps, supplier: Address, buyer: Address | undefined): Promise<void> {
  const { ready, items } = await checklistOf(deps, supplier, buyer);
  if (ready) return;
  const missing = items.filter(({ done, blocking }) => blocking && !done);
  const faults = missing.map(({ item, wayOut }) => ({ at: `onboarding.${item}`, message: wayOut ?? "" }));
  const detail = faults.map(({ at, message }) => `${at}: ${message}`).join("; ");
  throw new ProblemError("OnboardingIncomplete", `nothing is issued before this is there: ${detail}`, { faults });
}
