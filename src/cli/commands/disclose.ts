import { createReadStream } from "node:fs";
import type { Command } from "commander";
import { decodeContent, open, seal } from "../../clients/sealing.ts";
import { ViewingKeyError } from "../../clients/sealingKeys.ts";
import { DocumentError } from "../../documents/errors.ts";
import { readInvoice } from "../../documents/readInvoice.ts";
import { visible } from "../../documents/visible.ts";
import { disclose as discloseField, documentRoot, fieldsOf } from "../../domain/document.ts";
import type { Field } from "../../domain/document.ts";
import { ZERO_ADDRESS, ZERO_HASH } from "../../domain/receivable.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { FieldDisclosure } from "../../wire/document.ts";
import { readLedgerFile } from "../addressFile.ts";
import { FILE_MANUAL, requireHash, writeNew } from "../disclosureFile.ts";
import { CommandError, EXIT } from "../exit.ts";
import { fetchDisclosure } from "../gatewayDisclosure.ts";
import type { Output } from "../output.ts";
import { toJson } from "../output.ts";
import { readText } from "../readText.ts";
import { readKeyFile } from "./viewingKey.ts";

interface FieldOptions {
  readonly field: readonly string[];
  readonly secretFile?: string;
  readonly sealed?: string;
  readonly keyFile?: string;
  readonly receivable?: string;
  readonly ledgerFile?: string;
  readonly gateway?: string;
  readonly tokenFile?: string;
  readonly out?: string;
}

interface ContentOptions {
  readonly sealed: string;
  readonly keyFile: string;
  readonly to: readonly string[];
  readonly out?: string;
}

const FIELDS_MANUAL = `
From the e-invoice and the secret of its document, which is in a file (--secret-file: 0x and 64 hex digits) or in the
sealed content of the receivable (--sealed, a file with it as hex, opened with --key-file). Without --field the fields
are listed, and nothing is disclosed. Or from a gateway that has both: --gateway with --receivable and --token-file (a
file with the token of a session or a key), without an invoice.
${FILE_MANUAL}

Exits with 0; 2 if called wrongly, or a file cannot be opened or written; 3 if the invoice, the secret or the content
cannot be used, or there is no such field; 4 if the gateway does not answer or refuses.

Examples:
  countersign disclose invoice.xml --secret-file secret.txt
  countersign disclose invoice.xml --secret-file secret.txt --field totals.payable --out payable.json
  countersign disclose --gateway https://ledger.example --receivable 0x… --token-file token --field number`;

const CONTENT_MANUAL = `
Opens what was sealed to your viewing key, and seals the same to others: to whoever is to see the receivable without
a gateway that could do so. The result is hex, as \`POST /v1/receivables/{id}/disclosures\` takes it.

Exits with 0; 2 if called wrongly, or a file cannot be opened or written; 3 if the content is not sealed to the key, or
a reader's key cannot be sealed to.

Example:
  countersign disclose content --sealed content.hex --key-file supplier.key --to 0x8520f0…`;

export function addDiscloseCommand(program: Command, output: () => Output): void {
  const disclose = program.command("disclose").description("show single fields of an e-invoice, or content, to others");
  disclose
    .command("fields", { isDefault: true })
    .description("prove single fields of an e-invoice, and show none of the others")
    .argument("[invoice]", "XML file of the e-invoice")
    .option("--field <path>", "where a field stands, such as totals.payable; give it once for each", collect, [])
    .option("--secret-file <file>", "the secret of the document")
    .option("--sealed <file>", "the sealed content of the receivable, which holds the secret")
    .option("--key-file <file>", "your viewing key, to open that")
    .option("--receivable <id>", "whose document it is")
    .option("--ledger-file <file>", 'address file of its ledger, as "countersign deploy" writes it')
    .option("--gateway <url>", "have a gateway disclose")
    .option("--token-file <file>", "token for the gateway")
    .option("--out <file>", "write the disclosure there and not to standard output")
    .addHelpText("after", FIELDS_MANUAL)
    .action(async (invoice: string | undefined, options: FieldOptions) => {
      await fields(invoice, options, output());
    });
  disclose
    .command("content")
    .description("seal the content of a receivable to one more reader")
    .requiredOption("--sealed <file>", "the content as it is sealed to you, as hex")
    .requiredOption("--key-file <file>", "your viewing key")
    .requiredOption("--to <key>", "a reader's viewing key as the directory has it; once for each", collect, [])
    .option("--out <file>", "write the result there and not to standard output")
    .addHelpText("after", CONTENT_MANUAL)
    .action(async (options: ContentOptions) => {
      await content(options, output());
    });
}

function collect(value: string, others: readonly string[]): readonly string[] {
  return [...others, value];
}

async function fields(invoice: string | undefined, options: FieldOptions, output: Output): Promise<void> {
  const { field: paths, gateway, receivable, tokenFile, out } = options;
  const id = receivable === undefined ? null : requireHash(receivable, "--receivable");
  if (gateway !== undefined) {
    if (invoice !== undefined || id === null || tokenFile === undefined || paths.length === 0) {
      const message = "--gateway needs --receivable, --token-file and --field, and no invoice";
      throw new CommandError("USAGE", `${message} (add --help for what can be said here)`, EXIT.usage);
    }
    const token = readText(tokenFile, "give a file with nothing but the token").trim();
    finish(await fetchDisclosure(gateway, { id, token, paths }), out, output);
    return;
  }
  if (invoice === undefined) {
    throw new CommandError("USAGE", "name the e-invoice, or a gateway with --gateway", EXIT.usage);
  }
  const all = await fieldsIn(invoice);
  if (paths.length === 0) {
    for (const { path, value } of all) output.say(`${visible(path)}  ${visible(value)}`);
    output.result(all);
    return;
  }
  const secret = await secretOf(options);
  const ledger = options.ledgerFile === undefined ? undefined : readLedgerFile(options.ledgerFile);
  finish(
    {
      ...{ version: 1, chainId: ledger?.chainId ?? null, ledger: ledger?.ledger ?? null, receivable: id },
      root: documentRoot(all, secret),
      fields: [...new Set(paths)].map((path) => proven(all, secret, path)),
    },
    out,
    output,
  );
}

async function fieldsIn(file: string): Promise<readonly Field[]> {
  try {
    return fieldsOf((await readInvoice(createReadStream(file))).invoice);
  } catch (cause) {
    if (cause instanceof DocumentError) {
      throw new CommandError(cause.code, `${file}: ${cause.message}`, EXIT.document, { cause });
    }
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (code === "") throw cause;
    throw new CommandError("FILE_UNREADABLE", `${file} cannot be read (${code}): check the path`, EXIT.usage, {
      cause,
    });
  }
}

function proven(all: readonly Field[], secret: Hex, path: string): FieldDisclosure["fields"][number] {
  if (!all.some((field) => field.path === path)) {
    const message = `--field ${visible(path)}: the e-invoice has no such field: leave --field out to see which it has`;
    throw new CommandError("FIELD_UNKNOWN", message, EXIT.document);
  }
  const { field, salt, proof } = discloseField(all, secret, path);
  return { ...field, salt, proof: [...proof] };
}

async function secretOf({ secretFile, sealed, keyFile }: FieldOptions): Promise<Hex> {
  if (secretFile !== undefined) {
    const text = readText(secretFile, "give a file with nothing but the secret");
    return requireHash(text, `what is in ${secretFile}`, EXIT.document);
  }
  if (sealed === undefined || keyFile === undefined) {
    const message = "give the secret of the document with --secret-file, or the content with --sealed and --key-file";
    throw new CommandError("USAGE", message, EXIT.usage);
  }
  const header = { supplier: ZERO_ADDRESS, buyer: ZERO_ADDRESS, invoice: ZERO_HASH, line: 0, policy: 0, revision: 0 };
  const decoded = decodeContent(await opened(sealed, keyFile), { header, document: ZERO_HASH });
  if (decoded !== undefined && decoded.documentSecret !== null) return decoded.documentSecret;
  const message = `${sealed}: it holds no secret of a document: ask who sealed it, and give --secret-file`;
  throw new CommandError("SECRET_MISSING", message, EXIT.document);
}

const HEX = /^0x(?:[0-9a-f]{2})+$/i;

async function opened(sealed: string, keyFile: string): Promise<Uint8Array> {
  const text = readText(sealed, "give a file with the sealed content as hex").trim();
  const { secret } = await readKeyFile(keyFile);
  const found = HEX.test(text) ? await open(text as Hex, secret) : undefined;
  if (found !== undefined) return found;
  const message = `${sealed}: it is nothing that ${keyFile} opens: check that both belong together`;
  throw new CommandError("CONTENT_SEALED", message, EXIT.document);
}

async function content({ sealed, keyFile, to, out }: ContentOptions, output: Output): Promise<void> {
  const readers = to.map((key) => requireHash(key, "--to"));
  const found = await opened(sealed, keyFile);
  try {
    const resealed = await seal(found, readers);
    if (out === undefined) output.say(resealed);
    else {
      writeNew(out, `${resealed}\n`);
      output.say(`Written to ${out}.`);
    }
    output.result({ sealed: resealed, readers, ...(out !== undefined && { file: out }) });
  } catch (cause) {
    if (!(cause instanceof ViewingKeyError)) throw cause;
    throw new CommandError("VIEWING_KEY_INVALID", `--to: ${cause.message}`, EXIT.document, { cause });
  }
}

/** Under `--json` the disclosure itself is the result, as it is without. */
function finish(disclosure: FieldDisclosure, out: string | undefined, output: Output): void {
  if (out === undefined) output.say(toJson(disclosure));
  else {
    writeNew(out, `${toJson(disclosure)}\n`);
    output.say(`Written to ${out}. Check it with: countersign check ${out} --root ${disclosure.root}`);
  }
  output.result(disclosure);
}
