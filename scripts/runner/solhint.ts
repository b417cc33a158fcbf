import { runScript, tool } from "./processes.ts";
import type { Ending } from "./processes.ts";

interface Complaint {
  readonly filePath?: string;
  readonly line?: number;
  readonly column?: number;
  readonly message?: string;
  readonly ruleId?: string;
}

const SOURCES = ["contracts/**/*.sol", "test/contracts/**/*.sol"];

/** One line for each complaint in solhint's JSON, which stands in brackets whatever is printed around it. */
export function complaintsIn(output: string): string[] {
  const json = output.slice(output.indexOf("["), output.lastIndexOf("]") + 1);
  const complaints = JSON.parse(json) as Complaint[];
  return complaints
    .filter(({ filePath }) => filePath !== undefined)
    .map(({ filePath, line = 0, column = 0, message = "", ruleId = "parser" }) => {
      return `${String(filePath)}:${line}:${column} ${message} (${ruleId})`;
    });
}

/** Lints the Solidity sources; a warning counts as a failure. */
export async function runSolhint(): Promise<Ending> {
  const ending = await runScript(tool("solhint"), ["--disc", "--noPoster", "--formatter", "json", ...SOURCES]);
  if (!ending.output.includes("[")) return { ...ending, code: ending.code === 0 ? 1 : ending.code };
  const complaints = complaintsIn(ending.output);
  const code = complaints.length > 0 ? 1 : ending.code;
  return { ...ending, code, output: complaints.map((line) => `${line}\n`).join("") };
}

if (import.meta.main) {
  const { code, output } = await runSolhint();
  process.stdout.write(output);
  process.exitCode = code;
}
