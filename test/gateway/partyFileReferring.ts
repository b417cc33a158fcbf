/** Buyers of tests, which let others see how they pay. */
import type { components } from "../../generated/openapi.d.ts";
import { digestOf } from "../../src/domain/eip712.ts";
import { signingDomain } from "../../src/domain/messages.ts";
import { consentMessage } from "../../src/domain/partyFile/consent.ts";
import type { ReferenceConsent } from "../../src/domain/partyFile/consent.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { LEDGER } from "./book.ts";
import { CHAIN_ID, person } from "./stage.ts";

type Schemas = components["schemas"];

/** As the interface takes it. */
export function shownConsent(consent: ReferenceConsent): Schemas["ReferenceConsentDraft"] {
  return { ...consent, currencies: [...consent.currencies], until: shownInstant(consent.until) };
}

/** Signed by somebody, who may or may not be the buyer. */
export async function signedConsent(name: string, consent: ReferenceConsent): Promise<Schemas["NewReferenceConsent"]> {
  const hash = digestOf(signingDomain(CHAIN_ID, LEDGER), consentMessage(consent));
  return { consent: shownConsent(consent), signature: await person(name).sign({ hash }) };
}
