/**
 * Where this service lets others send it: to the public internet, and never to a neighbour of its own. Whoever gives a
 * URL chooses both the name and what the name resolves to, so that names are checked as they are given, and addresses
 * whenever something is about to be sent.
 */
import ipaddr from "ipaddr.js";

export interface TargetRules {
  /** With the colon, as URLs have them. */
  readonly schemes: readonly string[];
  readonly ports: readonly number[];
  /** Networks that are allowed although they are not public, as `10.1.0.0/16`; none but in tests and private nets. */
  readonly networks: readonly string[];
}

export const PUBLIC_TARGETS: TargetRules = { schemes: ["https:"], ports: [443, 8443], networks: [] };

/** Every address of a name, as text. Rejects where there is none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

const DEFAULT_PORTS: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };
const MAX_LENGTH = 2_000;
/** URL parsers drop line ends and turn backslashes round, so that others would read something else. */
const PLAIN = /^[!-[\]-~]+$/;
/** Names that mean something inside a network only. */
const INNER_NAMES = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home|corp|arpa|onion)\.?$/;
/** Services of clouds at addresses that look public. */
const DENIED: ReadonlySet<string> = new Set(["168.63.129.16"]);
/** What is assigned to the public of IPv6; beyond it lie translations of IPv4 and networks of somebody's own. */
const PUBLIC_V6 = ipaddr.IPv6.parseCIDR("2000::/3");

/** The URL where it may be sent to, as far as its text tells; undefined where it may not. */
export function targetOf(text: string, rules: TargetRules): URL | undefined {
  if (text.length > MAX_LENGTH || !PLAIN.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const port = url.port === "" ? DEFAULT_PORTS[url.protocol] : Number(url.port);
  const isPlain = url.username === "" && url.password === "" && url.hash === "" && !text.includes("@");
  if (!isPlain || !rules.schemes.includes(url.protocol) || port === undefined || !rules.ports.includes(port)) {
    return undefined;
  }
  const host = hostOf(url);
  if (ipaddr.isValid(host)) return isAllowedAddress(host, rules) ? url : undefined;
  return host.includes(".") && !INNER_NAMES.test(host) ? url : undefined;
}

/**
 * The address to connect to, and no other: asking for it again might give another. Undefined if the name has none, or
 * one that is not allowed, whichever: what a name of the inside resolves to is nobody's business.
 */
export async function addressOf(url: URL, rules: TargetRules, resolve: Resolve): Promise<string | undefined> {
  const host = hostOf(url);
  const addresses = ipaddr.isValid(host) ? [host] : await resolve(host).catch(() => []);
  return addresses.every((address) => isAllowedAddress(address, rules)) ? addresses[0] : undefined;
}

/** Whether an address is public, or the rules name its network. */
export function isAllowedAddress(text: string, { networks }: TargetRules): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (networks.some((network) => isWithin(address, network))) return true;
  if (address instanceof ipaddr.IPv4) return address.range() === "unicast" && !DENIED.has(address.toString());
  return address.zoneId === undefined && address.match(PUBLIC_V6) && address.range() === "unicast";
}

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, network: string): boolean {
  const [base, bits] = ipaddr.parseCIDR(network);
  return base.kind() === address.kind() && address.match([base, bits] as [ipaddr.IPv4, number]);
}

/** Without the brackets of IPv6. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}
