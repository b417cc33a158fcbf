import type { Command } from "commander";
import { visible } from "../../documents/visible.ts";
import { checkEvidence } from "../evidence/checking.ts";
import type { Finding } from "../evidence/findings.ts";
import { readArchiveFile } from "../evidence/pack.ts";
import { CommandError, EXIT } from "../exit.ts";
import type { Output } from "../output.ts";

const MANUAL = `
Checks, without a network, what \`GET /v1/receivables/{id}/evidence-pack\` gives: that every file is the one of the
manifest; that each block's header hashes to the block's hash and its receipts are under the header's root; that the
events are those of the receipts and follow from one another; that terms and e-invoice open the commitments of the
events; that messages are signed by the keys that they name; and that what is due comes out the same when the auditor's
engine reckons it.

What it cannot know it says: above all whether the chain holds these blocks. Compare their hashes with a node, or let
the other side do so.

Exits with 0 if nothing fails and every event is proven; 2 if the file cannot be opened; 3 if anything fails, which is
named by its file, or where the archive has events without a proof.

With --json the result is one object: receivable, chainId, ledger, made, the blocks with number and hash, and the
findings, each with file, state (holds, fails or unknown) and text.

Example:
  countersign evidence evidence-5f1c0a.zip`;

export function addEvidenceCommand(program: Command, output: () => Output): void {
  program
    .command("evidence")
    .description("check an archive of evidence, offline")
    .argument("<archive>", "what the gateway gave")
    .addHelpText("after", MANUAL)
    .action(async (file: string) => {
      await evidence(file, output());
    });
}

const HEADINGS: Readonly<Record<Finding["state"], string>> = {
  holds: "holds",
  fails: "FAILS",
  unknown: "cannot be known from it",
};

async function evidence(file: string, output: Output): Promise<void> {
  const { findings, pack, blocks, isProven } = await checkEvidence(readArchiveFile(file));
  for (const state of ["holds", "unknown", "fails"] as const) {
    const found = findings.filter((finding) => finding.state === state);
    if (found.length === 0) continue;
    output.say(`${HEADINGS[state]}:`);
    for (const { file: part, text } of found) output.say(`  ${visible(part)}: ${visible(text)}`);
  }
  const failed = findings.filter(({ state }) => state === "fails");
  if (failed.length > 0) {
    const names = [...new Set(failed.map(({ file: part }) => visible(part)))].join(", ");
    const [first] = failed;
    const message = `${file}: it does not hold, at ${names} (${visible(first?.text ?? "")}). Do not rely on it`;
    throw new CommandError("EVIDENCE_FAILS", message, EXIT.document);
  }
  if (!isProven) {
    const message = `${file}: it has events without a proof: ask the gateway for it again once its node answers`;
    throw new CommandError("EVIDENCE_UNPROVEN", message, EXIT.document);
  }
  const { receivable, chainId, ledger, made } = pack?.manifest ?? {};
  output.result({ receivable, chainId, ledger, made, blocks, findings });
}
