/** The file that proves one line of a result which both sides of a statement signed; `check` reads it. */
import { visible } from "../documents/visible.ts";
import type { Hex } from "../domain/receivable.ts";
import { isResultLine } from "../reconciliation/statements/resultTree.ts";
import { JsonError, parseJson } from "../wire/json.ts";
import { resultProof } from "../wire/resultProof.ts";
import type { ResultProof } from "../wire/resultProof.ts";
import { CommandError, EXIT } from "./exit.ts";
import type { Output } from "./output.ts";
import { readText } from "./readText.ts";

/** For the help of the command. */
export const RESULT_MANUAL = `
Of a result that both sides signed, the file is one JSON object:
  version     1
  statement   {supplier, buyer, currency, cutOff}, as above
  result      the root that both signed
  line        {text, salt}: what the line says, as JSON. The first line names the books that were compared, by root,
              balance and digest, their last day and the policy; each other one is an exception
  proof       the siblings. The leaf is keccak256(keccak256(keccak256(text) salt)), and two nodes make one as above.`;

/**
 * A line of a result; undefined for a file that is about something else.
 * @throws CommandError FILE_UNREADABLE, RESULT_PROOF_INVALID that names the field at fault
 */
export function readResultProof(file: string): ResultProof | undefined {
  const json = jsonOf(readText(file, "give a file of one line"));
  if (typeof json !== "object" || json === null || !Object.hasOwn(json, "result")) return undefined;
  const read = resultProof.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const fault = `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "it is something else"}`;
  const message = `${file}: it is no proof of a result's line (${fault}): ask for it once more`;
  throw new CommandError("RESULT_PROOF_INVALID", message, EXIT.document);
}

/** @param root The result as whoever checks knows it. @throws CommandError LINE_UNPROVEN */
export function checkResult(file: string, { statement, line, proof }: ResultProof, root: Hex, output: Output): void {
  if (!isResultLine(root, line, proof)) {
    const message = `${file}: the line is not under the result ${root}. Do not rely on it`;
    throw new CommandError("LINE_UNPROVEN", message, EXIT.document);
  }
  output.say(visible(line.text));
  output.say(`proven under the result ${root} that you gave; who signed it is not checked`);
  output.result({ root, source: "given", statement, line: line.text });
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
