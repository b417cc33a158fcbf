import { readFileSync } from "node:fs";
import process from "node:process";
import { Command, CommanderError } from "commander";
import { LedgerError } from "../clients/errors.ts";
import { addDemoCommand } from "./commands/demo.ts";
import { addDeployCommand } from "./commands/deploy.ts";
import { addInvoiceCommands } from "./commands/invoice.ts";
import { CommandError, EXIT } from "./exit.ts";
import { createOutput, toJson } from "./output.ts";

const MANUAL = `
New here? \`countersign demo\` tells the whole story in your terminal, on a chain of its own.

Exit codes: 0 done, 1 failed, 2 called wrongly, 3 a document cannot be used, 4 the chain refused.
With --json, one JSON value goes to standard output and everything else to standard error.`;

function createProgram(): Command {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const program = new Command("countersign")
    .description("A receivables ledger that supplier and buyer both sign.")
    .version(version)
    .option("--json", "print the result as JSON")
    .addHelpText("after", MANUAL)
    .showHelpAfterError("(add --help for what can be said here)")
    .exitOverride();
  const output = (): ReturnType<typeof createOutput> =>
    createOutput(program.opts<{ json?: boolean }>().json === true, process.stdout, process.stderr);
  addInvoiceCommands(program, output);
  addDeployCommand(program, output, process.env);
  addDemoCommand(program, output);
  return program;
}

/** Explains a failure on standard error, as JSON if that was asked for, and says how to exit. */
function explain(error: unknown, json: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const known = error instanceof CommandError || error instanceof LedgerError ? error : undefined;
  const message = error instanceof Error ? error.message : String(error);
  const code = known?.code ?? "UNEXPECTED";
  process.stderr.write(json ? `${toJson({ error: { code, message } })}\n` : `countersign: ${message}\n`);
  if (known === undefined && error instanceof Error && error.stack !== undefined) {
    process.stderr.write(`${error.stack}\n`);
  }
  if (error instanceof CommandError) return error.exitCode;
  return error instanceof LedgerError ? EXIT.chain : EXIT.failed;
}

// A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.ok);
  throw error;
});

try {
  const program = createProgram();
  await program.parseAsync(withLeadingJson(process.argv));
} catch (error) {
  process.exitCode = explain(error, process.argv.includes("--json"));
}

/** `--json` is meant for the whole program and may stand anywhere in the command. */
function withLeadingJson(argv: readonly string[]): string[] {
  const [node = "", script = "", ...rest] = argv;
  const others = rest.filter((argument) => argument !== "--json");
  return others.length === rest.length ? [...argv] : [node, script, "--json", ...others];
}
