import { Option } from "commander";
import type { Command } from "commander";
import { visible } from "../../documents/visible.ts";
import { currencyByCode } from "../../domain/currency.ts";
import { BOOK_SIDES } from "../../domain/ledgerItem.ts";
import type { BookSide } from "../../domain/ledgerItem.ts";
import type { Address } from "../../domain/receivable.ts";
import { StatementError } from "../../domain/statementLeaf.ts";
import type { LineProof } from "../../domain/statementLeaf.ts";
import { dayNumber, isoCurrencyAddress, TermsError } from "../../domain/terms.ts";
import { provenLines } from "../../reconciliation/statements/provenLines.ts";
import { isEndOfDay, itemsOf, statedBook } from "../../reconciliation/statements/statedBook.ts";
import type { StatedBook, Stating } from "../../reconciliation/statements/statedBook.ts";
import type { StatementProof } from "../../wire/statementProof.ts";
import { writeNew } from "../disclosureFile.ts";
import { CommandError, EXIT } from "../exit.ts";
import type { Output } from "../output.ts";
import { readPairSecret } from "../pairSecretFile.ts";
import { bookOf } from "../reconcile/books.ts";
import { STATEMENT_MANUAL } from "../statementProofFile.ts";

interface Options {
  readonly side: BookSide;
  readonly supplier: string;
  readonly buyer: string;
  readonly currency: string;
  readonly cutOff: string;
  readonly lastDay: string;
  readonly pairSecret: string;
  readonly document: readonly string[];
  readonly out: string;
  readonly columns?: string;
  readonly dates?: string;
  readonly decimal?: string;
  readonly signs?: string;
}

const MANUAL = `
Proves what is open of single documents in a book whose root was posted, to somebody who sees nothing else of it:
"countersign check" reads the file that this writes. The book is the file that the statement was made of, read as
"countersign reconcile" reads it; the secret is that of the pair, as "countersign pair-secret" writes it. No chain is
asked: compare the root that is printed with the one that stands.
${STATEMENT_MANUAL}

With --json the result is one object: file, root, and the lines with document and amount.

Exits with 0; 2 if called wrongly; 3 if the book cannot be read whole, or nothing is open of a document.

Example:
  countersign prove receivables.csv --side supplier --supplier 0x51… --buyer 0xb0… --currency EUR \\
    --cut-off 2026-06-30T22:00:00Z --last-day 2026-06-30 --pair-secret pair.json --document INV-7 --out line.json`;

export function addProveCommand(program: Command, output: () => Output): void {
  program
    .command("prove")
    .description("prove single lines of a statement to somebody who sees nothing else of it")
    .argument("<book>", "what the statement was made of, CSV or .xlsx")
    .addOption(new Option("--side <side>", "whose book it is").choices(BOOK_SIDES).makeOptionMandatory())
    .requiredOption("--supplier <address>", "the supplier's address")
    .requiredOption("--buyer <address>", "the buyer's address")
    .requiredOption("--currency <code>", "of the statement, ISO 4217")
    .requiredOption("--cut-off <moment>", "of the statement, in UTC as 2026-06-30T22:00:00Z")
    .requiredOption("--last-day <date>", "the last day that counts, YYYY-MM-DD")
    .requiredOption("--pair-secret <file>", "as countersign pair-secret wrote it")
    .requiredOption("--document <number...>", "number of a document, or its id on the ledger; one or several")
    .requiredOption("--out <file>", "where to write the proof")
    .option("--columns <list>", "field=header, parted by commas")
    .option("--dates <form>", "such as DD/MM/YYYY")
    .option("--decimal <mark>", "point or comma")
    .option("--signs <signs>", "owed, reversed or byKind")
    .addHelpText("after", MANUAL)
    .action(async (file: string, options: Options) => {
      await prove(file, options, output());
    });
}

async function prove(file: string, options: Options, output: Output): Promise<void> {
  const { side, document: documents, out } = options;
  const stating = statingOf(options);
  const { columns, dates, decimal, signs, currency } = options;
  const said = Object.entries({ columns, dates, decimal, signs, currency }).filter(([, value]) => value !== undefined);
  const { items } = await bookOf(file, side, Object.fromEntries(said));
  const stated = statedOf(file, itemsOf(items, stating), stating);
  const { statement } = stating;
  const proven = documents.flatMap((document) => {
    const lines = provenLines(statement, stated, document);
    if (lines.length > 0) return lines;
    const message = `${visible(file)}: nothing is open of ${visible(document)}: write the number as the book has it`;
    throw new CommandError("LINE_MISSING", message, EXIT.document);
  });
  const lines = [...new Map(proven.map((one) => [one.line.document, one])).values()];
  const { root } = stated.tree;
  writeNew(out, `${JSON.stringify(proofOf(stating, statement[side], root, lines), null, 2)}\n`);
  const shown = lines.map(({ line: { document, amount } }) => ({ document, amount }));
  for (const { document, amount } of shown) output.say(`${document}  ${amount} minor units`);
  output.say(`Written to ${out}: ${lines.length} of the lines under the root ${root}.`);
  output.result({ file: out, root, lines: shown });
}

function proofOf(
  { statement }: Stating,
  party: Address,
  root: StatementProof["root"],
  proven: readonly LineProof[],
): StatementProof {
  const cutOff = new Date(statement.cutOff * 1000).toISOString().replace(".000Z", "Z");
  const lines = proven.map(({ line, proof }) => ({ ...line, amount: line.amount.toString(), proof: [...proof] }));
  return { version: 1, statement: { ...statement, cutOff }, party, root, lines };
}

/** @throws CommandError BOOK_UNREADABLE for what no statement can say */
function statedOf(file: string, items: ReturnType<typeof itemsOf>, stating: Stating): StatedBook {
  try {
    return statedBook(items, stating);
  } catch (cause) {
    if (!(cause instanceof StatementError)) throw cause;
    throw new CommandError("BOOK_UNREADABLE", `${visible(file)}: ${cause.message}`, EXIT.document, { cause });
  }
}

/** @throws CommandError USAGE */
function statingOf({ supplier, buyer, currency, cutOff, lastDay, pairSecret }: Options): Stating {
  const known = currencyByCode(currency.toUpperCase());
  if (known === undefined) throw usage("--currency", currency, "write a current code of ISO 4217, such as EUR");
  const seconds = Date.parse(cutOff) / 1000;
  if (!INSTANT.test(cutOff) || !Number.isSafeInteger(seconds)) {
    throw usage("--cut-off", cutOff, "write a moment in UTC as 2026-06-30T22:00:00Z");
  }
  const day = dayOf(lastDay);
  if (!isEndOfDay(seconds, day)) throw usage("--last-day", lastDay, "give the day that ends at the cut-off");
  const parties = { supplier: addressOf("--supplier", supplier), buyer: addressOf("--buyer", buyer) };
  const statement = { ...parties, currency: isoCurrencyAddress(known), cutOff: seconds };
  return { statement, lastDay: day, secret: readPairSecret(pairSecret).secret };
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const ADDRESS = /^0x[0-9a-f]{40}$/;

function addressOf(option: string, text: string): Address {
  const address = text.toLowerCase();
  if (ADDRESS.test(address)) return address as Address;
  throw usage(option, text, "write 0x and 40 hex digits");
}

function dayOf(text: string): number {
  try {
    return dayNumber(text, "--last-day");
  } catch (error) {
    if (!(error instanceof TermsError)) throw error;
    throw usage("--last-day", text, "write a day of the calendar as YYYY-MM-DD");
  }
}

function usage(option: string, value: string, wayOut: string): CommandError {
  return new CommandError("USAGE", `${option} is ${JSON.stringify(visible(value))}: ${wayOut}`, EXIT.usage);
}
