import { readFileSync } from "node:fs";
import process from "node:process";
import { Command, CommanderError } from "commander";
import { LedgerError } from "../clients/errors.ts";
import { CommandError, EXIT } from "./exit.ts";
import { createOutput, toJson } from "./output.ts";
import type { Output } from "./output.ts";

type Add = (program: Command, output: () => Output, environment: NodeJS.ProcessEnv) => void;

/** In the order of the manual. Each is loaded only where it is asked for, so that a quotation waits for no database. */
const COMMANDS: Readonly<Record<string, () => Promise<Add>>> = {
  invoice: async () => (await import("./commands/invoice.ts")).addInvoiceCommands,
  bank: async () => (await import("./commands/bank.ts")).addBankCommands,
  quote: async () => (await import("./commands/quote.ts")).addQuoteCommand,
  reconcile: async () => (await import("./commands/reconcile.ts")).addReconcileCommand,
  match: async () => (await import("./commands/match.ts")).addMatchCommand,
  predict: async () => (await import("./commands/predict.ts")).addPredictCommand,
  statement: async () => (await import("./commands/statement.ts")).addStatementCommand,
  "pay-list": async () => (await import("./commands/payList.ts")).addPayListCommand,
  deploy: async () => (await import("./commands/deploy.ts")).addDeployCommand,
  serve: async () => (await import("./commands/serve.ts")).addServeCommand,
  verify: async () => (await import("./commands/verify.ts")).addVerifyCommand,
  db: async () => (await import("./commands/db.ts")).addDbCommands,
  descriptor: async () => (await import("./commands/descriptor.ts")).addDescriptorCommand,
  "viewing-key": async () => (await import("./commands/viewingKey.ts")).addViewingKeyCommand,
  "pair-secret": async () => (await import("./commands/pairSecret.ts")).addPairSecretCommand,
  prove: async () => (await import("./commands/prove.ts")).addProveCommand,
  disclose: async () => (await import("./commands/disclose.ts")).addDiscloseCommand,
  check: async () => (await import("./commands/check.ts")).addCheckCommand,
  approval: async () => (await import("./commands/approval.ts")).addApprovalCommand,
  evidence: async () => (await import("./commands/evidence.ts")).addEvidenceCommand,
  drill: async () => (await import("./commands/drill.ts")).addDrillCommand,
  demo: async () => (await import("./commands/demo.ts")).addDemoCommand,
};

/** Those that a word of the command line names, or all of them for the manual. */
async function commandsIn(words: readonly string[]): Promise<readonly Add[]> {
  const all = Object.entries(COMMANDS);
  const named = all.filter(([name]) => words.includes(name));
  return Promise.all((named.length > 0 ? named : all).map(([, load]) => load()));
}

const MANUAL = `
New here? \`countersign demo\` tells the whole story in your terminal, on a chain of its own.

Exit codes: 0 done; 1 failed; 2 called wrongly; 3 a document cannot be used as it is; 4 the chain or its node refused.
With --json, one JSON value goes to standard output; an error goes to standard error, as one JSON object.`;

async function createProgram(json: boolean, words: readonly string[]): Promise<Command> {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const program = new Command("countersign")
    .description("A receivables ledger that supplier and buyer both sign.")
    .version(version)
    .option("--json", "print the result as JSON")
    .addHelpText("after", MANUAL)
    .showHelpAfterError("(add --help for what can be said here)")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeErr: (text) => {
        if (!json) process.stderr.write(text);
      },
    })
    .exitOverride();
  const output = (): ReturnType<typeof createOutput> => createOutput(json, process.stdout, process.stderr);
  for (const add of await commandsIn(words)) add(program, output, process.env);
  return program;
}

interface Explained {
  readonly code: string;
  readonly message: string;
  readonly exitCode: number;
}

function explanationOf(error: unknown): Explained {
  if (error instanceof CommanderError) {
    const what = error.code === "commander.help" ? "no command is given" : error.message.replace(/^error: /, "");
    return { code: "USAGE", message: `${what} (add --help for what can be said here)`, exitCode: EXIT.usage };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof CommandError) return { code: error.code, message, exitCode: error.exitCode };
  if (error instanceof LedgerError) return { code: error.code, message, exitCode: EXIT.chain };
  return { code: "UNEXPECTED", message, exitCode: EXIT.failed };
}

/** Explains a failure on standard error, as one JSON object if that was asked for, and says how to exit. */
function explain(error: unknown, json: boolean): number {
  // Help and version are no failures.
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
  const { code, message, exitCode } = explanationOf(error);
  if (json) process.stderr.write(`${toJson({ error: { code, message } })}\n`);
  // The parser of the command line has said its own words already.
  else if (!(error instanceof CommanderError)) process.stderr.write(`countersign: ${message}\n`);
  if (!json && code === "UNEXPECTED" && error instanceof Error) process.stderr.write(`${error.stack ?? ""}\n`);
  return exitCode;
}

// A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.ok);
  throw error;
});

const { json, argv } = withLeadingJson(process.argv);
try {
  const program = await createProgram(json, argv);
  await program.parseAsync(argv);
} catch (error) {
  process.exitCode = explain(error, json);
}

/** `--json` is meant for the whole program and may stand anywhere in the command, but behind `--` it is a file. */
function withLeadingJson([node = "", script = "", ...rest]: readonly string[]): { json: boolean; argv: string[] } {
  const end = rest.includes("--") ? rest.indexOf("--") : rest.length;
  const others = rest.filter((argument, place) => argument !== "--json" || place > end);
  const asked = others.length < rest.length;
  return { json: asked, argv: [node, script, ...(asked ? ["--json"] : []), ...others] };
}
