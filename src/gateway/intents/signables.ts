/** What intents are signed and called as, whatever they are about. */
import type { SigningDomain, TypedMessage } from "../../domain/eip712.ts";
import type { Address, Consent, Hex } from "../../domain/receivable.ts";

/** Typed data with the domain that it is signed in. */
export interface Signable {
  readonly domain: SigningDomain;
  readonly message: TypedMessage;
}

/** A call of a contract. */
export interface PlannedCall {
  readonly to: Address;
  readonly data: Hex;
}

/** What was signed, by the party for whom it was. */
export type Consents = ReadonlyMap<Address, Consent>;

/** A consent under the name that the call has for it; nothing where there is none. */
export function consents<Name extends string>(
  name: Name,
  consent: Consent | undefined,
): { readonly [K in Name]?: Consent } {
  return (consent === undefined ? {} : { [name]: consent }) as { readonly [K in Name]?: Consent };
}
