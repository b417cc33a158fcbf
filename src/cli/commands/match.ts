import type { Command } from "commander";
import { decisionsOf } from "../../reconciliation/cash/decisions.ts";
import { CashError } from "../../reconciliation/cash/errors.ts";
import { matchCash } from "../../reconciliation/cash/match.ts";
import type { CashInput, CashRun } from "../../reconciliation/cash/match.ts";
import { CommandError, EXIT } from "../exit.ts";
import { visible } from "../../documents/visible.ts";
import { declarationsOf } from "../bank/declarations.ts";
import type { TableOptions } from "../bank/declarations.ts";
import { readAdvices } from "../match/advices.ts";
import { readBankLines } from "../match/bankLines.ts";
import { describe, describeLeftOut, reasonOf, sumsOf } from "../match/describe.ts";
import type { Decided } from "../match/describe.ts";
import { MATCH_MANUAL } from "../match/manual.ts";
import { readOpenItems } from "../match/openItems.ts";
import { readPolicy } from "../match/policyFile.ts";
import type { Output } from "../output.ts";

interface Options extends TableOptions {
  readonly bank: readonly string[];
  readonly items: string;
  readonly remittance?: readonly string[];
  readonly policy?: string;
}

export function addMatchCommand(program: Command, output: () => Output): void {
  program
    .command("match")
    .description("bank lines against open items: what would be posted, what is proposed, what nobody can tell")
    .requiredOption("--bank <file...>", "statements: camt, MT940, MT942, CSV")
    .requiredOption("--items <file>", "open items, CSV or .xlsx")
    .option("--remittance <file...>", "remittance advices, remt.001")
    .option("--policy <file>", "what may be posted by itself, JSON")
    .option("--columns <list>", "statements that are tables: field=header, parted by commas")
    .option("--dates <form>", "statements that are tables: such as DD/MM/YYYY")
    .option("--decimal <mark>", "statements that are tables: point or comma")
    .option("--currency <code>", "statements that are tables: of all rows, for files without a column of currencies")
    .option("--account <number>", "statements that are tables: of all rows, for files without a column of accounts")
    .addHelpText("after", MATCH_MANUAL)
    .action(async (options: Options) => {
      await match(options, output());
    });
}

async function match(options: Options, output: Output): Promise<void> {
  const policy = readPolicy(options.policy);
  const { items, parties } = await readOpenItems(options.items);
  const { lines, leftOut } = await readBankLines(options.bank, declarationsOf(options));
  const { advices, unused } = await readAdvices(options.remittance ?? [], parties);
  const run = runOf({ parties, items, lines, policy, advices });
  const decided = [...decisionsOf(run)].flatMap((decision, index): Decided[] => {
    const line = lines[index];
    return line === undefined ? [] : [{ line, decision }];
  });
  const { waiting } = run;
  for (const text of describe(decided)) output.say(text);
  for (const text of describeLeftOut(leftOut)) output.say(text);
  if (waiting.length > 0) output.say(`Advices that wait for their money: ${waiting.join(", ")}`);
  for (const { advice, because } of unused) output.say(visible(`Advice ${advice} is not used: ${because}`));
  const decisions = decided.map(({ decision }) => ({ ...decision, because: reasonOf(decision) }));
  output.result({ decisions, sums: sumsOf(decided), waiting, leftOut, unusedAdvices: unused });
}

function runOf(input: CashInput): CashRun {
  try {
    return matchCash(input);
  } catch (error) {
    if (error instanceof CashError) throw new CommandError(error.code, error.message, EXIT.document);
    throw error;
  }
}
