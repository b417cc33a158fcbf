/** Grades of rating agencies, over HTTP: each proves itself by its signature, and counts as the organisation says. */
import { keyWitness } from "../../clients/envelopes.ts";
import { digestOf } from "../../domain/eip712.ts";
import type { TypedMessage } from "../../domain/eip712.ts";
import { signingDomain } from "../../domain/messages.ts";
import { gradeMessage, gradeRevocationMessage } from "../../domain/partyFile/grades.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import {
  addAgency,
  addGrade,
  addGradeRevocation,
  agenciesAt,
  agenciesBefore,
  gradeOf,
  gradesOf,
} from "../../store/partyFileGrades.ts";
import type { StoredAgency } from "../../store/partyFileGrades.ts";
import { scoreSoon } from "../../store/scoreLooks.ts";
import type { PARTY_FILE_OPERATIONS } from "../../wire/operations/partyFiles.ts";
import type { GivenAttestation, GradeFate } from "../../wire/partyFileGrade.ts";
import { quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { rowsOf } from "./gradeRows.ts";
import { identifiersOf } from "./identifiers.ts";
import { dateAt, gradeAt, shownAgency, shownGrade } from "./showing.ts";
import type { GradeOf } from "./showing.ts";

type Own = "setRatingAgency" | "listRatingAgencies" | "importGrades" | "listPartyGrades" | "noteGradeRevocation";

const DAY = 86_400;
const LAST = Number.MAX_SAFE_INTEGER;
const MOST_VERSIONS = 10_000;
const MOST_GRADES = 100_000;

export function gradeHandlers(deps: GatewayDeps): Pick<Handlers<typeof PARTY_FILE_OPERATIONS>, Own> {
  const { database, config, now } = deps;
  const cursors = createCursors(config.secret);
  return {
    setRatingAgency: async ({ member: { organisation, account }, body: { agency, reason, ...body } }) => {
      const version = { agency, body, reason, set: now(), setBy: account };
      const isKept = await database.transaction(async (tx) => {
        await scoreSoon(tx, organisation, null, now());
        return addAgency(tx, organisation, version, MOST_VERSIONS);
      });
      if (!isKept) throw quotaReached(MOST_VERSIONS, "words about agencies: no more are kept");
      return { status: 201, body: shownAgency({ ...version, number: 0 }) };
    },
    listRatingAgencies: async ({ member: { organisation }, query }) => {
      const list = JSON.stringify(["rating agencies", organisation]);
      const read = (before: number, limit: number) => agenciesBefore(database, organisation, before, limit);
      const placeOf = ({ number }: StoredAgency): number => number;
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf, read }, query);
      return { status: 200, body: { items: rows.map(shownAgency), next } };
    },
    importGrades: async ({ member, body }) => {
      const items: GradeFate[] = [];
      for (const [index, row] of (await rowsOf(body)).entries()) {
        const read = "fault" in row ? refusal(null, row.fault) : await imported(deps, member, row.given);
        items.push({ place: index + 1, ...read });
      }
      return { status: 200, body: { items } };
    },
    listPartyGrades: async ({ member: { organisation }, query: { customer } }) => {
      const grades = await gradesAt(database, organisation, customer, now());
      return { status: 200, body: { items: grades.map(shownGrade) } };
    },
    noteGradeRevocation: async ({ member: { organisation, account }, params: { attestation }, body }) => {
      const grade = await gradeOf(database, organisation, attestation);
      if (grade === undefined) throw notFound();
      const { agency } = grade;
      const { signature } = body;
      if ((await signedDigest(deps, agency, gradeRevocationMessage(agency, attestation), signature)) === undefined) {
        const wayOut = `have ${agency} sign the GradeRevocation of ${attestation} for this chain and its ledger`;
        throw new ProblemError("SignatureInvalid", `the signature is not the agency's: ${wayOut}`);
      }
      await database.transaction(async (tx) => {
        await scoreSoon(tx, organisation, grade.customer, now());
        await addGradeRevocation(tx, organisation, { attestation, signature, noted: now(), notedBy: account });
      });
      return { status: 204, body: undefined };
    },
  };
}

/** Of a customer as they were known at an instant, the latest import first. @param at Unix seconds. */
export async function gradesAt(
  sql: Sql,
  organisation: Address,
  customer: Address,
  at: number,
): Promise<readonly GradeOf[]> {
  const stored = (await gradesOf(sql, organisation, customer)).filter(({ imported }) => imported <= at);
  if (stored.length === 0) return [];
  const agencies = await agenciesAt(sql, organisation, at);
  const identifiers = await identifiersOf(sql, organisation, customer, at);
  return stored.map((one) => gradeAt(one, agencies.get(one.agency), identifiers, at));
}

type Fate = Omit<GradeFate, "place">;

function refusal(attestation: Hex | null, fault: string): Fate {
  return { fate: "refused", attestation, fault };
}

async function imported(
  deps: GatewayDeps,
  { organisation, account }: Member,
  { signature, ...attestation }: GivenAttestation,
): Promise<Fate> {
  const { database, now } = deps;
  const { agency, subject, asOf, expires } = attestation;
  const digest = await signedDigest(deps, agency, gradeMessage(attestation), signature);
  if (digest === undefined) {
    return refusal(null, `signature: it is not that of ${agency} on this attestation: hand it in as it was signed`);
  }
  if (subject === organisation) return refusal(digest, "subject: it is your own organisation: give a customer's");
  // The day has begun somewhere: an agency may be ahead of UTC.
  if (asOf > dateAt(now() + DAY)) return refusal(digest, `asOf: ${asOf} is to come: hand it in on that day`);
  if (expires < dateAt(now())) return refusal(digest, `expires: it expired on ${expires}: ask for a newer one`);
  const grade = { attestation: digest, customer: subject, agency, body: attestation, signature };
  const isNew = await database.transaction(async (tx) => {
    await scoreSoon(tx, organisation, subject, now());
    return addGrade(tx, organisation, { ...grade, imported: now(), importedBy: account }, MOST_GRADES);
  });
  if (isNew === undefined) throw quotaReached(MOST_GRADES, "grades: no more are kept");
  return { fate: isNew ? "imported" : "known", attestation: digest, fault: null };
}

/** What was signed; undefined where that is not what the signature is of, or not by whom. */
async function signedDigest(
  { addresses, signedByContract }: GatewayDeps,
  signer: Address,
  message: TypedMessage,
  signature: Hex,
): Promise<Hex | undefined> {
  const digest = digestOf(signingDomain(addresses.chainId, addresses.ledger), message);
  const isSigned =
    (await keyWitness.signed(signer, digest, signature)) || (await signedByContract(signer, digest, signature));
  return isSigned ? digest : undefined;
}
