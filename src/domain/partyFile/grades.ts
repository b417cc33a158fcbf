/**
 * Grades of rating agencies (A04): what an agency signs under its own key of one subject, and whether it counts. No
 * agency is asked by itself; what it signed is brought here and proves itself.
 */
import type { TypedMessage } from "../eip712.ts";
import type { Address, Hex } from "../receivable.ts";
import { dayNumber } from "../terms.ts";

/** What an agency says of a subject. */
export interface GradeAttestation {
  readonly agency: Address;
  readonly subject: Address;
  /** Such as "LEI:529900..."; "" where the agency names the address alone. */
  readonly legalId: string;
  readonly grade: string;
  /** The agency's own name of its scale, such as "long-term issuer". */
  readonly scale: string;
  /** The day that it speaks of, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The last day on which it counts, `YYYY-MM-DD`. */
  readonly expires: string;
  /** Hash of the agency's statement. */
  readonly statement: Hex;
}

/** Version 1 of what signing means. */
const ATTESTED =
  "Countersign grade 1. We have graded this subject on our scale as of this day, and whoever is given this message " +
  "may rely on it until it expires or we revoke it. 我方截至所载日期按本方评级标准评定该主体；在到期或我方撤销之前，持有本消息者可据以参考。";

/** What an agency signs of a grade. */
export const ATTESTATION_TYPES = {
  GradeAttestation: [
    { name: "text", type: "string" },
    { name: "agency", type: "address" },
    { name: "subject", type: "address" },
    { name: "legalId", type: "string" },
    { name: "grade", type: "string" },
    { name: "scale", type: "string" },
    { name: "asOf", type: "string" },
    { name: "expires", type: "string" },
    { name: "statement", type: "bytes32" },
  ],
} as const;

export function gradeMessage(attestation: GradeAttestation): TypedMessage {
  const { agency, subject, legalId, grade, scale, asOf, expires, statement } = attestation;
  const message = { text: ATTESTED, agency, subject, legalId, grade, scale, asOf, expires, statement };
  return { types: ATTESTATION_TYPES, primaryType: "GradeAttestation", message };
}

const REVOKED =
  "Countersign grade 1. We take back the grade that we attested under this hash; nobody may rely on it any more. " +
  "我方撤销以此哈希出具的评级，任何人不得再予以依赖。";

/** What it signs to take one back. */
export const REVOCATION_TYPES = {
  GradeRevocation: [
    { name: "text", type: "string" },
    { name: "agency", type: "address" },
    { name: "attestation", type: "bytes32" },
  ],
} as const;

/** @param attestation The digest that was signed. */
export function gradeRevocationMessage(agency: Address, attestation: Hex): TypedMessage {
  const message = { text: REVOKED, agency, attestation };
  return { types: REVOCATION_TYPES, primaryType: "GradeRevocation", message };
}

/** What an organisation makes of an agency: whether it trusts it, and what its grades are on the common scale. */
export interface Trust {
  readonly isTrusted: boolean;
  readonly scales: readonly ScaleMap[];
}

/** Of one scale of an agency each grade as parts per million: nought for the worst, a million for the best. */
interface ScaleMap {
  readonly scale: string;
  readonly grades: readonly { readonly grade: string; readonly ppm: number }[];
}

export const GRADE_STATES = ["counts", "untrusted", "revoked", "expired", "unmapped", "otherSubject"] as const;
type GradeState = (typeof GRADE_STATES)[number];

export interface GradeStanding {
  readonly state: GradeState;
  /** On the common scale; undefined unless it counts. */
  readonly ppm: number | undefined;
}

interface KnownOfGrade {
  /** Undefined for an agency of which the organisation said nothing. */
  readonly trust: Trust | undefined;
  readonly isRevoked: boolean;
  /** Identifiers of the subject by the party file, each "scheme:value"; those that count. */
  readonly identifiers: readonly string[];
  /** Days since 1970-01-01. */
  readonly day: number;
}

/**
 * Whether a grade counts. One whose legal id the party file contradicts is of somebody else: the same scheme with
 * another value.
 */
export function gradeStanding(attestation: GradeAttestation, known: KnownOfGrade): GradeStanding {
  const { legalId, grade, scale, expires } = attestation;
  const { trust, isRevoked, identifiers, day } = known;
  const without = (state: GradeState): GradeStanding => ({ state, ppm: undefined });
  if (trust?.isTrusted !== true) return without("untrusted");
  if (isRevoked) return without("revoked");
  if (day > dayNumber(expires)) return without("expired");
  const scheme = `${legalId.split(":")[0]}:`;
  const others = identifiers.filter((identifier) => identifier.startsWith(scheme));
  if (legalId !== "" && others.length > 0 && !others.includes(legalId)) return without("otherSubject");
  const ppm = trust.scales.find((one) => one.scale === scale)?.grades.find((one) => one.grade === grade)?.ppm;
  return ppm === undefined ? without("unmapped") : { state: "counts", ppm };
}
