/** A message of EIP-4361 (Sign-in with Ethereum), read to the letter: what the whole text says, and nothing beside. */
import { getAddress } from "viem";
import type { Address } from "../../domain/receivable.ts";

export interface SiweMessage {
  readonly scheme: string | undefined;
  /** Host and maybe port. */
  readonly domain: string;
  /** In lower case. */
  readonly address: Address;
  readonly uri: string;
  readonly chainId: number;
  readonly nonce: string;
  /** Milliseconds since 1970, as all instants of the message. */
  readonly issuedAt: number;
  readonly expires: number | undefined;
  readonly notBefore: number | undefined;
}

const TIME = String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})`;
const FORM = new RegExp(
  [
    String.raw`^(?:([a-zA-Z][a-zA-Z0-9+.-]*)://)?([^\s/?#@]+) wants you to sign in with your Ethereum account:`,
    String.raw`\n(0x[0-9a-fA-F]{40})\n\n(?:[^\n]+\n)?`,
    String.raw`\nURI: ([^\s]+)\nVersion: 1\nChain ID: (\d{1,15})\nNonce: ([a-zA-Z0-9]{8,200})`,
    String.raw`\nIssued At: (${TIME})(?:\nExpiration Time: (${TIME}))?(?:\nNot Before: (${TIME}))?`,
    String.raw`(?:\nRequest ID: [^\n]*)?(?:\nResources:(?:\n- [^\n]+)*)?$`,
  ].join(""),
);

/** Reads a message; undefined if it is not written as EIP-4361 has it. */
export function parseSiwe(text: string): SiweMessage | undefined {
  const parts = FORM.exec(text);
  if (parts === null) return undefined;
  const [, scheme, domain = "", account = "", uri = "", chainId = "", nonce = "", issued = "", until, from] = parts;
  const [issuedAt, expires, notBefore] = [issued, until, from].map((time) => time && Date.parse(time));
  const times = [issuedAt, expires, notBefore].filter((time) => time !== undefined);
  if (!isChecksummed(account) || times.some((time) => !Number.isFinite(time))) return undefined;
  return {
    scheme,
    domain,
    address: account.toLowerCase() as Address,
    uri,
    chainId: Number(chainId),
    nonce,
    issuedAt: Number(issuedAt),
    expires: expires === undefined ? undefined : Number(expires),
    notBefore: notBefore === undefined ? undefined : Number(notBefore),
  };
}

/** The standard wants the checksum of EIP-55. */
function isChecksummed(account: string): boolean {
  return getAddress(account) === account;
}
