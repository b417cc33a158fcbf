/** Signing in and out. */
import { randomBytes } from "node:crypto";
import { hashMessage, recoverMessageAddress } from "viem";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Power } from "../../store/members.ts";
import { closeSignIn, mayActFor, openSignIn, signInOf } from "../../store/signIns.ts";
import type { SignedIn } from "../../store/signIns.ts";
import type { ProblemCode } from "../../wire/problem.ts";
import type { SignIn } from "../../wire/session.ts";
import type { GatewayDeps } from "../deps.ts";
import { ProblemError } from "../http/problems.ts";
import { sha256 } from "../http/secrets.ts";
import { createNonces } from "./nonces.ts";
import { parseSiwe } from "./siwe.ts";
import type { SiweMessage } from "./siwe.ts";

export interface NewSession extends SignedIn {
  readonly token: string;
}

export interface SigningIn {
  /** A nonce and its last instant. */
  nonce(): { readonly nonce: string; readonly expires: number };
  /** @throws ProblemError for whatever is wrong with the message, its signature or the mandate. */
  open(request: SignIn): Promise<NewSession>;
  /** Who has a token, and by what power; undefined if the session is no more. */
  find(token: string): Promise<(SignedIn & Power) | undefined>;
  close(token: string): Promise<void>;
}

const TOKEN_BYTES = 32;
/** How far the clocks of a wallet and of the gateway may be apart, in seconds. */
const CLOCK_SKEW = 60;

export function createSigningIn(deps: GatewayDeps): SigningIn {
  const { config, database, now } = deps;
  const nonces = createNonces(config.secret);
  return {
    nonce() {
      const expires = now() + config.nonceSeconds;
      return { nonce: nonces.issue(expires), expires };
    },
    async open({ message: text, signature, organisation }) {
      const message = parseSiwe(text);
      if (message === undefined) throw refused("MessageInvalid", "write the message as EIP-4361 has it, version 1");
      checkPlace(message, deps);
      const nonceExpires = nonces.expiryOf(message.nonce);
      if (nonceExpires === undefined || nonceExpires < now()) {
        throw refused("NonceUnknown", "ask for a nonce, and sign in with it soon");
      }
      checkTimes(message, now());
      const account = message.address;
      if (!(await isSignedBy(account, text, signature, deps))) {
        throw refused("SignatureInvalid", `${account} has not signed this message: sign it with that account`);
      }
      const party = organisation ?? account;
      if (!(await mayActFor(database, party, account, now()))) {
        throw refused(
          "MandateMissing",
          `${account} has no mandate of ${party} in force, nor is it a member: ask it for one`,
        );
      }
      const token = randomBytes(TOKEN_BYTES).toString("base64url");
      const session = { organisation: party, account, expires: now() + config.sessionSeconds };
      const nonceHash = hashOf(message.nonce);
      const stored = { ...session, tokenHash: hashOf(token), nonceHash, nonceExpires };
      if (!(await openSignIn(database, stored, now()))) {
        throw refused("NonceAlreadySpent", "somebody signed in with this message already: ask for another nonce");
      }
      return { ...session, token };
    },
    find: (token) => signInOf(database, hashOf(token), now()),
    close: (token) => closeSignIn(database, hashOf(token)),
  };
}

/** The message must be meant for this gateway and this chain. */
function checkPlace({ scheme, domain, uri, chainId }: SiweMessage, { config, addresses }: GatewayDeps): void {
  const { origin } = config;
  const isHere = domain === origin.host && (scheme === undefined || `${scheme}:` === origin.protocol);
  if (!isHere || !URL.canParse(uri) || new URL(uri).origin !== origin.origin) {
    throw refused("DomainMismatch", `the message must name the domain ${origin.host} and a URI of ${origin.origin}`);
  }
  if (chainId !== addresses.chainId) {
    throw refused("WrongChain", `the message names chain ${chainId}: name chain ${addresses.chainId}`);
  }
}

/** @param now Unix seconds; the message has milliseconds. */
function checkTimes({ issuedAt, expires, notBefore }: SiweMessage, now: number): void {
  const [earliest, latest] = [now * 1000, (now + CLOCK_SKEW) * 1000];
  if (expires !== undefined && expires <= earliest) throw refused("MessageExpired", "it has expired: sign a new one");
  if (notBefore !== undefined && notBefore > latest) throw refused("MessageExpired", "it is not valid yet: wait");
  if (issuedAt > latest) throw refused("MessageExpired", "it was issued in the future: set the wallet's clock");
}

/** A key's own signature counts wherever there is one (EIP-7702 keeps it valid); else the contract is asked. */
async function isSignedBy(account: Address, text: string, signature: Hex, deps: GatewayDeps): Promise<boolean> {
  const recovered = await recoverMessageAddress({ message: text, signature }).catch(() => undefined);
  if (recovered?.toLowerCase() === account) return true;
  return deps.signedByContract(account, hashMessage(text), signature);
}

function hashOf(secret: string): Hex {
  return `0x${sha256(secret).toString("hex")}`;
}

function refused(code: ProblemCode, detail: string): ProblemError {
  return new ProblemError(code, detail);
}
