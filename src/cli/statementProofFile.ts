/** The file that proves single lines of a statement, which `check` reads. */
import type { Hex } from "../domain/receivable.ts";
import type { Statement } from "../domain/statement.ts";
import { isStatementLine } from "../domain/statementLeaf.ts";
import type { LineProof } from "../domain/statementLeaf.ts";
import { JsonError, parseJson } from "../wire/json.ts";
import { statementProof } from "../wire/statementProof.ts";
import { CommandError, EXIT } from "./exit.ts";
import { readText } from "./readText.ts";

/** For the help of the command. */
export const STATEMENT_MANUAL = `
Of a statement, the file is one JSON object:
  version     1
  statement   {supplier, buyer, currency, cutOff}: three addresses, and a moment in UTC as 2026-12-31T16:00:00Z
  party       whose books they are of: the supplier or the buyer
  root        which that side has posted, 0x and 64 hex digits
  lines       a list of {document, amount, salt, proof}: the document's key, what is open of it in minor units as text
              (below zero: what the supplier owes), and the siblings. The leaf is keccak256(keccak256(the words 1,
              document, currency, amount, cutOff in unix seconds, salt)), and two nodes make one as above.`;

/** What the file says, in the words of the domain. */
export interface StatementProofFile {
  readonly statement: Statement;
  /** The supplier or the buyer. */
  readonly party: Hex;
  readonly root: Hex;
  readonly lines: readonly LineProof[];
}

/**
 * Lines of a statement; undefined for a file that is about something else.
 * @throws CommandError FILE_UNREADABLE, STATEMENT_PROOF_INVALID that names the field at fault
 */
export function readStatementProof(file: string): StatementProofFile | undefined {
  const json = jsonOf(readText(file, "give a file of single lines"));
  if (typeof json !== "object" || json === null || !Object.hasOwn(json, "statement")) return undefined;
  const read = statementProof.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    const at = issue?.path.join(".") ?? "";
    throw invalid(file, `${at === "" ? "the file" : at}: ${issue?.message ?? "it is something else"}`);
  }
  const { statement, party, root, lines } = read.data;
  if (party !== statement.supplier && party !== statement.buyer) {
    throw invalid(file, "party: it is neither the supplier nor the buyer");
  }
  const seen = new Set<Hex>();
  for (const [place, { document }] of lines.entries()) {
    // Whoever adds up what is proven would count it twice.
    if (seen.has(document)) throw invalid(file, `lines.${place}.document: another line is of it already`);
    seen.add(document);
  }
  const cutOff = Date.parse(statement.cutOff) / 1000;
  if (!Number.isSafeInteger(cutOff) || cutOff < 0) throw invalid(file, "statement.cutOff: it is no moment since 1970");
  return {
    statement: { ...statement, cutOff },
    party,
    root,
    lines: lines.map(({ proof, amount, ...line }) => ({ line: { ...line, amount: BigInt(amount) }, proof })),
  };
}

/** The documents whose lines are not under a root of the statement. */
export function unprovenLines({ statement, lines }: StatementProofFile, root: Hex): readonly Hex[] {
  return lines.filter((line) => !isStatementLine(statement, root, line)).map(({ line }) => line.document);
}

/** Undefined for what is no JSON: whoever reads it as something else says why. */
function jsonOf(text: string): unknown {
  try {
    return parseJson(Buffer.from(text, "utf8"));
  } catch (cause) {
    if (cause instanceof JsonError) return undefined;
    throw cause;
  }
}

function invalid(file: string, fault: string): CommandError {
  const message = `${file}: it is no proof of a statement's lines (${fault}): ask for it once more`;
  return new CommandError("STATEMENT_PROOF_INVALID", message, EXIT.document);
}
