import type { Command } from "commander";
import { createPublicClient, http, numberToHex } from "viem";
import type { Addresses } from "../../chain/addresses.ts";
import { decodeLogs } from "../../chain/logs.ts";
import type { RawLog } from "../../chain/logs.ts";
import { visible } from "../../documents/visible.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { FieldDisclosure } from "../../wire/document.ts";
import { checkStatement } from "../checkStatement.ts";
import { readLedgerFile } from "../addressFile.ts";
import { FILE_MANUAL, readDisclosure, requireHash, unprovenFields } from "../disclosureFile.ts";
import { checkResult, readResultProof, RESULT_MANUAL } from "../resultProofFile.ts";
import { readStatementProof, STATEMENT_MANUAL } from "../statementProofFile.ts";
import { CommandError, EXIT } from "../exit.ts";
import { nodeFailure, requireRpc } from "../node.ts";
import type { Output } from "../output.ts";

interface Options {
  readonly root?: string;
  readonly rpc?: string;
  readonly ledgerFile?: string;
  readonly receivable?: string;
}

const MANUAL = `
Says whether every field in the file is part of the document. Which document, you say: by its root (--root), offline;
or by the ledger, of which you have the address file yourself (--rpc and --ledger-file): then the root is the one that
the ledger last recorded for the receivable that the file names, or that --receivable names. The root in the file
alone proves nothing, since whoever wrote the file wrote it too.
${FILE_MANUAL}

A file may show lines of a statement instead, of which the same is said: that they are under a root that you give, or
under the one that the side they are of has posted last.
${STATEMENT_MANUAL}

Or it shows one line of a result that both sides signed, of which the same is said under the result that you give: the
contract's event BalanceAgreedExcept has it.
${RESULT_MANUAL}

With --json the result is one object: root, source ("given" or "ledger"), receivable, and the fields with path and
value. Of a statement: root, source ("given" or "chain"), statement, party, the lines with document and amount, and
from the chain version, reply (NoReply, Agreed, AgreedExcept or Rejected) and sameRoot. Of a result: root, source
("given"), statement, and the text of the line.

Exits with 0 if every field or line is proven; 2 if called wrongly; 3 if the file is none, or a field or line is not
proven, or the ledger knows no document of the receivable, or another root stands; 4 if the node does not answer or is
one of another chain.

Examples:
  countersign check payable.json --root 0x5f1c…
  countersign check payable.json --rpc http://127.0.0.1:8545 --ledger-file ledger.json
  countersign check lines.json --rpc http://127.0.0.1:8545 --ledger-file ledger.json`;

export function addCheckCommand(program: Command, output: () => Output): void {
  program
    .command("check")
    .description("check fields or lines that somebody disclosed, offline or against the chain")
    .argument("<file>", "what countersign disclose or prove wrote, or a line of a result")
    .option("--root <hash>", "the root of the document or of the statement, or the result")
    .option("--rpc <url>", "JSON-RPC of a node, http or https, to read the root from")
    .option("--ledger-file <file>", 'address file of the ledger, as "countersign deploy" writes it')
    .option("--receivable <id>", "whose document it should be; else the file says so")
    .addHelpText("after", MANUAL)
    .action(async (file: string, options: Options) => {
      await check(file, options, output());
    });
}

async function check(file: string, options: Options, output: Output): Promise<void> {
  const { root: given, rpc, ledgerFile } = options;
  const isOnChain = rpc !== undefined && ledgerFile !== undefined;
  if ((given === undefined) !== isOnChain || (rpc === undefined) !== (ledgerFile === undefined)) {
    throw new CommandError("USAGE", "give either --root, or --rpc and --ledger-file", EXIT.usage);
  }
  const wanted = given === undefined ? undefined : requireHash(given, "--root");
  const result = readResultProof(file);
  if (result !== undefined) {
    if (wanted === undefined) {
      throw new CommandError("USAGE", "a line of a result is checked under the result: give it as --root", EXIT.usage);
    }
    checkResult(file, result, wanted, output);
    return;
  }
  const lines = readStatementProof(file);
  if (lines !== undefined) {
    if (options.receivable !== undefined) {
      throw new CommandError(
        "USAGE",
        "lines of a statement are of no one receivable: leave --receivable out",
        EXIT.usage,
      );
    }
    const source =
      wanted === undefined ? { rpc: rpc ?? "", addresses: readLedgerFile(ledgerFile ?? "") } : { root: wanted };
    await checkStatement(file, lines, source, output);
    return;
  }
  const disclosure = readDisclosure(file);
  const receivable = receivableOf(file, disclosure, options);
  const root = wanted ?? (await rootOnChain(rpc ?? "", readLedgerFile(ledgerFile ?? ""), receivable));
  const unproven = unprovenFields(disclosure, root);
  if (unproven.length > 0) {
    const which = unproven.map(visible).join(", ");
    const message = `${file}: not part of the document with the root ${root}: ${which}. Do not rely on it`;
    throw new CommandError("FIELD_UNPROVEN", message, EXIT.document);
  }
  const fields = disclosure.fields.map(({ path, value }) => ({ path, value }));
  for (const { path, value } of fields) output.say(`${visible(path)}  ${visible(value)}`);
  const source = isOnChain ? "ledger" : "given";
  output.say(`proven: part of the document with the root ${root} (${SOURCES[source]})`);
  output.result({ root, source, receivable, fields });
}

const SOURCES = { ledger: "as the ledger recorded it", given: "as you gave it" } as const;

/** Whose document it should be; null where nobody says and nobody has to. */
function receivableOf(file: string, disclosure: FieldDisclosure, { receivable, root }: Options): Hex | null {
  const id = receivable === undefined ? disclosure.receivable : requireHash(receivable, "--receivable");
  if (id !== null || root !== undefined) return id;
  const message = `${file}: it does not say whose document it is: name the receivable with --receivable`;
  throw new CommandError("RECEIVABLE_MISSING", message, EXIT.usage);
}

interface NodeLog {
  readonly address: Address;
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly blockNumber: Hex;
  readonly blockHash: Hex;
  readonly transactionHash: Hex;
  readonly logIndex: Hex;
}

/** The document of a receivable by the last event that tells one. */
async function rootOnChain(rpc: string, addresses: Addresses, id: Hex | null): Promise<Hex> {
  const logs = await logsOf(requireRpc(rpc), addresses, id ?? "0x");
  const roots = decodeLogs(addresses, logs.map(rawLog)).flatMap(({ event }) => {
    const told = ["ReceivableIssued", "ReceivableSealed", "ReceivableAmended"].includes(event.name);
    return told && "document" in event ? [event.document] : [];
  });
  const last = roots.at(-1);
  if (last !== undefined) return last;
  const message =
    `the ledger ${addresses.ledger} has recorded no document for the receivable ${id ?? ""}: check the id; ` +
    "a part of a split has the document of the whole";
  throw new CommandError("DOCUMENT_UNKNOWN", message, EXIT.document);
}

async function logsOf(rpc: string, { chainId, ledger, block }: Addresses, id: Hex): Promise<readonly NodeLog[]> {
  const client = createPublicClient({ transport: http(rpc) });
  try {
    const actual = await client.getChainId();
    if (actual === chainId) {
      const filter = { address: ledger, fromBlock: numberToHex(block), toBlock: "latest", topics: [null, id] } as const;
      const logs: unknown = await client.request({ method: "eth_getLogs", params: [filter as never] });
      return logs as readonly NodeLog[];
    }
    const message = `the node is one of chain ${actual}, the ledger is on chain ${chainId}: name a node of that chain`;
    throw new CommandError("CHAIN_MISMATCH", message, EXIT.chain);
  } catch (error) {
    throw error instanceof CommandError ? error : nodeFailure(rpc, error);
  }
}

function rawLog({ blockNumber, logIndex, ...log }: NodeLog): RawLog {
  return { ...log, blockNumber: Number(blockNumber), logIndex: Number(logIndex) };
}
