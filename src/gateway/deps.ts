/** What a gateway is made of. All of it comes from whoever composes the process; nothing is read from elsewhere. */
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { Addresses } from "../chain/addresses.ts";
import type { GatherEvidence } from "../chain/blockEvidence.ts";
import type { PermitFacts } from "../clients/permits.ts";
import type { ViewingKeyPair } from "../clients/sealingKeys.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Database } from "../store/database.ts";
import type { CastMember } from "../wire/portal.ts";
import type { STOP_KINDS } from "../wire/service.ts";
import type { Resolve, TargetRules } from "../wire/targets.ts";

/** So many requests in so many seconds. */
export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
}

/** How streams of events behave. */
export interface StreamSettings {
  /** How often the feed is looked at. */
  readonly pollMilliseconds: number;
  /** The longest silence of a stream; as often it is asked whether the session goes on. */
  readonly heartbeatMilliseconds: number;
  /** Of one organisation at a time, at this gateway. */
  readonly perOrganisation: number;
}

export interface GatewayConfig {
  /** Where people reach the gateway. A message to sign in with must name its host and nothing else. */
  readonly origin: URL;
  /** Of the interface, for the documentation. */
  readonly version: string;
  /** At least 32 random bytes, the same at every gateway of one database; cursors and nonces are sealed with it. */
  readonly secret: Uint8Array;
  /** At least 32 characters; whoever has it may read the metrics. */
  readonly operatorToken: string;
  /** How long a session lasts. */
  readonly sessionSeconds: number;
  /** How long a nonce may be signed in with. */
  readonly nonceSeconds: number;
  /** The largest body that is read. */
  readonly bodyBytes: number;
  /** For all members of one organisation together. */
  readonly organisationLimit: RateLimit;
  /** For everybody at one network address who is not signed in. */
  readonly strangerLimit: RateLimit;
  /** How old the last block may be before the index counts as behind. */
  readonly behindSeconds: number;
  /** How long whoever calls is remembered, and a session may outlive its end at another gateway; 0 for not at all. */
  readonly memberSeconds: number;
  /** How long closing waits for requests under way. */
  readonly closeSeconds: number;
  /** Networks whose `X-Forwarded-For` is believed, as Express has them; none believes nobody. */
  readonly trustedProxies: readonly string[];
  /** Whose vouchers lead from an invoice's identifiers to an address; nobody is believed unless named. */
  readonly registrars?: readonly Address[];
  /** What differs from what suits everybody but a test. */
  readonly streams?: Partial<StreamSettings>;
  /** Where people read the chain without this gateway; told to whoever asks, so it holds no key of a provider. */
  readonly publicRpc?: URL;
  /** Where webhooks may lead; the public internet over https unless the composer allows more. */
  readonly targets?: TargetRules;
}

/** A currency as people know it. */
export interface TokenName {
  readonly code: string;
  readonly decimals: number;
}

/** An index that waits for somebody to look. */
export interface IndexStop {
  readonly kind: (typeof STOP_KINDS)[number];
  /** What the operator does about it; it is told to everybody, and names no machine. */
  readonly wayOut: string;
  /** Unix seconds. */
  readonly at: number;
}

export interface GatewayDeps {
  readonly config: GatewayConfig;
  readonly database: Database;
  readonly addresses: Addresses;
  /** Unix seconds. */
  readonly now: () => number;
  readonly logger: Logger;
  /** Where the gateway's figures go, beside those of the process if its composer wants them. */
  readonly metrics: Registry;
  /** Tokens whose decimals are known; amounts in others are shown in minor units. */
  readonly tokens: ReadonlyMap<Address, TokenName>;
  /** The folder of the built portal; undefined for a gateway that serves machines alone. */
  readonly portal: string | undefined;
  /**
   * Who signs in with a key that the portal brings, of a demo on a chain that is thrown away. A gateway for anything
   * else has none: these are keys, and whoever asks is given them.
   */
  readonly cast?: (() => readonly CastMember[]) | undefined;
  /**
   * Tries a call on the latest state of the chain, as somebody where that is told. Throws a `LedgerError` where it
   * would be refused.
   */
  readonly simulate: (call: { readonly to: Address; readonly data: Hex; readonly from?: Address }) => Promise<unknown>;
  /**
   * What a contract answers on the latest state of the chain, `0x` where there is none; a gateway without it opens no
   * accounts for passkeys and collects no owners' signatures. Throws a `LedgerError` where it would be refused.
   */
  readonly readCall?: (call: { readonly to: Address; readonly data: Hex }) => Promise<Hex>;
  /**
   * What a permit (ERC-2612) of an owner has to be signed as; undefined for a currency that takes none. A gateway
   * without it prepares none. Throws a `LedgerError` where the chain cannot be asked.
   */
  readonly permitOf?: (currency: Address, owner: Address) => Promise<PermitFacts | undefined>;
  /** What is sealed for this gateway is sealed to it; a gateway without one reads nothing that is sealed. */
  readonly viewingKey?: ViewingKeyPair | undefined;
  /** The addresses of a name; those that the system knows, if it is left out. */
  readonly resolve?: Resolve;
  /** Why the index of this process goes no further; undefined while it does, and in a process that has none. */
  readonly indexStopped?: () => IndexStop | undefined;
  /** Gathers proofs that a block holds receipts; a gateway without it gives evidence without them. */
  readonly blockEvidence?: GatherEvidence;
  /** Asks a contract account (ERC-1271) whether a signature of a hash is its own. False where there is no contract. */
  readonly signedByContract: (account: Address, hash: Hex, signature: Hex) => Promise<boolean>;
}

const LEAST_SECRET = 32;

/** @throws Error that names the setting, its value and what is allowed; never the value of a secret. */
export function checkConfig(config: GatewayConfig): void {
  const { secret, operatorToken, origin } = config;
  if (secret.length < LEAST_SECRET) throw settingError("secret", `${secret.length} bytes`, "at least 32 random bytes");
  if (operatorToken.length < LEAST_SECRET) {
    throw settingError("operatorToken", `${operatorToken.length} characters`, "at least 32 random characters");
  }
  if (origin.pathname !== "/" || origin.search !== "" || origin.hash !== "" || origin.username !== "") {
    throw settingError("origin", origin.href, "a scheme, a host and maybe a port");
  }
  const counts = { ...config.organisationLimit, ...durations(config), bodyBytes: config.bodyBytes };
  for (const [name, value] of Object.entries(counts)) {
    if (!Number.isSafeInteger(value) || value <= 0)
      throw settingError(name, value.toString(), "a whole number above 0");
  }
}

function durations(config: GatewayConfig): Readonly<Record<string, number>> {
  const { sessionSeconds, nonceSeconds, behindSeconds, closeSeconds, strangerLimit } = config;
  const stranger = { strangerRequests: strangerLimit.requests, strangerSeconds: strangerLimit.seconds };
  return { sessionSeconds, nonceSeconds, behindSeconds, closeSeconds, ...stranger };
}

function settingError(name: string, value: string, allowed: string): Error {
  return new Error(`the gateway's ${name} is ${value}: give ${allowed}`);
}
