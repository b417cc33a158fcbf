/** Whether lines that somebody showed are under the root of a statement: one that is given, or the one on the chain. */
import { createPublicClient, http } from "viem";
import type { Addresses } from "../chain/addresses.ts";
import { LedgerError, RefusedError } from "../clients/errors.ts";
import { createViemStatements } from "../clients/viem/statements.ts";
import { nameOf } from "../domain/receivable.ts";
import type { Hex } from "../domain/receivable.ts";
import { BalanceReply } from "../domain/statement.ts";
import type { Posted } from "../domain/statement.ts";
import { CommandError, EXIT } from "./exit.ts";
import { nodeFailure, requireRpc } from "./node.ts";
import type { Output } from "./output.ts";
import { unprovenLines } from "./statementProofFile.ts";
import type { StatementProofFile } from "./statementProofFile.ts";

/** Where the root comes from: as it was given, or posted on a chain that a node is asked about. */
export type RootSource = { readonly root: Hex } | { readonly rpc: string; readonly addresses: Addresses };

/** What a side has posted, and whether the other has posted the same. */
interface OnChain {
  readonly posted: Posted;
  readonly sameRoot: boolean;
}

/** The contract keeps 30 bytes of a root. */
const KEPT_DIGITS = 2 + 60;

/** @throws CommandError LINE_UNPROVEN, ROOT_NOT_POSTED, or why the chain could not be asked */
export async function checkStatement(
  file: string,
  proof: StatementProofFile,
  source: RootSource,
  output: Output,
): Promise<void> {
  const onChain = "root" in source ? undefined : await askChain(proof, source);
  const root = "root" in source ? source.root : proof.root;
  if (onChain !== undefined && onChain.posted.root !== root.slice(0, KEPT_DIGITS)) {
    const stands = onChain.posted.version === 0 ? "nothing" : `another root, as version ${onChain.posted.version}`;
    const message = `${file}: ${proof.party} has posted ${stands}, and not ${root}. Ask for lines of what stands`;
    throw new CommandError("ROOT_NOT_POSTED", message, EXIT.document);
  }
  const unproven = unprovenLines(proof, root);
  if (unproven.length > 0) {
    const message = `${file}: not under the root ${root}: ${unproven.join(", ")}. Do not rely on it`;
    throw new CommandError("LINE_UNPROVEN", message, EXIT.document);
  }
  tell(proof, root, onChain, output);
}

function tell({ statement, party, lines }: StatementProofFile, root: Hex, on: OnChain | undefined, out: Output): void {
  const shown = lines.map(({ line: { document, amount } }) => ({ document, amount }));
  for (const { document, amount } of shown) out.say(`${document}  ${amount} minor units`);
  const reply = on === undefined ? null : nameOf(BalanceReply, on.posted.reply);
  const same = on?.sameRoot === true ? "; the other side has posted the same root" : "";
  if (on === undefined) out.say(`proven under the root ${root} that you gave; whose books it is of is not checked`);
  else {
    const stands = `posted as version ${on.posted.version}; reply: ${reply ?? ""}${same}`;
    out.say(`proven: open in the books of ${party}, under the root ${root} (${stands})`);
  }
  out.result({
    root,
    source: on === undefined ? "given" : "chain",
    statement: { ...statement, cutOff: new Date(statement.cutOff * 1000).toISOString().replace(".000Z", "Z") },
    party,
    version: on?.posted.version ?? null,
    reply,
    sameRoot: on?.sameRoot ?? null,
    lines: shown,
  });
}

async function askChain(
  { statement, party }: StatementProofFile,
  { rpc, addresses }: { readonly rpc: string; readonly addresses: Addresses },
): Promise<OnChain> {
  const reader = createPublicClient({ transport: http(requireRpc(rpc)) });
  try {
    const client = await createViemStatements({ addresses, reader });
    return { posted: await client.postedOf(statement, party), sameRoot: await client.isSameRoot(statement) };
  } catch (error) {
    if (error instanceof RefusedError) throw new CommandError(error.code, error.message, EXIT.chain, { cause: error });
    throw nodeFailure(rpc, error instanceof LedgerError ? error.cause : error);
  }
}
