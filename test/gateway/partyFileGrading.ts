/** Agencies of tests, which sign grades under keys of their own. */
import type { components } from "../../generated/openapi.d.ts";
import { digestOf } from "../../src/domain/eip712.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { signingDomain } from "../../src/domain/messages.ts";
import { gradeMessage, gradeRevocationMessage } from "../../src/domain/partyFile/grades.ts";
import type { GradeAttestation } from "../../src/domain/partyFile/grades.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { LEDGER } from "./book.ts";
import { addressOf, CHAIN_ID, person } from "./stage.ts";

export type GivenAttestation = components["schemas"]["GradeAttestation"];

const DOMAIN = signingDomain(CHAIN_ID, LEDGER);

/** Of an agency by its name, about somebody. */
export function attestationOf(
  agency: string,
  subject: Address,
  over: Partial<GradeAttestation> = {},
): GradeAttestation {
  return {
    ...{ agency: addressOf(agency), subject, legalId: "", grade: "BB", scale: "long-term", asOf: "2026-10-01" },
    ...{ expires: "2027-09-30", statement: keccakOfText("statement"), ...over },
  };
}

export function attestationDigest(attestation: GradeAttestation): Hex {
  return digestOf(DOMAIN, gradeMessage(attestation));
}

/** With the agency's signature. */
export async function signedGrade(
  agency: string,
  subject: Address,
  over: Partial<GradeAttestation> = {},
): Promise<GradeAttestation & { readonly signature: Hex }> {
  const attestation = attestationOf(agency, subject, over);
  return { ...attestation, signature: await person(agency).sign({ hash: attestationDigest(attestation) }) };
}

export function signedRevocation(agency: string, attestation: Hex): Promise<Hex> {
  const hash = digestOf(DOMAIN, gradeRevocationMessage(addressOf(agency), attestation));
  return person(agency).sign({ hash });
}
