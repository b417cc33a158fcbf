/** What people type, as the gateway takes it. */
const ADDRESS = /^0x[0-9a-f]{40}$/;
const HASH = /^0x[0-9a-f]{64}$/;
const DECIMAL = /^\d{1,28}(?:\.\d{1,18})?$/;

/** In lower case, without blanks around it; undefined for what is no address. */
export function addressIn(text: string): string | undefined {
  const written = text.trim().toLowerCase();
  return ADDRESS.test(written) ? written : undefined;
}

export function hashIn(text: string): string | undefined {
  const written = text.trim().toLowerCase();
  return HASH.test(written) ? written : undefined;
}

/** A number of nought or more as decimal text; undefined for anything else. */
export function decimalIn(text: string): string | undefined {
  const written = text.trim();
  return DECIMAL.test(written) ? written : undefined;
}

/** Undefined for an empty field, and a fault for one that is filled with something else. */
export function faultOf(text: string, read: (text: string) => string | undefined, fault: string): string | undefined {
  return text.trim() === "" || read(text) !== undefined ? undefined : fault;
}
