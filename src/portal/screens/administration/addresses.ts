const ADDRESS = /^0x[0-9a-f]{40}$/;

/** As the gateway writes addresses; undefined where it is none. */
export function addressFrom(text: string): string | undefined {
  const address = text.trim().toLowerCase();
  return ADDRESS.test(address) ? address : undefined;
}
