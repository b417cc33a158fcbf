/** Signing in and out. */
import { operation } from "../operation.ts";
import { session, signIn, signInNonce } from "../session.ts";

export const SESSION_OPERATIONS = {
  issueNonce: operation({
    method: "post",
    path: "/v1/sessions/nonce",
    tag: "Sessions",
    summary: "A nonce to sign in with, and what else the message must say",
    caller: "anyone",
    answers: { 200: { description: "A nonce for one sign-in.", body: signInNonce } },
  }),
  signIn: operation({
    method: "post",
    path: "/v1/sessions",
    tag: "Sessions",
    summary: "Sign in with Ethereum",
    description:
      "Takes a message of EIP-4361 and its signature, by a key or by a contract account (ERC-1271). The message must " +
      "name the domain, URI, chain and nonce given out before, and when it expires. An agent signs in for an " +
      "organisation that has given it a mandate, a person for one that has added them; the session ends when the " +
      "mandate or the membership does.",
    caller: "anyone",
    body: signIn,
    answers: { 201: { description: "Signed in.", body: session } },
    problems: [
      "MessageInvalid",
      "DomainMismatch",
      "MessageExpired",
      "NonceUnknown",
      "NonceAlreadySpent",
      "WrongChain",
      "SignatureInvalid",
      "MandateMissing",
      "NodeUnreachable",
    ],
  }),
  signOut: operation({
    method: "delete",
    path: "/v1/sessions",
    tag: "Sessions",
    summary: "End this session",
    description: "A key is no session, and is revoked by its id.",
    caller: "member",
    answers: { 204: { description: "It has ended." } },
    problems: ["NotFound"],
  }),
} as const;
