/** Facts about customers, over HTTP. */
import { isDeepStrictEqual } from "node:util";
import { subjectOf } from "../../domain/partyFile/facts.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Database } from "../../store/database.ts";
import {
  addPartyChoice,
  addPartyFact,
  erasePartyFact,
  eraseVisitor,
  partyFactOf,
  partyFactsBefore,
  withdrawPartyFact,
} from "../../store/partyFileFacts.ts";
import type { StoredFact } from "../../store/partyFileFacts.ts";
import { scoreSoon } from "../../store/scoreLooks.ts";
import type { NewPartyFact } from "../../wire/partyFileFact.ts";
import type { PARTY_FILE_OPERATIONS } from "../../wire/operations/partyFiles.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";
import { dateAt, shownFact } from "./showing.ts";
import type { KeptFact } from "./showing.ts";

type Own =
  "addPartyFact" | "listPartyFacts" | "withdrawPartyFact" | "choosePartyFact" | "erasePartyVisitor" | "erasePartyFact";

const LAST = Number.MAX_SAFE_INTEGER;
const MOST_FACTS = { ofCustomer: 2_000, ofAll: 200_000 };
const MOST_CHOICES = 500;

export function factHandlers({
  database,
  config,
  now,
}: GatewayDeps): Pick<Handlers<typeof PARTY_FILE_OPERATIONS>, Own> {
  const cursors = createCursors(config.secret);
  return {
    addPartyFact: async ({ member, body }) => {
      const isNew = await enter(database, member, body, now());
      const { id, customer, kind, entered } = await ownFact(database, member.organisation, body.id);
      return { status: isNew ? 201 : 200, body: { id, customer, kind, entered: shownInstant(entered) } };
    },
    listPartyFacts: async ({ member: { organisation }, query: { customer, kind, ...query } }) => {
      const list = JSON.stringify(["party facts", organisation, customer, kind]);
      const read = (before: number, limit: number) =>
        partyFactsBefore(database, organisation, { customer, kind }, before, limit);
      const placeOf = ({ number }: StoredFact): number => number;
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf, read }, query);
      return { status: 200, body: { items: rows.map(shownFact), next } };
    },
    withdrawPartyFact: async ({ member: { organisation, account }, params: { id }, body: { reason } }) => {
      const { customer } = await ownFact(database, organisation, id);
      const word = { at: now(), by: account, reason };
      const isWithdrawn = await database.transaction(async (tx) => {
        await scoreSoon(tx, organisation, customer, now());
        return withdrawPartyFact(tx, organisation, id, word);
      });
      if (!isWithdrawn) throw over(id);
      return { status: 204, body: undefined };
    },
    choosePartyFact: async ({ member: { organisation, account }, params: { id }, body }) => {
      const { customer, kind, subject, withdrawn, erased } = await ownFact(database, organisation, id);
      if (withdrawn !== null || erased !== null) throw over(id);
      const choice = { customer, kind, subject, fact: id, ...body, chosen: now(), chosenBy: account };
      const isKept = await database.transaction(async (tx) => {
        await scoreSoon(tx, organisation, customer, now());
        return addPartyChoice(tx, organisation, choice, MOST_CHOICES);
      });
      if (!isKept) throw quotaReached(MOST_CHOICES, "choices about this customer: no more are kept");
      return { status: 204, body: undefined };
    },
    erasePartyVisitor: async ({ member: { organisation }, params: { id } }) => {
      if (!(await eraseVisitor(database, organisation, id))) throw notFound();
      return { status: 204, body: undefined };
    },
    erasePartyFact: async ({ member: { organisation, account }, params: { id } }) => {
      const { customer } = await ownFact(database, organisation, id);
      await database.transaction(async (tx) => {
        await scoreSoon(tx, organisation, customer, now());
        await erasePartyFact(tx, organisation, id, { at: now(), by: account });
      });
      return { status: 204, body: undefined };
    },
  };
}

async function ownFact(database: Database, organisation: Address, id: string): Promise<StoredFact> {
  const fact = await partyFactOf(database, organisation, id);
  if (fact === undefined) throw notFound();
  return fact;
}

function over(id: string): ProblemError {
  return new ProblemError("PartyFactOver", `${id} was withdrawn or erased: enter what is right as another fact`);
}

/** False where it was entered before. @throws ProblemError `RequestInvalid`, `IdTaken`, `QuotaReached` */
async function enter(database: Database, member: Member, asked: NewPartyFact, now: number): Promise<boolean> {
  const { organisation, account } = member;
  const { id, customer, visitor, ...body } = asked;
  const known = await partyFactOf(database, organisation, id);
  if (known !== undefined) {
    if (isSame(known, { customer, visitor, body })) return false;
    throw idTaken("another fact, or one that was erased,");
  }
  if (customer === organisation) throw instantInvalid("body.customer", "name another organisation than your own");
  const today = dateAt(now);
  // The day has begun somewhere: whoever enters it may be ahead of UTC.
  if (body.observed > dateAt(now + 86_400)) {
    throw instantInvalid("body.observed", `give ${today} or a day before it: nobody has looked later`);
  }
  const { kind } = body.value;
  const fact = { id, customer, kind, subject: subjectOf(body.value), body, visitor, entered: now, enteredBy: account };
  const isKept = await database.transaction(async (tx) => {
    await scoreSoon(tx, organisation, customer, now);
    return addPartyFact(tx, organisation, fact, MOST_FACTS);
  });
  if (isKept) return true;
  // Somebody may have sent the same at the same time.
  if ((await partyFactOf(database, organisation, id)) !== undefined) return enter(database, member, asked, now);
  throw quotaReached(MOST_FACTS.ofCustomer, `facts of this customer, or ${MOST_FACTS.ofAll} of all: no more are kept`);
}

interface Given {
  readonly customer: Address;
  readonly visitor: string | null;
  readonly body: KeptFact;
}

/** Whoever sends it again may not know yet that the visitor was erased. */
function isSame(known: StoredFact, { customer, visitor, body }: Given): boolean {
  const isVisitor = known.visitor === null || known.visitor === visitor;
  return known.customer === customer && isVisitor && isDeepStrictEqual(known.body, body);
}
