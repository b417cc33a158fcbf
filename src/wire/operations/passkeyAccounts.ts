/** Opening an account for passkeys, and finding it again. */
import { operation } from "../operation.ts";
import { byCredential, newPasskeyAccount, passkeyAccount } from "../passkeyAccount.ts";

const TAG = "Passkey accounts";

export const PASSKEY_ACCOUNT_OPERATIONS = {
  openPasskeyAccount: operation({
    method: "post",
    path: "/v1/passkey-accounts",
    tag: TAG,
    summary: "Open an account for passkeys, by an invitation that nobody joined by yet",
    description:
      "The gateway puts it on the chain, on the budget of whoever invited; one for each invitation. The same " +
      "passkeys " +
      "have the same account again, whatever the invitation. The account signs in as any contract account does " +
      "(ERC-1271), and joins by the invitation then. Whoever loses all of its passkeys has lost it.",
    caller: "anyone",
    body: newPasskeyAccount,
    answers: {
      200: { description: "It was opened before.", body: passkeyAccount },
      201: { description: "It is being put on the chain.", body: passkeyAccount },
    },
    problems: [
      "InvitationUnknown",
      "InvitationAccountOpened",
      "PasskeyInvalid",
      "PasskeyTaken",
      "PasskeyAccountsMissing",
      "NodeUnreachable",
    ],
  }),
  findPasskeyAccount: operation({
    method: "get",
    path: "/v1/passkey-accounts/{credential}",
    tag: TAG,
    summary: "The account of a passkey",
    description: "For whoever has the passkey on another device, and to see when the chain has the account.",
    caller: "anyone",
    params: byCredential,
    answers: { 200: { description: "The account.", body: passkeyAccount } },
    problems: ["NotFound", "PasskeyAccountsMissing", "NodeUnreachable"],
  }),
} as const;
