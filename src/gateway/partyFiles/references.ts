/** Trade references over HTTP: consents, what was shown, and a buyer's view of itself. */
import { isDeepStrictEqual } from "node:util";
import { keyWitness } from "../../clients/envelopes.ts";
import { digestOf } from "../../domain/eip712.ts";
import { signingDomain } from "../../domain/messages.ts";
import { consentMessage } from "../../domain/partyFile/consent.ts";
import type { ReferenceConsent } from "../../domain/partyFile/consent.ts";
import { trackRecordOf } from "../../domain/partyFile/trackRecord.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { cursorOf, latestInstant } from "../../store/chainTables.ts";
import {
  addConsent,
  addDisclosure,
  consentOf,
  consentsBefore,
  disclosuresOfConsents,
  revokeConsent,
} from "../../store/partyFileConsents.ts";
import type { StoredConsent } from "../../store/partyFileConsents.ts";
import type { REFERENCE_OPERATIONS } from "../../wire/operations/partyFilesReferences.ts";
import type { ShownConsent, ShownReference, ShownTrackRecord } from "../../wire/partyFileReference.ts";
import { currencyFrom } from "../accountStatements/currency.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { typedData } from "../intents/showing.ts";
import { createCursors } from "../receivables/cursors.ts";
import { atOneInstant } from "../receivables/reading.ts";
import { shownInstant } from "../receivables/showing.ts";
import { referenceInputs, referred } from "./referring.ts";

const LAST = Number.MAX_SAFE_INTEGER;
const MOST_CONSENTS = 500;
const NOBODY: Address = `0x${"00".repeat(20)}`;

export function referenceHandlers(deps: GatewayDeps): Handlers<typeof REFERENCE_OPERATIONS> {
  const { database, config, now, addresses } = deps;
  const cursors = createCursors(config.secret);
  return {
    readTrackRecord: async ({ member: { organisation }, query }) => ({
      status: 200,
      body: await ownRecord(deps, organisation, query),
    }),
    composeReferenceConsent: ({ body }) => {
      const message = consentMessage(body);
      return Promise.resolve({
        status: 200,
        body: { message: typedData(message, addresses), hash: hashOf(deps, body) },
      });
    },
    giveReferenceConsent: async ({ member, body: { consent, signature } }) => {
      const isNew = await give(deps, member, consent, signature);
      const [shown] = await shownConsents(deps, [await partyTo(deps, member.organisation, consent.id)]);
      if (shown === undefined) throw notFound();
      return { status: isNew ? 201 : 200, body: shown };
    },
    listReferenceConsents: async ({ member: { organisation }, query: { side, ...query } }) => {
      const list = JSON.stringify(["reference consents", organisation, side]);
      const read = (before: number, limit: number) => consentsBefore(database, organisation, side, before, limit);
      const placeOf = ({ number }: StoredConsent): number => number;
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf, read }, query);
      return { status: 200, body: { items: await shownConsents(deps, rows), next } };
    },
    revokeReferenceConsent: async ({ member: { organisation, account }, params: { id } }) => {
      const { buyer } = await partyTo(deps, organisation, id);
      if (buyer !== organisation) throw notFound();
      await revokeConsent(database, id, now(), account);
      return { status: 204, body: undefined };
    },
    readTradeReference: async ({ member, params: { id }, query: { currency } }) => ({
      status: 200,
      body: await seenReference(deps, member, id, currency),
    }),
  };
}

/** What is kept of a consent: all but its parties and its end. */
type KeptConsent = Pick<ReferenceConsent, "currencies" | "from" | "to">;

function hashOf({ addresses: { chainId, ledger } }: GatewayDeps, consent: ReferenceConsent): Hex {
  return digestOf(signingDomain(chainId, ledger), consentMessage(consent));
}

/** Nobody else learns that there is one. @throws ProblemError `NotFound` */
async function partyTo({ database }: GatewayDeps, organisation: Address, id: string): Promise<StoredConsent> {
  const consent = await consentOf(database, id);
  if (consent === undefined || ![consent.buyer, consent.reader].includes(organisation)) throw notFound();
  return consent;
}

/** False where it was handed in before. @throws ProblemError; nothing is stored then */
async function give(deps: GatewayDeps, member: Member, consent: ReferenceConsent, signature: Hex): Promise<boolean> {
  const { organisation, account } = member;
  const { database, now, signedByContract } = deps;
  const { id, buyer, reader, until, ...body } = consent;
  if (![buyer, reader].includes(organisation)) throw notFound();
  const digest = hashOf(deps, consent);
  const isSigned =
    (await keyWitness.signed(buyer, digest, signature)) || (await signedByContract(buyer, digest, signature));
  if (!isSigned) {
    throw new ProblemError(
      "SignatureInvalid",
      `the signature is not that of ${buyer} on this consent: sign its message`,
    );
  }
  const known = await consentOf(database, id);
  if (known !== undefined) {
    const isSame = known.buyer === buyer && known.reader === reader && known.until === until;
    if (isSame && isDeepStrictEqual(known.body, body)) return false;
    throw idTaken("another consent");
  }
  if (until < now()) throw over(id, "has expired");
  const kept = { id, buyer, reader, body, until, signature, given: now(), givenBy: account };
  if (await database.transaction((tx) => addConsent(tx, kept, MOST_CONSENTS))) return true;
  // Somebody may have handed in the same at the same time.
  if ((await consentOf(database, id)) !== undefined) return give(deps, member, consent, signature);
  throw quotaReached(MOST_CONSENTS, "consents of this buyer in force: take one back first");
}

function over(id: string, why: string): ProblemError {
  return new ProblemError("ReferenceOver", `the consent ${id} ${why}: ask the buyer for another`);
}

function stateOf({ until, revoked }: StoredConsent, now: number): ShownConsent["state"] {
  if (revoked !== null) return "revoked";
  return until < now ? "expired" : "inForce";
}

async function shownConsents(
  { database, now }: GatewayDeps,
  consents: readonly StoredConsent[],
): Promise<ShownConsent[]> {
  const seen = await disclosuresOfConsents(
    database,
    consents.map(({ id }) => id),
  );
  return consents.map((stored) => {
    const { id, buyer, reader, until, signature, given, revoked } = stored;
    // Only what the buyer signed is kept there.
    const { currencies, from, to } = stored.body as KeptConsent;
    return {
      ...{ id, buyer, reader, currencies: [...currencies], from, to, until: shownInstant(until), signature },
      ...{ state: stateOf(stored, now()), given: shownInstant(given) },
      revoked: revoked === null ? null : shownInstant(revoked),
      seen: seen
        .filter(({ consent }) => consent === id)
        .map(({ shown, currency, asOf, block }) => {
          return { at: shownInstant(shown), currency, asOf: shownInstant(asOf), block };
        }),
    };
  });
}

/** The reader's first sight of a record is kept; the buyer's is none. @throws ProblemError */
async function seenReference(
  deps: GatewayDeps,
  { organisation, account }: Member,
  id: string,
  text: string | undefined,
): Promise<ShownReference> {
  const { database, tokens, now } = deps;
  for (;;) {
    const consent = await partyTo(deps, organisation, id);
    const { buyer, reader } = consent;
    const at = now();
    const state = stateOf(consent, at);
    if (state !== "inForce") throw over(id, state === "revoked" ? "was taken back" : "has expired");
    // Only what the buyer signed is kept there.
    const { currencies, from, to } = consent.body as KeptConsent;
    const currency = currencyFrom(text ?? currencies[0] ?? "", tokens);
    if (!currencies.includes(currency.address)) throw over(id, `is not for ${currency.code}`);
    const asked = { buyer, reader, currency, from, to };
    const inputs = await atOneInstant(database, (sql) => referenceInputs(sql, asked, at));
    const found = await referred(inputs, asked, at);
    if ("obstacle" in found) {
      // Which of the reasons it is would say something of a supplier.
      const detail =
        "it is too little, or too much of one supplier, or differs too little from what was shown before, or too " +
        "much was shown before";
      throw new ProblemError("ReferenceTooThin", `${detail}: ask again after the month's end, or for a longer period`);
    }
    if (!found.isNew || organisation !== reader) return found.reference;
    const disclosure = { consent: id, buyer, reader, currency: currency.address, shown: at, shownBy: account };
    const last = inputs.told.at(-1)?.number ?? 0;
    // Where another was shown meanwhile this one was not compared with it; and a consent is taken back at once.
    if (await database.transaction((tx) => addDisclosure(tx, { ...found.cut, ...disclosure }, last))) {
      return found.reference;
    }
  }
}

interface AskedRecord {
  readonly currency: string;
  readonly from: string;
  readonly to: string;
  readonly reader?: Address | undefined;
}

async function ownRecord(
  { database, tokens, now }: GatewayDeps,
  buyer: Address,
  { currency: text, from, to, reader = NOBODY }: AskedRecord,
): Promise<ShownTrackRecord> {
  const currency = currencyFrom(text, tokens);
  const asked = { buyer, reader, currency, from, to };
  const at = now();
  const { inputs, last, instant } = await atOneInstant(database, async (sql) => ({
    inputs: await referenceInputs(sql, asked, at),
    last: (await cursorOf(sql))?.folded ?? { number: 0, hash: ZERO_HASH },
    instant: (await latestInstant(sql)) ?? at,
  }));
  const lines = await inputs.track.linesAt({ from, to, block: last.number, asOf: instant, known: at });
  const { onTime, oldest, ...counts } = trackRecordOf(lines);
  const found = await referred(inputs, asked, at);
  return {
    ...{ currency: currency.address, from, to },
    asOf: { block: last.number, blockHash: last.hash, instant: shownInstant(instant) },
    ...{ ...counts, onTime: onTime.hits, onTimePpm: onTime.rate ?? null },
    ...{ oldest: oldest === undefined ? null : dateOfDay(oldest), sealed: inputs.track.sealed },
    shown: "reference" in found ? found.reference : null,
    obstacle: "obstacle" in found ? found.obstacle : null,
  };
}
