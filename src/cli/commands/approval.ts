import type { Command } from "commander";
import { checkDecisions, signedReason } from "../../clients/approvalProof.ts";
import type { SignedDecision, SignedReason } from "../../clients/approvalProof.ts";
import { visible } from "../../documents/visible.ts";
import type { DecidedAsk } from "../../domain/duties/approvalMessage.ts";
import { approvalProof } from "../../wire/approval.ts";
import { CommandError, EXIT } from "../exit.ts";
import type { Output } from "../output.ts";
import { readText } from "../readText.ts";

const MANUAL = `
Checks, without a network, what \`GET /v1/approvals/{id}/proof\` gives: that every decision is signed by the key that it
names, over exactly this request: organisation, kind, subject, customer, amount, currency and whoever asked.

Where the text of a reason was erased it checks with the hash that was signed of it, and says so.

What it cannot know it says: whether an approver that is a contract (ERC-1271) signed, which a node tells; what was
signed, where a reason was erased with its hash; and whether the approvers had the duty, which is in the organisation's
records and on no signature.

Exits with 0 if every decision is signed by its key; 2 if the file cannot be opened; 3 if it is none, if nobody decided,
or if a signature is not that of the key that is named.

With --json the result is one object: organisation, id, kind, subject, amount (minor units), and the decisions, each
with approver, isApproved and isSigned.

Example:
  countersign approval approval-5f1c0a.json`;

const HINT = "give what the gateway answers for one request";

export function addApprovalCommand(program: Command, output: () => Output): void {
  program
    .command("approval")
    .description("check the signatures of an approval, offline")
    .argument("<proof>", "what the gateway gave")
    .addHelpText("after", MANUAL)
    .action(async (file: string) => {
      await check(file, output());
    });
}

async function check(file: string, output: Output): Promise<void> {
  const { place, asked, decisions } = readProof(file);
  const signed = await checkDecisions(place, asked, decisions);
  const found = decisions.map((decision, index) => ({ ...decision, isSigned: signed[index] === true }));
  const { organisation, id, kind, subject, amount } = asked;
  output.say(`${kind} of ${visible(subject)} for ${organisation}`);
  for (const { approver, isApproved, reason, isSigned } of found) {
    const unsigned = reason === null ? "its reason was erased: NOBODY CAN CHECK IT" : "NOT SIGNED by this key";
    const verdict = isSigned ? "signed by its key" : unsigned;
    output.say(`  ${approver} ${isApproved ? "approved" : "refused"} (${shownReason(reason)}): ${verdict}`);
  }
  const shown = found.map(({ approver, isApproved, isSigned }) => ({ approver, isApproved, isSigned }));
  output.result({ organisation, id, kind, subject, amount, decisions: shown });
  if (found.length === 0) throw fault("APPROVAL_UNDECIDED", `${file}: nobody has decided on ${id}: it proves nothing`);
  const wrong = found.find(({ isSigned }) => !isSigned);
  if (wrong === undefined) return;
  const over = wrong.reason === null ? "this request without its reason, which was erased" : "this request";
  const message = `${file}: the decision of ${wrong.approver} is not signed by that key over ${over}`;
  throw fault("APPROVAL_UNSIGNED", `${message}. Ask a node if it is a contract; else do not rely on it`);
}

function shownReason(reason: SignedReason | null): string {
  if (typeof reason === "string") return visible(reason);
  return reason === null ? "erased" : `text erased, its hash ${reason.hash}`;
}

interface Proof {
  readonly place: { readonly chainId: number; readonly ledger: DecidedAsk["organisation"] };
  readonly asked: DecidedAsk;
  readonly decisions: readonly SignedDecision[];
}

function readProof(file: string): Proof {
  const read = approvalProof.safeParse(jsonIn(file));
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = visible(issue?.path.join(".") ?? "");
    throw fault("APPROVAL_UNREADABLE", `${file}: ${where} is no part of an approval (${issue?.message}): ${HINT}`);
  }
  const { chainId, ledger, organisation, id, kind, subject, customer, amount, currency, asker, decisions } = read.data;
  return {
    place: { chainId, ledger },
    asked: {
      ...{ organisation, id, kind, subject, customer, currency, asker },
      amount: amount === null ? null : BigInt(amount),
    },
    decisions: decisions.map(({ approver, isApproved, reason, reasonHash = null, deadline, signature }) => ({
      ...{ approver, isApproved, reason: signedReason(reason, reasonHash), deadline, signature },
    })),
  };
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readText(file, HINT)) as unknown;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new CommandError("APPROVAL_UNREADABLE", `${file}: it is no JSON: ${HINT}`, EXIT.document, { cause });
  }
}

function fault(code: string, message: string): CommandError {
  return new CommandError(code, message, EXIT.document);
}
