/** Grades that rating agencies signed, and what an organisation makes of them. */
import { z } from "zod";
import { GRADE_STATES } from "../domain/partyFile/grades.ts";
import { pageQuery } from "./access.ts";
import { line } from "./personal.ts";
import { address, bytes, cursor, date, hash, instant } from "./scalars.ts";

const MOST_GRADES = 100;
const MOST_SCALES = 20;
const MOST_ROWS = 200;
const MOST_CSV = 200_000;
const WHOLE_PPM = 1_000_000;
const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });

const scale = z
  .strictObject({
    scale: line(100).meta({ description: "As the agency calls it." }),
    grades: z
      .array(
        z.strictObject({
          grade: line(40),
          ppm: z.int().min(0).max(WHOLE_PPM).meta({
            description: "On the common scale: 0 for the worst, 1,000,000 for the best.",
          }),
        }),
      )
      .min(1)
      .max(MOST_GRADES)
      .refine((grades) => new Set(grades.map(({ grade }) => grade)).size === grades.length, "give each grade once"),
  })
  .meta({ id: "GradeScale" });

const agency = {
  agency: address.meta({ description: "Under whose key it signs; a contract account counts too (ERC-1271)." }),
  name: line(200),
  isTrusted: z.boolean().meta({ description: "False: its grades are shown, and count for nothing." }),
  scales: z
    .array(scale)
    .max(MOST_SCALES)
    .refine((scales) => new Set(scales.map((one) => one.scale)).size === scales.length, "give each scale once"),
  reason: line(500),
};

export const newAgency = z.strictObject(agency).meta({ id: "NewRatingAgency" });
export const ratingAgency = z.strictObject({ ...agency, set: instant, setBy: address }).meta({ id: "RatingAgency" });
export type ShownAgency = z.output<typeof ratingAgency>;
export const ratingAgencyPage = z.strictObject({ items: z.array(ratingAgency), next }).meta({ id: "RatingAgencyPage" });
export const ratingAgencyQuery = pageQuery.meta({ id: "RatingAgencyQuery" });

const LEGAL_ID = /^(?:LEI|USCC|VAT|register):.{1,64}$/;

const attestation = {
  agency: address,
  subject: address,
  legalId: z
    .union([z.literal(""), line(80).refine((text) => LEGAL_ID.test(text), "write such as LEI:529900T8BM49AURSDO55")])
    .meta({ description: "The scheme and the number; empty where the agency names the address alone." }),
  grade: line(40),
  scale: line(100),
  asOf: date,
  expires: date.meta({ description: "The last day on which it counts." }),
  statement: hash.meta({ description: "Hash of the agency's statement." }),
};

export const gradeAttestation = z
  .strictObject({ ...attestation, signature: bytes })
  .refine(({ asOf, expires }) => asOf <= expires, { path: ["expires"], message: "give the day of asOf or a later one" })
  .meta({ id: "GradeAttestation" });
export type GivenAttestation = z.output<typeof gradeAttestation>;

/** The columns of a CSV of attestations, in any order, each once. */
export const ATTESTATION_COLUMNS = [
  ...(["agency", "subject", "legalId", "grade", "scale", "asOf", "expires", "statement", "signature"] as const),
] as const;

export const newGrades = z
  .discriminatedUnion("format", [
    z.strictObject({ format: z.literal("json"), attestations: z.array(gradeAttestation).min(1).max(MOST_ROWS) }),
    z.strictObject({
      format: z.literal("csv"),
      file: z
        .string()
        .min(1)
        .max(MOST_CSV)
        .meta({
          description: `Headers ${ATTESTATION_COLUMNS.join(",")}, and at most ${MOST_ROWS} lines; parted by commas.`,
        }),
    }),
  ])
  .meta({ id: "NewGrades" });
export type NewGrades = z.output<typeof newGrades>;

const GRADE_FATES = ["imported", "known", "refused"] as const;
const fate = z.strictObject({
  place: z.int().min(1).meta({ description: "Of the attestation, or of the line after the headers; from 1." }),
  fate: z.enum(GRADE_FATES),
  attestation: hash.nullable().meta({ description: "The digest that was signed; null where it could not be read." }),
  fault: z.string().nullable().meta({ description: "Why it was refused, and what to do." }),
});
export const gradeFates = z.strictObject({ items: z.array(fate) }).meta({ id: "GradeFates" });
export type GradeFate = z.output<typeof fate>;

export const partyGrade = z
  .strictObject({
    attestation: hash.meta({ description: "The EIP-712 digest that the agency signed." }),
    ...attestation,
    signature: bytes,
    state: z.enum(GRADE_STATES).meta({
      description:
        "Only one that counts is used. Unmapped: the organisation has not said what this grade is on the common " +
        "scale. Other subject: the legal id contradicts the party file.",
    }),
    ppm: z.int().nullable().meta({ description: "On the common scale, where it counts." }),
    imported: instant,
    importedBy: address,
    revoked: instant.nullable().meta({ description: "When the agency's revocation came here." }),
  })
  .meta({ id: "PartyGrade" });
export type ShownGrade = z.output<typeof partyGrade>;
export const partyGrades = z.strictObject({ items: z.array(partyGrade) }).meta({ id: "PartyGrades" });
export const partyGradeQuery = z.strictObject({ customer: address }).meta({ id: "PartyGradeQuery" });

export const newGradeRevocation = z
  .strictObject({ signature: bytes.meta({ description: "The agency's, of its GradeRevocation (EIP-712)." }) })
  .meta({ id: "NewGradeRevocation" });
